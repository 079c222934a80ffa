"""What this app refuses, each in one sentence that says what to do."""

from safeward.core.vocabulary.errors import UnusableInput


class InstrumentClosed(UnusableInput):
    """An instrument that this person may not use, for licence or training."""


class JudgeFirst(UnusableInput):
    """A score was asked for before the judgement was recorded, or the order broken."""


class NotForThisCase(UnusableInput):
    """An instrument that does not cover this case, or an answer that cannot be."""


class OverrideRefused(UnusableInput):
    """A tier that may not be set so, or not by this person."""
