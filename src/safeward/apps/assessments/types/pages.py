"""What the pages of this app are handed, already cut to the level of who asks."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from safeward.apps.access.types import Level
from safeward.apps.assessments.types.live import Live
from safeward.apps.assessments.types.words import (
    Because,
    OverrideReason,
    OverrideState,
    Status,
)


@frozen
class Choice:
    """An instrument as somebody chooses it.

    Attributes:
        id: In the library.
        name: As people say it.
        title: In full.
        about: What it is, in a sentence.
        predicts: What its result says, in a sentence.
        population: For whom.
        comes: How its result comes about.
        terms: Its licence.
        training: Who must be trained in what, as its owner says.
        original_form: Whether the original form must be used to ask.
        refusal: Why this person may not use it and what to do; empty when they may.
    """

    id: str
    name: str
    title: str
    about: str
    predicts: str
    population: str
    comes: str
    terms: str
    training: str
    original_form: bool
    refusal: str


@frozen
class Named:
    """Somebody as this reader may know them.

    Attributes:
        id: The person.
        name: As they are called; a general word where the name is not open.
        open: Whether the name is open to this reader.
    """

    id: UUID
    name: str
    open: bool


@frozen
class Whose:
    """Somebody whose risk an assessment may be about.

    Attributes:
        person: Who.
        child: Whether they are under 18 today.
        last_on: When they were last said to have been harmed.
    """

    person: Named
    child: bool
    last_on: date


@frozen
class NewPage:
    """What somebody needs to begin an assessment of a person.

    Attributes:
        person: Whose violence, or who was harmed.
        choices: The library.
        whose: Whose risk from this person it may be about.
        harmers: Of somebody who was harmed and harmed nobody: from whose violence.
    """

    person: Named
    choices: tuple[Choice, ...]
    whose: tuple[Whose, ...]
    harmers: tuple[Named, ...]


@frozen
class SittingPage:
    """An assessment under way, for the one person who began it."""

    id: UUID
    instrument: str
    person: Named | None
    victim: Named | None
    adult: Named | None
    supersedes: UUID | None
    because: Because | None
    answers: Mapping[str, str]
    judgement: str
    words: str
    judged_at: datetime | None
    revealed_at: datetime | None
    live: Live


@frozen
class Line:
    """A completed assessment in a person's history; what is not open is empty.

    A band and a MARAM level are different scales; a line has one or the other, and
    lines are ordered by date alone. ``own_risk`` says that the person whose history it
    is in is the one whose risk was assessed.
    """

    id: UUID
    level: Level
    on: date
    instrument: str
    instrument_name: str
    person: Named
    victim: Named | None
    of_child: bool
    own_risk: bool
    by_name: str
    status: Status | None
    score: float | None
    score_low: float | None
    score_high: float | None
    band: str
    band_low: str
    band_high: str
    maram_level: str
    concern: str
    superseded_by: UUID | None
    because: Because | None

    @property
    def current(self) -> bool:
        """Whether no later assessment has taken its place."""
        return self.superseded_by is None


@frozen
class Answered:
    """One item of a completed assessment in words."""

    label: str
    answer: str
    group: str


@frozen
class AssessmentPage:
    """A completed assessment.

    Attributes:
        line: What its history shows of it.
        person: Whose violence it is about.
        adult: Of a child, the adult victim survivor beside it.
        version: Of the instrument.
        complete: Share answered.
        words: The assessor's own, said before the score was seen.
        judged_at: When the judgement was recorded.
        revealed_at: When the score was seen; None where there is none.
        changed_after: How many answers were changed after that.
        answers: Item by item; none unless everything is open.
        shown: The sentences that stood beside the result on the day.
        supersedes: The earlier assessment whose place it took.
        may_supersede: Whether this reader may assess again.
    """

    line: Line
    person: Named
    adult: Named | None
    version: str
    complete: float
    words: str
    judged_at: datetime
    revealed_at: datetime | None
    changed_after: int
    answers: tuple[Answered, ...]
    predicts: str
    validated_on: str
    calibration: str
    refused: str
    why: str
    warnings: tuple[str, ...]
    supersedes: UUID | None
    may_supersede: bool


@frozen
class OverrideLine:
    """A tier that somebody set, or wishes to set; words only where all is open."""

    id: UUID
    on: date
    person: Named
    from_tier: str
    to_tier: str
    reason: OverrideReason
    state: OverrideState
    by_name: str
    words: str
    decided_by: str
    decided_at: datetime | None
    answer: str
    own: bool

    @property
    def raises(self) -> bool:
        """Whether it makes the tier more urgent."""
        return self.to_tier < self.from_tier


@frozen
class History:
    """Everything of a person's assessments that this reader may see.

    Attributes:
        person: Whose history it is.
        lines: Latest first; one whose result is not open has its level at presence.
        overrides: Latest first.
        tier: The tier now, empty where there is none or it is not open.
        due_on: When the next assessment is due by the tier's clock.
        may_assess: Whether this reader may begin one.
        alleged: Whether the person is said to have harmed somebody.
        may_approve: Whether this reader approves lower tiers of this person.
    """

    person: Named
    lines: tuple[Line, ...]
    overrides: tuple[OverrideLine, ...]
    tier: str
    due_on: date | None
    may_assess: bool
    alleged: bool
    may_approve: bool


@frozen
class TierPage:
    """What somebody needs to set a tier by judgement."""

    person: Named
    tier: str
    floor: str
    since: date | None
    waiting: OverrideLine | None
    may_approve: bool


@frozen
class Due:
    """A person whose next assessment is due."""

    person: Named
    tier: str
    last_on: date | None
    due_on: date
    days_over: int


@frozen
class Cell:
    """How often a band met a judgement; None means fewer than five."""

    band: str
    concern: str
    count: int | None


@frozen
class Agreement:
    """How judgement and score of one instrument went together; nobody is named.

    Attributes:
        instrument: Its name.
        total: Completed assessments, rounded to tens.
        cells: Band by judgement.
        changed_after: Assessments in which answers were changed after the score was
            seen; None means fewer than five.
    """

    instrument: str
    total: int
    cells: tuple[Cell, ...]
    changed_after: int | None


@frozen
class OverrideCount:
    """How often a tier was set so; None means fewer than five."""

    direction: str
    reason: OverrideReason
    state: OverrideState
    count: int | None


@frozen
class Figures:
    """What oversight sees of judgement, score and overrides."""

    since: date
    until: date
    agreement: tuple[Agreement, ...]
    maram: tuple[Cell, ...]
    overrides: tuple[OverrideCount, ...]
