"""Events and what is said of them, version by version, against the plain grouping."""

from typing import Any

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings

from safeward.core.history.events import build_events
from safeward.core.history.memory import Event, events_of, not_asked, reports_of
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import MARKERS
from tests.generative.history.random_holdings import AS_OF, random_holdings

MODEST = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


def seen_on(events: Events, as_of: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """The versions of one day, by person and event."""
    now = (pl.col("known_from") <= as_of) & (
        pl.col("known_to").is_null() | (pl.col("known_to") > as_of)
    )
    victims: dict[tuple[str, str], dict[str, Any]] = {}
    for row in events.victims.filter(now).to_dicts():
        said = (row["is_child"], row["relationship"])
        victims.setdefault((row["person_id"], row["event_id"]), {})[
            row["victim_id"]
        ] = said
    versions = events.events.filter(now).to_dicts()
    assert len({(row["person_id"], row["event_id"]) for row in versions}) == len(
        versions
    )
    return {
        (row["person_id"], row["event_id"]): {
            **row,
            "victims": victims.get((row["person_id"], row["event_id"]), {}),
        }
        for row in versions
    }


def as_row(event: Event) -> dict[str, Any]:
    """A plain event in the words of the table."""
    return {
        "event_id": event.event_id,
        "incident_ids": list(event.incident_ids),
        "agencies": list(event.agencies),
        "kinds": list(event.kinds),
        "occurred_on": event.occurred_on,
        "reported_on": event.reported_on,
        "division": event.division,
        **{code: event.markers[code] for code in MARKERS},
        "unknown_markers": sorted(event.unknown),
        "injury": event.injury,
        "victim_fear": event.fear,
        "harm_days": event.harm,
        "band": event.band(),
        "band_if_unknown_yes": event.band(unknown_as_yes=True),
        "breach": event.breach,
        "proactive": event.proactive,
        "child_party": event.child_party,
        "acute": event.acute,
        "outcome": event.outcome,
        "aggressor_status": event.status,
        "victims": {
            victim: (is_child, event.relationships[victim])
            for victim, is_child in event.victims.items()
        },
    }


@MODEST
@given(random_holdings())
def test_one_table_tells_every_day_what_was_known_that_day(
    world: tuple[Holdings, pl.DataFrame],
) -> None:
    holdings, people = world
    reports, unasked = reports_of(holdings, people), not_asked(holdings)
    events = build_events(holdings, people)
    late = build_events(holdings, people, since=AS_OF[0])
    for as_of in AS_OF:
        plain = {
            (person, event.event_id): as_row(event)
            for person in sorted(set(people["person_id"]))
            for event in events_of(reports, person, as_of, unasked)
        }
        for table in (events, late) if as_of >= AS_OF[0] else (events,):
            table = seen_on(table, as_of)
            assert table.keys() == plain.keys()
            for key, row in plain.items():
                told = {name: table[key][name] for name in row}
                assert told == row, (as_of, key)
