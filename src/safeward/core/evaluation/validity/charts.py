"""The report in pictures; each stands beside the table that holds its figures."""

from typing import Any

from safeward.core.charts.render import ACCENT, ALARM, INK, MUTED
from safeward.core.evaluation.plain import Section, thin

COLOURS = [ACCENT, ALARM, "#4c7a34", "#8a5a9a", "#a85a00", INK, "#2f8f8f", MUTED]
SIZE = {"width": 330, "height": 230}
Chart = dict[str, Any]


def _axis(field: str, title: str, **more: Any) -> Chart:
    return {"field": field, "type": "quantitative", "title": title, **more}


def _share(field: str, title: str, **more: Any) -> Chart:
    scale = {"domain": [0, 1]}
    return _axis(field, title, axis={"format": "%"}, scale=scale, **more)


def _even(x: str, y: str) -> Chart:
    """The line from corner to corner."""
    return {
        "data": {"values": [{x: 0, y: 0}, {x: 1, y: 1}]},
        "mark": {"type": "line", "color": MUTED, "strokeDash": [4, 3]},
        "encoding": {"x": _share(x, ""), "y": _share(y, "")},
    }


def roc(rows: list[Section]) -> Chart:
    """Of those to whom it happened and of the others, how many each cut-off flags."""
    points = [
        {"x": row["fpr"]["value"], "y": row["sensitivity"]["value"]}
        for row in rows
        if row["fpr"] and row["sensitivity"]
    ]
    points = [*points, {"x": 0, "y": 0}, {"x": 1, "y": 1}]
    encoding = {
        "x": _share("x", "Flagged among those to whom it did not happen"),
        "y": _share("y", "Flagged among those to whom it happened"),
    }
    return {
        **SIZE,
        "layer": [
            _even("x", "y"),
            {
                "data": {"values": points},
                "mark": {"type": "line", "color": ACCENT, "point": True},
                "encoding": encoding,
            },
        ],
    }


def calibration(rows: list[Section], stated: bool) -> Chart:
    """What happened in each bin beside what was said, or beside the score."""
    values = [
        {
            "x": row["said"] if stated else place,
            "label": row["label"],
            "y": row["observed"],
            "low": row["observed_low"],
            "high": row["observed_high"],
        }
        for place, row in enumerate(rows)
        if row["observed"] is not None
    ]
    across = (
        _share("x", "What was said")
        if stated
        else {
            "field": "label",
            "type": "nominal",
            "title": "Score",
            "sort": None,
            "axis": {"labelAngle": 0, "labelOverlap": True},
        }
    )
    layers: list[Chart] = [_even("x", "y")] if stated else []
    data = {"values": values}
    layers += [
        {
            "data": data,
            "mark": {"type": "rule", "color": ACCENT},
            "encoding": {
                "x": across,
                "y": _share("low", "What happened"),
                "y2": {"field": "high"},
            },
        },
        {
            "data": data,
            "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 45},
            "encoding": {"x": across, "y": _share("y", "What happened")},
        },
    ]
    return {**SIZE, "layer": layers}


def decision(rows: list[Section]) -> Chart:
    """Net benefit of the score beside acting on everybody and on nobody."""
    names = {
        "net_benefit": "the score",
        "treat_all": "everybody",
        "treat_none": "nobody",
    }
    top = max(row["net_benefit"] for row in rows)
    values = [
        {"x": row["threshold"], "y": row[key], "who": name}
        for key, name in names.items()
        for row in rows
        if row[key] >= -0.25 * max(top, 0.01)
    ]
    return {
        **SIZE,
        "data": {"values": values},
        "mark": {"type": "line"},
        "encoding": {
            "x": _share("x", "Act from this probability on"),
            "y": _axis("y", "Net benefit a person"),
            "color": _legend("who", list(names.values())),
        },
    }


def capacity(rows: list[Section], of: str) -> Chart:
    """Share of the outcome or harm among those who stand first."""
    values = [{"x": 0.0, "y": 0.0}] + [
        {"x": row["people_share"], "y": row["harm_share"]} for row in rows
    ]
    return {
        **SIZE,
        "layer": [
            _even("x", "y"),
            {
                "data": {"values": values},
                "mark": {"type": "line", "color": ACCENT, "point": True},
                "encoding": {
                    "x": _share("x", "Share of people, highest score first"),
                    "y": _share("y", f"Share of all {of}"),
                },
            },
        ],
    }


def group_rates(levels: Section) -> Chart:
    """False positive and false negative rates of each group with their intervals."""
    words = {
        "fpr": "flagged, and it did not happen",
        "fnr": "missed, and it happened",
    }
    values = [
        {
            "group": name,
            "rate": said,
            "y": level["classification"][rate]["value"],
            "low": level["classification"][rate]["low"],
            "high": level["classification"][rate]["high"],
        }
        for name, level in levels.items()
        for rate, said in words.items()
        if level["classification"] and level["classification"][rate]
    ]
    down = {
        "field": "group",
        "type": "nominal",
        "title": None,
        "sort": list(levels),
        "axis": {"labelLimit": 150},
    }
    apart = {"field": "rate", "sort": list(words.values())}
    colour = _legend("rate", list(words.values()))
    return {
        "width": 250,
        "height": {"step": 18},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "rule"},
                "encoding": {
                    "y": down,
                    "yOffset": apart,
                    "x": _share("low", "Share"),
                    "x2": {"field": "high"},
                    "color": colour,
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 45},
                "encoding": {
                    "y": down,
                    "yOffset": apart,
                    "x": _share("y", "Share"),
                    "color": colour,
                },
            },
        ],
    }


def curves(rows: list[Section], name: str) -> Chart:
    """Share of each band or group to whom it has not happened yet."""
    rows = rows[: len(COLOURS)]
    values = [
        {"x": point["time"], "y": point["survival"], "who": row[name]}
        for row in rows
        for point in thin(row["curve"], 200)
    ]
    return {
        **SIZE,
        "data": {"values": values},
        "mark": {"type": "line", "interpolate": "step-after"},
        "encoding": {
            "x": _axis("x", "Time"),
            "y": _axis(
                "y",
                "To whom it has not happened",
                axis={"format": "%"},
                scale={"zero": False},
            ),
            "color": _legend("who", [row[name] for row in rows]),
        },
    }


def _legend(field: str, names: list[str]) -> Chart:
    return {
        "field": field,
        "type": "nominal",
        "title": None,
        "scale": {"domain": names, "range": COLOURS[: len(names)]},
        "legend": {"orient": "bottom", "columns": 2, "labelLimit": 160},
    }
