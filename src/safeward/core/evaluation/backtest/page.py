"""A backtest as a self-contained page: pictures with their tables, plain words."""

from safeward.core.charts.pages import template
from safeward.core.charts.render import svg
from safeward.core.evaluation.backtest.charts import by_date, three_lines
from safeward.core.evaluation.backtest.report import verdicts
from safeward.core.evaluation.backtest.types import BacktestReport


def render(report: BacktestReport) -> str:
    """Lay a backtest out as HTML that needs no network and runs no script."""
    page = template(
        "safeward.core.evaluation.backtest",
        "backtest.html.j2",
        {"percent": lambda share: f"{share:.1%}", "n": lambda count: f"{count:,.0f}"},
    )
    first = report.policies[0]
    return page.render(
        report=report,
        first=first,
        parts=[
            {
                "judged": judged,
                "lines": svg(three_lines(judged)),
                "dates": svg(by_date(judged)),
                "verdicts": list(verdicts(judged, first)),
            }
            for judged in report.judged
        ],
    )
