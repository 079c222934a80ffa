"""The report in pictures; each stands beside the table that holds its figures."""

from collections.abc import Sequence
from typing import Any

from safeward.core.charts.render import ACCENT, ALARM, INK, MUTED
from safeward.core.evaluation.plain import Section

Chart = dict[str, Any]
SIZE = {"width": 460, "height": 220}


def _axis(field: str, title: str, **more: Any) -> Chart:
    free = {"zero": False}
    return {
        "field": field,
        "type": "quantitative",
        "title": title,
        "scale": free,
        **more,
    }


def _rule(**place: Any) -> Chart:
    axis, value = next(iter(place.items()))
    return {
        "data": {"values": [{axis: value}]},
        "mark": {"type": "rule", "color": MUTED, "strokeDash": [4, 3]},
        "encoding": {axis: {"field": axis, "type": "quantitative"}},
    }


def around_the_start(rows: Sequence[Section]) -> Chart:
    """The effect by periods since the start, with its intervals."""
    x = _axis("step", "Periods since the start")
    return {
        **SIZE,
        "layer": [
            _rule(y=0),
            {
                "data": {"values": list(rows)},
                "mark": {"type": "rule", "color": ACCENT},
                "encoding": {
                    "x": x,
                    "y": _axis("low", "Effect"),
                    "y2": {"field": "high"},
                },
            },
            {
                "data": {"values": list(rows)},
                "mark": {"type": "point", "filled": True, "size": 60, "color": ACCENT},
                "encoding": {"x": x, "y": _axis("estimate", "Effect")},
            },
        ],
    }


def course(rows: Sequence[Section], start: float, outcome: str, without: str) -> Chart:
    """A series over time, and what was to be expected without the programme."""
    x = _axis("time", "Time")
    return {
        **SIZE,
        "layer": [
            {
                "data": {"values": [row for row in rows if row["without"] is not None]},
                "mark": {
                    "type": "line",
                    "color": ALARM,
                    "strokeDash": [5, 3],
                },
                "encoding": {
                    "x": x,
                    "y": _axis("without", f"{outcome} (dashed: {without})"),
                },
            },
            {
                "data": {"values": list(rows)},
                "mark": {"type": "line", "color": ACCENT},
                "encoding": {"x": x, "y": _axis("observed", outcome)},
            },
            _rule(x=start),
        ],
    }


def love(rows: Sequence[Section]) -> Chart:
    """How unlike the two groups were before, and are now; the band is a tenth."""
    values = [
        {"name": row["name"], "difference": row[key], "when": words}
        for row in rows
        for key, words in (("before", "as they came"), ("after", "as compared"))
    ]
    return {
        "width": 380,
        "height": 22 * max(len(rows), 3),
        "layer": [
            _rule(x=0.1),
            _rule(x=-0.1),
            {
                "data": {"values": values},
                "mark": {"type": "point", "filled": True, "size": 60},
                "encoding": {
                    "y": {"field": "name", "type": "nominal", "title": None},
                    "x": _axis("difference", "Standardised difference"),
                    "shape": {"field": "when", "type": "nominal", "title": None},
                    "color": {
                        "field": "when",
                        "type": "nominal",
                        "title": None,
                        "scale": {"range": [ACCENT, ALARM]},
                    },
                },
            },
        ],
    }


def overlap(rows: Sequence[Section]) -> Chart:
    """How the scores of both groups lie over each other."""
    values = [
        {"score": row["from"], "share": row[key], "group": words}
        for row in rows
        for key, words in (("with", "with the programme"), ("others", "the others"))
    ]
    return {
        **SIZE,
        "data": {"values": values},
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": _axis("score", "Chance of having the programme, from the covariates"),
            "y": _axis("share", "Share of the group"),
            "strokeDash": {"field": "group", "type": "nominal", "title": None},
            "color": {
                "field": "group",
                "type": "nominal",
                "title": None,
                "scale": {"range": [ACCENT, INK]},
            },
        },
    }


def curves(rows: Sequence[Section], ending: str) -> Chart:
    """Share to whom it had not happened, by time, for each arm."""
    return {
        **SIZE,
        "data": {"values": list(rows)},
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": _axis("time", "Time"),
            "y": {
                "field": "survival",
                "type": "quantitative",
                "title": ending,
                "axis": {"format": "%"},
            },
            "strokeDash": {"field": "arm", "type": "nominal", "title": None},
            "color": {
                "field": "arm",
                "type": "nominal",
                "title": None,
                "scale": {"range": [ACCENT, ALARM, INK, MUTED]},
            },
        },
    }


def power_curve(rows: Sequence[Section]) -> Chart:
    """The chance of finding an effect, by its size."""
    return {
        **SIZE,
        "layer": [
            _rule(y=0.8),
            {
                "data": {"values": list(rows)},
                "mark": {"type": "line", "color": ACCENT},
                "encoding": {
                    "x": _axis("effect", "Effect"),
                    "y": {
                        "field": "power",
                        "type": "quantitative",
                        "title": "Power",
                        "axis": {"format": "%"},
                        "scale": {"domain": [0, 1]},
                    },
                },
            },
        ],
    }
