"""The report as a self-contained page: pictures with their tables, plain words."""

from typing import Any

from safeward.core.charts.pages import template
from safeward.core.charts.render import svg
from safeward.core.evaluation.plain import Section, thin

TITLES = {
    "trial": "Trial",
    "did": "Difference in differences",
    "its": "Interrupted time series",
    "match": "Matched comparison",
    "survival": "Time to the event",
    "synthetic-control": "Synthetic control",
    "pairs": "Pairs",
    "power": "Size and power",
    "plan": "Analysis plan",
}
EMMIE = {
    "effect": "Effect",
    "mechanism": "Mechanism: how did it work?",
    "moderators": "Moderators: for whom?",
    "implementation": "Implementation: was it delivered?",
    "economics": "Economics: at what cost?",
}


def render(report: Section) -> str:
    """Lay the report out as HTML that needs no network and runs no script.

    Args:
        report: What `report.evaluate` gave; the page holds no figure that it lacks.
    """
    filters: dict[str, Any] = {"cell": cell, "thin": thin, "chart": svg}
    page = template("safeward.core.evaluation.programme", "evaluation.html.j2", filters)
    return page.render(
        report=report,
        title=TITLES[report["design"]],
        headings=EMMIE,
        shares=_SHARES,
    )


_SHARES = frozenset({"share", "survival", "weight", "power"})


def cell(value: Any, key: str = "") -> str:
    """A figure as a table prints it; nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) or not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    if key == "p":
        return "under 0.0001" if value < 0.0001 else f"{value:.4f}"
    if key in _SHARES:
        return f"{value:.1%}"
    if key in {"time", "median", "step", "cohort"} and value.is_integer():
        return f"{value:.0f}"
    if value != 0 and abs(value) < 0.001:
        return f"{value:.3g}"
    return f"{value:,.4f}" if abs(value) < 100 else f"{value:,.1f}"
