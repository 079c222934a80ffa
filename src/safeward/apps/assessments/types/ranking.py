"""What ranking, which stands above this app, tells it and does for it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from attrs import frozen


@frozen
class Standing:
    """Where a person stands in the queue now.

    Attributes:
        tier: ``T1`` to ``T4``.
        floor: The least urgent tier that the live floors leave, empty where none holds.
        since: The day the tier was reached.
        review_by: The day by which it must be looked at again; None: on new facts only.
    """

    tier: str
    floor: str
    since: date
    review_by: date | None


@frozen
class Ranking:
    """The two things that only ranking can do, handed in when the site starts.

    Attributes:
        standing: Where these people stand; whoever is not in the queue is left out.
        rescore: Work these people's tiers out again, in the caller's transaction.
    """

    standing: Callable[[Sequence[UUID]], Mapping[UUID, Standing]]
    rescore: Callable[[Sequence[UUID]], None]
