"""No text of the course repeats eight words in a row of the patient pages it speaks about.

`word_runs.txt.gz` holds the first twelve hex digits of the SHA-1 of every run of eight words of
those pages: enough to notice a copied run, too little to read the pages from it.
"""

import gzip
import hashlib
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_lib.content.course import COLLECTIONS, ROOT, Course
from course_lib.content.notebooks import markdown_of
from course_lib.content.record import Record

RUN = 8
DIGITS = 12
CITATION = {"sources": (".title", ".authors", ".publisher", ".journal")}  # printed as published
LINK = re.compile(r"\(?\[[^\]]*\]\([^)]*\)\)?")
MADE_UP = "seven quiet herons counted the lanterns along a river of glass last winter"


def words(text: str) -> list[str]:
    """The words of `text`: lower case, no accents, no apostrophes, no punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("’", "'").replace("'", "")
    return re.findall(r"[a-z0-9]+", plain)


def hashes(text: str) -> dict[str, str]:
    """The hash of every run of words in `text`, and the run itself."""
    all_words = words(text)
    runs = (" ".join(all_words[i : i + RUN]) for i in range(len(all_words) - RUN + 1))
    return {hashlib.sha1(run.encode()).hexdigest()[:DIGITS]: run for run in runs}


def shared(text: str, known: frozenset[str]) -> list[str]:
    """The runs of `text` that are known, as they stand in it."""
    return [run for digest, run in hashes(text).items() if digest in known]


def strings(part: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a record with the path of its keys."""
    if isinstance(part, Record):
        part = part.model_dump()
    if isinstance(part, dict):
        for key, value in part.items():
            yield from strings(value, f"{path}.{key}")
    elif isinstance(part, tuple | list):
        for value in part:
            yield from strings(value, path)
    elif isinstance(part, str):
        yield path, part


def texts(course: Course) -> Iterator[tuple[str, str]]:
    """Every text a learner may read, with where it stands."""
    for name in COLLECTIONS:
        for id_, record in getattr(course, name).items():
            for path, text in strings(record):
                if path not in CITATION.get(name, ()):
                    yield f"{name} {id_}{path}", text
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        yield notebook.name, LINK.sub(" ", markdown_of(notebook))


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    path = Path(__file__).parent / "word_runs.txt.gz"
    return frozenset(gzip.decompress(path.read_bytes()).decode("ascii").split())


def test_the_committed_runs_are_hashes_and_nothing_else(known: frozenset[str]) -> None:
    assert len(known) > 1000
    assert all(re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", digest) for digest in known)


def test_no_text_of_the_course_repeats_eight_words_of_the_pages(
    course: Course, known: frozenset[str]
) -> None:
    looked_at = list(texts(course))
    assert len(looked_at) > 1000
    copied = [f"{where}: “{run}”" for where, text in looked_at for run in shared(text, known)]
    assert not copied, "reword, eight words stand in a row as in a page:\n" + "\n".join(copied)


def test_a_copied_run_would_be_noticed_whatever_its_case_and_punctuation() -> None:
    made_up = frozenset(hashes(MADE_UP))
    assert shared("He said: “Counted the LANTERNS, along a river of glass!”", made_up) == [
        "counted the lanterns along a river of glass"
    ]


def test_seven_words_in_a_row_are_not_yet_copied() -> None:
    assert not shared("counted the lanterns along a river of milk", frozenset(hashes(MADE_UP)))
