"""What a score would bring: net benefit by threshold, harm reached by capacity."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.statistics.intervals import wilson_share

Floats = NDArray[np.float64]
SHARES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
THRESHOLDS = tuple(step / 100 for step in range(1, 100))
COLUMNS = (
    "people_share",
    "people",
    "harm_reached",
    "harm_share",
    "low",
    "high",
    "per_person",
)


def decision_curve(
    said: Floats,
    happened: NDArray[np.bool_],
    weights: Floats | None = None,
    thresholds: tuple[float, ...] = THRESHOLDS,
) -> pl.DataFrame:
    """Net benefit of acting on a score, beside acting on everybody and on nobody.

    Vickers and Elkin 2006, Medical Decision Making 26:565-574: true positives less
    false positives at the rate of exchange that the threshold states, per person.

    Args:
        said: Probability, one a person; acted on at or above the threshold.
        happened: One a person.
        weights: One a person.
        thresholds: Between 0 and 1, both excluded.

    Returns:
        ``threshold, flagged, net_benefit, treat_all, treat_none``.
    """
    weight = np.ones(len(said)) if weights is None else weights
    order = np.argsort(said, kind="stable")
    ranked = said[order]
    cases = np.concatenate([[0.0], np.cumsum((weight * happened)[order])])
    mass = np.concatenate([[0.0], np.cumsum(weight[order])])
    at = np.array(thresholds)
    # A threshold that equals a stated probability must not miss it by a rounding.
    first = np.searchsorted(ranked, at - 1e-12, side="left")
    total = mass[-1]
    true = (cases[-1] - cases[first]) / total
    false = (total - mass[first]) / total - true
    odds = at / (1 - at)
    base = cases[-1] / total
    return pl.DataFrame(
        {
            "threshold": at,
            "flagged": true + false,
            "net_benefit": true - false * odds,
            "treat_all": base - (1 - base) * odds,
            "treat_none": np.zeros(len(at)),
        }
    )


def capacity_curve(
    score: Floats,
    harm: Floats,
    weights: Floats | None = None,
    shares: tuple[float, ...] = SHARES,
    places: tuple[int, ...] = (),
) -> pl.DataFrame:
    """Share of all harm that falls to those who stand first.

    Where the line cuts through equal scores, those are taken as drawn at random: each
    brings the mean of its ties.

    Args:
        score: Higher stands first; one a person.
        harm: Not negative; 1 and 0 for an outcome. One a person.
        weights: One a person.
        shares: Of all people.
        places: Absolute capacities, in people (by weight).

    Returns:
        ``people_share, people, harm_reached, harm_share, low, high, per_person``;
        the interval is Wilson's over the harmed and only there when harm is 1 or 0.
    """
    weight = np.ones(len(score)) if weights is None else weights
    _, place = np.unique(-score, return_inverse=True)
    mass = np.cumsum(np.bincount(place, weight))
    reached = np.cumsum(np.bincount(place, weight * harm))
    total, everything = float(mass[-1]), float(reached[-1])
    whole = weights is None
    wanted = sorted(
        {max(1.0, round(share * total)) if whole else share * total for share in shares}
        | {float(place) for place in places}
    )
    wanted = [people for people in wanted if 0 < people <= total * (1 + 1e-12)]
    found = np.interp(wanted, np.append(0.0, mass), np.append(0.0, reached))
    counted = bool(np.isin(harm, (0.0, 1.0)).all())
    squares = float(weight @ weight)
    rows = []
    for people, part in zip(wanted, found, strict=True):
        sure = (
            wilson_share(float(part), everything, total / squares) if counted else None
        )
        rows.append(
            {
                "people_share": people / total,
                "people": float(people),
                "harm_reached": float(part),
                "harm_share": float(part) / everything if everything else None,
                "low": sure.low if sure else None,
                "high": sure.high if sure else None,
                "per_person": float(part) / people,
            }
        )
    return pl.DataFrame(
        rows,
        schema=dict.fromkeys(COLUMNS, pl.Float64),
    )
