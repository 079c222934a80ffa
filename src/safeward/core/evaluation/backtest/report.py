"""A backtest in words: the three lines, who wins, who loses, what to bear in mind."""

from collections.abc import Iterator
from textwrap import fill

from safeward.core.evaluation.backtest.types import BacktestReport, Judged, Lines
from safeward.core.statistics.intervals import Interval

WIDTH = 88


def text(report: BacktestReport) -> str:
    """The whole report as plain text, 88 columns wide at most."""
    wrapped = [
        line if len(line) <= WIDTH else fill(line, WIDTH, subsequent_indent="    ")
        for line in _lines(report)
    ]
    return "\n".join(wrapped) + "\n"


def verdicts(judged: Judged, first: str) -> Iterator[str]:
    """Say of each other order whether the first policy would have reached more.

    Args:
        judged: Every order at one size and horizon.
        first: Name of the first policy.
    """
    for name, lines in judged.orders.items():
        if name == first:
            continue
        by = lines.against_first
        if by.low > 0:
            said = f"{first} reaches more than {name}"
        elif by.high < 0:
            said = f"{first} LOSES to {name}"
        else:
            said = f"no clear difference between {first} and {name}"
        yield f"{said}: {_points(by)} points of all grave harm."


def _lines(report: BacktestReport) -> Iterator[str]:
    first = report.policies[0]
    yield f"Backtest of {first}"
    yield (
        f"{len(report.dates)} as-of dates from {report.dates[0]} to "
        f"{report.dates[-1]}, data from {report.data_from} to {report.data_to}."
    )
    yield (
        f"Grave is {report.grave_days:g} days of harm or more: the 90th percentile of "
        f"{report.events:,} replayed events,"
    )
    yield f"ties in, which makes {report.grave_share:.1%} of them grave."
    yield (
        f"A week's capacity funds {sum(report.funded.values()):,} people in "
        f"{len(report.funded)} divisions; every order may reach as many."
    )
    for judged in report.judged:
        yield from _table(judged, first)
    yield ""
    yield "Each policy's own first tier, 28 days"
    for name, own in report.first_tier.items():
        hit = f"{own.hit.value:.1%} ({_range(own.hit)})" if own.hit else "nobody"
        share = f"{own.share_of_queue:.1%} of the queue"
        yield f"  {name}: {own.people:.0f} people, {share},"
        yield f"    {hit} of them with grave harm, {own.reached:.1%} of all grave harm"
    yield ""
    yield from (f"- {note}" for note in report.notes)


def _table(judged: Judged, first: str) -> Iterator[str]:
    yield ""
    yield (
        f"{judged.title[:1].upper()}{judged.title[1:]}: {judged.places:,.0f} people a "
        f"date, {len(judged.dates)} dates,"
    )
    yield (
        f"{judged.grave:,} grave events followed, {judged.injuries:,} with serious or "
        "fatal injury"
    )
    any_order = next(iter(judged.orders.values()))
    yield f"  {any_order.no_record:.1%} of it by people with no record before the day"
    yield (
        "  order".ljust(36)
        + "reached".rjust(8)
        + "95 %".rjust(15)
        + "beyond".rjust(8)
        + "days".rjust(7)
        + "injury".rjust(8)
        + "AUC".rjust(6)
    )
    for name, lines in judged.orders.items():
        yield _row(name, lines)
    yield from (f"  {sentence}" for sentence in verdicts(judged, first))


def _row(name: str, lines: Lines) -> str:
    injury = f"{lines.reached_injury:.1%}" if lines.reached_injury is not None else "-"
    auc = f"{lines.auc:.2f}" if lines.auc is not None else "-"
    return (
        f"  {name[:33]}".ljust(36)
        + f"{lines.reached.value:.1%}".rjust(8)
        + _range(lines.reached).rjust(15)
        + f"{lines.beyond:.1%}".rjust(8)
        + f"{lines.reached_harm:.1%}".rjust(7)
        + injury.rjust(8)
        + auc.rjust(6)
    )


def _range(interval: Interval) -> str:
    return f"{interval.low:.1%}-{interval.high:.1%}"


def _points(interval: Interval) -> str:
    return (
        f"{100 * interval.value:+.1f} ({100 * interval.low:+.1f} to "
        f"{100 * interval.high:+.1f})"
    )
