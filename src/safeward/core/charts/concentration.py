"""How much of the recorded harm stands against how few people."""

from typing import Any

import polars as pl

from safeward.core.charts.render import ACCENT, MUTED

SHARES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


def concentration(
    weights: pl.Series, shares: tuple[float, ...] = SHARES
) -> pl.DataFrame:
    """Say what share of all recorded gravity the gravest few hold.

    Args:
        weights: Recorded gravity of each person, any non-negative unit.
        shares: Shares of people, ascending.

    Returns:
        ``people_share, people, harm_share``, one row a share; empty where there is no
        recorded harm.
    """
    ranked = weights.drop_nulls().sort(descending=True)
    total = ranked.sum()
    if not len(ranked) or not total:
        return pl.DataFrame(
            schema={
                "people_share": pl.Float64,
                "people": pl.Int64,
                "harm_share": pl.Float64,
            }
        )
    running = ranked.cum_sum()
    counts = [max(1, round(share * len(ranked))) for share in shares]
    return pl.DataFrame(
        {
            "people_share": list(shares),
            "people": counts,
            "harm_share": [round(running[count - 1] / total, 4) for count in counts],
        }
    ).unique("people", keep="first", maintain_order=True)


def spec(table: pl.DataFrame) -> dict[str, Any]:
    """Draw the concentration table as a curve over the line of equal shares."""
    points = [{"people": 0.0, "harm": 0.0}] + [
        {"people": row["people_share"], "harm": row["harm_share"]}
        for row in table.iter_rows(named=True)
    ]
    axis = {"format": "%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1]}
    encoding = {
        "x": {
            "field": "people",
            "type": "quantitative",
            "title": "Share of people of concern, gravest record first",
            "axis": axis,
        },
        "y": {
            "field": "harm",
            "type": "quantitative",
            "title": "Share of recorded harm",
            "axis": axis,
        },
    }
    return {
        "width": 330,
        "height": 200,
        "layer": [
            {
                "data": {
                    "values": [{"people": 0, "harm": 0}, {"people": 1, "harm": 1}]
                },
                "mark": {"type": "line", "color": MUTED, "strokeDash": [4, 3]},
                "encoding": encoding,
            },
            {
                "data": {"values": points},
                "mark": {"type": "line", "color": ACCENT, "point": True},
                "encoding": encoding,
            },
        ],
    }
