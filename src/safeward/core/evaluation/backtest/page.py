"""A backtest as a self-contained page: pictures with their tables, plain words."""

from safeward.core.charts.render import svg
from safeward.core.evaluation.backtest.charts import by_date, three_lines
from safeward.core.evaluation.backtest.report import verdicts
from safeward.core.evaluation.backtest.types import BacktestReport


def render(report: BacktestReport) -> str:
    """Lay a backtest out as HTML that needs no network and runs no script."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("safeward.core.evaluation.backtest", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = lambda share: f"{share:.1%}"
    environment.filters["n"] = lambda count: f"{count:,.0f}"
    first = report.policies[0]
    return environment.get_template("backtest.html.j2").render(
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
