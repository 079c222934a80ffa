from datetime import date

import polars as pl
import pytest

from safeward.core.evaluation.backtest.harm import Followed
from safeward.core.evaluation.backtest.orders import BASELINES, RANDOM, places
from safeward.core.evaluation.backtest.reach import Tally
from safeward.core.evaluation.backtest.report import verdicts
from safeward.core.evaluation.backtest.types import Judged

DAY = date(2024, 1, 1)


def queue(number: int = 40) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "person_id": [f"P{n:02d}" for n in range(number)],
            "owner": [f"P{n:02d}" for n in range(number)],
            "division": ["ND1" if n % 2 else "ND2" for n in range(number)],
            "last_event_on": [date(2023, 1, 1 + n % 28) for n in range(number)],
            "worst": list(range(number)),
            "recency": list(range(number)),
            "safvr": [8 if n == 5 else None for n in range(number)],
        }
    )


def harm(people: list[str], known: list[str]) -> Followed:
    events = pl.DataFrame(
        {
            "person_id": people,
            "occurred_on": [date(2024, 1, 10)] * len(people),
            "days": [400.0] * len(people),
            "grave": [True] * len(people),
            "injury": [False] * len(people),
        }
    )
    first = pl.DataFrame(
        {"person_id": known, "first_known": [date(2023, 1, 1)] * len(known)}
    )
    return Followed(events, first, 400.0, 1.0, len(people))


def judged(people: list[str], size: dict[str, int]) -> Judged:
    known = [f"P{n:02d}" for n in range(40)]
    worst = places(queue(), (-pl.col("worst"),), "worst first")
    best = places(queue(), (pl.col("worst"),), "worst last")
    tally = Tally("a test", 28, seed=1)
    tally.add(DAY, harm(people, known), [worst, best], size)
    found = tally.judged()
    assert found is not None
    return found


def test_the_three_lines_add_up_to_all_grave_harm() -> None:
    found = judged(["P39", "P38", "P01", "P99"], {"ND1": 2, "ND2": 1})
    lines = found.orders["worst first"]
    assert lines.no_record == 0.25
    assert lines.reached.value == 0.5
    assert lines.no_record + lines.beyond + lines.reached.value == pytest.approx(1)


def test_every_order_reaches_the_same_number_in_each_division() -> None:
    everybody = [f"P{n:02d}" for n in range(40)]
    found = judged(everybody, {"ND1": 3, "ND2": 1})
    shares = {name: lines.reached.value for name, lines in found.orders.items()}
    assert shares == pytest.approx({"worst first": 0.1, "worst last": 0.1, RANDOM: 0.1})


def test_a_division_without_hours_reaches_nobody() -> None:
    found = judged(["P39"], {"ND2": 20})
    assert found.orders["worst first"].reached.value == 0
    assert found.orders[RANDOM].reached.value == 0


def test_random_is_the_mean_of_many_orders() -> None:
    found = judged([f"P{n:02d}" for n in range(0, 40, 2)][:6], {"ND1": 5, "ND2": 5})
    assert found.orders[RANDOM].reached.value == pytest.approx(0.25, abs=0.03)


def test_the_better_order_is_said_to_win_and_the_worse_to_lose() -> None:
    people = [f"P{n}" for n in range(20, 40)]
    found = judged(people, {"ND1": 8, "ND2": 8})
    told = list(verdicts(found, "worst first"))
    assert told[0].startswith("worst first reaches more than worst last")
    lost = found.orders["worst last"].against_first
    assert lost.low > 0


def test_someone_who_was_several_people_that_day_is_reached_through_any() -> None:
    both = queue().with_columns(
        owner=pl.when(pl.col("person_id").is_in(["P00", "P39"]))
        .then(pl.lit("P39"))
        .otherwise("owner")
    )
    tally = Tally("a test", 28, seed=1)
    order = places(both, (-pl.col("worst"),), "worst first")
    tally.add(DAY, harm(["P39"], ["P39"]), [order], {"ND1": 1})
    found = tally.judged()
    assert found is not None
    assert found.orders["worst first"].reached.value == 1


def test_vp_safvr_first_puts_unknown_last_and_ties_by_the_later_event() -> None:
    placed = places(queue(), BASELINES["VP-SAFvR of 8 or more first"], "x").sort(
        "whole"
    )
    assert placed["person_id"].to_list()[:3] == ["P05", "P27", "P26"]
