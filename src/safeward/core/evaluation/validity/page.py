"""The report as a self-contained page: pictures with their tables, plain words."""

from typing import Any

from safeward.core.charts.pages import template
from safeward.core.charts.render import svg
from safeward.core.evaluation.plain import Section, thin
from safeward.core.evaluation.validity import charts

RATES = {
    "sensitivity": "Sensitivity: of those to whom it happened, flagged",
    "specificity": "Specificity: of the others, not flagged",
    "fpr": "False positive rate: of the others, flagged",
    "fnr": "False negative rate: of those to whom it happened, missed",
    "ppv": "PPV: of those flagged, right",
    "npv": "NPV: of those not flagged, right",
    "accuracy": "Right either way",
    "base_rate": "Base rate: to whom it happened",
    "flagged": "Flagged",
}
SHORT = {
    "base_rate": "Base rate",
    "flagged": "Flagged",
    "sensitivity": "Sensitivity",
    "fnr": "False negative rate",
    "fpr": "False positive rate",
    "specificity": "Specificity",
    "ppv": "PPV",
    "npv": "NPV",
}


def render(report: Section) -> str:
    """Lay the report out as HTML that needs no network and runs no script.

    Args:
        report: What `report.validate` gave; the page holds no figure that it lacks.
    """
    filters: dict[str, Any] = {
        "percent": percent,
        "n": count,
        "num": number,
        "span": span,
        "p": p_value,
        "thin": thin,
        "words": lambda code: code.replace("_", " "),
    }
    page = template("safeward.core.evaluation.validity", "validity.html.j2", filters)
    parts = [
        {"name": name, "part": part, "charts": _charts(part)}
        for name, part in [
            (report["score"], report),
            *report["other_scores"].items(),
        ]
    ]
    return page.render(
        report=report,
        parts=parts,
        rates=RATES,
        short=SHORT,
        survival=_survival(report["survival"]),
    )


def percent(value: float | None) -> str:
    """A share with one decimal; nothing where there is none."""
    return "" if value is None else f"{value:.1%}"


def count(value: float | None) -> str:
    """A number of people; with weights it may have a fraction."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def number(value: float | None, digits: int = 3) -> str:
    """A figure with a fixed number of digits; nothing where there is none."""
    return "" if value is None else f"{value:.{digits}f}"


def span(interval: Section | None, share: bool = True) -> str:
    """An interval in brackets' stead: 20.1% to 25.3%."""
    if interval is None or interval["low"] is None or interval["high"] is None:
        return ""
    if share:
        return f"{interval['low']:.1%} to {interval['high']:.1%}"
    return f"{interval['low']:.3f} to {interval['high']:.3f}"


def p_value(value: float | None) -> str:
    """A p as people print it."""
    if value is None:
        return ""
    return "under 0.0001" if value < 0.0001 else f"{value:.4f}"


def _charts(part: Section) -> dict[str, str]:
    found = {}
    rows = part["classification"]["by_threshold"]
    if part["discrimination"]["auc"] and rows:
        found["roc"] = svg(charts.roc(rows))
    calibration = part["calibration"]
    if calibration:
        found["calibration"] = svg(
            charts.calibration(
                calibration["table"], calibration["scale"] == "probability"
            )
        )
    if part["decision_curve"]:
        found["decision"] = svg(charts.decision(part["decision_curve"]))
    if part["capacity_curve"]["points"]:
        curve = part["capacity_curve"]
        found["capacity"] = svg(charts.capacity(curve["points"], curve["of"]))
    for group in ("fairness", "victim_groups"):
        for column, section in part[group].items():
            levels = section.get("levels") or {}
            if any(level["classification"] for level in levels.values()):
                found[f"{group}:{column}"] = svg(charts.group_rates(levels))
    return found


def _survival(section: Section | None) -> dict[str, str]:
    if not section or not section.get("bands"):
        return {}
    found = {"bands": svg(charts.curves(section["bands"], "band"))}
    for column, part in section["by_group"].items():
        found[column] = svg(charts.curves(part["curves"], "group"))
    return found
