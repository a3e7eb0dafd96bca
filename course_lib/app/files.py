"""The files that pages load: compressed once, and asked for by a browser only once."""

import gzip
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from mimetypes import guess_type
from pathlib import Path

from tornado.web import HTTPError, RequestHandler

# Fonts and pictures are compressed already.
WORDS = {".css", ".js", ".json", ".svg", ".txt"}

FOR_EVER = "public, max-age=31536000, immutable"


class Files:
    """Files by their name in an address; a file that is not here cannot be asked for."""

    def __init__(self, own: dict[str, Path], installed: dict[str, Path]) -> None:
        self._own = own
        self._installed = installed
        # Voilà's scripts find each other by names that stay the same when their content changes:
        # one version for all of them goes into the folder of their address.
        self._installed_version = _digest(installed)

    def path(self, name: str) -> Path | None:
        """Return where `name` lies, or None for a file that pages do not need."""
        return self._own.get(name) or self._installed.get(name)

    def version(self, name: str) -> str:
        """Return what changes whenever the file, or a file that it belongs to, has changed."""
        own = self._own.get(name)
        return f"{own.stat().st_mtime_ns:x}" if own else self._installed_version


class KeptFile(RequestHandler):
    """A file that a browser keeps: its address holds its version."""

    def initialize(self, files: Files) -> None:
        """Take the files that there are."""
        self.files = files

    def get(self, version: str, name: str) -> None:
        """Send the file, compressed where the browser understands it."""
        path = self.files.path(name)
        if path is None:
            raise HTTPError(404)
        # A page from before an update still gets the file, but may not keep it under the old name.
        current = version == self.files.version(name)
        self.set_header("Cache-Control", FOR_EVER if current else "no-cache")
        self.set_header("Content-Type", guess_type(path.name)[0] or "application/octet-stream")
        self.set_header("X-Content-Type-Options", "nosniff")
        if path.suffix in WORDS and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.write(_compressed(path, path.stat().st_mtime_ns))
        else:
            self.write(path.read_bytes())

    head = get


def files_below(folders: Iterable[Path | str], name: str) -> dict[str, Path]:
    """Return all files below `folders`, named `name`/…; of two with one name the first is taken."""
    found: dict[str, Path] = {}
    for folder in map(Path, folders):
        for path in _walk(folder):
            found.setdefault(f"{name}/{path.relative_to(folder).as_posix()}", path)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def _digest(files: dict[str, Path]) -> str:
    digest = blake2b(digest_size=8)
    for name, path in sorted(files.items()):
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=512)
def _compressed(path: Path, _changed: int) -> bytes:
    """Return the file compressed, once for all visitors; a changed file is compressed again."""
    return gzip.compress(path.read_bytes(), mtime=0)
