"""Doubts of identity come in the order of harm; an undo says what the queue said."""

from datetime import timedelta

import pytest

from safeward.apps.foundation import clock
from safeward.apps.people.models import LinkReview
from safeward.apps.people.queries import linked
from safeward.apps.people.registry import rested_on
from safeward.apps.ranking.actions import rerank
from safeward.apps.ranking.models import Entry
from safeward.apps.records.queries import holdings
from safeward.core.priority.policy import load_policy
from safeward.core.priority.prioritise import prioritise
from safeward.core.vocabulary.law import load_law
from tests.integration.platform.loaded import World
from tests.integration.platform.ranking.days import on_day

pytestmark = pytest.mark.django_db


def in_order() -> list[LinkReview]:
    rows = LinkReview.objects.filter(verdict="").select_related("person_a", "person_b")
    return list(rows.order_by("-harm"))


def test_doubts_that_would_move_a_tier_come_first_as_the_run_orders_them(
    world: World,
) -> None:
    LinkReview.objects.update(harm=0, would_move=[])
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    rows = in_order()
    assert len({row.harm for row in rows}) == len(rows) > 2
    moving = [bool(row.would_move) for row in rows]
    assert moving == sorted(moving, reverse=True)
    found = prioritise(
        holdings(as_of=world.as_of),
        linked(),
        as_of=world.as_of,
        policy=load_policy(),
        law=load_law("victoria"),
    ).review
    wanted = [
        (row["record_a"], row["record_b"])
        for row in found.iter_rows(named=True)
        if row["kind"] == "doubtful" and row["would_move"]
    ]
    assert [(r.record_a, r.record_b) for r in rows if r.would_move] == wanted


def test_of_doubts_that_move_nobody_the_more_urgent_persons_come_first(
    world: World,
) -> None:
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    standing = Entry.objects.filter(superseded_at=None)
    tiers = dict(standing.values_list("person_id", "tier"))
    urgent = [
        min(tiers.get(row.person_a_id, "T9"), tiers.get(row.person_b_id, "T9"))
        for row in in_order()
        if not row.would_move
    ]
    assert urgent == sorted(urgent)


def test_a_doubt_moves_tiers_without_naming_anybody(world: World) -> None:
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    said = {move for row in in_order() for move in row.would_move}
    assert all(len(move) == len("T3 to T1") and move[0] == "T" for move in said)


def test_a_doubt_of_which_the_run_says_nothing_any_more_comes_last(
    world: World,
) -> None:
    LinkReview.objects.update(harm=10_000, would_move=["T3 to T1"])
    with on_day(world.as_of):
        rerank(by=None, as_of=world.as_of)
    assert all(row.harm < 10_000 for row in in_order())


def test_before_an_undo_the_moves_of_the_queue_are_told(world: World) -> None:
    later = world.as_of
    with on_day(later):
        rerank(by=None, as_of=later - timedelta(days=200))
        since = clock.now()
    with on_day(later):
        rerank(by=None, as_of=later)
    rose = Entry.objects.filter(superseded_at=None, direction="rose", changed_on=later)
    moved = rose.order_by("pk").first()
    assert moved is not None
    told = {one.thing: one.what for one in rested_on([moved.person_id], since)}
    assert told[moved.pk] == f"Priority: {moved.from_tier} to {moved.tier}"
