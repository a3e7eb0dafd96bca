from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import traitlets

from course_lib.ui.body_map import (
    MARKS,
    PAIRED_SITES,
    SPOTS,
    STATIC,
    UNPAIRED_SITES,
    BodyMap,
    own_words,
    spot_id,
)


def place(site: str, side: str = "") -> dict[str, str]:
    return {
        "id": spot_id(site, side),
        "site": site,
        "side": side,
        "name": f"{side} {site}".strip(),
    }


@pytest.fixture
def body_map() -> Iterator[BodyMap]:
    widget = BodyMap(
        places=[place("axilla", "left"), place("axilla", "right"), place("brain")],
        chosen="axilla-left",
        first_side="left",
        operation="lumpectomy",
        marks={"brain": "distant"},
    )
    yield widget
    widget.close()


def test_the_drawing_and_its_style_are_files_beside_the_module() -> None:
    assert Path(STATIC / "body_map.js").is_file()
    assert Path(STATIC / "body_map.css").is_file()


def test_there_is_a_spot_for_each_side_of_a_paired_site_and_one_for_every_other() -> None:
    assert len(SPOTS) == 2 * len(PAIRED_SITES) + len(UNPAIRED_SITES)
    assert {"axilla-left", "scar-right", "brain", "other"} <= SPOTS
    assert "axilla" not in SPOTS
    assert "brain-left" not in SPOTS


@pytest.mark.parametrize("site", [*PAIRED_SITES, *UNPAIRED_SITES])
def test_the_drawing_knows_where_a_site_lies(site: str) -> None:
    drawing = (STATIC / "body_map.js").read_text(encoding="utf-8")
    assert f'"{site}":' in drawing


@pytest.mark.parametrize("mark", MARKS)
def test_the_drawing_has_a_shape_and_the_style_a_colour_for_a_mark(mark: str) -> None:
    assert f'"{mark}":' in (STATIC / "body_map.js").read_text(encoding="utf-8")
    assert f"--course-{mark}" in (STATIC / "body_map.css").read_text(encoding="utf-8")


def test_the_drawing_never_builds_markup_out_of_text() -> None:
    drawing = (STATIC / "body_map.js").read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"):
        assert way not in drawing


def test_a_new_map_shows_nothing_and_has_nothing_chosen() -> None:
    widget = BodyMap()
    assert (widget.places, widget.chosen, widget.marks) == ([], "", {})
    assert (widget.first_side, widget.operation) == ("", "")
    assert widget.words == own_words()


def test_everything_that_the_page_needs_travels_to_the_page(body_map: BodyMap) -> None:
    assert set(body_map.get_state()) >= {
        "places", "chosen", "first_side", "operation", "marks", "words",
    }  # fmt: skip


def test_places_keep_the_order_they_were_given_in(body_map: BodyMap) -> None:
    assert [p["id"] for p in body_map.places] == ["axilla-left", "axilla-right", "brain"]


@pytest.mark.parametrize("chosen", ["axilla-right", "brain", ""])
def test_a_place_that_is_shown_can_be_chosen_and_let_go(body_map: BodyMap, chosen: str) -> None:
    body_map.chosen = chosen
    assert body_map.chosen == chosen


REFUSED: list[tuple[str, Any]] = [
    ("chosen", "spleen"),
    ("chosen", "axilla"),
    ("chosen", "liver"),  # a spot of the drawing, but not one that this map shows
    ("chosen", None),
    ("first_side", "middle"),
    ("first_side", None),
    ("operation", "biopsy"),
    ("marks", {"brain": "bad"}),
    ("marks", {"spleen": "distant"}),
    ("marks", {"axilla": "regional"}),
    ("places", [place("spleen")]),
    ("places", [place("axilla")]),
    ("places", [place("brain", "left")]),
    ("places", [place("axilla", "left") | {"side": "right"}]),
    ("places", [place("brain") | {"name": " "}]),
    ("places", [place("brain") | {"name": 3}]),
    ("places", [{"id": "brain"}]),
    ("places", [place("brain") | {"colour": "red"}]),
    ("places", [place("brain"), place("brain")]),
    ("words", {"label": 3}),
    ("words", {"headline": "Where?"}),
]


@pytest.mark.parametrize(("trait", "value"), REFUSED)
def test_a_value_the_map_does_not_know_is_refused_and_the_old_one_stays(
    body_map: BodyMap, trait: str, value: Any
) -> None:
    before = getattr(body_map, trait)
    with pytest.raises(traitlets.TraitError):
        setattr(body_map, trait, value)
    assert getattr(body_map, trait) == before


@pytest.mark.parametrize(("trait", "value"), REFUSED)
def test_a_wrong_value_from_the_page_is_refused_and_the_old_one_stays(
    body_map: BodyMap, trait: str, value: Any
) -> None:
    before = getattr(body_map, trait)
    with pytest.raises(traitlets.TraitError):
        body_map.set_state({trait: value})
    assert getattr(body_map, trait) == before


def test_a_choice_on_the_page_reaches_python(body_map: BodyMap) -> None:
    heard: list[str] = []
    body_map.observe(lambda change: heard.append(change["new"]), "chosen")
    body_map.set_state({"chosen": "brain"})
    assert heard == ["brain"]


def test_a_choice_whose_place_disappears_is_let_go(body_map: BodyMap) -> None:
    body_map.places = [place("brain")]
    assert body_map.chosen == ""


def test_a_choice_whose_place_stays_is_kept_when_places_change(body_map: BodyMap) -> None:
    body_map.places = [place("liver"), place("axilla", "left")]
    assert body_map.chosen == "axilla-left"


def test_a_map_cannot_be_made_with_a_choice_it_does_not_show() -> None:
    with pytest.raises(traitlets.TraitError):
        BodyMap(places=[place("brain")], chosen="liver")


def test_words_of_the_caller_replace_ours_and_the_rest_is_filled_in(body_map: BodyMap) -> None:
    body_map.words = {"chosen": "Gewählt"}
    assert body_map.words == own_words() | {"chosen": "Gewählt"}


def test_words_and_marks_are_not_shared_between_maps() -> None:
    one, other = BodyMap(), BodyMap()
    assert one.words is not other.words
    assert one.marks is not other.marks
