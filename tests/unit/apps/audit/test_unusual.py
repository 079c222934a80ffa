"""Which days of an account deserve a question."""

import datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from safeward.apps.audit.types import Kind, Unusual
from safeward.apps.audit.unusual import Measure, Rule, Step, read_rules, unusual
from safeward.core.vocabulary.errors import PolicyRefused

ZONE = ZoneInfo("Australia/Melbourne")
DAY = datetime.date(2026, 3, 2)  # a Monday
ME, OTHER = UUID(int=1), UUID(int=2)


def step(
    minute: int,
    kind: Kind,
    *,
    full: bool = False,
    things: bool = True,
    outside: int = 0,
    actor: UUID = ME,
    hour: int = 10,
) -> Step:
    at = datetime.datetime(2026, 3, 2, hour, minute, tzinfo=ZONE)
    return Step(
        UUID(int=hour * 100 + minute),
        actor,
        at.astimezone(datetime.UTC),
        kind,
        "full" if full else "presence",
        outside,
        things,
    )


def told(
    steps: list[Step], measure: Measure, at_least: int = 1, **more: object
) -> list[Unusual]:
    rule = Rule("r", measure, at_least, "{count} of them.", **more)  # type: ignore[arg-type]
    return [*unusual(steps, day=DAY, zone=ZONE, rules=(rule,))]


def test_a_search_followed_by_an_opening_is_what_a_search_is_for() -> None:
    steps = [step(0, Kind.SEARCH), step(3, Kind.READ, full=True)]
    assert told(steps, Measure.SEARCHES_UNOPENED) == []


def test_searches_without_opening_are_counted_results_or_none() -> None:
    steps = [
        step(0, Kind.SEARCH),
        step(1, Kind.SEARCH, things=False),
        step(2, Kind.READ),
        step(30, Kind.READ, full=True),
    ]
    assert told(steps, Measure.SEARCHES_UNOPENED)[0].count == 2


def test_one_opening_answers_one_search() -> None:
    steps = [
        step(0, Kind.SEARCH),
        step(1, Kind.SEARCH),
        step(2, Kind.READ, full=True),
        step(3, Kind.READ, full=True),
    ]
    assert told(steps, Measure.SEARCHES_UNOPENED)[0].count == 1


def test_searches_that_found_nobody() -> None:
    steps = [step(0, Kind.SEARCH), step(1, Kind.SEARCH, things=False)]
    assert told(steps, Measure.SEARCHES_EMPTY)[0].entries == (UUID(int=1001),)


def test_records_outside_own_cases_count_only_when_opened_in_full() -> None:
    steps = [
        step(0, Kind.READ, outside=40),
        step(1, Kind.READ, full=True, outside=1),
        step(2, Kind.EXPORT, full=True, outside=6),
    ]
    assert told(steps, Measure.OPENED_OUTSIDE)[0].count == 7


def test_hours_are_those_of_the_agencys_clock() -> None:
    steps = [
        step(59, Kind.READ, hour=6),
        step(0, Kind.READ, hour=7),
        step(59, Kind.READ, hour=18),
        step(0, Kind.SEARCH, hour=19),
        step(1, Kind.WRITE, hour=23),
    ]
    hours = {"from_hour": 7, "to_hour": 19, "weekdays": (1,)}
    assert told(steps, Measure.OUT_OF_HOURS, **hours)[0].count == 2
    hours["weekdays"] = (2,)
    assert told(steps, Measure.OUT_OF_HOURS, **hours)[0].count == 4


def test_a_threshold_is_reached_or_nothing_is_said() -> None:
    steps = [step(n, Kind.REFUSAL) for n in range(4)]
    assert told(steps, Measure.REFUSALS, at_least=5) == []
    [one] = told(steps, Measure.REFUSALS, at_least=4)
    assert (one.count, one.sentence, one.actor, one.day) == (
        4,
        "4 of them.",
        ME,
        DAY,
    )


def test_accounts_are_counted_apart() -> None:
    steps = [
        *(step(n, Kind.REFUSAL) for n in range(3)),
        *(step(n, Kind.REFUSAL, actor=OTHER) for n in range(3)),
    ]
    assert told(steps, Measure.REFUSALS, at_least=4) == []


def test_the_shipped_rules_name_every_measure_once() -> None:
    assert {rule.measure for rule in read_rules()} == set(Measure)
    assert len({rule.id for rule in read_rules()}) == len(read_rules())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[rule]]\nid='r'\nmeasure='gossip'\nat_least=1\nsentence='s'",
        "[[rule]]\nid='r'\nmeasure='refusals'\nat_least=0\nsentence='s'",
        "[[rule]]\nid='r'\nmeasure='refusals'\nat_least=1\nsentence='{who}'",
        "[[rule]]\nid='r'\nmeasure='refusals'\nat_least=1\nsentence='s'\nodd=1",
        "[[rule]]\nid='r'\nmeasure='refusals'\nat_least=1\nsentence='s'\nto_hour=25",
    ],
)
def test_rules_that_are_not_whole_are_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text)
    with pytest.raises(PolicyRefused, match=r"rules\.toml cannot be used"):
        read_rules(path)
