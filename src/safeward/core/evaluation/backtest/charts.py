"""A backtest in pictures: the three lines of each order, and its reach by date."""

from typing import Any

from safeward.core.charts.render import ACCENT, INK, MUTED
from safeward.core.evaluation.backtest.types import Judged

PALE = "#dfe5ea"
LINES = ("reached", "known, beyond the line", "no record before")


def three_lines(judged: Judged) -> dict[str, Any]:
    """Draw where the grave harm came from under each order, as bars that add up."""
    values = [
        {"order": name, "line": line, "share": share, "place": place}
        for name, lines in judged.orders.items()
        for place, (line, share) in enumerate(
            zip(
                LINES,
                (lines.reached.value, lines.beyond, lines.no_record),
                strict=True,
            )
        )
    ]
    return {
        "width": 380,
        "title": f"Where the grave harm came from, {judged.days} days after each date",
        "data": {"values": values},
        "mark": "bar",
        "encoding": {
            "y": {
                "field": "order",
                "type": "nominal",
                "title": None,
                "sort": list(judged.orders),
                "axis": {"labelLimit": 240},
            },
            "x": {
                "field": "share",
                "type": "quantitative",
                "title": "Share of all grave harm",
                "axis": {"format": "%"},
            },
            "color": {
                "field": "line",
                "type": "nominal",
                "title": None,
                "scale": {"domain": list(LINES), "range": [ACCENT, MUTED, PALE]},
                "legend": {"orient": "bottom"},
            },
            "order": {"field": "place", "type": "quantitative"},
        },
    }


def by_date(judged: Judged, most: int = 5) -> dict[str, Any]:
    """Draw what the orders that reach most would have reached on each date."""
    best = sorted(judged.orders, key=lambda n: (-judged.orders[n].reached.value, n))
    shown = best[:most]
    values = [
        {
            "date": row["as_of"].isoformat(),
            "order": row["order"],
            "share": row["reached"] / row["grave"],
        }
        for row in judged.by_date.iter_rows(named=True)
        if row["order"] in shown and row["grave"]
    ]
    return {
        "width": 380,
        "height": 180,
        "title": f"Reached within {judged.days} days, by as-of date",
        "data": {"values": values},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "date", "type": "temporal", "title": "As-of date"},
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": "Share of all grave harm",
                "axis": {"format": "%"},
            },
            "color": {
                "field": "order",
                "type": "nominal",
                "title": None,
                "scale": {
                    "domain": shown,
                    "range": [ACCENT, "#a3262a", "#4c7a34", "#8a5a9a", INK],
                },
                "legend": {"orient": "bottom", "columns": 2, "labelLimit": 240},
            },
        },
    }
