"""The online index: the same weights as the batch, additions, removals, limits."""

import random
from typing import Any

import numpy as np
import polars as pl
import pytest
from attrs import evolve

from safeward.core.linkage import index
from safeward.core.linkage.block import sound
from safeward.core.linkage.columns import Columns
from safeward.core.linkage.few import columns_of
from safeward.core.linkage.index import match
from safeward.core.linkage.keys import JOIN, KINDS, key_values, keys_of, keys_of_one
from safeward.core.linkage.link import edges
from safeward.core.linkage.memory_store import MemoryStore
from safeward.core.linkage.model import default_model
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import STANDARDISED, standardise

MODEL = default_model()


def mentions(count: int, seed: int = 1) -> pl.DataFrame:
    """Random people of whom many are mentioned twice, with slips and gaps."""
    chance = random.Random(seed)
    rows: list[dict[str, Any]] = []
    while len(rows) < count:
        person = {
            "agency": chance.choice(["police", "hub"]),
            "identifier": chance.choice([None, str(chance.randrange(10**6))]),
            "given_names": chance.choice(["Anna", "Zoë", "Kate", "José", "Liam", "J"]),
            "family_name": chance.choice(["Smith", "Nguyễn", "O'Brien", "Le Roy-Mayer"])
            + chance.choice(["", "son", "ova", "berg", "well", "mann", "ini"])
            + chance.choice(["", "a", "ez", "ides", "ton", "uk", "ski"]),
            "other_names": chance.choice([None, "Rose", "Smith"]),
            "date_of_birth": f"{chance.randrange(1950, 2010)}"
            f"-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            "sex": chance.choice(["F", "M", None]),
            "address": f"{chance.randrange(1, 99)} High Street",
            "suburb": chance.choice(["Thornbury", "Preston"]),
            "postcode": "3071",
            "phone": f"04{chance.randrange(10**7, 10**8)}",
            "email": f"a{chance.randrange(1000)}@example.org",
        }
        for _ in range(chance.choice([1, 2, 2, 3])):
            lost = chance.choice(list(person))
            kept = {
                k: None if k == lost and k != "agency" else v for k, v in person.items()
            }
            rows.append(kept | {"record_id": f"r{len(rows):05d}"})
    return standardise(pl.DataFrame(rows[:count], infer_schema_length=None))


def held(std: pl.DataFrame) -> MemoryStore:
    store = MemoryStore()
    store.add(std)
    return store


def test_every_pair_weighs_what_it_weighs_in_the_batch() -> None:
    std = mentions(400)
    ids = std["record_id"].to_list()
    batch = {
        frozenset((ids[a], ids[b])): weight
        for a, b, weight in edges(std, MODEL)
        .pairs.select("a", "b", "weight")
        .iter_rows()
        if weight >= MODEL.low
    }
    store = held(std)
    online: dict[frozenset[str], float] = {}
    for row in std.iter_rows(named=True):
        for found in match(row, store, MODEL).found:
            pair = frozenset((row["record_id"], found.record_id))
            assert found.weight == pytest.approx(
                online.get(pair, found.weight), abs=1e-9
            )
            online[pair] = found.weight
    assert len(batch) > 100
    both = batch.keys() & online.keys()
    assert all(abs(batch[pair] - online[pair]) < 1e-9 for pair in both)
    assert len(both) >= 0.98 * len(batch)


def test_a_few_records_have_the_codes_that_a_frame_of_them_gives() -> None:
    std = mentions(60)
    left, right = (
        np.array(side)
        for side in zip(*[(a, b) for a in range(60) for b in range(a)], strict=True)
    )
    frame = Scorer.of(MODEL, Columns.of(std)).score(left, right)
    few = Scorer.of(MODEL, columns_of(std.to_dict(as_series=False))).score(left, right)
    assert np.abs(frame.weight - few.weight).max() < 1e-12
    for name, levels in frame.levels.items():
        assert levels.tolist() == few.levels[name].tolist()


def test_one_record_has_the_keys_that_a_frame_of_it_gives() -> None:
    std = mentions(200)
    framed = [{} for _ in range(std.height)]
    for kind, keys in keys_of(key_values(std)):
        for row, key in zip(framed, keys.to_list(), strict=True):
            row[kind] = key
    alone = [keys_of_one(row) for row in std.iter_rows(named=True)]
    assert framed == alone
    assert all(any(row[kind] is not None for row in alone) for kind in KINDS)


