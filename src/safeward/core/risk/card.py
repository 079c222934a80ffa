"""A model's card: one self-contained page for people who must decide about it."""

from typing import Any, Final

from safeward.core.charts.pages import template
from safeward.core.charts.render import ACCENT, MUTED, svg
from safeward.core.history.catalogue import CATALOGUE
from safeward.core.risk.inputs import BY_ID
from safeward.core.risk.model import Model
from safeward.core.risk.scorecard import ScoreLine
from safeward.core.risk.types import SPOKEN

HELD_BACK: Final = ("aboriginal_status",)
"""Groupings that others see before a card is handed round."""


def card(model: Model) -> str:
    """Lay a model out as HTML that needs no network and runs no script."""
    page = template(
        "safeward.core.risk",
        "card.html.j2",
        {
            "percent": lambda share: f"{share:.1%}",
            "n": lambda count: f"{count:,.0f}",
            "figure": _figure,
        },
    )
    time = model.validity["time"]
    return page.render(
        model=model,
        t=model.training,
        spoken=SPOKEN[model.outcome],
        lines=[{"line": line, **_spoken(line)} for line in model.lines],
        chart=svg(calibration_chart(time["calibration"]["deciles"])) if time else "",
        time=time,
        place=model.validity["place"],
        groups=model.fairness.get("groups", {}),
        held_back=HELD_BACK,
    )


def _figure(interval: dict[str, Any] | None, digits: int = 3) -> str:
    """A figure with its interval."""
    if interval is None:
        return "not computed"
    value, low, high = (interval[key] for key in ("value", "low", "high"))
    return f"{value:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def _spoken(line: ScoreLine) -> dict[str, Any]:
    """What a line reads and when it gives how much, in words."""
    feature = CATALOGUE.get(line.input)
    unit = feature.unit if feature is not None else "score"
    if BY_ID[line.input].moves == "falling_with_time":
        steps = [(f"at most {at:,} days ago", given) for at, given in line.at_most]
    elif unit == "yes/no":
        steps = [("yes", given) for _, given in line.at_least]
    else:
        steps = [(f"{at:,} or more", given) for at, given in line.at_least]
    said = feature.sentence if feature is not None else line.sentence
    words = said.replace("{value}", "n")
    if feature is None:
        words = "highest VP-SAFvR recorded in 12 months"
        if line.input != "safvr_highest_12m":
            words = "days since a MARAM level of serious or above was recorded"
    return {"words": words, "steps": steps}


def calibration_chart(deciles: list[dict[str, Any]]) -> dict[str, Any]:
    """Draw what was observed against what was said, with the line of no error."""
    most = max([0.05, *(d["observed_high"] or 0 for d in deciles)])
    most = max(most, *(d["said"] for d in deciles))
    percent = {"format": ".0%"}
    x = {
        "field": "said",
        "type": "quantitative",
        "title": "Said by the scorecard",
        "axis": percent,
        "scale": {"domain": [0, most]},
    }
    y = {
        "field": "observed",
        "type": "quantitative",
        "title": "Observed on later days",
        "axis": percent,
        "scale": {"domain": [0, most]},
    }
    return {
        "width": 300,
        "height": 240,
        "layer": [
            {
                "data": {
                    "values": [
                        {"said": 0, "observed": 0},
                        {"said": most, "observed": most},
                    ]
                },
                "mark": {"type": "line", "color": MUTED, "strokeDash": [4, 3]},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": deciles},
                "mark": {"type": "rule", "color": ACCENT},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "observed_low"},
                    "y2": {"field": "observed_high"},
                },
            },
            {
                "data": {"values": deciles},
                "mark": {"type": "point", "filled": True, "size": 50, "color": ACCENT},
                "encoding": {"x": x, "y": y},
            },
        ],
    }
