"""The reference page of features, written from the catalogue so that it cannot drift.

``python -m safeward.core.history.reference`` prints it; a test holds the page in the
documentation to it.
"""

from safeward.core.history.catalogue import CATALOGUE, PAIR_FEATURES, PERSON_FEATURES
from safeward.core.history.features import (
    AllOf,
    AnyOf,
    BandAtLeast,
    Declared,
    Derived,
    FearAtLeast,
    Filter,
    Has,
    InjuryAtLeast,
    Is,
    Kind,
    Measure,
    Not,
    Rule,
    Span,
    Window,
)

MADE_OF_EVENTS = {
    Measure.EVENT_DAYS: "distinct days of occurrence",
    Measure.EVENTS: "distinct events",
    Measure.ANY: "1 when there is any, else 0",
    Measure.HIGHEST_BAND: "gravest band, 0 when there is none",
    Measure.HIGHEST_FEAR: "highest fear, 0 none or unknown, 1 some, 2 high",
    Measure.SUM_OF_GRAVITY: "sum of 1, 3, 8, 19, 50 by band",
    Measure.DAYS_SINCE_LATEST: "whole days since the latest report, empty when none",
    Measure.DAYS_SINCE_FIRST: "whole days since the first report, empty when none",
    Measure.VICTIMS: "different victim survivors, parties as child only left out",
    Measure.CHILDREN: "different people who are parties as child only",
    Measure.MOST_EVENT_DAYS_ONE_VICTIM: "most event-days against any one person",
}
MADE_OF_FEATURES = {
    Rule.SMALLEST: "the smallest of {}",
    Rule.TWO_OR_MORE: "1 when {} is 2 or more, else 0",
    Rule.DIFFERENCE: "{} (first less second)",
    Rule.MEAN_GAP: "{}: (first less second) / (third less 1), whole days",
}
HEAD = """# Features of history

Written from the catalogue (`src/safeward/core/history/catalogue/`) by
`python -m safeward.core.history.reference`; a test fails when the two differ.

A feature reads a person's events (`docs/adr/0040-which-reports-are-one-event.md`) as
known on the as-of date, never what was reported, voided or determined later.

- *Window* is by the event's earliest report. `90 days` takes in the day 90 days ago,
  `12 months` leaves out the same day 12 months ago, `without the last` leaves out what
  the shorter span takes in.
- *Moves* says what another event may do: `rising` never falls, `falling_with_time`
  (days since) never grows, `free` promises nothing and may carry no points.
- *Evidence*: every value carries up to five event_ids, latest report first, of one day
  the greatest id first: for a gravest value the events that reach it, for days since
  the events reported that day, for the most against one person the events against that
  person (of several with as many days, the smallest person_id).
"""


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join(
        [
            HEAD,
            f"{len(CATALOGUE)} features: {len(PERSON_FEATURES)} of a person, "
            f"{len(PAIR_FEATURES)} of a pair.\n",
            "## Of a person of concern\n",
            *_table(PERSON_FEATURES),
            "\n## Of a person of concern and one victim survivor or child\n",
            *_table(PAIR_FEATURES),
            "",
        ]
    )


def _table(features: tuple[Declared, ...]) -> list[str]:
    head = "| id | in words | events | window | value | moves | unit | source |"
    return [head, "|---" * 8 + "|", *(_row(feature) for feature in features)]


def _row(feature: Declared) -> str:
    if isinstance(feature, Derived):
        operands = ", ".join(f"`{operand}`" for operand in feature.of)
        cells = ["", "", MADE_OF_FEATURES[feature.rule].format(operands)]
    else:
        cells = [
            in_words(feature.events),
            window_in_words(feature.window),
            MADE_OF_EVENTS[feature.measure],
        ]
    cells = [
        f"`{feature.id}`",
        feature.sentence.replace("{value}", "*n*"),
        *cells,
        feature.moves.value,
        feature.unit,
        feature.source,
    ]
    return f"| {' | '.join(cells)} |"


def in_words(filter_: Filter) -> str:
    """A filter as people read it."""
    match filter_:
        case Has(marker):
            return marker.replace("_", " ")
        case Kind(kind):
            return f"kind {kind.replace('_', ' ')}"
        case Is(flag):
            return flag.replace("_", " ")
        case InjuryAtLeast(injury):
            return f"injury {injury} or worse"
        case FearAtLeast(fear):
            return f"fear {fear} or more"
        case BandAtLeast(band):
            return f"band {band} or more"
        case Not(part):
            return f"not {in_words(part)}"
        case AllOf(parts):
            return " and ".join(_inner(part) for part in parts) or "every event"
        case AnyOf(parts):
            return " or ".join(_inner(part) for part in parts)


def _inner(filter_: Filter) -> str:
    words = in_words(filter_)
    return f"({words})" if isinstance(filter_, AllOf | AnyOf) else words


def window_in_words(window: Window) -> str:
    """A window as people read it."""

    def spoken(span: Span) -> str:
        return f"{span.length} {span.unit if span.length > 1 else span.unit[:-1]}"

    words = spoken(window.back) if window.back else "ever"
    if window.but_not:
        words += f" without the last {spoken(window.but_not)}"
    return words


if __name__ == "__main__":
    print(page(), end="")
