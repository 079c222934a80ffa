import itertools

import polars as pl

from safeward.core.linkage.block import RULES, Blocked, block
from safeward.core.linkage.columns import Columns
from safeward.core.linkage.standardise import standardise

PERSON = {
    "given_names": "Michael",
    "family_name": "Thompson",
    "date_of_birth": "1970-02-03",
    "address": "12 Smith Street",
    "suburb": "Kew",
    "postcode": "3101",
    "phone": "0412345678",
}


def blocked(rows: list[dict[str, str | None]]) -> Blocked:
    frame = pl.DataFrame(
        [{"record_id": f"{i:05}", "agency": "police", **r} for i, r in enumerate(rows)]
    )
    std = standardise(frame)
    return block(std, Columns.of(std))


def pairs(found: Blocked) -> list[tuple[int, int]]:
    return [
        pair
        for a, b in found.pairs()
        for pair in zip(a.tolist(), b.tolist(), strict=True)
    ]


def test_one_or_two_errors_do_not_keep_a_pair_apart():
    slips = {
        "given_names": "Micheal",
        "family_name": "Tompson",
        "date_of_birth": "1970-02-08",
        "address": "99 Other Road",
        "suburb": "Far Away",
        "postcode": "3999",
        "phone": "0499999999",
    }
    for fields in itertools.combinations(slips, 2):
        changed = PERSON | {f: slips[f] for f in fields}
        assert pairs(blocked([PERSON, changed])) == [(0, 1)], fields


def test_crossed_names_meet():
    crossed = {"given_names": "Thompson", "family_name": "Michael"}
    assert pairs(blocked([{k: PERSON[k] for k in crossed}, crossed])) == [(0, 1)]


def test_a_woman_who_changed_her_name_is_found_by_birth_date_or_telephone():
    changed = PERSON | {"family_name": "Rossi", "address": None, "phone": None}
    assert pairs(blocked([PERSON, changed])) == [(0, 1)]
    changed = PERSON | {"family_name": "Rossi", "date_of_birth": None, "address": None}
    assert pairs(blocked([PERSON, changed])) == [(0, 1)]


def test_strangers_do_not_meet():
    other = {
        "given_names": "Ann",
        "family_name": "Lee",
        "date_of_birth": "1981-11-12",
        "phone": "0477777777",
    }
    assert pairs(blocked([PERSON, other])) == []


def test_each_pair_is_given_once_and_the_smaller_row_first():
    rows = [PERSON | {"phone": f"04{i % 3:08}"} for i in range(12)]
    found = pairs(blocked(rows))
    assert sorted(found) == [(a, b) for a in range(12) for b in range(a + 1, 12)]


def test_equal_identifiers_meet_inside_an_agency_only():
    one = {"identifier": "7", "given_names": "Ann"}
    other = {"identifier": "7", "given_names": "Tom"}
    assert pairs(blocked([one, other])) == [(0, 1)]
    assert pairs(blocked([one, other | {"agency": "courts"}])) == []


def test_a_giant_block_is_cut_the_same_way_each_time_and_said():
    rows = [{"identifier": "7", "given_names": None} for _ in range(300)]
    found = blocked(rows)
    met = pairs(found)
    most = RULES[0].most
    assert {b - a for a, b in met} == set(range(1, most + 1))
    assert found.notes == (
        f"blocks on identifier over {most} records: 300 records met their nearest"
        " neighbours only",
    )


def test_rules_for_rare_values_drop_what_is_common():
    born = [r.name for r in RULES].index("birth date")
    most = RULES[born].most
    few = blocked([{"date_of_birth": "1970-02-03"}] * most)
    many = blocked([{"date_of_birth": "1970-02-03"}] * (most + 1))
    assert len(few.rows[born]) == most
    assert len(many.rows[born]) == 0
    assert many.notes == ()


def test_nothing_recorded_gives_no_pairs():
    found = blocked([{"given_names": None}] * 5)
    assert pairs(found) == []
    assert not any(len(rows) for rows in found.rows)
