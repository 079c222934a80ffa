"""The generator beside the Crime Statistics Agency's own tables, where at hand.

Beware: the local-area table has a "Total" row for each region and a pseudo-region for
justice institutions; a naive sum is twice the truth.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from safeward.core.synthetic import Jurisdiction, generate
from safeward.core.synthetic.figures import AgeTable, figures

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "vic_csa"
STATE = "Family_Incidents_Visualisation_Year_Ending_September_2021.xlsx"
AREAS = "LGA_Family_Incidents_Year_Ending_September_2021.xlsx"
openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="../shared/data/vic_csa is not at hand"
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def rows(file: str, sheet: str) -> Iterator[tuple[Any, ...]]:
    book = openpyxl.load_workbook(FOLDER / file, read_only=True)
    lines = book[sheet].iter_rows(values_only=True)
    next(lines)
    return (line for line in lines if line[0])


@pytest.fixture(scope="module")
def made() -> Jurisdiction:
    return generate(incidents=60_000, divisions=21, years=10, seed=9)


def months() -> np.ndarray:
    lines = list(rows(STATE, "Table 02"))
    yearly = Counter[int]()
    for line in lines:
        yearly[line[0]] += line[4]
    share = Counter[str]()
    for line in lines:
        share[line[3]] += line[4] / yearly[line[0]] / len(yearly)
    return np.array([share[month] for month in MONTHS])


def areas() -> np.ndarray:
    count = Counter[str]()
    for line in rows(AREAS, "Table 01"):
        region, area = line[2], line[3].strip()
        if area != "Total" and not region.startswith(("Justice", "Unincorporated")):
            count[area] += line[4]
    values = np.array(sorted(count.values(), reverse=True), float)
    return values / values.sum()


def by_sex_and_age(sheet: str) -> dict[str, np.ndarray]:
    count = Counter[tuple[str, str]]()
    for line in rows(STATE, sheet):
        if line[2] in ("Females", "Males") and line[3] != "Total":
            count[line[2], line[3]] += line[4]
    total = sum(count.values())
    return {
        sex: np.array([count[key] / total for key in sorted(count) if key[0] == sex])
        for sex in ("Females", "Males")
    }


def apart(one: np.ndarray, two: np.ndarray) -> float:
    """Total variation: the share that would have to move."""
    return float(np.abs(one - two).sum() / 2)


def test_the_embedded_months_are_the_tables() -> None:
    assert np.abs(months() - figures().months).max() < 0.0002


def test_the_embedded_areas_are_the_tables() -> None:
    assert len(areas()) == 79
    assert np.abs(areas() - figures().areas).max() < 0.0002


@pytest.mark.parametrize(
    ("sheet", "name"), [("Table 03", "affected"), ("Table 04", "other_parties")]
)
def test_the_embedded_ages_are_the_tables(sheet: str, name: str) -> None:
    table: AgeTable = getattr(figures(), name)
    published = by_sex_and_age(sheet)
    assert np.abs(published["Females"] - table.female).max() < 0.0001
    assert np.abs(published["Males"] - table.male).max() < 0.0001


def test_generated_months_follow_the_table(made: Jurisdiction) -> None:
    month = made.truth["events"].filter("family_incident")["occurred_on"].dt.month()
    share = np.bincount(month.to_numpy() - 1, minlength=12) / len(month)
    assert apart(share, months()) < 0.02


def test_generated_areas_follow_the_table(made: Jurisdiction) -> None:
    area = made.truth["events"].filter("family_incident")["area"].to_numpy()
    share = np.bincount(area, minlength=79) / len(area)
    assert apart(share, areas()) < 0.05


def counted(made: Jurisdiction, who: str, edges: np.ndarray) -> dict[str, np.ndarray]:
    """Recorded people of police family violence reports, by sex and age band."""
    roles = ("perpetrator",) if who == "alleged" else ("victim_survivor", "child")
    named = made.tables["involvements"].filter(pl.col("role").is_in(roles))
    if who != "alleged":
        named = named.filter(
            (pl.col("role") == "victim_survivor") | (pl.col("relationship") != "child")
        )
    frame = (
        made.tables["incidents"]
        .filter(pl.col("agency") == "police")
        .filter(pl.col("kind").is_in(("family_violence", "order_breach")))
        .join(named, on="incident_id")
        .join(made.tables["persons"], on="record_id", suffix="_person")
        .with_columns(
            age=(pl.col("reported_on") - pl.col("date_of_birth")).dt.total_days()
            / 365.25
        )
        .drop_nulls(["age", "sex"])
    )
    out = {}
    for sex, label in (("F", "Females"), ("M", "Males")):
        ages = frame.filter(pl.col("sex") == sex)["age"].to_numpy()
        bins = np.r_[-1, edges[1:-1], 200]
        out[label] = np.histogram(ages, bins)[0] / len(frame)
    return out


def test_recorded_alleged_perpetrators_follow_the_table(made: Jurisdiction) -> None:
    share = counted(made, "alleged", figures().other_parties.edges)
    published = by_sex_and_age("Table 04")
    one = np.r_[share["Females"], share["Males"]]
    two = np.r_[published["Females"], published["Males"]]
    assert apart(one, two) < 0.07


def test_recorded_affected_family_members_follow_the_table(
    made: Jurisdiction,
) -> None:
    share = counted(made, "affected", figures().affected.edges)
    published = by_sex_and_age("Table 03")
    one = np.r_[share["Females"], share["Males"]]
    two = np.r_[published["Females"], published["Males"]]
    assert apart(one, two) < 0.07


def test_the_next_state_has_much_the_same_seasons() -> None:
    """New South Wales, by month: domestic assault is not apart, all assault is."""
    path = FOLDER.parent / "nsw_offences" / "nsw_offences.csv.gz"
    if not path.exists():
        pytest.skip("../shared/data/nsw_offences is not at hand")
    frame = pl.read_csv(path).filter(pl.col("Type") == "Assault")
    yearly = frame.with_columns(
        year=pl.col("Month").str.slice(0, 4), month=pl.col("Month").str.slice(5, 3)
    ).filter(pl.len().over("year") == 12)
    share = (
        yearly.with_columns(pl.col("Count") / pl.col("Count").sum().over("year"))
        .group_by("month")
        .agg(pl.col("Count").mean())
    )
    by_name = dict(share.iter_rows())
    months_here = np.array([by_name[name[:3]] for name in MONTHS])
    assert np.corrcoef(months_here, figures().months)[0, 1] > 0.6
