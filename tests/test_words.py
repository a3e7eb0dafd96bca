"""Every word that a learner reads can be translated: Python, templates and scripts."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from course_lib.app.pages import TEMPLATES
from course_lib.content.course import ROOT
from course_lib.pseudo_language import pseudo

LIBRARY = ROOT / "course_lib"
# Whose words a learner reads. Messages to authors and the `course` command are in English.
SPEAKING = ("activities", "app", "clinical", "figures", "ui")
MODULES = sorted(
    {path for room in SPEAKING for path in (LIBRARY / room).rglob("*.py")}
    | {LIBRARY / "lesson.py", LIBRARY / "notebook.py", LIBRARY / "sources_page.py"}
)
SCRIPTS = sorted(LIBRARY.rglob("*.js"))
BLOCKS = {
    *("Bullets", "Button", "Callout", "Card", "Chip", "Choice", "Copyable"),
    *("Details", "Entry", "Heading"),
    *("Option", "Panel", "Paragraph", "Picture", "Progress", "Search", "Steps", "Table"),
    *("Field", "Sequence", "Toggles"),
}
TRANSLATES = {"_": (0,), "ngettext": (0, 1)}

PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")
# Two words of which the first has a capital, or words around a placeholder.
SENTENCE = re.compile(r"^[A-Z][a-z’]* [a-z]|^[A-Z]\w+[.?!…]$|[a-z]{2} \{\w+\}|\{\w+\} [a-z]{2}")
# What no key of a block, no style and no id looks like.
WORDS = re.compile(r"[A-Z]|[a-z] [a-z]")
MARKUP = re.compile(r"<[^>]*>?|\w+=\"[^\"]*\"?|^[^<>]*\">")
NOT_SHOWN = {"compile", "search", "sub", "exception", "error", "warning", "info"}


def tree(path: Path) -> ast.Module:
    parsed = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(parsed):
        for child in ast.iter_child_nodes(node):
            child.above = node  # type: ignore[attr-defined]
    return parsed


def above(node: ast.AST) -> Iterator[ast.AST]:
    while node := getattr(node, "above", None):  # type: ignore[assignment]
        yield node


def name_of(call: ast.AST) -> str:
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def formats(code: ast.AST) -> list[set[str | None]]:
    """The names that each call of format() fills; None stands for names handed on."""
    return [
        {keyword.arg for keyword in node.keywords}
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and name_of(node) == "format"
    ]


def translations(code: ast.Module) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """Every call that translates something, and what it translates."""
    for node in ast.walk(code):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            places = TRANSLATES.get(node.func.id, ())
            if places:
                yield node, [node.args[place] for place in places if place < len(node.args)]


def messages() -> list[str]:
    """Every message of Python and of the templates."""
    found = [
        word.value
        for path in MODULES
        for _call, words in translations(tree(path))
        for word in words
        if isinstance(word, ast.Constant)
    ]
    return [*found, *(message for path in templates() for message, _ in template_calls(path))]


def templates() -> list[Path]:
    return sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.j2")])


def template_calls(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Every message of a template, and the names that it is given."""
    parsed = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text(encoding="utf-8"))
    for call in parsed.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "_":
            [message] = call.args
            assert isinstance(message, nodes.Const), f"{path}: {message}"
            yield message.value, {argument.key for argument in call.kwargs}


def test_there_are_messages_to_look_at() -> None:
    assert len(messages()) > 150
    assert len(templates()) >= 7
    assert len(SCRIPTS) >= 4


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_what_is_translated_is_written_out_so_that_it_can_be_collected(path: Path) -> None:
    for call, words in translations(tree(path)):
        line = f"{path.name}:{call.lineno}"
        assert words, line
        for word in words:
            assert isinstance(word, ast.Constant), f"{line}: {ast.unparse(word)}"
            assert isinstance(word.value, str), line


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_nothing_is_translated_before_the_language_is_known(path: Path) -> None:
    for call, _words in translations(tree(path)):
        functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        inside = any(isinstance(node, functions) for node in above(call))
        assert inside, f"{path.name}:{call.lineno} is translated when the module is imported"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_placeholders_have_names_and_are_filled_after_translation(path: Path) -> None:
    code = tree(path)
    for call, words in translations(code):
        wanted = {
            name
            for word in words
            if isinstance(word, ast.Constant)
            for name in PLACEHOLDER.findall(word.value)
        }
        if not wanted:
            continue
        line = f"{path.name}:{call.lineno}"
        assert "" not in wanted, f"{line}: give the placeholder a name"
        # Filled at once, or further down in the function, or by a helper that takes any names.
        function = next(
            node for node in above(call) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        )
        helped = isinstance(call.above, ast.Call)  # type: ignore[attr-defined]
        filled = formats(function)
        filled += [names for names in formats(code) if helped and None in names]
        found = any(wanted <= names or None in names for names in filled)
        assert found, f"{line}: {wanted} is never filled"


