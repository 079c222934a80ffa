"""What the audit log says and what a check of it finds.

An entry can hold nothing but ids, counts, times and words of the program: every text in
it is a member of an enum, so that a name has no way in.
"""

import datetime
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any
from uuid import UUID

from attrs import Attribute, field, frozen, validators

from safeward.core.vocabulary.errors import SafewardError

_WORD = re.compile(r"[a-z][a-z0-9_.:-]{0,63}")
MOST_COUNT = 2**31 - 1


class AuditFailed(SafewardError):
    """The log could not take an entry or is not what it was; nothing was answered."""


class NotAWord(TypeError):
    """A text that is no member of an enum, or an id that is none, met the log."""


class Kind(StrEnum):
    """What happened."""

    READ = "read"
    SEARCH = "search"
    WRITE = "write"
    REFUSAL = "refusal"
    EXPORT = "export"
    SIGN_IN = "sign_in"


class Detail(StrEnum):
    """How much of a thing a read showed."""

    PRESENCE = "presence"
    SUMMARY = "summary"
    FULL = "full"


class SignIn(StrEnum):
    """How a sign-in or its end went."""

    SUCCEEDED = "sign_in.succeeded"
    FAILED = "sign_in.failed"
    SECOND_FACTOR_FAILED = "sign_in.second_factor_failed"
    LOCKED_OUT = "sign_in.locked_out"
    SIGNED_OUT = "sign_in.signed_out"
    ENDED_IDLE = "sign_in.ended_idle"


class LogAction(StrEnum):
    """What is done with the log itself; reading it is a read like any other."""

    WHO_READ = "audit.who_read"
    DONE_BY = "audit.done_by"
    UNUSUAL = "audit.unusual"


class LogThing(StrEnum):
    """Kinds of thing that the log itself names."""

    ACCOUNT = "account"
    PERSON = "person"


@frozen
class LastCheck:
    """What the last daily check of the log found; sentences name ids alone."""

    at: datetime.datetime
    sound: bool
    sealed: int
    waiting: int
    head: str
    sentences: tuple[str, ...]


def word(value: object) -> str:
    """The text of an enum's member; anything else could be somebody's name.

    Raises:
        NotAWord: When the value is a plain text or its text is no plain code.
    """
    if not isinstance(value, StrEnum) or not _WORD.fullmatch(value.value):
        raise NotAWord("The log takes members of an enum with plain codes, no text.")
    return value.value


def _an_id(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    del instance
    if not isinstance(value, UUID):
        raise NotAWord(f"The log's {attribute.name} is a UUID.")


def _a_kind(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    del instance, attribute
    word(value)


def _a_number(instance: object, attribute: "Attribute[Any]", value: object) -> None:
    del instance
    if type(value) is not int or not 0 <= value <= MOST_COUNT:
        raise NotAWord(f"The log's {attribute.name} is no whole number from 0.")


def _counts(
    instance: object, attribute: "Attribute[Any]", value: Mapping[Any, Any]
) -> None:
    for what, number in value.items():
        word(what)
        _a_number(instance, attribute, number)


@frozen
class Thing:
    """Something that an entry is about: what kind it is and its id."""

    kind: StrEnum = field(validator=_a_kind)
    id: UUID = field(validator=_an_id)


@frozen
class Counts:
    """How many of what, such as the results of a search."""

    of: Mapping[StrEnum, int] = field(factory=dict, validator=_counts)


@frozen
class Entry:
    """One line of the log as it is stored, in plain values.

    ``things`` are (kind, id) pairs without repeats in the order shown; ``outside`` is
    how many of them were no case of the actor's or the actor's team's.
    """

    id: UUID
    at: datetime.datetime
    kind: str
    action: str
    actor: UUID | None = field(default=None, validator=validators.optional(_an_id))
    purpose: str = ""
    detail: str = ""
    outside: int = field(default=0, validator=_a_number)
    things: tuple[tuple[str, UUID], ...] = ()
    reasons: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


@frozen
class Seal:
    """An entry's place in the chain: number, and the hash of all up to it."""

    number: int
    entry: UUID
    hash: str


@frozen
class Head:
    """The chain's last number and hash as kept outside the database on a day."""

    day: datetime.date
    number: int
    hash: str


@frozen
class Line:
    """An entry as oversight reads it."""

    id: UUID
    at: datetime.datetime
    kind: Kind
    action: str
    actor: UUID | None
    purpose: str
    detail: str
    things: int


@frozen
class Unusual:
    """One account's day that a rule finds worth a question; not yet a wrong."""

    rule: str
    actor: UUID
    day: datetime.date
    count: int
    sentence: str
    entries: tuple[UUID, ...]


class Found(StrEnum):
    """What a check can find."""

    EDITED = "edited"
    GAP = "gap"
    ENTRY_GONE = "entry_gone"
    SEALED_TWICE = "sealed_twice"
    REWRITTEN = "rewritten"
    CUT_SHORT = "cut_short"
    NOT_KEPT = "not_kept"
    UNSEALED = "unsealed"
    INDEX = "index"
    UNPROTECTED = "unprotected"


@frozen
class Finding:
    """One thing wrong with the log, and a sentence that says what and where."""

    what: Found
    sentence: str
    number: int | None = None
    entry: UUID | None = None


@frozen
class Report:
    """What a check of the whole log found, the first place first."""

    sealed: int
    waiting: int
    head: str
    kept: int
    findings: tuple[Finding, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
