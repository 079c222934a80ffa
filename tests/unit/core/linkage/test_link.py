import polars as pl
import pytest
from attrs import evolve

from safeward.core.linkage.link import link, link_standardised
from safeward.core.linkage.model import default_model
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.identifiers import person_id

ANN = {
    "agency": "police",
    "given_names": "Ann",
    "family_name": "Leeworthy",
    "date_of_birth": "1970-02-03",
    "sex": "F",
}
TOM = {
    "agency": "police",
    "given_names": "Tom",
    "family_name": "Rossini",
    "date_of_birth": "1991-11-12",
    "sex": "M",
}


def persons(*rows: dict[str, str | None]) -> pl.DataFrame:
    columns = ["record_id", "agency", "identifier", "given_names", "family_name"]
    columns += ["date_of_birth", "sex", "address", "suburb", "phone"]
    return pl.DataFrame(
        [{"record_id": f"r{i}", **row} for i, row in enumerate(rows)],
        schema=dict.fromkeys(columns, pl.String),
    )


def groups(linked) -> list[list[str]]:
    held = linked.people.group_by("person_id").agg(pl.col("record_id").sort())
    return sorted(held["record_id"].to_list())


def test_everyone_has_a_person_named_after_the_smallest_record():
    found = link(persons(ANN, ANN | {"given_names": "Anne"}, TOM)).people
    assert found["person_id"].to_list() == [
        person_id("police", "r0"),
        person_id("police", "r0"),
        person_id("police", "r2"),
    ]
    assert found["basis"][2] == "alone"
    assert found["basis"][0].startswith("weight ")
    assert "date of birth" in found["basis"][0]


def test_an_equal_identifier_joins_where_weights_would_not():
    one = {"agency": "police", "identifier": "7", "given_names": "Ann"}
    other = {"agency": "police", "identifier": "7", "family_name": "Leeworthy"}
    found = link(persons(one, other))
    assert groups(found) == [["r0", "r1"]]
    assert found.people["basis"].to_list() == ["identifier", "identifier"]


def test_an_identifier_that_the_evidence_contradicts_is_reviewed_for_every_copy():
    ann, tom = ANN | {"identifier": "7"}, TOM | {"identifier": "7"}
    found = link(persons(ann, tom, tom, tom))
    assert groups(found) == [["r0"], ["r1", "r2", "r3"]]
    row = found.review.row(0, named=True)
    assert found.review.height == 1
    assert (row["record_a"], row["record_b"]) == ("r0", "r1")
    assert "identifier" in row["why"]
    assert row["weight"] < default_model().contradicted


def test_a_never_link_pair_outranks_identifiers_and_weights():
    ann = ANN | {"identifier": "7"}
    forbidden = pl.DataFrame({"record_a": ["r1"], "record_b": ["r0"]})
    found = link(persons(ann, ann), never_link=forbidden)
    assert groups(found) == [["r0"], ["r1"]]
    assert found.review.is_empty()


def test_a_doubtful_pair_is_reviewed_and_not_joined():
    vague = {"agency": "x", "given_names": "Xylaq", "family_name": "Zzyzx", "sex": "F"}
    found = link(persons(vague, vague))
    assert groups(found) == [["r0"], ["r1"]]
    assert found.review.select("record_a", "record_b").rows() == [("r0", "r1")]


def test_an_identifier_on_too_many_records_joins_nobody():
    rows = [
        {"agency": "x", "identifier": "0", "phone": f"04{i:08}"} for i in range(1, 60)
    ]
    found = link(persons(*rows))
    assert len(groups(found)) == 59
    assert "shared by 59 records" in found.review["why"][0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_rows_and_columns_changes_nothing(seed):
    rows = [ANN | {"phone": f"04{i % 5:08}"} for i in range(20)]
    rows += [TOM | {"suburb": f"Place {i % 3}"} for i in range(20)]
    table = persons(*rows)
    shuffled = table.sample(fraction=1.0, shuffle=True, seed=seed)
    one, other = link(table), link(shuffled.select(sorted(table.columns)))
    assert one.people.equals(other.people)
    assert one.review.equals(other.review)
    assert one.weak_joins.equals(other.weak_joins)


def test_linking_a_standardised_frame_is_linking_its_persons():
    table = persons(ANN, ANN | {"given_names": "Anne"}, TOM)
    assert link_standardised(standardise(table)).people.equals(link(table).people)


def test_an_empty_table_is_nobody():
    found = link(persons())
    assert found.people.is_empty()
    assert found.people.columns == ["record_id", "person_id", "probability", "basis"]


def test_equity_fields_change_nothing():
    table = persons(ANN, ANN | {"given_names": "Anne"}, TOM)
    fields = ("indigenous_status", "country_of_birth", "language", "priority_groups")
    with_them = table.with_columns(pl.lit("same for all").alias(f) for f in fields)
    assert link(with_them).people.equals(link(table).people)


def test_progress_is_told():
    stages: list[str] = []

    def progress(stage: str, done: int = 0, total: int | None = None) -> None:
        stages.append(stage)

    link(persons(ANN, TOM, ANN), progress=progress)
    assert "scoring pairs" in stages or "finding equal records" in stages
    assert stages[0] == "standardising records"


def test_a_run_says_that_the_size_of_its_file_counts() -> None:
    persons = pl.DataFrame(
        {"record_id": ["a", "b", "c", "d"], "agency": ["police"] * 4}
    )
    small = evolve(default_model(), records=2)
    assert link(persons, model=small).notes == (
        "the prior is 1 bit lower for 4 records than for 2",
    )
    assert link(persons).notes == ()
