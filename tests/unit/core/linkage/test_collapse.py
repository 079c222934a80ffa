import polars as pl

from safeward.core.linkage.collapse import collapse
from safeward.core.linkage.columns import Columns
from safeward.core.linkage.edges import edges
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise


def collapsed(*rows: dict[str, str]):
    frame = pl.DataFrame([{"record_id": f"{i:03}", **r} for i, r in enumerate(rows)])
    std = standardise(frame)
    return collapse(std, Columns.of(std))


ANN = {"given_names": "Ann", "family_name": "Lee", "phone": "0412345678"}


def test_records_that_say_the_same_are_one_tuple_whatever_their_spelling():
    found = collapsed(ANN, ANN | {"given_names": "ANN", "phone": "+61 412 345 678"})
    assert found.first.tolist() == [0]
    assert found.size.tolist() == [2]


def test_one_different_field_makes_another_tuple():
    found = collapsed(ANN, ANN | {"phone": "0499999999"}, ANN | {"phone": None}, ANN)
    assert found.of_row.tolist() == [0, 1, 2, 0]
    assert found.first.tolist() == [0, 1, 2]


def test_other_names_count():
    found = collapsed(ANN | {"other_names": "Ng"}, ANN | {"other_names": None})
    assert len(found.first) == 2


def test_records_without_anything_are_one_tuple():
    assert collapsed({}, {}, {}).size.tolist() == [3]


def test_equal_records_are_joined_by_their_own_weight_only():
    model = default_model()
    sure = ANN | {"date_of_birth": "1970-02-03"}
    vague = {"given_names": "Ann", "family_name": "Lee"}
    rows = [sure, sure, vague, vague]
    frame = pl.DataFrame(
        [{"record_id": f"{i}", "agency": "x", **r} for i, r in enumerate(rows)]
    )
    copies = edges(standardise(frame), model).copies
    assert copies.select("a", "b").rows() == [(0, 1), (2, 3)]
    weight = copies["weight"].to_list()
    assert weight[0] >= model.high > weight[1]


def test_a_strong_pair_of_a_loose_tuple_names_every_record():
    """What is decided for one of several equal records is decided for each."""
    full = ANN | {"date_of_birth": "1970-02-03", "address": "1 High St", "suburb": "Q"}
    model = default_model()
    alone = {"given_names": "Ann", "family_name": "Lee", "phone": "0412345678"}
    frame = pl.DataFrame(
        [
            {"record_id": f"{i}", "agency": "x", **r}
            for i, r in enumerate([full, alone, alone])
        ]
    )
    found = edges(standardise(frame), model)
    joined = found.pairs.filter(pl.col("weight") >= model.high)
    own = found.copies["weight"][0]
    if own < model.high:
        assert joined.select("a", "b").rows() == [(0, 1), (0, 2)]
    else:
        assert joined.select("a", "b").rows() == [(0, 1)]
