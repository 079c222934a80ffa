"""A link tried joined or cut gives the events that person would have had."""

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeward.core.history.events import build_events
from safeward.core.history.memory import events_of, not_asked, reports_of
from safeward.core.holdings.types import Holdings
from tests.generative.history.random_holdings import AS_OF, RECORDS, random_holdings
from tests.generative.history.test_events_agree import as_row, seen_on

TRIALS = st.dictionaries(
    st.sampled_from(("H1", "H2", "H3")),
    st.sets(st.sampled_from(RECORDS), min_size=1, max_size=4),
    max_size=3,
)


@settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
@given(random_holdings(), TRIALS, st.sets(st.integers(0, 4)))
def test_every_trial_is_its_own_world(
    world: tuple[Holdings, pl.DataFrame], trials: dict[str, set[str]], plain: set[int]
) -> None:
    holdings, people = world
    asked = people.filter(pl.col("person_id").is_in([f"P{number}" for number in plain]))
    subjects = pl.concat(
        [
            asked,
            *(
                people.filter(pl.col("record_id").is_in(sorted(records))).with_columns(
                    person_id=pl.lit(trial)
                )
                for trial, records in trials.items()
            ),
        ]
    )
    events = build_events(holdings, people, subjects=subjects)
    unasked = not_asked(holdings)
    for as_of in AS_OF[:2]:
        expected = {}
        for person in sorted(set(subjects["person_id"])):
            records = sorted(trials.get(person, ()))
            here = people.with_columns(
                person_id=pl.when(pl.col("record_id").is_in(records))
                .then(pl.lit(person))
                .otherwise("person_id")
            )
            reports = reports_of(holdings, here)
            for event in events_of(reports, person, as_of, unasked):
                expected[person, event.event_id] = as_row(event)
        found = seen_on(events, as_of)
        assert found.keys() == expected.keys()
        for key, row in expected.items():
            assert {name: found[key][name] for name in row} == row, (as_of, key)
