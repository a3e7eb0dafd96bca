"""Look through an explanation that a learner wrote: jargon, long sentences, gaps, promises.

Only words are compared, on this computer. A phrase does not count where its clause denies it:
“we cannot say that you will be cured” promises nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from course_lib.content.glossary import Term
from course_lib.content.readability import SENTENCE_END, WORD, lix
from course_lib.content.tell_backs import Avoid, Jargon, MustSay, TellBack

# The course's own measure for words that are spoken: LIX below 40 is easy reading.
HARDEST_TO_HEAR = 40.0
LONGEST_SENTENCE = 20  # words
FEWEST_WORDS = 8

CLAUSE_END = re.compile(r"[.,;:!?\n]|\s[–—-]\s|\b(?:but|because|so that)\b")
NOT = re.compile(r"\b(?:not|no|nobody|none|never|cannot|without|\w+n't)\b")
# “Do not hesitate to call” asks for a call.
NO_DENIAL = re.compile(
    r"\b(?:(?:do|does|did|must|should|need) not|don't|never|not|no)\s+"
    r"(?:be\s+afraid|be\s+shy|feel\s+shy|hesitate|wait|worry|matter|only|just|forget)\b"
)


@dataclass(frozen=True)
class Word:
    """A word of the clinic in an explanation, and what it means or what to say instead."""

    written: str
    instead: str


@dataclass(frozen=True)
class Heard:
    """What was found in an explanation: each part is empty where nothing is amiss."""

    jargon: tuple[Word, ...]
    long_sentences: tuple[str, ...]
    lix: float
    said: tuple[MustSay, ...]
    missing: tuple[MustSay, ...]
    unsafe: tuple[tuple[Avoid, str], ...]

    @property
    def easy(self) -> bool:
        """Whether it can be followed by ear."""
        return not self.long_sentences and self.lix <= HARDEST_TO_HEAR

    @property
    def ready(self) -> bool:
        """Whether nothing is missing, unsafe, hard to follow or in the words of the clinic."""
        return self.easy and not (self.jargon or self.missing or self.unsafe)


def listen(
    text: str, tell_back: TellBack, terms: Mapping[str, Term], jargon: Iterable[Jargon]
) -> Heard:
    """Return what `text` says, leaves out and should not say; `terms` is the glossary by id."""
    spoken = _plain(text)
    words = _words_of_the_clinic(text, tell_back, terms, jargon)
    said = tuple(m for m in tell_back.must_say if _first(m.any_of, spoken) is not None)
    unsafe = []
    for avoid in tell_back.avoid:
        found = _first(avoid.any_of, spoken)
        if found is not None:
            unsafe.append((avoid, found))
    return Heard(
        jargon=tuple(words),
        long_sentences=tuple(
            s for s in _sentences(text) if len(WORD.findall(s)) > LONGEST_SENTENCE
        ),
        lix=lix(text),
        said=said,
        missing=tuple(m for m in tell_back.must_say if m not in said),
        unsafe=tuple(unsafe),
    )


def enough(text: str) -> bool:
    """Return whether there is anything to look through yet."""
    return len(WORD.findall(text)) >= FEWEST_WORDS


def _plain(text: str) -> str:
    # Letter by letter, so that a place in the one is the same place in the other.
    return text.replace("’", "'").replace("\u00a0", " ").lower()


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in SENTENCE_END.split(text.replace("\n", " ")) if s.strip()]


@lru_cache(maxsize=4096)
def _pattern(phrase: str, as_written: bool = False) -> re.Pattern[str]:
    """Return what finds `phrase` as whole words; a * stands for the end of a word."""
    said = phrase if as_written else _plain(phrase)
    words = (re.escape(word).replace(r"\*", r"\w*") for word in said.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


def _first(phrases: Iterable[str], spoken: str) -> str | None:
    """Return the first of `phrases` that is said and not denied, as it was written."""
    for phrase in phrases:
        for match in _pattern(phrase).finditer(spoken):
            if not _denied(spoken, match.start()):
                return match.group()
    return None


def _denied(spoken: str, at: int) -> bool:
    """Return whether a word such as “not” stands before `at` in the same clause."""
    begin = max((end.end() for end in CLAUSE_END.finditer(spoken, 0, at)), default=0)
    return NOT.search(NO_DENIAL.sub(" ", spoken[begin:at])) is not None


def _words_of_the_clinic(
    text: str, tell_back: TellBack, terms: Mapping[str, Term], jargon: Iterable[Jargon]
) -> Iterator[Word]:
    forms = [
        *((form, word.instead) for word in jargon for form in (word.word, *word.also)),
        *(
            (form, term.plain)
            for term in terms.values()
            if not term.everyday and term.id not in tell_back.known
            for form in (term.term, *term.also)
        ),
    ]
    spoken, taken = _plain(text), set[int]()
    # The longest first: “bone scan” is one word, and not also “scan”.
    for form, instead in sorted(forms, key=lambda pair: -len(pair[0])):
        if _plain(form).split()[0] not in spoken:  # most are not there, and this is quickly seen
            continue
        # NURSE is a word of the clinic, a nurse is not.
        match = _pattern(form, form.isupper()).search(text if form.isupper() else spoken)
        if match and match.start() not in taken:
            taken |= set(range(*match.span()))
            yield Word(text[slice(*match.span())], instead)
