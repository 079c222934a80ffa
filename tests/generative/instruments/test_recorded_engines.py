"""The batch of recorded results equals the plain one-person function."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.instruments.library import RECORDED_IDS, instrument
from safeward.core.instruments.memory import recorded_one
from safeward.core.instruments.recorded import recorded_results
from safeward.core.instruments.types import Assessment

TODAY = date(2026, 2, 28)
PEOPLE = ("P1", "P2")
VICTIMS = (None, "PV1", "PV2")


@st.composite
def assessments(draw, number):
    tool = draw(st.sampled_from(RECORDED_IDS))
    items = [
        "score",
        "level",
        "q99",
        *(
            item.id
            for item in instrument(tool).items
            if item.id not in ("score", "level")
        ),
    ]
    levels = [*instrument("maram").levels, "high", "medium", "gone"]
    answer = st.sampled_from(["yes", "no", None, "3", "8", "14", "7.9", *levels])
    answers = draw(
        st.dictionaries(st.sampled_from(items), answer, min_size=1, max_size=8)
    )
    if items[3:] and draw(st.booleans()):
        yes = draw(st.integers(0, len(items) - 3))
        answers |= dict.fromkeys(items[3 : 3 + yes], "yes")
    days = draw(st.one_of(st.integers(-3, 30), st.integers(360, 370)))
    return draw(st.sampled_from(PEOPLE)), Assessment(
        assessment_id=f"a{number:02d}",
        instrument=tool,
        completed_on=TODAY - timedelta(days=days),
        victim_id=draw(st.sampled_from(VICTIMS)),
        answers=answers,
    )


@st.composite
def held(draw):
    return [draw(assessments(i)) for i in range(draw(st.integers(1, 12)))]


def _table(entries):
    rows = [
        (a.assessment_id, a.instrument, a.completed_on, who, a.victim_id, item, answer)
        for who, a in entries
        for item, answer in a.answers.items()
    ]
    return pl.DataFrame(
        rows,
        schema={
            "assessment_id": pl.String,
            "instrument": pl.String,
            "completed_on": pl.Date,
            "record_id": pl.String,
            "victim_record_id": pl.String,
            "item": pl.String,
            "answer": pl.String,
        },
        orient="row",
    ).with_columns(void=pl.lit(None, pl.Boolean))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(held(), st.randoms(use_true_random=False))
def test_batch_and_memory_say_the_same_whatever_the_order_of_rows(entries, random):
    days = [TODAY, TODAY - timedelta(days=10)]
    cohort = pl.DataFrame([(p, d) for p in PEOPLE for d in days], orient="row").rename(
        {"column_0": "person_id", "column_1": "as_of"}
    )
    names = [*PEOPLE, "PV1", "PV2"]
    people = pl.DataFrame({"record_id": names, "person_id": names})
    table = _table(entries)
    order = list(range(table.height))
    random.shuffle(order)
    batch = recorded_results(table[order], people, cohort).rows(named=True)
    for row in batch:
        mine = [a for who, a in entries if who == row["person_id"]]
        assert row == recorded_one(mine, row["person_id"], row["as_of"])
