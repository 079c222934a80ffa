"""The answer to "may this person do this?": yes or no, how much, and why."""

from enum import IntEnum, StrEnum

from attrs import frozen


class Level(IntEnum):
    """How much of a record somebody sees; each level includes those before it."""

    NOTHING = 0
    PRESENCE = 1
    SUMMARY = 2
    FULL = 3

    @property
    def words(self) -> str:
        """The level as it is shown."""
        return _LEVELS[self]


_LEVELS = {
    Level.NOTHING: "nothing",
    Level.PRESENCE: "that it exists",
    Level.SUMMARY: "a summary",
    Level.FULL: "everything",
}


class Ground(StrEnum):
    """What an answer rests on; kept in the audit, shown to nobody else.

    Some grounds give away a fact: a refusal for kinship says that a relative is in the
    record. The sentences of a decision never do.
    """

    INACTIVE = "inactive"
    NO_ROLE = "no_role"
    OUT_OF_REACH = "out_of_reach"
    NO_PURPOSE = "no_purpose"
    PURPOSE_NOT_OPEN = "purpose_not_open"
    CONFLICT = "conflict"
    OWN_UNIT = "own_unit"
    SEALED = "sealed"
    EMPLOYEE = "employee"
    PROTECTED_ADDRESS = "protected_address"
    TOO_LITTLE = "too_little"
    GRANTED = "granted"
    BREAK_GLASS = "break_glass"


@frozen
class Decision:
    """Yes or no, the level of detail, and the reasons in plain words.

    Attributes:
        yes: Whether the action may be done.
        level: How much of the thing may be seen while doing it.
        reasons: Sentences that may be shown to whoever asked; at least one.
        grounds: What it rests on, for the audit only.
    """

    yes: bool
    level: Level
    reasons: tuple[str, ...]
    grounds: tuple[Ground, ...]

    def __bool__(self) -> bool:
        """Read as the yes or no that it is."""
        return self.yes
