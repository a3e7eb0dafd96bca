"""A course speaks one language, chosen at start; two languages are made by a function."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from course_lib import language
from course_lib.content import names
from course_lib.content.claims import Topic
from course_lib.content.course import ROOT
from course_lib.content.sources import Kind
from course_lib.language import UnknownLanguageError, _, ngettext, speak, upper_first
from course_lib.pseudo_language import CODES, LEFT_TO_RIGHT, RIGHT_TO_LEFT, pseudo


@pytest.fixture(autouse=True)
def english_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(language.VARIABLE, "en")
    speak("en")
    yield
    speak("en")


def said_by(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What Python says when it is started with `words`."""
    command = [sys.executable, *words]
    environment = {**os.environ, **variables}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_course_speaks_english_when_nothing_is_said() -> None:
    assert (language.code(), language.direction()) == ("en", "ltr")
    assert _("Next") == "Next"
    assert ngettext("One claim", "{n} claims", 2) == "{n} claims"


def test_a_language_made_by_a_function_is_longer_accented_and_in_brackets() -> None:
    words = "Choose a place on the map, or from the list below it."
    said = pseudo(words)
    assert said[0] + said[-1] == "⟦⟧"
    assert 1.3 < (len(said) - 2) / len(words) < 1.5
    assert not set("aeiounrst") & set(said)


def test_the_other_one_is_written_from_right_to_left() -> None:
    speak(RIGHT_TO_LEFT)
    assert language.direction() == "rtl"
    assert _("Next").strip("\u200f") == pseudo("Next")
    speak(LEFT_TO_RIGHT)
    assert language.direction() == "ltr"
    assert _("Next") == pseudo("Next")


@pytest.mark.parametrize("words", ["{n} of {all}", "{share:.1f} %", "%(number)s %%", "a &amp; b"])
def test_placeholders_stay_what_they_are(words: str) -> None:
    kept = [part for part in words.replace("%%", "%% ").split() if set(part) & set("{}%&")]
    assert all(part in pseudo(words) for part in kept)


@pytest.mark.parametrize("code", ["xx", "", "en_XA", "../en", "EN"])
def test_a_language_that_nobody_made_is_refused(code: str) -> None:
    with pytest.raises(UnknownLanguageError):
        speak(code)
    assert language.code() == "en"


def test_the_language_is_handed_to_the_processes_that_are_started() -> None:
    speak(RIGHT_TO_LEFT)
    code = "from course_lib.language import _, code; print(code(), ascii(_('Next')))"
    assert said_by("-c", code).stdout.strip() == f"{RIGHT_TO_LEFT} {_('Next')!a}"


def test_an_unknown_language_in_the_environment_leaves_english() -> None:
    code = "from course_lib.language import _; print(_('Next'))"
    assert said_by("-c", code, COURSE_LANG="xx").stdout.strip() == "Next"


def test_the_command_refuses_a_language_and_names_the_ones_there_are() -> None:
    told = said_by("-m", "course_lib.cli", "app", "--lang", "xx")
    assert told.returncode == 1
    assert "does not speak “xx” yet" in told.stderr
    for code in ("en", *CODES):
        assert code in told.stderr


def test_a_catalogue_made_as_the_guide_says_is_spoken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Collect, begin, translate, compile: the four steps of CONTRIBUTING."""

    def babel(*words: str) -> None:
        command = [sys.executable, "-m", "babel.messages.frontend", *words]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)

    collected, folder = tmp_path / "course.pot", tmp_path / "locale"
    babel("extract", "-F", "pyproject.toml", "-o", str(collected), "course_lib")
    babel("init", "-D", "course", "-i", str(collected), "-d", str(folder), "-l", "pt_BR")
    words = folder / "pt_BR" / "LC_MESSAGES" / "course.po"
    text = words.read_text(encoding="utf-8")
    for message, translation in (("Next", "Próximo"), ("All lessons", "Todas as aulas")):
        assert f'msgid "{message}"\nmsgstr ""' in text
        text = text.replace(f'"{message}"\nmsgstr ""', f'"{message}"\nmsgstr "{translation}"')
    words.write_text(text, encoding="utf-8")
    babel("compile", "-D", "course", "-d", str(folder))

    monkeypatch.setattr(language, "CATALOGUES", folder)
    assert language.languages() == ("en", "pt-BR", *CODES)
    speak("pt-BR")
    assert (_("Next"), language.code(), language.direction()) == ("Próximo", "pt-BR", "ltr")
    assert _("All lessons") == "Todas as aulas"
    assert _("Back") == "Back"


def test_every_topic_and_every_kind_of_source_has_a_name() -> None:
    speak(LEFT_TO_RIGHT)
    named = [names.topic_name(topic) for topic in get_args(Topic)]
    named += [names.kind_name(kind) for kind in get_args(Kind)]
    assert named
    assert all(name.startswith("⟦") for name in named)


@pytest.mark.parametrize(
    ("words", "begun"),
    [
        ("read in the Source", "Read in the Source"),
        ("⟦ñéẋţ⟧", "⟦Ñéẋţ⟧"),
        ("2 years", "2 years"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_and_keeps_the_others(words: str, begun: str) -> None:
    assert upper_first(words) == begun
