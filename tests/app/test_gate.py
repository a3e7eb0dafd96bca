"""The gate on the websocket, without a server: what passes it, and how fast."""

import json
from typing import Any

import pytest

from course_lib.app.gate import (
    A_SECOND,
    AT_ONCE,
    PARTS,
    Pace,
    RefusedError,
    looked_at,
    packed_in,
    written_in,
)

HEADER = {"msg_id": "1", "msg_type": "comm_msg", "session": "s", "username": ""}
CLICK = {"comm_id": "a", "data": {"method": "custom", "content": {"event": "click"}}}


def said(content: Any = CLICK, **header: Any) -> dict[str, Any]:
    return {
        "header": {**HEADER, **header}, "parent_header": {}, "metadata": {}, "content": content
    }


def why(channel: Any, message: dict[str, Any]) -> str:
    with pytest.raises(RefusedError) as refused:
        looked_at(channel, message)
    return str(refused.value)


def test_a_click_passes_and_nothing_that_was_put_beside_it() -> None:
    assert looked_at("shell", {**said(), "more": "x"}) == said()


def test_a_page_asks_for_all_widgets_and_makes_none() -> None:
    opens = {"comm_id": "a", "target_name": "jupyter.widget.control", "data": {}}
    assert looked_at("shell", said(opens, msg_type="comm_open"))
    makes = {**opens, "target_name": "jupyter.widget"}
    assert why("shell", said(makes, msg_type="comm_open")) == "target"


def test_code_is_refused_on_every_channel() -> None:
    code = said({"code": "1"}, msg_type="execute_request")
    assert why("shell", code) == "kind"
    for channel in ("control", "stdin", "iopub"):
        assert why(channel, code) == "channel"


def test_a_kernel_is_not_shut_down_by_its_page() -> None:
    assert why("shell", said({"restart": True}, msg_type="shutdown_request")) == "kind"


def frame(*parts: bytes) -> bytes:
    at, ends = 8 * (len(parts) + 2), []
    for part in parts:
        ends.append(at)
        at += len(part)
    numbers = [len(parts) + 1, *ends, at]
    return b"".join(one.to_bytes(8, "little") for one in numbers) + b"".join(parts)


def test_both_protocols_say_the_same() -> None:
    parts = [json.dumps(said()[name]).encode() for name in PARTS]
    assert packed_in(frame(b"shell", *parts)) == ("shell", said())
    channel, message = written_in(json.dumps({**said(), "channel": "shell", "buffers": []}))
    assert (channel, looked_at(channel, message)) == ("shell", said())


def test_nothing_is_uploaded_by_either_protocol() -> None:
    parts = [json.dumps(said()[name]).encode() for name in PARTS]
    with pytest.raises(RefusedError, match="upload"):
        packed_in(frame(b"shell", *parts, b"a file"))
    with pytest.raises(RefusedError, match="upload"):
        written_in(json.dumps({**said(), "buffers": ["a file"]}))
    with pytest.raises(RefusedError, match="upload"):
        written_in(b"\x00\x00\x00\x02 a file")


def test_a_frame_that_promises_endless_parts_is_not_counted() -> None:
    with pytest.raises(RefusedError):
        packed_in((2**60).to_bytes(8, "little"))


def test_hands_are_never_slowed_down_and_programs_are() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert not any(pace.wait() for _ in range(AT_ONCE))
    assert pace.wait() == pytest.approx(1 / A_SECOND)
    now[0] += 60
    assert not pace.wait(), "a minute later all is forgotten"


def test_ten_a_second_may_go_on_for_ever() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for _ in range(10 * AT_ONCE):
        now[0] += 0.1
        assert not pace.wait()
