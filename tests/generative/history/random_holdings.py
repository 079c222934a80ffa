"""Random small holdings that crowd the edges: same days, shared references, voids."""

from datetime import date, timedelta

import polars as pl
from hypothesis import strategies as st

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import (
    AGGRESSOR_STATUSES,
    DETECTED,
    FEARS,
    INCIDENT_KINDS,
    INJURIES,
    MARKERS,
    OUTCOMES,
    RELATIONSHIPS,
    ROLES,
)
from tests.spec.history.examples import holdings

AS_OF = (date(2024, 2, 29), date(2024, 3, 31), date(2023, 9, 30), date(2021, 1, 15))
EDGES = (
    0,
    1,
    2,
    7,
    8,
    27,
    28,
    28,
    28,
    29,
    31,
    89,
    90,
    91,
    92,
    182,
    365,
    366,
    367,
    730,
    1096,
)
RECORDS = tuple(f"r{number}" for number in range(8))

DAYS = st.one_of(
    st.builds(
        lambda day, back: day - timedelta(days=back),
        st.sampled_from(AS_OF),
        st.sampled_from(EDGES),
    ),
    st.dates(date(2011, 1, 1), date(2024, 5, 1)),
)
DELAY = st.sampled_from((0, 0, 0, 0, 1, 20, 91, 400))
BITS = st.integers(0, 2 ** len(MARKERS) - 1)


def maybe(values: tuple[str, ...]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), st.sampled_from(values))


@st.composite
def reports(draw: st.DrawFn, number: int, days: list[date]) -> tuple[dict, list[dict]]:
    """One incident on one of a few days, and its involvements."""
    occurred = draw(st.sampled_from(days))
    reported = occurred + timedelta(days=draw(DELAY))
    yes, told = draw(BITS) & draw(BITS), draw(BITS)
    incident = {
        "incident_id": f"I{number:02d}",
        "agency": draw(st.sampled_from(("police", "hub"))),
        "event_ref": draw(st.one_of(st.none(), maybe(("E1", "E2", "E3")))),
        "kind": draw(st.sampled_from((*INCIDENT_KINDS, "family_violence"))),
        "occurred_on": occurred,
        "reported_on": reported,
        "division": draw(st.sampled_from(("ND1", "ND2"))),
        "form": draw(maybe(("F1",))),
        "harm": draw(st.sampled_from((None, 0.5, 10.0, 180.0, 365.0, 2555.0))),
        "injury": draw(maybe(INJURIES)),
        "victim_fear": draw(maybe(FEARS)),
        "order_id": draw(maybe(("O1",))),
        "detected": draw(maybe(DETECTED)),
        "outcome": draw(st.one_of(st.none(), maybe(OUTCOMES))),
        "outcome_on": draw(st.one_of(st.none(), DAYS)),
        "predominant_aggressor": draw(
            st.one_of(*[st.none()] * 4, st.sampled_from((*RECORDS, "nobody")))
        ),
        "aggressor_on": draw(st.one_of(st.none(), DAYS)),
    }
    if incident["predominant_aggressor"] or draw(st.integers(0, 4)) == 0:
        incident["aggressor_status"] = draw(maybe(AGGRESSOR_STATUSES))
    for place, code in enumerate(MARKERS):
        said = yes >> place & 1 or None
        incident[code] = True if said else (False if told >> place & 1 else None)
    roles = ("perpetrator", "victim_survivor", *ROLES)
    alleged = st.tuples(st.sampled_from(RECORDS[:4]), st.just("perpetrator"))
    others = st.tuples(st.sampled_from(RECORDS), st.sampled_from(roles))
    involved = {
        *draw(st.lists(alleged, max_size=1)),
        *draw(st.lists(others, max_size=3)),
    }
    return incident, [
        {
            "incident_id": incident["incident_id"],
            "record_id": record,
            "role": role,
            "relationship": draw(maybe(RELATIONSHIPS)),
            "injury": draw(maybe(INJURIES)),
        }
        for record, role in sorted(involved)
    ]


@st.composite
def random_holdings(draw: st.DrawFn, most: int = 24) -> tuple[Holdings, pl.DataFrame]:
    """Holdings and who is who: eight records of up to five people."""
    size = draw(st.integers(1, most))
    days = draw(st.lists(DAYS, min_size=6, max_size=6))
    rows = [draw(reports(number, days)) for number in range(size)]
    who = draw(st.lists(st.integers(0, 4), min_size=8, max_size=8))
    people = pl.DataFrame(
        {"record_id": RECORDS, "person_id": [f"P{number}" for number in who]}
    )
    return (
        holdings(
            [incident for incident, _ in rows],
            [party for _, involved in rows for party in involved],
        ),
        people,
    )
