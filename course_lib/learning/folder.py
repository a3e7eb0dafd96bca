"""The folder of this computer's user in which the course keeps what must last."""

import os
import secrets
from pathlib import Path

from platformdirs import user_data_path

VARIABLE = "COURSE_DATA_FOLDER"


def data_folder() -> Path:
    """Return the folder, which need not be there yet."""
    chosen = os.environ.get(VARIABLE)
    return Path(chosen) if chosen else user_data_path("recurrent-breast-cancer-course", False)


def make_private(file: Path) -> None:
    """Make the folder of `file`, and `file`, for this user alone; raises OSError."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.touch(mode=0o600)


def kept_secret(name: str) -> bytes:
    """Return 32 random bytes that stay the same for this user, whom alone they are for.

    Raises OSError.
    """
    path = data_folder() / name
    try:
        return bytes.fromhex(path.read_text(encoding="ascii"))
    except FileNotFoundError:
        pass
    # Written whole before it gets its name, so that of two beginners both take what one wrote.
    fresh = path.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
    make_private(fresh)
    with fresh.open("w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        fresh.unlink()
    except OSError:
        # A file system without hard links.
        fresh.replace(path)
    else:
        fresh.unlink()
    return bytes.fromhex(path.read_text(encoding="ascii"))
