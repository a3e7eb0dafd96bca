"""What the server, the nursery and the templates say to each other: one JSON object a packet."""

import asyncio
import json
import select
import socket
from typing import Any

LONGEST = 65_536
MOST_FILES = 4


def pair() -> tuple[socket.socket, socket.socket]:
    """Return the two ends of a line; whoever holds one notices when the other is gone."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def say(line: socket.socket, words: dict[str, Any], *files: int) -> None:
    """Send `words` and the open `files`; raises OSError when nobody is there."""
    socket.send_fds(line, [json.dumps(words).encode()], files)


def hear(line: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Wait for words and open files; raises EOFError when the other end is gone."""
    packet, files, _flags, _address = socket.recv_fds(line, LONGEST, MOST_FILES)
    if not packet:
        raise EOFError
    return json.loads(packet), files


async def hear_soon(line: socket.socket, seconds: float) -> tuple[dict[str, Any], list[int]]:
    """Do the same without keeping anybody waiting; raises TimeoutError after `seconds`."""
    loop = asyncio.get_running_loop()
    there: asyncio.Future[None] = loop.create_future()
    loop.add_reader(line, _settle, there)
    try:
        await asyncio.wait_for(there, seconds)
    finally:
        loop.remove_reader(line)
    return hear(line)


def _settle(there: "asyncio.Future[None]") -> None:
    if not there.done():
        there.set_result(None)


def is_readable(file: int) -> bool:
    """Tell whether something has come, or the other end is gone."""
    # Not select(), which knows no more than 1024 files.
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))
