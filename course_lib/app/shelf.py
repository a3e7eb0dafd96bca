"""What the pages show: the course's name, its lessons in their order, and what stands below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from course_lib.app.addresses import Addresses
from course_lib.content.class_script import Script
from course_lib.content.lessons import Lesson
from course_lib.learning.ballot import Ballot
from course_lib.ui.paper import Paper

PAGES = ("today", "sources")
"""The notebooks that are no lessons."""


@dataclass(frozen=True)
class Shelf:
    """The lessons of one course; `notices` are the sentences that stand below every page.

    When a file below `watched` changes, lessons are run anew; `needed` are the functions, as
    module:function, that do once what each of them would do for itself. `ballots` are what can be
    put to a class; `papers` are the files that a trainer can print; `scripts` are what a trainer
    reads beside each lesson, by the name of its notebook.
    """

    name: str
    version: str
    notebooks: Path
    lessons: tuple[Lesson, ...]
    notices: tuple[str, ...] = ()
    watched: tuple[Path, ...] = ()
    needed: tuple[str, ...] = ()
    ballots: Mapping[str, Ballot] = field(default_factory=dict)
    papers: Callable[[], tuple[Paper, ...]] = tuple
    scripts: Mapping[str, Script] = field(default_factory=dict)

    def is_ready(self, lesson: Lesson) -> bool:
        """Tell whether a learner can open the lesson: written, and its notebook is there."""
        return lesson.status == "ready" and self._has(lesson.notebook)

    @property
    def ready(self) -> tuple[Lesson, ...]:
        """Return the lessons that can be opened, in their order."""
        return tuple(lesson for lesson in self.lessons if self.is_ready(lesson))

    @property
    def planned(self) -> tuple[Lesson, ...]:
        """Return the lessons that cannot be opened yet."""
        return tuple(lesson for lesson in self.lessons if not self.is_ready(lesson))

    def lesson_of(self, notebook: str) -> Lesson | None:
        """Return the lesson that `notebook` is, ready or not."""
        return next((lesson for lesson in self.lessons if lesson.notebook == notebook), None)

    def may_open(self, notebook: str) -> bool:
        """Tell whether `notebook` is a page of the course: a ready lesson or the sources."""
        lesson = self.lesson_of(notebook)
        return self.is_ready(lesson) if lesson else notebook in PAGES and self._has(notebook)

    @property
    def notebooks_open(self) -> tuple[str, ...]:
        """Return every notebook that is a page of the course, the lessons first."""
        lessons = tuple(lesson.notebook for lesson in self.ready)
        return lessons + tuple(name for name in PAGES if self._has(name))

    @property
    def has_sources(self) -> bool:
        """Tell whether the page of all sources is there."""
        return self._has("sources")

    @property
    def has_today(self) -> bool:
        """Tell whether the page of the day is there."""
        return self._has("today")

    def neighbours(self, notebook: str) -> tuple[Lesson | None, Lesson | None]:
        """Return the ready lessons before and after `notebook`."""
        before = after = None
        for one, two in pairwise(self.ready):
            if two.notebook == notebook:
                before = one
            if one.notebook == notebook:
                after = two
        return before, after

    def _has(self, notebook: str) -> bool:
        return (self.notebooks / f"{notebook}.ipynb").is_file()


@dataclass(frozen=True)
class Place:
    """Where a page stands among the others; all that the frame around it needs."""

    shelf: Shelf
    addresses: Addresses
    title: str
    lesson: Lesson | None = None
    previous: Lesson | None = None
    next: Lesson | None = None
