"""Conversations, explanations, charts and teachings are refused where they are not whole."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from course_lib.content.conversations import STEPS, Conversation
from course_lib.content.course import Course, load_course
from course_lib.content.handovers import Handover
from course_lib.content.problem import ContentError

NEWS = "data/conversations/08_1_news_of_recurrence.yaml"


def reply(id_: str, fit: str, next_: str, **more: Any) -> dict[str, Any]:
    said = {"text": "Sit down.", "follows": "They sit.", "why": "The setting comes first."}
    return {"id": id_, "fit": fit, "next": next_, "claims": ["spikes-steps"], **said, **more}


def scene(id_: str, *replies: dict[str, Any]) -> dict[str, Any]:
    return {"id": id_, "step": "setting", "happens": "A corridor.", "replies": list(replies)}


def talk(*scenes: dict[str, Any], **more: Any) -> Conversation:
    return Conversation.model_validate(
        {
            "id": "talk", "lesson": "08", "title": "A talk", "person": "Somebody.",
            "step_out": "You have stepped out.", "for_oneself": ["Drink some water."],
            "scenes": list(scenes), **more,
        }
    )


def three(to: str) -> tuple[dict[str, Any], ...]:
    return reply("a", "helps", to), reply("b", "partly", to), reply("c", "hurts", to)


def test_a_conversation_from_its_first_scene_to_an_end_is_whole() -> None:
    assert talk(scene("begin", *three("end")), scene("end")).first.id == "begin"


@pytest.mark.parametrize(
    ("scenes", "what"),
    [
        ((scene("begin", *three("end")), scene("end"), scene("lost")), "nothing leads to “lost”"),
        (
            (scene("begin", *three("round")), scene("round", *three("begin"))),
            "no way leads from “begin” to an end",
        ),
        (
            (scene("begin", *three("end")[:2], reply("c", "hurts", "away")), scene("end")),
            "“c” leads to “away”, which is no scene",
        ),
        ((scene("begin", *three("end")[:2]), scene("end")), "three or four replies"),
        (
            (scene("begin", *(reply(i, "hurts", "end") for i in "abc")), scene("end")),
            "one that helps",
        ),
        (
            (scene("begin", *(reply(i, "helps", "end") for i in "abc")), scene("end")),
            "one that does less",
        ),
        ((scene("begin", *three("begin")), scene("begin")), "scene ids differ"),
        (
            (scene("begin", *three("end")[:2], reply("a", "hurts", "end")), scene("end")),
            "reply ids of “begin” differ",
        ),
    ],
)
def test_a_conversation_that_is_not_whole_is_refused(
    scenes: tuple[dict[str, Any], ...], what: str
) -> None:
    with pytest.raises(ValidationError, match=what):
        talk(*scenes)


def test_a_side_way_that_comes_back_is_no_dead_end() -> None:
    side = scene("side", *three("begin"))
    begin = scene("begin", *three("end")[:2], reply("c", "hurts", "side"))
    assert talk(begin, side, scene("end")).scene("side").id == "side"


@pytest.mark.parametrize("key", ["why", "claims", "follows"])
def test_a_reply_without_a_reason_or_a_consequence_is_refused(key: str) -> None:
    bare = {k: v for k, v in reply("a", "helps", "end").items() if k != key}
    with pytest.raises(ValidationError, match=key):
        talk(scene("begin", bare, *three("end")[1:]), scene("end"))


@pytest.mark.parametrize("missing", [{"step_out": ""}, {"for_oneself": []}])
def test_a_conversation_that_nobody_can_step_out_of_is_refused(missing: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        talk(scene("begin", *three("end")), scene("end"), **missing)


def test_the_conversations_tell_of_the_news_a_family_fear_and_a_man(course: Course) -> None:
    wanted = {"news-of-recurrence", "do-not-tell", "before-the-check", "a-man-hears-it"}
    assert wanted <= set(course.conversations)


def test_every_conversation_announces_what_is_heavy_in_it(course: Course) -> None:
    for conversation in course.conversations.values():
        assert any(scene.heavy for scene in conversation.scenes), conversation.id


def test_the_news_of_a_recurrence_goes_through_all_six_steps(course: Course) -> None:
    steps = {scene.step for scene in course.conversations["news-of-recurrence"].scenes}
    assert steps == set(STEPS)


def test_an_unknown_claim_in_a_conversation_is_told_with_its_line(copy_of_course: Path) -> None:
    path = copy_of_course / NEWS
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("claims: [D4, D6]", "claims: [D4, T999]"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_course(copy_of_course)
    told = [problem for problem in caught.value.problems if "T999" in problem.what]
    assert [problem.file for problem in told] == [NEWS]
    assert "T999" in path.read_text(encoding="utf-8").splitlines()[told[0].line - 1]


def broken(course: Course, change: Callable[[dict[str, Any]], object]) -> None:
    chart = course.handovers["weak-legs"].model_dump(mode="json")
    change(chart)
    Handover.model_validate(chart)


def test_a_chart_as_it_stands_is_whole(course: Course) -> None:
    broken(course, lambda chart: None)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda c: [w.update(right=True) for w in c["when"]], "exactly one time"),
        (lambda c: [w.update(right=False) for w in c["when"]], "exactly one time"),
        (lambda c: [i.update(harm=False) for i in c["items"]], "would harm"),
        (lambda c: c["items"][0].update(harm=True), "fits no part"),
        (lambda c: c["items"][0].update(claims=[]), "names its claims"),
        (lambda c: [i.update(parts=i["parts"] and ["situation"]) for i in c["items"]],
         "no line belongs to background, assessment, recommendation"),
        (lambda c: c.update(items=[i for i in c["items"] if i["parts"] or i["harm"]]), "of no use"),
        (lambda c: c["items"].append(c["items"][0]), "ids of the lines"),
    ],
)
def test_a_chart_that_is_not_whole_is_refused(
    course: Course, change: Callable[[dict[str, Any]], object], what: str
) -> None:
    with pytest.raises(ValidationError, match=what):
        broken(course, change)


def test_among_the_charts_are_an_emergency_a_man_and_an_everyday_one(course: Course) -> None:
    charts = course.handovers
    assert charts["weak-legs"].notice
    assert "man with breast cancer" in charts["fever-at-home"].model
    assert charts["sore-hands"].notice is None


def test_most_treatments_are_taught_with_something_to_report(course: Course) -> None:
    assert len(course.teachings) >= 10
    assert all(teaching.signs for teaching in course.teachings.values())


def test_a_term_that_is_not_in_the_glossary_is_told(copy_of_course: Path) -> None:
    path = copy_of_course / "data/tell_backs/08_plain_words.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[palliative-care]", "[gobbledygook]"), encoding="utf-8")
    with pytest.raises(ContentError, match="gobbledygook"):
        load_course(copy_of_course)
