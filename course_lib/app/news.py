"""A stream of events to a page: what is new in a class, as long as the page is open."""

import asyncio
import json
from collections.abc import Callable
from contextlib import aclosing
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import RequestHandler

from course_lib.app.hall import Hall
from course_lib.learning.class_store import Now

Words = Callable[[Now], dict[str, Any]]

AGAIN_MILLISECONDS = 1000
"""After so long a page that has lost its stream asks for it again."""


class NewsStream(RequestHandler):
    """A page's stream; it ends when the page goes away."""

    _streaming: asyncio.Task[Any] | None = None

    async def stream(self, hall: Hall, of_class: str, words: Words) -> None:
        """Send what `words` says of the class, whenever it says something else."""
        self.set_header("Content-Type", "text/event-stream; charset=UTF-8")
        self.set_header("X-Accel-Buffering", "no")  # a proxy hands it on at once
        self._streaming = asyncio.current_task()
        said: dict[str, Any] = {}
        try:
            await self._send(f"retry: {AGAIN_MILLISECONDS}")
            async with aclosing(hall.follow(of_class)) as news:
                async for now in news:
                    before, said = said, words(now) if now else said
                    if said != before:
                        await self._send(f"data: {json.dumps(said)}")
                    elif now is None:
                        await self._send(": still here")
        except (StreamClosedError, asyncio.CancelledError):
            # The page has gone.
            return

    def on_connection_close(self) -> None:
        """End the stream."""
        super().on_connection_close()
        if self._streaming:
            self._streaming.cancel()

    async def _send(self, words: str) -> None:
        self.write(f"{words}\n\n")
        await self.flush()
