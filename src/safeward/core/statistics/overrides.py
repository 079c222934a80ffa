"""How often people kept a result, and if they were right when they did not."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.statistics.intervals import Interval, wilson

Bools = NDArray[np.bool_]


@frozen
class Kept:
    """What people did with a tool's result.

    Attributes:
        n: Results on which a decision is known.
        kept: Share kept as it was.
        up: Share made graver.
        down: Share made milder.
        up_right: Of those made graver, share to whom it happened.
        down_right: Of those made milder, share to whom it did not.
        kept_happened: Of those kept, share to whom it happened.
    """

    n: int
    kept: Interval | None
    up: Interval | None
    down: Interval | None
    up_right: Interval | None
    down_right: Interval | None
    kept_happened: Interval | None


def kept(change: NDArray[np.int8], happened: Bools) -> Kept:
    """Summarise decisions about a tool's results.

    An override up counts as right when the outcome followed and one down when it did
    not. A response may have prevented it, so that an override up that worked looks
    wrong here.

    Args:
        change: 1 made graver, 0 kept, -1 made milder, one a decision.
        happened: One a decision.
    """
    n = len(change)
    up, down, same = change > 0, change < 0, change == 0

    def share(hits: Bools, among: Bools) -> Interval | None:
        return wilson(int((hits & among).sum()), int(among.sum()))

    everybody = np.ones(n, dtype=bool)
    return Kept(
        n=n,
        kept=share(same, everybody),
        up=share(up, everybody),
        down=share(down, everybody),
        up_right=share(happened, up),
        down_right=share(~happened, down),
        kept_happened=share(happened, same),
    )
