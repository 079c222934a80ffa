"""The reference page names the columns that the code reads, in their order."""

import re
from pathlib import Path

import pytest

from safeward.core.holdings.schema import SETTLING_ORDER, TABLES

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "holdings.md"


@pytest.mark.parametrize("name", TABLES)
def test_the_page_lists_the_columns_of_each_table(name):
    line = re.search(rf"^- `{name}`: (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert line is not None
    table = TABLES[name]
    marked = line.group(1).split(", ")
    assert tuple(cell.strip("*") for cell in marked) == table.names
    assert tuple(cell.strip("*") for cell in marked if "**" in cell) == table.required
    slanted = {cell.strip("*") for cell in marked if cell.startswith("***")}
    assert slanted == set(table.key)


def test_each_table_is_settled_after_those_it_refers_to():
    settled: set[str] = set()
    for table in SETTLING_ORDER:
        for column in table.columns:
            assert column.references is None or column.references in settled
        settled.add(table.name)
    assert settled == set(TABLES)


def test_every_key_is_required():
    for table in TABLES.values():
        assert set(table.key) <= set(table.required)
