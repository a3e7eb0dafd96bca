"""Questions answered by a menu for each part: sorting into bins, and matching."""

from collections.abc import Iterable

from course_lib.activities.quiz_choices import marks_of
from course_lib.activities.quiz_layout import laid_out
from course_lib.content.questions import Matching, Sorting
from course_lib.language import _
from course_lib.learning.answers import Given
from course_lib.learning.marking import Result
from course_lib.ui.blocks import Block, Choice, Option

PREFIX = "part:"


class MenusForm:
    """A menu of places beside each part."""

    writes = False

    def __init__(self, parts: Iterable[tuple[str, str]], places: Iterable[tuple[str, str]]) -> None:
        self.parts = dict(parts)
        self.places = dict(places)

    def controls(self, draft: Given, result: Result | None) -> list[Block]:
        """Return a menu for each part."""
        options = (
            Option("", _("Choose …")),
            *(Option(id_, text) for id_, text in self.places.items()),
        )
        chosen, marks = draft or {}, marks_of(result)
        stands = {"right": _("fits"), "wrong": _("look again"), "": ""}
        return [
            Choice(
                f"{PREFIX}{id_}",
                f"{text} ({stands[marks[id_]]})" if id_ in marks else text,
                options,
                chosen.get(id_, ""),
                look="menu",
                disabled=result is not None,
            )
            for id_, text in self.parts.items()
        ]

    def press(self, draft: Given, key: str, value: str) -> Given:
        """Put a part into its place, or take it out again."""
        part = key.removeprefix(PREFIX)
        if part not in self.parts:
            return draft
        placed = {id_: place for id_, place in (draft or {}).items() if id_ != part}
        return {**placed, part: value} if value else placed

    def fits(self, draft: Given) -> bool:
        """Tell whether `draft` puts parts into places."""
        return isinstance(draft, dict) and all(
            part in self.parts and isinstance(place, str) and place in self.places
            for part, place in draft.items()
        )

    def given(self, draft: Given) -> Given:
        """Return what was put where, once everything has a place."""
        return dict(draft) if draft and set(draft) == set(self.parts) else None

    def name(self, part: str, given: Given) -> str:
        """Return a part and the place that was chosen for it."""
        return f"{self.parts[part]} → {self.places[given[part]]}"

    def others(self, _given: Given) -> list[tuple[str, str]]:
        """Return nothing more."""
        return []


class SortForm(MenusForm):
    """A bin for each item."""

    def __init__(self, question: Sorting, learner: str) -> None:
        items = laid_out(question.items, learner, question.id)
        super().__init__(
            ((item.id, item.text) for item in items), ((b.id, b.text) for b in question.bins)
        )
        self.items = items

    def others(self, given: Given) -> list[tuple[str, str]]:
        """Return what the bins would have been told that were not chosen."""
        return [
            (f"{item.text} → {self.places[bin_]}", words)
            for item in self.items
            for bin_, words in item.feedback.items()
            if given.get(item.id) != bin_
        ]


class MatchForm(MenusForm):
    """A match for each text."""

    def __init__(self, question: Matching, learner: str) -> None:
        left = laid_out(question.pairs, learner, question.id, "left")
        right = laid_out(question.pairs, learner, question.id, "right")
        super().__init__(
            ((pair.id, pair.text) for pair in left), ((pair.id, pair.match) for pair in right)
        )
