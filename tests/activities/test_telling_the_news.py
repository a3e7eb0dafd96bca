"""A learner walks through a talk with bad news, says something, and sees what follows and why."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from course_lib.activities.telling_the_news import Place, TellingTheNews, TellingTheNewsActivity
from course_lib.content.conversations import Conversation, Reply, Scene
from course_lib.content.course import Course
from course_lib.learning.visit import local_visit


@pytest.fixture
def activity(course: Course) -> TellingTheNewsActivity:
    return TellingTheNewsActivity(course, course.lessons["08"])


@pytest.fixture
def model(course: Course) -> TellingTheNews:
    return TellingTheNews(course.conversations)


def press(activity: TellingTheNewsActivity, key: str, value: str = "") -> None:
    activity.panel._heard(None, {"key": key, "value": value}, None)


def kinds(activity: TellingTheNewsActivity) -> list[str]:
    return [block["kind"] for block in activity.panel.blocks]


def callout(activity: TellingTheNewsActivity) -> dict[str, Any]:
    return next(block for block in activity.panel.blocks if block["kind"] == "callout")


def buttons(activity: TellingTheNewsActivity) -> dict[str, bool]:
    """Every button that is drawn, and whether it can be pressed."""
    rows = [block["buttons"] for block in activity.panel.blocks if block["kind"] == "buttons"]
    return {button["key"]: not button["disabled"] for row in rows for button in row}


def all_text(blocks: Any) -> str:
    return json.dumps(blocks, ensure_ascii=False)


def ways(conversation: Conversation) -> Iterator[tuple[tuple[str, str], ...]]:
    """One way to every scene of a conversation."""
    waiting: list[tuple[Scene, tuple[tuple[str, str], ...]]] = [(conversation.first, ())]
    seen = set()
    while waiting:
        scene, way = waiting.pop()
        if scene.id in seen:
            continue
        seen.add(scene.id)
        yield way
        for reply in scene.replies:
            waiting.append((conversation.scene(reply.next), (*way, (scene.id, reply.id))))


def test_the_talk_begins_with_the_setting_and_with_the_news_of_a_recurrence(
    activity: TellingTheNewsActivity,
) -> None:
    assert activity.model.at == Place("news-of-recurrence")
    assert activity.model.scene.step == "setting"
    assert "Mariam is 54" in all_text(activity.panel.blocks)


def test_a_quiet_room_helps(activity: TellingTheNewsActivity) -> None:
    press(activity, "reply", "quiet-room")
    assert callout(activity)["look"] == "right"
    assert activity.panel.said.startswith("This helps. She sits down")


def test_telling_her_in_the_corridor_can_hurt(activity: TellingTheNewsActivity) -> None:
    press(activity, "reply", "whisper")
    assert callout(activity)["look"] == "wrong"
    assert "This can hurt." in activity.panel.said


def test_leaving_it_to_the_doctor_helps_a_little(activity: TellingTheNewsActivity) -> None:
    press(activity, "reply", "busy")
    assert callout(activity)["look"] == "notice"
    assert "This helps a little." in activity.panel.said


def test_what_is_said_in_the_corridor_leads_to_a_scene_of_its_own(model: TellingTheNews) -> None:
    model.say("whisper")
    model.go_on()
    assert model.scene.id == "repair"
    model.say("sorry")
    model.go_on()
    assert model.scene.id == "before"


def test_a_promise_of_cure_has_to_be_taken_back(model: TellingTheNews) -> None:
    for reply in ("quiet-room", "tell-me", "how-much", "cured-soon"):
        model.say(reply)
        model.go_on()
    assert model.scene.id == "promise"


def test_another_way_can_be_tried_before_going_on(activity: TellingTheNewsActivity) -> None:
    press(activity, "reply", "whisper")
    press(activity, "unsay")
    assert activity.model.reply is None
    press(activity, "reply", "quiet-room")
    press(activity, "on")
    assert activity.model.scene.id == "before"


def test_nobody_goes_on_without_having_said_anything(activity: TellingTheNewsActivity) -> None:
    assert not buttons(activity)["on"]
    press(activity, "on")
    activity.model.go_on()
    assert activity.model.scene.id == "room"


def test_no_reason_reaches_the_page_before_something_is_said(
    activity: TellingTheNewsActivity,
) -> None:
    for reply in activity.model.scene.replies:
        assert reply.why not in all_text(activity.panel.blocks)
        assert reply.follows not in all_text(activity.panel.blocks)


def test_the_reply_that_helps_does_not_always_come_first(
    activity: TellingTheNewsActivity,
) -> None:
    """The file writes it first; the page must not."""
    places = set()
    for conversation in activity.model.conversations.values():
        for way in ways(conversation):
            activity.model.at = Place(conversation.id, way, entered=True)
            options = [b["options"] for b in activity.panel.blocks if b["kind"] == "choice"]
            helps = next((r.id for r in activity.model.scene.replies if r.fit == "helps"), None)
            if helps:
                places.add([option["id"] for option in options[-1]].index(helps))
    assert {0, 1, 2} <= places


def test_every_scene_can_be_stepped_out_of_and_every_heavy_one_is_announced(
    activity: TellingTheNewsActivity,
) -> None:
    heavy = 0
    for conversation in activity.model.conversations.values():
        for way in ways(conversation):
            activity.model.at = Place(conversation.id, way)
            scene = activity.model.scene
            if not scene.replies:
                continue
            assert buttons(activity)["out"], scene.id
            if scene.heavy:
                heavy += 1
                assert callout(activity)["blocks"][0]["text"] == scene.heavy
                assert scene.happens not in all_text(activity.panel.blocks)
                assert "reply" not in all_text(activity.panel.blocks)
                activity.model.enter()
                assert scene.happens in all_text(activity.panel.blocks)
                assert buttons(activity)["out"]
    assert heavy >= 8


def to_the_news(activity: TellingTheNewsActivity) -> None:
    for reply in ("quiet-room", "tell-me", "how-much"):
        press(activity, "reply", reply)
        press(activity, "on")
    assert activity.model.scene.id == "news"


def test_a_heavy_scene_can_be_passed_by_without_penalty(activity: TellingTheNewsActivity) -> None:
    to_the_news(activity)
    press(activity, "pass-by")
    assert activity.model.scene.id == "tears"
    press(activity, "pass-by")
    press(activity, "reply", "tell-back")
    press(activity, "on")
    table = next(block for block in activity.panel.blocks if block["kind"] == "table")
    assert [row[1] for row in table["rows"]].count("passed by") == 2
    assert "hurt" not in all_text(table)


def test_nothing_can_be_said_in_a_heavy_scene_before_its_notice_is_read(
    activity: TellingTheNewsActivity,
) -> None:
    to_the_news(activity)
    press(activity, "reply", "same-cancer")
    assert activity.model.reply is None
    press(activity, "enter")
    press(activity, "reply", "same-cancer")
    assert activity.model.reply is not None


def test_who_steps_out_is_told_what_to_do_for_oneself_and_comes_back_to_the_same_place(
    activity: TellingTheNewsActivity,
) -> None:
    to_the_news(activity)
    before = activity.model.scene
    press(activity, "out")
    words = all_text(activity.panel.blocks)
    assert "You have stepped out." in words
    assert all(line in words for line in activity.model.conversation.for_oneself)
    assert before.happens not in words
    press(activity, "back")
    assert activity.model.scene == before


def test_another_conversation_can_be_chosen_also_from_outside(
    activity: TellingTheNewsActivity,
) -> None:
    press(activity, "out")
    press(activity, "conversation", "do-not-tell")
    assert activity.model.at == Place("do-not-tell")
    assert "A son asks" in all_text(activity.panel.blocks)


def test_the_end_shows_the_way_that_was_taken(activity: TellingTheNewsActivity) -> None:
    model = activity.model
    while model.scene.replies:
        model.enter()
        model.say(next(reply.id for reply in model.scene.replies if reply.fit == "helps"))
        model.go_on()
    table = next(block for block in activity.panel.blocks if block["kind"] == "table")
    assert len(table["rows"]) == 6
    assert {row[2] for row in table["rows"]} == {"This helps."}
    press(activity, "again")
    assert model.at == Place("news-of-recurrence")


def test_every_reply_has_a_reason_with_its_source_on_the_page(
    activity: TellingTheNewsActivity,
) -> None:
    looked_at: list[Reply] = []
    for conversation in activity.model.conversations.values():
        for way in ways(conversation):
            activity.model.at = Place(conversation.id, way, entered=True)
            for reply in activity.model.scene.replies:
                activity.model.say(reply.id)
                why = callout(activity)["blocks"][1]
                assert why["text"] == reply.why
                assert [chip["claim"] for chip in why["chips"]] == list(reply.claims)
                looked_at.append(reply)
    assert len(looked_at) > 60


@pytest.mark.parametrize("reply", ["", "same-cancer", "no-such-reply"])
def test_a_reply_that_the_scene_does_not_have_is_refused(
    model: TellingTheNews, reply: str
) -> None:
    with pytest.raises(KeyError):
        model.say(reply)


def test_the_place_is_kept_and_given_back(course: Course, model: TellingTheNews) -> None:
    model.say("whisper")
    model.go_on()
    model.say("sorry")
    model.step_out()
    kept = json.loads(json.dumps(model.state()))
    again = TellingTheNews(course.conversations)
    again.restore(kept)
    assert again.at == model.at


@pytest.mark.parametrize(
    "change",
    [
        {"conversation": "gone"},
        {"path": [["room", "gone"]]},
        {"path": [["before", "tell-me"]]},
        {"reply": "gone"},
    ],
)
def test_a_place_that_is_no_more_is_refused(model: TellingTheNews, change: dict[str, Any]) -> None:
    with pytest.raises((KeyError, ValueError)):
        model.restore({**model.state(), **change})


def test_who_comes_back_finds_the_conversation_where_it_was(course: Course) -> None:
    visit = local_visit()
    first = TellingTheNewsActivity(course, course.lessons["08"])
    first.open(visit)
    press(first, "reply", "busy")
    press(first, "on")
    second = TellingTheNewsActivity(course, course.lessons["08"])
    second.open(visit)
    assert second.model.scene.id == "before"


def test_a_saved_notebook_holds_no_reason(activity: TellingTheNewsActivity) -> None:
    text = repr(activity.shown)
    assert text.startswith("conversations: news-of-recurrence, do-not-tell")
    assert "setting comes first" not in text
