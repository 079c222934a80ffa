"""Every row of every table: these answers, this result.

The tables are the manual. A column is an item, blank is not answered; a column that
begins with ``expected`` is what must come out, to the places that are printed. Figures
are those that the publishers of the instruments print; totals of OVP, OGP and OSP/DC
that no publication lists follow from the published points.
"""

import csv
from pathlib import Path

import polars as pl
import pytest

from safeward.core.instruments.assess import assess
from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.library import IDS, instrument

TABLES = sorted(Path(__file__).parent.glob("*.csv"))
EXPECTED = "expected "


def _rows() -> list[tuple[str, dict[str, str]]]:
    found = []
    for path in TABLES:
        with path.open(encoding="utf-8", newline="") as file:
            found += [(path.stem, row) for row in csv.DictReader(file)]
    return found


@pytest.mark.parametrize(
    ("name", "row"), [pytest.param(n, r, id=f"{n}: {r['case']}") for n, r in _rows()]
)
def test_these_answers_give_this_result(name: str, row: dict[str, str]) -> None:
    given = {k: v for k, v in row.items() if not k.startswith(EXPECTED)}
    result = assess(instrument(name), pl.DataFrame([given])).row(0, named=True)
    assert result["refused"] is None
    for column, expected in row.items():
        if not column.startswith(EXPECTED) or expected == "":
            continue
        got = result[column.removeprefix(EXPECTED)]
        if isinstance(got, bool):
            assert got == (expected == "yes")
        elif isinstance(got, str):
            assert got == expected
        else:
            places = len(expected.partition(".")[2])
            assert got == pytest.approx(float(expected), abs=0.51 * 10**-places)


def test_all_rows_of_a_table_at_once_give_what_each_gives_alone() -> None:
    for path in TABLES:
        table = pl.read_csv(path, infer_schema=False)
        table = table.select(c for c in table.columns if not c.startswith(EXPECTED))
        together = assess(instrument(path.stem), table)
        alone = [assess(instrument(path.stem), table[n]) for n in range(table.height)]
        assert together.drop("warnings").equals(pl.concat(alone).drop("warnings"))


def test_every_instrument_that_computes_has_a_table() -> None:
    computing = {name for name in IDS if instrument(name).kind in COMPUTED}
    # No figure of these two is published; they are held by the oracle and share their
    # summands with the dynamic or static form that has a table.
    without = {"svrp_static", "vrp_dynamic"}
    assert computing - {path.stem for path in TABLES} == without
