"""Laws of grouping: order-free, never-link, the oracle, undo."""

import random

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.linkage.cluster import group
from safeward.core.linkage.guards import CONTRADICTION, relate
from safeward.core.linkage.people import memberships
from safeward.core.linkage.review import review_rows, weak_joins
from tests.generative.linkage_cluster.oracle import group_slowly
from tests.generative.linkage_cluster.worlds import (
    HIGH,
    LOW,
    never_frame,
    numbered,
    worlds,
)

LAWS = settings(derandomize=True, max_examples=60, deadline=None)
World = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]


def groups_of(nodes: pl.DataFrame, edges: pl.DataFrame, never: pl.DataFrame) -> set:
    found = group(nodes, numbered(nodes, edges), high=HIGH, never_link=never)
    labelled = nodes.with_columns(label=pl.Series(found.label))
    members = labelled.group_by("label").agg("record_id")["record_id"].to_list()
    return {frozenset(ids) for ids in members}


def everything(nodes: pl.DataFrame, edges: pl.DataFrame, never: pl.DataFrame) -> list:
    pairs = numbered(nodes, edges)
    found = group(nodes, pairs, high=HIGH, never_link=never)
    ids = nodes["record_id"]
    return [
        memberships(nodes, pairs, found, high=HIGH).drop("edge"),
        review_rows(ids, pairs, found, low=LOW),
        weak_joins(ids, pairs, found, high=HIGH),
    ]


@LAWS
@given(worlds())
def test_the_fast_path_groups_as_the_slow_one_does(world: World) -> None:
    nodes, edges, never = world
    slow = group_slowly(nodes, numbered(nodes, edges), never, HIGH)
    ids = nodes["record_id"].to_list()
    assert groups_of(*world) == {frozenset(ids[n] for n in g) for g in slow}


@LAWS
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_pairs_changes_nothing(
    world: World, chance: random.Random
) -> None:
    nodes, edges, never = world
    order = list(range(edges.height))
    chance.shuffle(order)
    before, after = (
        everything(nodes, edges, never),
        everything(nodes, edges[order], never.reverse()),
    )
    for one, other in zip(before, after, strict=True):
        assert one.equals(other)


@LAWS
@given(worlds())
def test_never_linked_records_are_never_one_person(world: World) -> None:
    _, _, never = world
    for members in groups_of(*world):
        for a, b in never.iter_rows():
            assert not {a, b} <= members


@LAWS
@given(worlds())
def test_no_person_holds_two_records_that_contradict_each_other(world: World) -> None:
    nodes, _, _ = world
    for members in groups_of(*world):
        rows = nodes.filter(pl.col("record_id").is_in(list(members)))
        for i in range(rows.height):
            for j in range(i):
                assert relate(rows[[i]], rows[[j]])[0] != CONTRADICTION


@LAWS
@given(worlds(), st.data())
def test_a_join_is_undone_by_never_linking_it_and_running_again(
    world: World, data: st.DataObject
) -> None:
    nodes, edges, _ = world
    before = groups_of(nodes, edges, never_frame([]))
    joined = sorted(sorted(g) for g in before if len(g) > 1)
    if not joined:
        return
    members = data.draw(st.sampled_from(joined))
    a, b = members[0], members[-1]
    after = groups_of(nodes, edges, never_frame([(b, a)]))
    assert not any({a, b} <= g for g in after)
    # whoever no strong pair or number ties to that group stays where they were
    tied = _tied_to(a, nodes, edges)
    assert {g for g in before if not g & tied} <= after
    assert groups_of(nodes, edges, never_frame([])) == before


def _tied_to(record: str, nodes: pl.DataFrame, edges: pl.DataFrame) -> set[str]:
    """Everybody whom a chain of strong pairs and equal numbers ties to a record."""
    strong = edges.filter(pl.col("weight") >= HIGH)
    bonds = [{a, b} for a, b, *_ in strong.iter_rows()]
    numbers = nodes.filter(pl.col("identifier").is_not_null())
    by_number = numbers.group_by("agency", "identifier").agg("record_id")
    bonds += [set(ids) for ids in by_number["record_id"].to_list()]
    tied = {record}
    while bigger := {r for bond in bonds if bond & tied for r in bond} - tied:
        tied |= bigger
    return tied


@LAWS
@given(worlds())
def test_review_lists_every_pair_of_groups_in_doubt_once_and_nothing_joined(
    world: World,
) -> None:
    _, edges, never = world
    groups = groups_of(*world)
    home = {record: g for g in groups for record in g}
    _, review, _ = everything(*world)
    listed = [
        frozenset((home[a], home[b]))
        for a, b in review.select("record_a", "record_b").iter_rows()
    ]
    assert all(len(pair) == 2 for pair in listed)
    assert len(listed) == len(set(listed))
    decided = {frozenset((home[a], home[b])) for a, b in never.iter_rows()}
    assert decided.isdisjoint(listed)
    doubtful = {
        frozenset((home[a], home[b]))
        for a, b, weight, _ in edges.iter_rows()
        if weight >= LOW and home[a] != home[b]
    }
    assert doubtful - decided <= set(listed)


@LAWS
@given(worlds())
def test_cutting_a_weak_join_leaves_its_side_alone(world: World) -> None:
    _, edges, _ = world
    groups = groups_of(*world)
    _, _, weak = everything(*world)
    for a, b, _, probability, side in weak.iter_rows():
        assert probability < 0.99
        members = next(g for g in groups if a in g)
        assert set(side) < members
        assert (a in side) != (b in side)
        assert len(side) * 2 <= len(members)
        crossing = edges.filter(
            pl.col("record_a").is_in(list(members))
            & pl.col("record_b").is_in(list(members))
            & (pl.col("record_a").is_in(side) != pl.col("record_b").is_in(side))
            & (pl.col("weight") >= HIGH)
        )
        assert crossing["probability"].max() == probability
