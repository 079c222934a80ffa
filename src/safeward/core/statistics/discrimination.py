"""How well an order tells those to whom something happened from the others."""

import numpy as np
from numpy.typing import NDArray


def auc(score: NDArray[np.float64], happened: NDArray[np.bool_]) -> float | None:
    """The chance that one to whom it happened stands above one to whom it did not.

    Ties count half (Mann and Whitney 1947, Annals of Mathematical Statistics 18:50-60;
    Hanley and McNeil 1982, Radiology 143:29-36).

    Args:
        score: Higher stands above; one a person.
        happened: Whether it happened, one a person.

    Returns:
        0 to 1, 0.5 for an order that knows nothing; None when it happened to nobody or
        to everybody.
    """
    cases = int(happened.sum())
    others = len(happened) - cases
    if not cases or not others:
        return None
    _, inverse, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle[inverse][happened].sum()
    return float((ranks - cases * (cases + 1) / 2) / (cases * others))
