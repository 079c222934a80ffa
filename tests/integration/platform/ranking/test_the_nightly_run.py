"""From everything held to the queue, and what changed since the night before."""

from datetime import timedelta

import polars as pl
import pytest

from safeward.apps.audit.models import Entry as Logged
from safeward.apps.people.queries import linked
from safeward.apps.ranking.actions import rerank, set_holder
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.queries import last_run, tiers
from safeward.apps.ranking.types import Act, RankingRefused
from safeward.apps.records.queries import holdings
from safeward.core.pipeline import ranked
from safeward.core.priority.policy import load_policy
from safeward.core.priority.prioritise import prioritise
from safeward.core.vocabulary.law import load_law
from tests.integration.platform.loaded import World
from tests.integration.platform.ranking.days import on_day

pytestmark = pytest.mark.django_db


def queue_of(world: World) -> pl.DataFrame:
    """The queue as the core makes it of the same files and groups."""
    found = prioritise(
        holdings(as_of=world.as_of),
        linked(),
        as_of=world.as_of,
        policy=load_policy(),
        law=load_law("victoria"),
    )
    return ranked(found.queue, None)


def test_the_queue_is_the_batch_queue_in_its_order(world: World) -> None:
    with on_day(world.as_of):
        summary = rerank(by=None, as_of=world.as_of)
    expected = queue_of(world)
    assert summary.counts["people"] == expected.height > 20
    for division in world.divisions:
        rows = Entry.objects.filter(superseded_at=None, division=division)
        shown = list(
            rows.order_by("place", "pk").values_list(
                "person__code", "tier", "since", "likelihood", "severity"
            )
        )
        wanted = expected.filter(pl.col("division") == division).sort("rank")
        columns = ("person_id", "tier", "since", "likelihood", "severity")
        assert shown == wanted.select(columns).rows()


def test_an_entry_says_why_with_evidence_and_clocks(world: World) -> None:
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    entry = Entry.objects.filter(superseded_at=None).order_by("place", "pk")[0]
    assert entry.reasons[0]["sentence"]
    assert any(reason["evidence"] for reason in entry.reasons)
    assert {clock["what"] for clock in entry.clocks} >= {"review"}
    assert entry.stake["victim_survivors"] >= 1
    assert entry.facts_tier >= entry.tier


def test_what_did_not_change_is_not_written_again(world: World) -> None:
    with on_day(world.as_of):
        first = rerank(by=None, as_of=world.as_of)
        again = rerank(by=None, as_of=world.as_of)
    assert again.counts["people"] == first.counts["people"]
    assert again.counts["written"] == 0
    assert Entry.objects.count() == first.counts["written"]


def test_a_past_days_queue_stays_readable(world: World) -> None:
    day, later = world.as_of - timedelta(days=200), world.as_of
    with on_day(later):
        rerank(by=None, as_of=day)
        then = dict(Entry.objects.order_by("pk").values_list("person__code", "tier"))
        run = rerank(by=None, as_of=later)
    assert run.counts["written"] > 0
    stood = Entry.objects.filter(shown_from__lte=day).exclude(shown_until__lte=day)
    assert dict(stood.order_by("pk").values_list("person__code", "tier")) == then


def test_what_moved_people_is_said_on_their_entries(world: World) -> None:
    later = world.as_of
    with on_day(later):
        rerank(by=None, as_of=later - timedelta(days=200))
        summary = rerank(by=None, as_of=later)
    rose = Entry.objects.filter(superseded_at=None, direction="rose", changed_on=later)
    assert rose.count() == summary.counts["rose"]
    moved = Entry.objects.filter(superseded_at=None, changed_on=later)
    assert moved.count() == sum(summary.counts[c] for c in ("rose", "fell", "new")) > 0
    assert all(entry.changed_why for entry in moved)
    gone = Entry.objects.filter(shown_until=later).exclude(left_why="")
    assert gone.count() == summary.counts["left"]


def test_a_holder_stays_when_the_entry_is_replaced(
    world: World, somebody: "object"
) -> None:
    later = world.as_of
    with on_day(later):
        rerank(by=None, as_of=later - timedelta(days=200))
        entry = Entry.objects.filter(superseded_at=None).order_by("place", "pk")[0]
        set_holder(by=None, person=entry.person_id, holder=somebody.pk)
        rerank(by=None, as_of=later)
    now = Entry.objects.get(superseded_at=None, person_id=entry.person_id)
    assert now.holder_id == somebody.pk


def test_a_run_is_audited_and_says_what_it_warns_of(world: World) -> None:
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    assert Logged.objects.filter(action=Act.RANKED.value).count() == 1
    summary = last_run()
    assert summary is not None
    assert summary.as_of == world.as_of
    assert set(tiers(persons=list(Entry.objects.values_list("person_id", flat=True))))


def test_no_day_before_the_queues_own_is_written_over_it(world: World) -> None:
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
        with pytest.raises(RankingRefused, match="already"):
            rerank(by=None, as_of=world.as_of - timedelta(days=1))
        with pytest.raises(RankingRefused, match="still to come"):
            rerank(by=None, as_of=world.as_of + timedelta(days=1))
    assert Run.objects.count() == 1
