"""Groups of records: precedence, guards, review, weak joins."""

from typing import Any

import polars as pl
import pytest

from safeward.core.linkage import components
from safeward.core.linkage.cluster import THIN, group
from safeward.core.linkage.people import memberships
from safeward.core.linkage.review import review_rows, weak_joins
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.identifiers import person_id

LOW, HIGH = -2.0, 3.0


def people(*rows: dict[str, Any]) -> pl.DataFrame:
    """Standardised records r00, r01, ... of police unless said otherwise."""
    filled = [
        {
            "record_id": f"r{number:02d}",
            "agency": "police",
            "identifier": None,
            "given_names": "John",
            "family_name": "Smith",
            "date_of_birth": "1950-03-12",
            "sex": "M",
            **row,
        }
        for number, row in enumerate(rows)
    ]
    return standardise(pl.DataFrame(filled, infer_schema_length=None))


def pairs(*edges: tuple[int, int, float]) -> pl.DataFrame:
    frame = pl.DataFrame(
        edges,
        schema={"a": pl.UInt32, "b": pl.UInt32, "weight": pl.Float64},
        orient="row",
    )
    return frame.with_columns(probability=1 / (1 + 2 ** -pl.col("weight")))


def linked(
    std: pl.DataFrame, edges: pl.DataFrame, never: list[tuple[str, str]] | None = None
) -> tuple[list[int], pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    never_link = (
        pl.DataFrame(never, schema=["record_a", "record_b"], orient="row")
        if never
        else None
    )
    found = group(std, edges, high=HIGH, never_link=never_link)
    ids = std["record_id"]
    return (
        found.label.tolist(),
        memberships(std, edges, found, high=HIGH),
        review_rows(ids, edges, found, low=LOW),
        weak_joins(ids, edges, found, high=HIGH),
    )


def test_nobody_gives_nobody() -> None:
    labels, members, review, weak = linked(people({})[:0], pairs())
    assert (labels, members.height, review.height, weak.height) == ([], 0, 0, 0)


def test_equal_numbers_of_one_agency_are_one_person_of_two_agencies_not() -> None:
    std = people(
        {"identifier": "7"}, {"identifier": "7"}, {"identifier": "7", "agency": "hub"}
    )
    labels, members, _, _ = linked(std, pairs())
    assert labels == [0, 0, 2]
    assert members["kind"].to_list() == ["identifier", "identifier", "alone"]


def test_a_number_that_the_evidence_contradicts_goes_to_review() -> None:
    std = people(
        {"identifier": "7"},
        {
            "identifier": "7",
            "given_names": "Maria",
            "date_of_birth": "1991-09-30",
            "sex": "F",
        },
    )
    labels, _, review, _ = linked(std, pairs())
    assert labels == [0, 1]
    assert review["why"].to_list() == [
        "one identifier, but given names and dates of birth both differ"
    ]
    assert review["weight"].to_list() == [None]


def test_a_number_on_more_than_fifty_records_joins_nobody() -> None:
    at_fifty, _, _, _ = linked(people(*[{"identifier": "0"}] * 50), pairs())
    assert set(at_fifty) == {0}
    beyond, _, review, _ = linked(people(*[{"identifier": "0"}] * 51), pairs())
    assert len(set(beyond)) == 51
    assert review["why"].to_list() == ["one identifier shared by 51 records"]


def test_never_link_outranks_an_equal_number_and_is_not_asked_again() -> None:
    std = people({"identifier": "7"}, {"identifier": "7"})
    labels, _, review, _ = linked(std, pairs((0, 1, 20.0)), [("r01", "r00")])
    assert labels == [0, 1]
    assert review.is_empty()


def test_pairs_between_the_thresholds_are_reviewed_and_join_nobody() -> None:
    std = people({}, {}, {})
    labels, _, review, _ = linked(std, pairs((0, 1, 2.9), (0, 2, -2.1)))
    assert labels == [0, 1, 2]
    assert review.select("record_a", "record_b", "weight").rows() == [
        ("r00", "r01", 2.9)
    ]


def test_a_doubtful_pair_inside_a_group_is_not_asked_about() -> None:
    std = people({}, {}, {})
    edges = pairs((0, 1, 9.0), (1, 2, 9.0), (0, 2, 0.0))
    labels, _, review, _ = linked(std, edges)
    assert labels == [0, 0, 0]
    assert review.is_empty()


def test_a_nameless_record_does_not_chain_father_and_son() -> None:
    son = {"date_of_birth": "1980-09-01"}
    std = people({}, son, {"date_of_birth": None})
    edges = pairs((0, 2, 12.0), (1, 2, 11.0))
    labels, _, review, _ = linked(std, edges)
    assert labels == [0, 1, 0]
    assert review["why"].to_list() == ["one name and dates of birth years apart"]


def test_one_odd_name_does_not_keep_a_well_known_person_apart() -> None:
    # the number joins Peter to a John; two more Johns speak for one person
    std = people(
        {"identifier": "7"},
        {"identifier": "7", "given_names": "Peter"},
        {"family_name": "Smyth"},
    )
    labels, _, _, _ = linked(std, pairs((0, 2, 12.0)))
    assert labels == [0, 0, 0]


def test_two_numbers_of_one_agency_need_more_than_thin_evidence() -> None:
    std = people({"identifier": "7"}, {"identifier": "8"})
    thin, _, review, _ = linked(std, pairs((0, 1, HIGH + THIN - 0.1)))
    assert thin == [0, 1]
    assert review["why"].to_list() == [
        "thin evidence, and one agency has a number for each"
    ]
    plenty, _, review, _ = linked(std, pairs((0, 1, HIGH + THIN)))
    assert plenty == [0, 0]
    assert review.is_empty()


def test_a_third_record_does_not_carry_thin_evidence_across_two_numbers() -> None:
    std = people({"identifier": "7"}, {"agency": "hub"}, {"identifier": "8"})
    labels, _, _, _ = linked(std, pairs((0, 1, 20.0), (1, 2, 4.0)))
    assert labels == [0, 0, 2]


def test_numbers_of_different_agencies_say_nothing() -> None:
    std = people({"identifier": "7"}, {"identifier": "8", "agency": "hub"})
    labels, _, _, _ = linked(std, pairs((0, 1, 4.0)))
    assert labels == [0, 0]


def test_a_bridge_below_ninety_nine_percent_is_a_weak_join() -> None:
    std = people({}, {}, {}, {})
    edges = pairs((0, 1, 20.0), (1, 2, 20.0), (2, 3, 4.0))
    _, _, _, weak = linked(std, edges)
    assert weak.select("record_a", "record_b", "side").rows() == [
        ("r02", "r03", ["r03"])
    ]
    doubled = pairs((0, 1, 20.0), (1, 2, 20.0), (2, 3, 4.0), (0, 3, 4.5))
    # the same facts twice are no second witness: the stronger pair stands for both
    _, _, _, weak = linked(std, doubled)
    assert weak.select("record_a", "record_b").rows() == [("r00", "r03")]


def test_a_ring_of_weak_joins_has_no_bridge() -> None:
    std = people({}, {}, {})
    _, _, _, weak = linked(std, pairs((0, 1, 4.0), (1, 2, 4.0), (0, 2, 4.0)))
    assert weak.is_empty()


def test_a_chain_of_too_many_descriptions_needs_stronger_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ["Abel", "Bruno", "Cyril", "Dmitri", "Emil", "Fabian"]
    std = people(*[{"given_names": n, "sex": None} for n in names])
    chain = [(n, n + 1, 5.0) for n in range(5)]
    chain[2] = (2, 3, 30.0)
    monkeypatch.setattr(components, "DESCRIPTIONS_AT_MOST", 4)
    labels, _, review, _ = linked(std, pairs(*chain))
    assert labels == [0, 1, 2, 2, 4, 5]
    assert set(review["why"]) == {"part of a chain of too many different descriptions"}


def test_people_are_named_after_their_smallest_agency_and_record() -> None:
    std = people({"agency": "police"}, {"agency": "hub"}, {"agency": "hub"})
    _, members, _, _ = linked(std, pairs((0, 1, 9.0)))
    named = person_id("hub", "r01")
    assert members["person_id"].to_list() == [named, named, person_id("hub", "r02")]


def test_a_record_rests_on_its_strongest_join() -> None:
    std = people({}, {}, {})
    edges = pairs((0, 1, 9.0), (0, 2, 5.0), (1, 2, 7.0))
    _, members, _, _ = linked(std, edges)
    assert members["edge"].to_list() == [0, 0, 2]
    assert members["probability"].to_list() == [0.998051, 0.998051, 0.992248]


def test_thin_evidence_does_not_join_two_people_of_several_records() -> None:
    std = people({}, {}, {}, {})
    both = [(0, 1, 20.0), (2, 3, 20.0)]
    thin, _, review, _ = linked(std, pairs(*both, (1, 2, HIGH + THIN - 0.1)))
    assert thin == [0, 0, 2, 2]
    assert review["why"].to_list() == [
        "thin evidence between two people of several records each"
    ]
    plenty, _, review, _ = linked(std, pairs(*both, (1, 2, HIGH + THIN)))
    assert plenty == [0, 0, 0, 0]
    assert review.is_empty()


def test_thin_evidence_joins_one_record_to_a_person_of_many() -> None:
    std = people({}, {}, {}, {})
    edges = pairs((0, 1, 20.0), (1, 2, 20.0), (0, 3, HIGH))
    labels, _, review, _ = linked(std, edges)
    assert labels == [0, 0, 0, 0]
    assert review.is_empty()


def test_a_single_record_does_not_carry_thin_evidence_between_two_people() -> None:
    std = people({}, {}, {}, {}, {})
    edges = pairs((0, 1, 20.0), (2, 3, 20.0), (1, 4, HIGH + 1), (2, 4, HIGH))
    labels, _, _, _ = linked(std, edges)
    assert labels == [0, 0, 2, 2, 0]
