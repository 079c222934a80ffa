from datetime import date
from pathlib import Path

import polars as pl
import pytest

from safeward.core.holdings.read import read_holdings
from safeward.core.holdings.schema import TABLES
from safeward.core.synthetic import Jurisdiction, generate, write
from safeward.core.synthetic.worlds import WORLDS
from safeward.core.vocabulary.codes import INCIDENT_KINDS, MARKERS, ROLES
from safeward.core.vocabulary.errors import UnusableInput


@pytest.fixture(scope="module")
def small() -> Jurisdiction:
    return generate(incidents=3000, divisions=3, years=8, seed=5, decisions=True)


def test_has_exactly_the_rows_asked_for(small: Jurisdiction) -> None:
    assert len(small.tables["incidents"]) == 3000
    assert len(small.tables["persons"]) == 7800


def test_tables_have_the_formats_columns_in_its_order(small: Jurisdiction) -> None:
    for name, table in small.tables.items():
        assert table.columns == [column.name for column in TABLES[name].columns], name


def test_names_the_divisions_in_order(small: Jurisdiction) -> None:
    assert set(small.tables["incidents"]["division"]) == {"ND1", "ND2", "ND3"}


def test_repeats_exactly_for_one_seed_and_differs_for_another(
    small: Jurisdiction,
) -> None:
    again = generate(incidents=3000, divisions=3, years=8, seed=5, decisions=True)
    other = generate(incidents=3000, divisions=3, years=8, seed=6, decisions=True)
    for name, table in small.tables.items():
        assert table.equals(again.tables[name]), name
        assert not table.equals(other.tables[name]), name
    for name, frame in small.truth.items():
        assert frame.equals(again.truth[name]), name


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_is_read_back_without_a_refused_row_or_value(
    small: Jurisdiction, tmp_path: Path, form: str
) -> None:
    write(small, tmp_path, form)  # type: ignore[arg-type]
    holdings = read_holdings([tmp_path / "holdings"])
    assert holdings.rejected.is_empty(), holdings.rejected
    for name, table in small.tables.items():
        assert len(getattr(holdings, name)) == len(table), name


def test_csv_and_parquet_hold_the_same(small: Jurisdiction, tmp_path: Path) -> None:
    write(small, tmp_path / "a", "csv")
    write(small, tmp_path / "b", "parquet")
    one = read_holdings([tmp_path / "a" / "holdings"])
    two = read_holdings([tmp_path / "b" / "holdings"])
    for name in small.tables:
        assert getattr(one, name).equals(getattr(two, name)), name


def test_truth_lies_beside_the_holdings_and_never_in_them(
    small: Jurisdiction, tmp_path: Path
) -> None:
    write(small, tmp_path)
    held = {path.name for path in (tmp_path / "holdings").iterdir()}
    assert held == {f"{name}.parquet" for name in small.tables} | {"capacity.toml"}
    assert {path.stem for path in (tmp_path / "truth").iterdir()} == set(small.truth)
    for table in small.tables.values():
        assert not {"true_person_id", "stratum", "tradition"} & set(table.columns)


@pytest.mark.parametrize("incidents", [1, 2, 3, 7, 40])
def test_the_smallest_jurisdictions_are_whole(incidents: int) -> None:
    for seed in range(3):
        made = generate(incidents=incidents, divisions=2, years=1, seed=seed)
        assert len(made.tables["incidents"]) == incidents
        known = set(made.tables["persons"]["record_id"])
        assert set(made.tables["involvements"]["record_id"]) <= known
        assert set(made.tables["orders"]["record_id"]) <= known


@pytest.mark.parametrize("world", sorted(WORLDS))
def test_every_world_can_be_made(world: str) -> None:
    made = generate(incidents=300, divisions=2, years=3, seed=1, world=world)
    assert made.world == world
    assert len(made.tables["incidents"]) == 300


def test_there_can_be_more_divisions_than_areas() -> None:
    made = generate(incidents=6000, divisions=90, years=2, seed=1)
    assert made.tables["incidents"]["division"].n_unique() > 80
    assert made.capacity_toml.count("[divisions.ND") == 180


