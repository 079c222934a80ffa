"""A few mentions of people and where their latest report was, in two questions."""

from collections.abc import Collection

from safeward.apps.records.store.plain import Row, as_given, reports_of, rows_with
from safeward.apps.records.store.shapes import SHAPES
from safeward.core.holdings.schema import KNOWN_ON

DIVISION = "division"


def mentioned(records: Collection[str]) -> list[Row]:
    """The current rows of some mentions, sorted by ``record_id``.

    Args:
        records: Which; unknown ones are left out.

    Returns:
        The columns of the format; ``known_on``, and the ``division`` of the latest
        report in which it stands, each none where nothing says.
    """
    shape = SHAPES["persons"]
    rows, _ = as_given(rows_with(shape, "record_id", set(records)), shape)
    reports = reports_of(set(records))
    for row in rows:
        told = sorted(reports.get(row["record_id"], ()))
        first = told[0][0] if told else None
        row[KNOWN_ON] = row["recorded_on"] or first
        row[DIVISION] = told[-1][2] if told else None
    return rows
