"""Read one YAML file into plain data, remembering the line of every value.

YAML can do far more than a data file needs. What an author never wants (anchors, several
documents, tags that build objects, a key written twice) is refused here with its line.
"""

from dataclasses import dataclass
from pathlib import Path

import yaml

from course_lib.content.problem import ContentError, Problem

LARGEST_FILE = 1_000_000  # bytes; the largest real file is a tenth of this
DEEPEST_NESTING = 20

PLAIN_TAGS = {
    f"tag:yaml.org,2002:{kind}"
    for kind in ("map", "seq", "str", "int", "float", "bool", "null", "timestamp")
}

Place = tuple[str | int, ...]  # the keys and positions that lead to a value


@dataclass(frozen=True)
class YamlFile:
    """Plain data and the line on which each part of it begins."""

    name: str
    data: object
    lines: dict[Place, int]

    def line(self, path: Place) -> int:
        """Return the line of `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(path: Path, name: str) -> YamlFile:
    """Return what `path` holds; `name` is how the file is called in messages.

    Raises ContentError with one problem if the file is missing, empty, too large, not UTF-8 or
    not the plain YAML this course uses.
    """

    def refuse(line: int, what: str, mend: str) -> ContentError:
        return ContentError([Problem(name, line, what, mend)])

    try:
        if path.stat().st_size > LARGEST_FILE:
            raise refuse(
                0,
                f"The file is larger than {LARGEST_FILE:,} bytes.",
                "Split it, or take out what does not belong there.",
            )
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise refuse(0, "The file is missing.", "Put it back, or take its name out.") from None
    except UnicodeDecodeError:
        raise refuse(0, "The file is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        raise refuse(0, f"The file cannot be read: {error.strerror}.", "Mend its rights.") from None
    return parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> YamlFile:
    """Return what `text` holds; raises ContentError as `read_yaml` does."""
    try:
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            if node is None:
                raise _RefusedError(
                    0, "The file is empty.", "Write its content, or remove the file."
                )
            lines: dict[Place, int] = {}
            data = _plain(loader, node, (), lines, set())
        finally:
            loader.dispose()
    except _RefusedError as refused:
        raise ContentError([Problem(name, refused.line, refused.what, refused.mend)]) from None
    except yaml.YAMLError as error:
        raise ContentError([_syntax_problem(error, text, name)]) from None
    return YamlFile(name, data, lines)


class _RefusedError(Exception):
    def __init__(self, line: int, what: str, mend: str) -> None:
        self.line, self.what, self.mend = line, what, mend
        super().__init__(what)


def _plain(
    loader: yaml.CSafeLoader,
    node: yaml.Node,
    path: Place,
    lines: dict[Place, int],
    seen: set[int],
) -> object:
    line = node.start_mark.line + 1
    if len(path) > DEEPEST_NESTING:
        raise _RefusedError(line, "This is nested too deeply.", "Write it flatter.")
    if id(node) in seen:
        raise _RefusedError(
            line,
            "An anchor (&name) is used again (*name).",
            "Write the value out where it is used.",
        )
    seen.add(id(node))
    if node.tag not in PLAIN_TAGS:
        raise _RefusedError(line, "A YAML tag (!name) stands here.", "Write plain values only.")
    lines[path] = line
    if isinstance(node, yaml.MappingNode):
        mapping: dict[str, object] = {}
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.value == "<<":
                raise _RefusedError(key_line, "A key is not plain text.", "Use a word as the key.")
            key = str(key_node.value)
            if key in mapping:
                raise _RefusedError(
                    key_line, f"The key “{key}” stands here twice.", "Keep one of the two."
                )
            mapping[key] = _plain(loader, value_node, (*path, key), lines, seen)
            lines[(*path, key)] = key_line
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(loader, child, (*path, index), lines, seen)
            for index, child in enumerate(node.value)
        ]
    try:
        value: object = loader.construct_object(node)
    except ValueError:
        raise _RefusedError(
            line, f"“{node.value}” cannot be read as a value.", "Quote it."
        ) from None
    return value


def _syntax_problem(error: yaml.YAMLError, text: str, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 0
    rows = text.splitlines()
    row = rows[line - 1] if 0 < line <= len(rows) else ""
    reason = str(getattr(error, "problem", "") or "")
    if "\t" in row[: len(row) - len(row.lstrip()) + 1]:
        return Problem(name, line, "A tab stands where spaces belong.", "Indent with spaces.")
    if "document" in reason:
        return Problem(
            name, line, "A second document begins here (---).", "Keep one document in a file."
        )
    if "control characters" in str(error):
        return Problem(name, line, "The file holds control characters.", "Take them out.")
    return Problem(
        name,
        line,
        f"This is not YAML: {reason or 'it cannot be read'}.",
        "Look at the quotes, colons and indents of this line and the one before.",
    )