def test_refuses_what_cannot_be_made() -> None:
    with pytest.raises(UnusableInput, match="incidents must be at least 1"):
        generate(incidents=0, divisions=1, years=1, seed=1)
    with pytest.raises(UnusableInput, match="divisions"):
        generate(incidents=1, divisions=0, years=1, seed=1)
    with pytest.raises(UnusableInput, match="seed must not be negative"):
        generate(incidents=1, divisions=1, years=1, seed=-1)
    with pytest.raises(UnusableInput, match="no world is called utopia"):
        generate(incidents=1, divisions=1, years=1, seed=1, world="utopia")


def test_nothing_is_known_after_the_last_day(small: Jurisdiction) -> None:
    last = small.last_day
    assert last == date(2026, 6, 30)
    checks = {
        "incidents": ("reported_on", "outcome_on", "aggressor_on"),
        "orders": ("issued_on", "served_on", "ended_on"),
        "assessments": ("completed_on",),
        "decisions": ("decided_on",),
        "persons": ("recorded_on", "date_of_birth"),
    }
    for table, columns in checks.items():
        for column in columns:
            latest = small.tables[table][column].max()
            assert isinstance(latest, date)
            assert latest <= last, (table, column)


def test_nothing_happens_before_the_first_day(small: Jurisdiction) -> None:
    assert small.first_day == date(2018, 7, 1)
    first = small.tables["incidents"]["occurred_on"].str.slice(0, 10).min()
    assert str(first) >= "2018-07-01"


def test_events_are_reported_on_or_after_the_day_they_occurred(
    small: Jurisdiction,
) -> None:
    incidents = small.tables["incidents"]
    occurred = incidents["occurred_on"].str.slice(0, 10).str.to_date()
    assert (occurred <= incidents["reported_on"]).all()


def test_every_kind_role_and_marker_occurs() -> None:
    made = generate(incidents=20_000, divisions=2, years=3, seed=2)
    assert set(made.tables["incidents"]["kind"]) == set(INCIDENT_KINDS)
    assert set(made.tables["involvements"]["role"]) == set(ROLES)
    for code in MARKERS:
        assert made.tables["incidents"][code].any(), code
        assert made.tables["incidents"][code].null_count() > 0, code


def test_one_event_is_held_by_several_agencies(small: Jurisdiction) -> None:
    incidents = small.tables["incidents"].join(
        small.truth["incidents"].filter(pl.col("event") >= 0), on="incident_id"
    )
    held = incidents.group_by("event").agg(
        pl.col("agency").n_unique(), pl.col("event_ref").drop_nulls().n_unique()
    )
    assert (held["agency"] > 1).mean() > 0.05
    assert (held["event_ref"] <= 1).all()
    copies = incidents.filter(pl.col("role") == "copy")
    assert 0.2 < copies["event_ref"].is_null().mean() < 0.4


def test_misidentified_rows_name_the_other_and_some_are_put_right(
    small: Jurisdiction,
) -> None:
    rows = (
        small.tables["incidents"]
        .join(small.truth["incidents"].filter("swapped"), on="incident_id")
        .filter(pl.col("aggressor_status") == "corrected")
    )
    roles = small.tables["involvements"].filter(pl.col("role") != "child")
    found = rows.join(
        roles,
        left_on=["incident_id", "predominant_aggressor"],
        right_on=["incident_id", "record_id"],
    )
    assert len(found) == len(rows) > 0
    assert set(found["role_right"]) == {"victim_survivor"}


def test_identifier_means_one_person_within_an_agency(small: Jurisdiction) -> None:
    people = (
        small.tables["persons"]
        .filter(pl.col("identifier").is_not_null())
        .join(small.truth["records"], on="record_id")
        .group_by("agency", "identifier")
        .agg(pl.col("true_person_id").n_unique())
    )
    assert people["true_person_id"].max() == 1


def test_contact_details_can_belong_to_nobody(small: Jurisdiction) -> None:
    persons = small.tables["persons"]
    assert persons["phone"].drop_nulls().str.starts_with("059").all()
    hosts = persons["email"].drop_nulls().str.split("@").list.last()
    assert set(hosts) <= {"example.org", "example.net", "example.com"}


def test_record_ids_do_not_betray_who_is_who(small: Jurisdiction) -> None:
    truth = small.truth["records"].filter(pl.col("record_id").str.starts_with("P"))
    same = (truth["true_person_id"] == truth["true_person_id"].shift(1)).mean()
    assert isinstance(same, float)
    assert same < 0.05


def test_without_asking_there_are_no_decisions() -> None:
    made = generate(incidents=100, divisions=1, years=1, seed=1)
    assert "decisions" not in made.tables
