"""What a prioritisation policy consists of: lines, matrix, floors, clocks."""

import math
from typing import Literal

from attrs import field, frozen

Tier = Literal["T1", "T2", "T3", "T4"]
Axis = Literal["likelihood", "severity"]
Step = tuple[int, int]


@frozen
class LogSum:
    """Points that grow with the logarithm of a sum.

    most * ln(1 + x / scale) / ln(1 + top / scale), at most ``most``.

    Attributes:
        most: Points at ``top`` and beyond.
        scale: Sum at which growth slows.
        top: Sum that earns all the points.
    """

    most: int
    scale: int
    top: int

    def points(self, total: int) -> int:
        """Whole points of a sum, rounded half up."""
        raw = (
            self.most
            * math.log1p(total / self.scale)
            / math.log1p(self.top / self.scale)
        )
        return min(self.most, math.floor(round(raw, 9) + 0.5))

    def steps(self) -> tuple[Step, ...]:
        """The same points as a ladder: (smallest sum, points) for every whole point."""
        return tuple(
            (total, points)
            for total in range(1, self.top + 1)
            if (points := self.points(total)) > self.points(total - 1)
        )


@frozen
class Line:
    """One reason for points on an axis.

    Attributes:
        id: Name of the line.
        feature: The input that it reads.
        sentence: What people are told; placeholders are listed in ``sentences.py``.
        source: Where the factor comes from; the points are judgement.
        at_least: (value, points) rungs, the value reached or passed.
        at_most: (value, points) rungs, the value not passed (days since something).
        log_sum: Points by the logarithm of a sum, instead of rungs.
        group: Lines of one group share a cap.
    """

    id: str
    feature: str
    sentence: str
    source: str
    at_least: tuple[Step, ...] = ()
    at_most: tuple[Step, ...] = ()
    log_sum: LogSum | None = None
    group: str | None = None

    @property
    def most(self) -> int:
        """The most points that this line can give."""
        if self.log_sum:
            return self.log_sum.most
        return max((points for _, points in (*self.at_least, *self.at_most)), default=0)


@frozen
class Cap:
    """The most points that the lines of a group can give together."""

    most: int
    source: str


@frozen
class Escalation:
    """Points where the last 90 days are at least as grave as the 21 months before.

    Attributes:
        id: Name of the line.
        least_band: Gravity band from which it counts.
        points: What it gives.
        paid_by: The severity line on ``gravest_band_24m`` that gives at least as much
            again when a graver past event takes these points away.
        sentence: What people are told.
        source: Where the factor comes from.
    """

    id: str
    least_band: int
    points: int
    paid_by: str
    sentence: str
    source: str


@frozen
class Condition:
    """One input on the grave side of a bound.

    Attributes:
        feature: The input.
        at_least: Met when the input is this or more.
        at_most: Met when the input is this or fewer.
    """

    feature: str
    at_least: int | None = None
    at_most: int | None = None


@frozen
class Promotion:
    """A cell of the matrix that reads graver when further conditions are met."""

    cell: str
    tier: Tier
    when: tuple[Condition, ...]
    sentence: str
    source: str


@frozen
class Matrix:
    """Likelihood against severity: three levels each, a tier in every cell.

    Attributes:
        severity_cuts: Points from which severity reads S2 and S3.
        likelihood_cuts: Points from which likelihood reads L2 and L3.
        tiers: By severity level, the tiers at L1, L2 and L3.
        sentence: What people are told.
        source: Where the matrix comes from.
        promotions: Cells that read graver under conditions.
    """

    severity_cuts: tuple[int, int]
    likelihood_cuts: tuple[int, int]
    tiers: dict[str, tuple[Tier, Tier, Tier]]
    sentence: str
    source: str
    promotions: tuple[Promotion, ...] = ()


@frozen
class Floor:
    """One report is enough: a tier that holds whatever the axes say.

    Attributes:
        id: Name of the floor.
        tier: The lowest tier while it holds.
        days: How long it holds after its trigger.
        when: Conditions that must all be met.
        sentence: What people are told.
        source: Where it comes from.
    """

    id: str
    tier: Tier
    days: int
    when: tuple[Condition, ...]
    sentence: str
    source: str


@frozen
class Clock:
    """When a tier is reviewed, in calendar days from the later of reached and reviewed.

    Attributes:
        first: Days to the first review.
        hours: Hours of work that one review takes.
        then: Days between later reviews; None: on new information only.
        until: Last day of the later reviews; None: no end.
    """

    first: int
    hours: float
    then: int | None = None
    until: int | None = None


@frozen
class Hold:
    """How long a tier is kept where nobody recorded a review.

    Attributes:
        days: Days the tier is held.
        then: The tier it steps down to at most, until ``until``.
        until: Day to which the lower tier is held.
    """

    days: int
    then: Tier
    until: int


@frozen
class PullForward:
    """Facts that bring a review forward and never score.

    Attributes:
        order_unserved_days: An order not served for longer than this.
        order_expiring_days: An order that expires within this.
        release_days: Days before a release on which to review.
    """

    order_unserved_days: int
    order_expiring_days: int
    release_days: tuple[int, ...]


@frozen
class Alarm:
    """The share of T1 above which the list no longer says who is first."""

    t1_share: float
    sentence: str
    source: str


@frozen
class Order:
    """How people of one tier are put in order: both axes, each counted so many times.

    Attributes:
        likelihood: Times that likelihood counts.
        severity: Times that severity counts.
        source: Why.
    """

    likelihood: int = 1
    severity: int = 1
    source: str = "judgement"


@frozen
class Policy:
    """Who must be dealt with first, as data.

    Attributes:
        id: Name of the policy.
        version: Its version.
        status: ``draft`` until backtested and approved; stamped on every brief.
        about: One sentence on what it rests on.
        likelihood: Lines of the likelihood axis.
        severity: Lines of the severity axis.
        caps: Most points by group of lines.
        escalation: The line that compares now with before, or None.
        matrix: Axes to tier.
        floors: In order of importance.
        clocks: Reviews by tier.
        holds: Tiers kept where nobody decided.
        pull_forward: What brings a review forward.
        alarm: When the run warns.
        minimum_response: Words by tier.
        order: What comes first inside a tier.
        sha256: SHA-256 of the content, whatever its layout or comments.
    """

    id: str
    version: str
    status: Literal["draft", "backtested", "approved"]
    about: str
    likelihood: tuple[Line, ...]
    severity: tuple[Line, ...]
    matrix: Matrix
    floors: tuple[Floor, ...]
    clocks: dict[str, Clock]
    holds: dict[str, Hold]
    pull_forward: PullForward
    alarm: Alarm
    minimum_response: dict[str, str]
    caps: dict[str, Cap] = field(factory=dict)
    escalation: Escalation | None = None
    order: Order = Order()
    sha256: str = ""

    def lines(self, axis: Axis) -> tuple[Line, ...]:
        """The lines of one axis, in the policy's order."""
        return self.likelihood if axis == "likelihood" else self.severity