def test_a_record_does_not_match_itself() -> None:
    std = mentions(50)
    store = held(std)
    for row in std.iter_rows(named=True):
        assert row["record_id"] not in {
            m.record_id for m in match(row, store, MODEL).found
        }


def test_records_are_found_once_added_and_no_more_once_removed() -> None:
    std = mentions(300)
    store = MemoryStore()
    for start in range(0, 300, 37):
        store.add(std[start : start + 37])
    whole = held(std)
    for row in std.head(60).iter_rows(named=True):
        assert match(row, store, MODEL) == match(row, whole, MODEL)
    gone = std["record_id"].head(150).to_list()
    store.remove([*gone, "unknown"])
    assert len(store) == 150
    rest = held(std[150:])
    for row in std.head(60).iter_rows(named=True):
        assert match(row, store, MODEL) == match(row, rest, MODEL)


def test_a_record_that_is_added_again_is_replaced() -> None:
    std = mentions(40)
    store = held(std)
    moved = std[:1].with_columns(family=pl.lit("zzyzx"), phone=pl.lit("999111222"))
    store.add(moved)
    assert len(store) == 40
    assert store.fetch(moved["record_id"].to_list())["family"] == ["zzyzx"]


def test_it_says_when_candidates_were_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    std = mentions(300)
    store = held(std)
    rows = list(std.iter_rows(named=True))
    generous = [match(row, store, MODEL) for row in rows]
    monkeypatch.setattr(index, "MOST", 3)
    strict = [match(row, store, MODEL) for row in rows]
    assert all(
        s.scored == min(g.scored, 3) for s, g in zip(strict, generous, strict=True)
    )
    assert all(s.cut for s, g in zip(strict, generous, strict=True) if g.scored > 3)
    assert any(g.scored > 3 for g in generous)


def test_a_record_that_shares_nothing_finds_nobody() -> None:
    store = held(mentions(50))
    stranger = dict.fromkeys(mentions(1).columns)
    stranger |= {"record_id": "x", "agency": "hub", "given_roots": [], "other": None}
    assert match(stranger, store, MODEL).found == ()


def test_one_name_sounds_as_it_does_in_a_column() -> None:
    chance = random.Random(4)
    letters = "abcdefghijklmnopqrstuvwxyz0ssccphhkktt"
    names = [
        "".join(chance.choice(letters) for _ in range(chance.randrange(1, 12)))
        for _ in range(20_000)
    ]
    rows = [
        dict.fromkeys(STANDARDISED)
        | {"record_id": str(n), "agency": "hub", "given": name}
        for n, name in enumerate(names)
    ]
    heard = sound(pl.Series(names)).to_list()
    kind = next(k for k in KINDS if "given_sound" in k.needed)
    beside = dict.fromkeys(kind.needed, "x")
    assert [
        keys_of_one(row | {k: v for k, v in beside.items() if k in row})[kind]
        for row in rows
    ] == [
        JOIN.join(found if k == "given_sound" else "x" for k in kind.needed)
        for found in heard
    ]


def test_in_a_large_file_a_pair_weighs_less_the_same_online_and_in_the_batch() -> None:
    std = mentions(120)
    small = evolve(MODEL, records=30)
    store = held(std)
    found = edges(std, small).pairs
    ids = std["record_id"]
    batch = {
        (ids[a], ids[b]): weight
        for a, b, weight in found.select("a", "b", "weight").iter_rows()
    }
    before = edges(std, MODEL).pairs.join(found, on=["a", "b"])
    assert (before["weight"] - before["weight_right"]).round(6).unique().to_list() == [
        2
    ]
    online = {
        (
            min(row["record_id"], m.record_id),
            max(row["record_id"], m.record_id),
        ): m.weight
        for row in std.to_dicts()
        for m in match(row, store, small).found
    }
    common = batch.keys() & online.keys()
    assert len(common) > 20
    for pair in common:
        assert online[pair] == pytest.approx(batch[pair], abs=1e-6)
