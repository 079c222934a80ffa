"""How often one event had happened when others can come first: Aalen-Johansen."""

import warnings

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def cumulative_incidence(
    time: Floats, kind: NDArray[np.int64], of: int, *, seed: int = 0
) -> dict[str, float]:
    """Share to whom an event had happened by the last time, with its interval.

    Aalen and Johansen 1978, Scandinavian Journal of Statistics 5:141-150.

    Args:
        time: To the first event or to the end of follow-up.
        kind: 0 for none, else which event.
        of: The event asked for.
        seed: Tied times are parted by chance.

    Returns:
        ``time, share, low, high``.
    """
    from lifelines import AalenJohansenFitter

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = AalenJohansenFitter(seed=seed).fit(time, kind, event_of_interest=of)
    curve = fitted.cumulative_density_
    bounds = fitted.confidence_interval_
    return {
        "time": float(curve.index[-1]),
        "share": float(curve.iloc[-1, 0]),
        "low": float(bounds.iloc[-1, 0]),
        "high": float(bounds.iloc[-1, 1]),
    }
