"""What ranking, which stands above this app, tells it and does for it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from attrs import frozen

from safeward.core.priority.policy import Clock


@frozen
class Standing:
    """Where a person stands in the queue now.

    Attributes:
        tier: ``T1`` to ``T4``.
        floor: The tier that the facts alone give now, empty where they give none: the
            graver of matrix and policy floors, without overrides and without holds.
        since: The day the tier was reached.
        review_by: The day by which it must be looked at again; None: on new facts only.
    """

    tier: str
    floor: str
    since: date
    review_by: date | None


@frozen
class Ranking:
    """What only ranking can do, handed in when the site starts.

    Attributes:
        standing: Where these people stand; whoever is not in the queue is left out.
        rescore: Work these people's tiers out again, in the caller's transaction.
        clocks: By tier, how soon somebody is looked at again, as the policy says.
    """

    standing: Callable[[Sequence[UUID]], Mapping[UUID, Standing]]
    rescore: Callable[[Sequence[UUID]], None]
    clocks: Callable[[], Mapping[str, Clock]]
