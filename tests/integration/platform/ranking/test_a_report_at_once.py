"""A report moves the queue at once, to where the night's run would have put it."""

import random
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from safeward.apps.audit.models import Entry as Logged
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.people.queries import people_of
from safeward.apps.ranking.actions import rerank, rescore
from safeward.apps.ranking.models import Entry
from safeward.apps.ranking.types import TIER_CHANGED, Act, Completes
from safeward.apps.records.actions import append
from tests.integration.platform.loaded import World
from tests.integration.platform.ranking.days import on_day

pytestmark = pytest.mark.django_db

SAME = (
    "tier",
    "raw_tier",
    "facts_tier",
    "since",
    "likelihood",
    "severity",
    "order_points",
    "place",
    "division",
    "also_in",
    "stream",
    "reasons",
    "clocks",
    "review_by",
    "reviewed_on",
    "last_event_on",
)


def reported(
    world: World, perpetrator: str, victim: str, number: int, on: date, **facts: Any
) -> None:
    append(
        by=None,
        incidents=[
            {
                "incident_id": f"typed-{number}",
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": on,
                "reported_on": on,
                "division": world.divisions[0],
                **facts,
            }
        ],
        involvements=[
            {
                "incident_id": f"typed-{number}",
                "record_id": record,
                "role": role,
                "relationship": word,
            }
            for record, role, word in (
                (perpetrator, "perpetrator", None),
                (victim, "victim_survivor", "partner"),
            )
        ],
    )


def pairs(world: World) -> list[tuple[str, str]]:
    """Records of alleged perpetrators with one they are said to have harmed."""
    rows = world.holdings.involvements.rows(named=True)
    harmed = {
        row["incident_id"]: row["record_id"]
        for row in rows
        if row["role"] == "victim_survivor"
    }
    return sorted(
        {
            (row["record_id"], harmed[row["incident_id"]])
            for row in rows
            if row["role"] == "perpetrator" and row["incident_id"] in harmed
        }
    )


def test_it_says_what_the_night_will_say(world: World) -> None:
    die = random.Random(7)
    day = world.as_of
    with on_day(day):
        rerank(by=None, as_of=day)
        some = die.sample(pairs(world), 12)
        for number, (perpetrator, victim) in enumerate(some):
            marks = {
                "strangulation": number % 3 == 0 or None,
                "threat_to_kill": number % 4 == 0 or None,
                "separation": number % 5 != 0,
            }
            back = timedelta(days=die.choice([0, 0, 3, 20]))
            reported(world, perpetrator, victim, number, day - back, **marks)
            with transaction.atomic():
                rescore(persons=list(people_of([perpetrator, victim]).values()))
        live = {
            entry.person_id: entry
            for entry in Entry.objects.filter(superseded_at=None, live=True)
        }
        assert len(live) >= 8
        rerank(by=None, as_of=day)
    night = {
        entry.person_id: entry for entry in Entry.objects.filter(superseded_at=None)
    }
    for person, entry in live.items():
        for name in SAME:
            assert getattr(night[person], name) == getattr(entry, name), name
        left_out = {"doubtful_link"}
        assert set(night[person].checks) - left_out == set(entry.checks) - left_out
        said = [s for s in night[person].would_change if "doubtful" not in s]
        assert said == [s for s in entry.would_change if "doubtful" not in s]


@pytest.fixture
def first_of_all(world: World) -> tuple[str, str]:
    """Records of one alleged perpetrator and one they are said to have harmed."""
    return pairs(world)[0]


def test_a_higher_tier_is_told_without_a_name(
    world: World, first_of_all: tuple[str, str]
) -> None:
    day = world.as_of
    with on_day(day):
        rerank(by=None, as_of=day)
        (person,) = people_of(first_of_all[:1]).values()
        before = Entry.objects.get(superseded_at=None, person_id=person)
        assert before.tier != "T1"
        reported(world, *first_of_all, 1, day, strangulation=True)
        rescore(persons=[person])
    now = Entry.objects.get(superseded_at=None, person_id=person)
    assert (now.tier, now.direction, now.from_tier) == ("T1", "rose", before.tier)
    assert "trangulation" in now.changed_why
    assert now.live
    assert "response" in now.completes
    notice = OutboxMessage.objects.get(topic=TIER_CHANGED)
    assert notice.about == now.pk
    assert notice.body == {"tier": "T1", "from": before.tier}
    assert Logged.objects.filter(action=Act.RESCORED.value).count() == 1
    ended = Entry.objects.get(pk=before.pk)
    assert ended.shown_until == day


def test_what_changes_nothing_writes_nothing(
    world: World, first_of_all: tuple[str, str]
) -> None:
    day = world.as_of
    with on_day(day):
        rerank(by=None, as_of=day)
        count = Entry.objects.count()
        rescore(persons=list(people_of(first_of_all).values()))
        rescore(persons=[])
    changed = Entry.objects.filter(live=True)
    assert not changed.filter(tier="").exists()
    assert Entry.objects.count() - count == changed.count()
    assert not OutboxMessage.objects.filter(topic=TIER_CHANGED).exists()


def test_before_the_first_run_a_report_puts_its_person_into_the_queue(
    world: World, first_of_all: tuple[str, str]
) -> None:
    day = world.as_of
    with on_day(day):
        reported(world, *first_of_all, 1, day, threat_to_kill=True)
        rescore(persons=list(people_of(first_of_all[:1]).values()))
    entry = Entry.objects.get(superseded_at=None)
    assert entry.tier in {"T1", "T2"}
    assert entry.direction == "new"


def test_somebody_who_died_leaves_and_it_is_said_why(
    world: World, first_of_all: tuple[str, str]
) -> None:
    day = world.as_of
    with on_day(day):
        append(
            by=None,
            persons=[
                {
                    "record_id": first_of_all[0],
                    "agency": "police",
                    "date_of_death": day,
                }
            ],
        )
        rerank(by=None, as_of=day - timedelta(days=1))
        (person,) = people_of(first_of_all[:1]).values()
        assert Entry.objects.filter(superseded_at=None, person_id=person).exists()
        rescore(persons=[person])
    ended = Entry.objects.get(person_id=person)
    assert ended.superseded_at is not None
    assert ended.left_why == "Known to be dead"


def test_a_report_takes_the_same_number_of_questions_whoever_it_is_about(
    world: World,
) -> None:
    day = world.as_of
    with on_day(day):
        rerank(by=None, as_of=day)
        counts = set()
        for number, pair in enumerate(pairs(world)[:6]):
            reported(world, *pair, number, day, strangulation=True)
            with CaptureQueriesContext(connection) as asked:
                rescore(persons=list(people_of(pair[:1]).values()))
            counts.add(len(asked))
    assert max(counts) <= 45


def test_an_entry_under_a_reference_that_too_many_share_waits_for_the_night(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["safeward.apps.records.queries.neighbourhood"]
    monkeypatch.setattr(module, "MOST_TIED", 3)
    perpetrator, _ = pairs(world)[0]
    facts = {"strangulation": True, "event_ref": "000"}
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
        for number, (he, she) in enumerate(pairs(world)[:5]):
            reported(world, he, she, number, world.as_of, **facts)
        him = people_of([perpetrator])[perpetrator]
        rescore(persons=[him])
        entry = Entry.objects.get(person_id=him, superseded_at=None)
        assert Completes.SHARED_EVENT.value in entry.completes
    night = world.as_of + timedelta(days=1)
    with on_day(night):
        rerank(by=None, as_of=night)
    entry = Entry.objects.get(person_id=him, superseded_at=None)
    assert not entry.completes
