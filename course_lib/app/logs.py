"""The log: one line of JSON for each thing that happened, and no learner in any of them."""

import json
import logging
import re
from datetime import UTC, datetime

from tornado.log import LogFormatter

SECRETS = re.compile(
    r"""
    [0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{4,30}      # a kernel
    | \b[0-9a-f]{16,}\b                          # a learner, a sitting
    | \b2\|[0-9a-f]{8}\|[0-9a-f]+\|\d+           # the token of a form
    | \b\d{1,3}(?:\.\d{1,3}){3}\b                # an address
    | (?<![\w:.])(?=[0-9a-f:]*:[0-9a-f:]*:)[0-9a-f:]{6,}(?![\w:.])  # the same, of IPv6
    | (?<=\?)[^\s'"]+                            # what somebody looked for
    | \b[a-z]+(?:-[a-z]+){2}-\d\b                  # a code to come back
    """,
    re.VERBOSE | re.IGNORECASE,
)


def without_people(text: str) -> str:
    """Return `text` with whatever could tell who somebody is left out."""
    return SECRETS.sub("…", text)


def is_failure(status: int) -> bool:
    """Tell whether an answer says that the server is at fault; to be full or closing is none."""
    return status >= 500 and status != 503


class JsonLines(LogFormatter):
    """Writes one line of JSON; what is given as `extra={"about": {…}}` becomes its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "what": without_people(record.getMessage()),
            **getattr(record, "about", {}),
        }
        if record.exc_info:
            line["trace"] = without_people(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
