"""Placing without the batch comes to what placing with it comes to."""

import polars as pl
import pytest
from attrs import evolve

from safeward.apps.people.actions import place, placing
from safeward.apps.people.models import LinkReview, Place, WeakJoin
from safeward.core.linkage.link import link
from tests.integration.platform.loaded import World, loaded_world, world_folder
from tests.integration.platform.people.worlds import undone

__all__ = ["loaded_world", "world_folder"]

pytestmark = pytest.mark.django_db

type Outcome = tuple[object, ...]


def one_by_one(world: World, most: int) -> tuple[pl.DataFrame, Outcome]:
    """Place the first mentions of the state in turn, where nobody is held."""
    persons = world.holdings.persons.sort("known_on", "record_id").head(most)
    Place.objects.all().delete()
    LinkReview.objects.all().delete()
    WeakJoin.objects.all().delete()
    from safeward.apps.people.index_store import DatabaseStore

    DatabaseStore().remove(world.holdings.persons["record_id"].to_list())
    for record in persons["record_id"]:
        held = evolve(
            world.holdings, persons=persons.filter(pl.col("record_id") == record)
        )
        place(by=None, record_ids=[record], holdings=held)
    groups: dict[object, set[str]] = {}
    rows = Place.objects.values_list("record_id", "person_id", "probability", "basis")
    said = set()
    for record, person, probability, basis in rows:
        groups.setdefault(person, set()).add(record)
        said.add((record, round(probability, 6), basis))
    doubts = set(LinkReview.objects.values_list("record_a", "record_b", "why"))
    weak = set(WeakJoin.objects.values_list("record_a", "record_b"))
    return persons, ({frozenset(g) for g in groups.values()}, said, doubts, weak)


def test_nothing_changes_by_it(
    loaded_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with undone():
        persons, quick = one_by_one(loaded_world, 200)
    with undone():
        monkeypatch.setattr(placing, "calm", lambda new, values, *_: ([], set(values)))
        _, slow = one_by_one(loaded_world, 200)
    assert quick == slow
    batch = link(persons).people.group_by("person_id").agg("record_id")
    assert quick[0] == {frozenset(group) for group in batch["record_id"].to_list()}
