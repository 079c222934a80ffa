"""What is known on a day of one person and those around them, as plain rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import frozen

from safeward.core.holdings.schema import TABLES
from safeward.core.holdings.types import Holdings

Row = Mapping[str, Any]

_TOLD_LATER: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "persons": {"date_of_death": ("date_of_death",)},
    "orders": {"served_on": ("served_on",), "ended_on": ("ended_on",)},
    "incidents": {
        "outcome_on": ("outcome", "outcome_on"),
        "aggressor_on": ("predominant_aggressor", "aggressor_status", "aggressor_on"),
    },
}
"""By table and date: the columns that stay empty until that date, as in ``known``."""


@frozen
class Known:
    """The rows that a run as of a day may read, of one person's neighbourhood.

    Attributes:
        as_of: The day.
        person_of: Who each record is.
        persons: Rows of the persons table, and so on for each table.
        incidents: Reports, those recorded in error included.
        involvements: Who was what in them.
        orders: Orders and spells of custody.
        assessments: One row an answered item.
        decisions: What people decided.
    """

    as_of: date
    person_of: Mapping[str, str]
    persons: tuple[Row, ...]
    incidents: tuple[Row, ...]
    involvements: tuple[Row, ...]
    orders: tuple[Row, ...]
    assessments: tuple[Row, ...]
    decisions: tuple[Row, ...]

    @classmethod
    def of(
        cls, holdings: Holdings, person_of: Mapping[str, str], as_of: date
    ) -> "Known":
        """Read the rows of a neighbourhood, nothing learned later among them.

        Args:
            holdings: Everything of the neighbourhood, of any date.
            person_of: Who each of its records is.
            as_of: The day.
        """

        tables = {name: getattr(holdings, name).rows(named=True) for name in TABLES}
        return cls.of_rows(tables, person_of, as_of)

    @classmethod
    def of_rows(
        cls,
        tables: Mapping[str, Iterable[Row]],
        person_of: Mapping[str, str],
        as_of: date,
    ) -> "Known":
        """The same of plain rows, by the name of their table."""

        def rows(table: str) -> tuple[Row, ...]:
            return tuple(_known(table, tables[table], as_of))

        persons = rows("persons")
        records = [row["record_id"] for row in persons]
        return cls(
            as_of=as_of,
            person_of={r: person_of[r] for r in records if r in person_of},
            persons=persons,
            incidents=rows("incidents"),
            involvements=rows("involvements"),
            orders=rows("orders"),
            assessments=rows("assessments"),
            decisions=rows("decisions"),
        )

    def whose(self, table: Iterable[Row], person: str) -> list[Row]:
        """The rows of a table that carry a record of this person."""
        return [row for row in table if self.person_of.get(row["record_id"]) == person]


def _known(table: str, rows: Iterable[Row], as_of: date) -> Iterator[Row]:
    later = _TOLD_LATER.get(table, {})
    for row in rows:
        if row["known_on"] is not None and row["known_on"] > as_of:
            continue
        for when, columns in later.items():
            if row[when] is not None and row[when] > as_of:
                row = {**row, **dict.fromkeys(columns)}
        yield row
