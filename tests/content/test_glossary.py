"""Every technical word of a claim is explained, and every term is explained once."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from course_lib.content.course import Course, load_course
from course_lib.content.problem import ContentError

LONG = 9  # letters; most shorter words of English are everyday ones
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
EVERYDAY = Path(__file__).parent / "everyday_words.txt"


def may_be_technical(word: str) -> bool:
    """Long, or with a digit or a capital inside; a plain number is not a word."""
    letters = any(map(str.isalpha, word))
    odd = any(sign.isdigit() or sign.isupper() for sign in word[1:])
    return letters and (len(word) >= LONG or odd)


def plain(word: str) -> str:
    return re.sub(r"['’]s?$", "", word).casefold()


def forms(word: str) -> set[str]:
    """A word, and what it would be as the plural of something."""
    one = plain(word)
    return {one} | ({one[:-1]} if one.endswith("s") else set())


def unexplained(says: str, explained: set[str], everyday: set[str]) -> list[str]:
    known = explained | everyday
    return [w for w in WORD.findall(says) if may_be_technical(w) and not forms(w) & known]


@pytest.fixture(scope="module")
def everyday() -> set[str]:
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    return {line.casefold() for line in lines if line and not line.startswith("#")}


@pytest.fixture(scope="module")
def explained(course: Course) -> set[str]:
    return {
        plain(word)
        for term in course.glossary.values()
        for form in (term.term, *term.also)
        for word in WORD.findall(form)
    }


def test_every_technical_word_of_a_claim_is_in_the_glossary(
    course: Course, explained: set[str], everyday: set[str]
) -> None:
    missing = [
        f"“{word}” ({claim.id})"
        for claim in course.claims.values()
        for word in unexplained(claim.says, explained, everyday)
    ]
    assert not missing, (
        "explain these in data/glossary.yaml, or add them to everyday_words.txt if no learner "
        "would ask what they mean:\n" + "\n".join(missing)
    )


@pytest.mark.parametrize("word", ["thrombocytopenia", "FGFR1", "mTOR", "IHC"])
def test_a_technical_word_nobody_explained_is_noticed(
    word: str, explained: set[str], everyday: set[str]
) -> None:
    assert unexplained(f"It can mean {word}.", explained, everyday) == [word]


def test_plurals_and_owners_of_an_explained_word_are_explained() -> None:
    assert not unexplained("Lumpectomies' ducts, neutrophils, ASCO's", {"neutrophil", "asco"}, {
        "lumpectomies"
    })


def test_the_everyday_words_are_sorted_and_not_explained(explained: set[str]) -> None:
    lines = EVERYDAY.read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")]
    assert words == sorted(set(words))
    assert not set(words) & explained, "these are in the glossary already"


def test_a_term_is_explained_in_one_or_two_sentences_without_numbers(course: Course) -> None:
    for term in course.glossary.values():
        sentences = re.findall(r"[.!?](?=\s|$)", term.plain)
        assert 1 <= len(sentences) <= 2, term.id
        assert not re.search(r"(?<![\w/-])\d", term.plain), term.id


def repeat_a_form(text: str) -> str:
    return text.replace("also: [lymph nodes,", "also: [Tamoxifen, lymph nodes,", 1)


def repeat_a_term(text: str) -> str:
    return text + "\n- id: again\n  term: Tamoxifen\n  plain: A drug.\n"


@pytest.mark.parametrize("change", [repeat_a_form, repeat_a_term])
def test_a_form_explained_twice_is_told_with_its_line(
    change: Callable[[str], str], copy_of_course: Path
) -> None:
    path = copy_of_course / "data" / "glossary.yaml"
    text = change(path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    told = [problem for problem in caught.value.problems if "Tamoxifen" in problem.what.title()]
    assert [problem.file for problem in told] == ["data/glossary.yaml"]
    assert "amoxifen" in text.splitlines()[told[0].line - 1]
