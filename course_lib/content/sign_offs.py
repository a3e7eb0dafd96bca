"""Who has judged which text, and how the course knows that the text is still the same."""

import hashlib
import json
from datetime import date
from typing import Annotated

from pydantic import Field

from course_lib.content.record import Id, Record, Text

# When to look again and which lesson will use a text is housekeeping: nobody is asked to judge it.
NOT_JUDGED = frozenset({"look_again", "planned", "kept", "checked", "status"})


class SignOffRecord(Record):
    """A clinician's word that one record is right, and the digest of the text that was judged.

    It holds only while that digest is the digest of the record.
    """

    collection: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=60)]
    record: Id
    who: Text
    role: Text
    on: date
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]

    @property
    def id(self) -> str:
        """One record has one sign-off."""
        return f"{self.collection}-{self.record}"


def judged(record: Record) -> dict[str, object]:
    """Return what is to be judged of `record` as plain data, its numbers filled in."""
    # Without defaults, so that a new field that nobody has filled in changes no text.
    return record.model_dump(mode="json", exclude=set(NOT_JUDGED), exclude_defaults=True)


def digest(record: Record) -> str:
    """Return 16 hexadecimal digits that change with the text of `record`."""
    text = json.dumps(judged(record), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