def untranslated(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in `path` that a learner could read and that nobody translates."""
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        over = list(above(node))
        calls = {name_of(one) for one in over}
        docstring = isinstance(over[0], ast.Expr)
        # What is raised is read by whoever calls, what is logged by whoever runs the course.
        if docstring or calls & {*TRANSLATES, *NOT_SHOWN} or any(
            isinstance(one, ast.Raise) for one in over
        ):
            continue
        text = MARKUP.sub(" ", node.value).strip()
        if SENTENCE.search(text) or (calls & BLOCKS and WORDS.search(text)):
            yield node.lineno, text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(LIBRARY)))
def test_every_word_of_python_goes_through_gettext(path: Path) -> None:
    left = [f"{path.name}:{line}: {text}" for line, text in untranslated(path)]
    assert left == []


@pytest.mark.parametrize(
    "code",
    [
        'Paragraph("Nothing chosen yet")',
        'Button("back", "Back")',
        'Callout("notice", title, (Paragraph("so it is"),))',
        'Progress(1, 2, f"{n} of the cards")',
        'words = "Choose a place on the map."',
        'html = "<p>Read with care</p>"',
    ],
)
def test_a_word_that_nobody_translates_is_found(code: str, tmp_path: Path) -> None:
    path = tmp_path / "activity.py"
    path.write_text(code, encoding="utf-8")
    assert list(untranslated(path))


@pytest.mark.parametrize(
    "code",
    [
        'Paragraph(_("Nothing chosen yet"))',
        'Choice("side", _("Side"), options, look="switch")',
        '"""A module."""',
        'raise TypeError("Not a block at all.")',
        "html = '<p class=\"course-quiet\">'",
    ],
)
def test_a_key_or_a_translated_word_is_let_alone(code: str, tmp_path: Path) -> None:
    path = tmp_path / "activity.py"
    path.write_text(code, encoding="utf-8")
    assert not list(untranslated(path))


class Words(HTMLParser):
    """The words between the tags of a page, and in the attributes that are read aloud."""

    SAID = ("alt", "aria-label", "aria-description", "placeholder", "title")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style"}
        self.found += [
            value
            for name, value in attrs
            if value and (name in self.SAID or (name.startswith("data-") and " " in value))
        ]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(re.sub(r'data-[\w-]+="[^"]*"', "", data))


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_every_word_of_a_template_goes_through_gettext(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", "", text, flags=re.S)
    parser = Words()
    parser.feed(text)
    left = [words for words in parser.found if re.search(r"[^\W\d_]{2}", words)]
    assert left == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_the_placeholders_of_a_template_are_filled(path: Path) -> None:
    for message, given in template_calls(path):
        assert set(re.findall(r"%\((\w+)\)s", message)) == given, message


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_has_no_words_of_its_own(path: Path) -> None:
    """They come from Python, as traits, or from a template, as attributes."""
    code = path.read_text(encoding="utf-8")
    code = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", code, flags=re.S)
    quoted = re.findall(r'"([^"\n]*)"|\'([^\'\n]*)\'|`([^`]*)`', code)
    literals = ["".join(parts) for parts in quoted]
    left = [
        text
        for text in literals
        if re.search(r"^[A-Z][a-z]{2,}|[a-z]{3,} [a-z]{2,}[.?!…]", text)
        and not re.fullmatch(
            r"Arrow(Left|Right|Up|Down)|Page(Up|Down)|Enter|Home|End|Escape|Tab", text
        )
    ]
    assert left == []
    said = r"""(textContent|title|ariaLabel)\s*=\s*["'`](?=[^"'`]*[A-Za-z])"""
    assert re.findall(said, code) == []


@pytest.mark.parametrize("message", sorted(set(messages())))
def test_a_message_keeps_its_placeholders_in_the_languages_made_by_a_function(message: str) -> None:
    for right_to_left in (False, True):
        said = pseudo(message, right_to_left)
        for pattern in (PLACEHOLDER, re.compile(r"%\(\w+\)s")):
            assert pattern.findall(said) == pattern.findall(message)
