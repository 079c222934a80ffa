"""Who somebody is and where they live changes no byte of the model."""

import json
from datetime import date, timedelta

import polars as pl
import pytest
from attrs import evolve, frozen

from safeward.core.evaluation.backtest.identity import Identity, identities
from safeward.core.evaluation.training.training import Asked, train_on
from safeward.core.holdings.types import Holdings
from safeward.core.priority.policy import content_of
from safeward.core.risk.dates import as_of_dates
from safeward.core.risk.model import Model, write
from safeward.core.vocabulary.law import load_law

ASKED = Asked(date(2023, 2, 6), date(2025, 3, 1), "any_report", 365, step=84)
LAST = date(2026, 6, 30)


@frozen
class Known:
    """Who is who, fixed: names and addresses serve linkage, and only linkage."""

    people: pl.DataFrame
    parts: pl.DataFrame
    apart: dict[date, pl.DataFrame]

    @property
    def everyone(self) -> pl.DataFrame:
        return pl.concat([self.people, self.parts])


@pytest.fixture(scope="module")
def known(holdings: Holdings) -> Identity:
    dates = as_of_dates(
        ASKED.first, ASKED.last, step=ASKED.step, horizon=365, data_to=LAST
    )
    return identities(holdings.persons, dates)


def trained(holdings: Holdings, identity: Known | Identity) -> Model:
    return train_on(
        holdings,
        ASKED,
        policy=content_of(),
        law=load_law("demo"),
        identity=identity,
    ).model


@pytest.fixture(scope="module")
def plain(holdings: Holdings, known: Identity) -> Model:
    return trained(holdings, known)


def scoring(model: Model) -> str:
    """Every byte but the figures by group, which are read beside the model."""
    return write(evolve(model, fairness={}))


def test_names_sex_birth_residence_and_equity_fields_change_no_byte(
    holdings: Holdings, known: Identity, plain: Model
) -> None:
    changed = holdings.persons.with_columns(
        sex=pl.col("sex").replace({"M": "F", "F": "M"}),
        date_of_birth=pl.col("date_of_birth") - timedelta(days=4_000),
        family_name=pl.lit("Changed"),
        given_names=pl.col("given_names").reverse(),
        other_names=pl.lit(None, holdings.persons.schema["other_names"]),
        identifier=pl.col("identifier").reverse(),
        address=pl.lit("1 Changed Street"),
        suburb=pl.col("suburb").reverse(),
        postcode=pl.lit("0000"),
        state=pl.lit("TAS"),
        phone=pl.lit("0400 000 000"),
        email=pl.lit(None, pl.String),
        indigenous_status=pl.lit("aboriginal"),
        country_of_birth=pl.lit("elsewhere"),
        language=pl.lit("another"),
        priority_groups=pl.lit(["older"], holdings.persons.schema["priority_groups"]),
    )
    assert not changed.equals(holdings.persons)
    other = trained(evolve(holdings, persons=changed), known)
    assert scoring(other) == scoring(plain)
    assert other.fairness != plain.fairness


def test_more_children_in_every_household_change_no_byte(
    holdings: Holdings, known: Identity, plain: Model
) -> None:
    children = holdings.involvements.filter(pl.col("role") == "child")
    assert children.height > 50
    twins = children.with_columns(record_id="twin" + pl.col("record_id"))
    born = (
        holdings.persons.join(
            children.select("record_id").unique(), on="record_id", how="semi"
        )
        .with_columns(record_id="twin" + pl.col("record_id"))
        .sort("record_id")
    )
    more = evolve(
        holdings,
        persons=pl.concat([holdings.persons, born]).sort("record_id"),
        involvements=pl.concat([holdings.involvements, twins]).sort(
            "incident_id", "record_id", "role"
        ),
    )
    people = pl.concat(
        [
            known.people,
            born.select("record_id", person_id="Ptwin" + pl.col("record_id")),
        ]
    )
    other = trained(more, Known(people, known.parts, known.apart))
    assert scoring(other) == scoring(plain)


def test_division_changes_no_point(
    holdings: Holdings, known: Identity, plain: Model
) -> None:
    """It says who is left out when places are held out, and nothing else."""
    moved = holdings.incidents.with_columns(
        division=pl.format("ND{}", pl.col("incident_id").hash(3) % 3)
    )
    other = trained(evolve(holdings, incidents=moved), known)
    assert other.lines == plain.lines
    assert other.calibration == plain.calibration
    assert other.data_sha256 == plain.data_sha256
    assert other.validity["time"] == plain.validity["time"]
    assert other.validity["place"] != plain.validity["place"]


def test_the_file_names_no_guarded_field_as_an_input(plain: Model) -> None:
    content = json.loads(write(plain))
    named = {*content["inputs"], *content["training"]["inputs_considered"]}
    named |= {line["input"] for line in content["lines"]}
    for word in ("indigenous", "postcode", "division", "birth", "children_36m"):
        assert not [name for name in named if word in name]
    assert not {"sex", "age", "female", "gender"} & named
