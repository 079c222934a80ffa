"""The morning brief as one self-contained page that prints."""

from datetime import date
from typing import Any

from safeward.core.brief.view import Brief, build
from safeward.core.charts.concentration import concentration, spec
from safeward.core.charts.pages import template
from safeward.core.charts.render import svg
from safeward.core.pipeline import Result
from safeward.core.priority.types import Previous
from safeward.core.vocabulary.words import CHECK_WORDS, spoken


def day(value: date | None) -> str:
    """A date as people write it in Victoria: 22 Nov 2026."""
    return f"{value.day} {value.strftime('%b %Y')}" if value else "not recorded"


def percent(value: float) -> str:
    """A share in whole per cent, one decimal below ten."""
    return f"{value:.0%}" if value >= 0.1 or value == 0 else f"{value:.1%}"


def render(result: Result, *, run_id: str, previous: Previous | None) -> str:
    """Write the page for one run.

    Args:
        result: What the pipeline found.
        run_id: Printed on each page, so that paper can be traced to the run.
        previous: The earlier run that it compares with, if any.

    Returns:
        HTML that needs no network, runs no script and holds no name, address or number
        of a victim survivor or child.
    """
    table = concentration(result.priorities.queue["recorded_gravity"])
    view = build(result, run_id=run_id, concentration=table, previous=previous)
    return to_html(view, chart=svg(spec(table)) if table.height else "")


def to_html(view: Brief, *, chart: str) -> str:
    """Lay a brief out as a page."""
    filters: dict[str, Any] = {
        "day": day,
        "percent": percent,
        "check": lambda code: CHECK_WORDS.get(code, spoken(code)),
        "words": spoken,
        "n": lambda value: f"{value:,}",
    }
    page = template("safeward.core.brief", "brief.html.j2", filters)
    return page.render(brief=view, chart=chart)
