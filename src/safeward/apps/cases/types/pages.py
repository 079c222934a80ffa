"""What pages are handed, already cut to what their reader may see."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from attrs import frozen

from safeward.apps.access.types import Level
from safeward.apps.cases.types.case import EventKind, Status
from safeward.apps.cases.types.plan import (
    Answer,
    PlanStatus,
    Progress,
    ResponseType,
)


@frozen
class Who:
    """The person of concern of a case; at presence only the code is said."""

    id: UUID
    code: str
    name: str = ""
    date_of_birth: date | None = None


@frozen
class Standing:
    """What the queue says of a person today; empty where they are not in it."""

    tier: str = ""
    facts_tier: str = ""
    since: date | None = None
    likelihood: int | None = None
    severity: int | None = None
    checks: tuple[str, ...] = ()
    provisional: bool = False
    provisional_because: str = ""
    review_by: date | None = None
    reviewed_on: date | None = None
    overdue_days: int = 0
    stream: str = "adult"


@frozen
class CaseLine:
    """One case in a list."""

    id: UUID
    who: Who
    level: Level
    team: str
    division: str
    status: Status | None = None
    status_on: date | None = None
    lead: str = ""
    supervisor: str = ""
    standing: Standing = Standing()
    plan: PlanStatus | None = None
    late_actions: int = 0


@frozen
class CaseList:
    """One page of cases and what stands above it."""

    rows: tuple[CaseLine, ...]
    total: int
    number: int
    size: int
    counts: Mapping[str, int]


@frozen
class EventLine:
    """Something that happened to a case."""

    id: UUID
    kind: EventKind
    on: date
    at: datetime
    by: str
    reason: str
    words: str
    tier: str
    officer: str
    team: str
    wake_on: tuple[str, ...]
    withdrawn: bool
    may_withdraw: bool


@frozen
class ReviewLine:
    """One recorded review."""

    id: UUID
    on: date
    by: str
    by_id: UUID
    tier: str
    facts_tier: str
    outcome: str
    contact: str
    plan_changed: bool
    found: str
    waits: bool
    approved_by: str
    may_approve: bool


@frozen
class AskedLine:
    """One safety check that was asked for, and its answer."""

    request: UUID
    service: str
    about: str
    asked_on: date
    answer: Answer | None
    words: str
    answered_on: date | None
    holds_until: date | None
    in_force: bool


@frozen
class ActionLine:
    """One action of a plan.

    ``covered`` is None where the perpetrator would not notice; otherwise whether the
    safety checks let it go ahead today, and ``cover_words`` why.
    """

    id: UUID
    what: str
    response: str
    title: str
    type: ResponseType | None
    owner: str
    owner_id: UUID
    due_on: date
    late: bool
    alerts: bool
    state: Progress
    result: str
    state_on: date | None
    covered: bool | None
    cover_words: str
    asked: tuple[AskedLine, ...]
    answers: tuple[str, ...]
    legal_basis: str
    who_decides: str
    evidence: str
    evidence_words: str
    checked: bool
    effect: str
    unconfirmed: str


@frozen
class PlanLine:
    """One version of a plan, in a case."""

    id: UUID
    version: int
    status: PlanStatus
    author: str
    made_on: date
    approved_by: str
    approved_at: datetime | None


@frozen
class FactorLine:
    """A risk factor that a plan was made from, and how many actions answer it."""

    words: str
    sentence: str
    source: str
    answered: int


@frozen
class PlanPage:
    """A version of a plan."""

    line: PlanLine
    case: UUID
    who: Who
    level: Level
    tier: str
    aim: str
    sent_back: str
    factors: tuple[FactorLine, ...]
    actions: tuple[ActionLine, ...]
    may_change: bool
    may_approve: bool
    may_work: bool
    versions: tuple[PlanLine, ...]


@frozen
class TierStep:
    """A stretch of days at one tier, for the picture and its table."""

    tier: str
    from_on: date
    until_on: date | None
    why: str


@frozen
class CasePage:
    """A case as its reader may see it."""

    line: CaseLine
    opened_on: date
    reasons: tuple[tuple[str, str, str], ...] = ()
    would_change: tuple[str, ...] = ()
    events: tuple[EventLine, ...] = ()
    reviews: tuple[ReviewLine, ...] = ()
    steps: tuple[TierStep, ...] = ()
    plan: PlanPage | None = None
    plans: tuple[PlanLine, ...] = ()
    close_reason: str = ""
    keeps_tier: bool = False
    may: frozenset[str] = frozenset()


@frozen
class PrintedCase:
    """A case for paper: nothing of the victim survivor is in it, by what it lacks."""

    who: Who
    team: str
    lead: str
    supervisor: str
    status: Status
    standing: Standing
    reasons: tuple[tuple[str, str, str], ...]
    plan_version: int | None
    actions: tuple[tuple[str, str, date, str, str], ...]
    reviews: tuple[tuple[date, str, str], ...]
    printed_at: datetime
    printed_by: str
    mark: UUID


@frozen
class SafetyRequestLine:
    """A question to a service, as the service sees it."""

    id: UUID
    about: str
    victim: UUID
    what: str
    effect: str
    due_on: date
    words: str
    asked_on: date
    asked_by: str
    answer: Answer | None
    answered_on: date | None
    holds_until: date | None
    may_answer: bool


@frozen
class SafetyPlanPage:
    """A victim survivor's own plan; ``version`` is 0 where there is none yet."""

    victim: UUID
    name: str
    version: int
    team: str
    by: str
    on: date | None
    review_on: date | None
    sections: Mapping[str, str]
    may_write: bool
    earlier: int
