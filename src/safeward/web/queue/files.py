"""The queue as a file to take away: CSV and Excel, marked with who took it and when.

No sentence and nothing typed stands in it: codes, dates, numbers and names. Every row
carries the mark, because rows are cut out and passed on; the mark is the id of the
audit log's entry on this export.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from attrs import frozen

from safeward.apps.foundation import clock
from safeward.apps.ranking.types import QueueRow
from safeward.core.vocabulary.cells import guarded
from safeward.core.vocabulary.words import CHECK_WORDS, spoken
from safeward.web.parts import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

DAYS_KEPT = 7
"""Days after which a file is to be destroyed, as it says itself."""

SENSITIVE = "SENSITIVE: police and prescribed partners only."
COLUMNS = (
    *("rank", "division", "tier", "since", "person", "family_name", "given_names"),
    *("date_of_birth", "stream", "likelihood", "severity", "provisional"),
    *("tier_low", "tier_high", "checks", "response", "shortfall", "review_by"),
    *("days_overdue", "last_event_on", "victim_survivors", "children"),
    *("change", "from_tier", "changed_on", "holder"),
)
MARKS = ("exported_by", "exported_at", "destroy_by", "mark")
WIDTHS = {
    "person": 16,
    "family_name": 18,
    "given_names": 18,
    "checks": 32,
    "response": 30,
    "holder": 20,
    "mark": 38,
    "exported_at": 30,
    "destroy_by": 20,
    "exported_by": 32,
}

type Cell = str | int | date | None


@frozen
class Taken:
    """Who takes a file, when, of which day's queue, and the mark that tells it.

    Attributes:
        by: Name and user name.
        at: The moment.
        as_of: The day that the queue speaks of.
        asked: What the queue was narrowed to, in words.
        mark: The id of the audit log's entry.
        left_out: How many people of it stand in no row, because a file takes no more.
    """

    by: str
    at: datetime
    as_of: date
    asked: str
    mark: UUID
    left_out: int = 0

    @property
    def short(self) -> str:
        """What a file says that does not hold everybody; empty where it does."""
        if not self.left_out:
            return ""
        return (
            f"Not everybody: {self.left_out:,} people of this queue stand in no row, "
            "because a file takes no more. Narrow the queue and export again."
        )

    @property
    def destroy_by(self) -> date:
        """The day by which the file is to be destroyed."""
        return clock.day_of(self.at) + timedelta(days=DAYS_KEPT)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What every row ends with."""
        return self.by, words.moment(self.at), self.destroy_by, str(self.mark)

    @property
    def line(self) -> str:
        """The mark as a sentence, for the head and foot of a page."""
        return (
            f"{SENSITIVE} Taken by {self.by} on {words.moment(self.at)}; "
            f"destroy by {words.day(self.destroy_by)}. Mark {self.mark}."
        )

    @property
    def name(self) -> str:
        """The file's name: no person and no place in it."""
        return f"queue-{self.as_of.isoformat()}-{str(self.mark)[-8:]}"


def as_csv(rows: Sequence[QueueRow], taken: Taken) -> bytes:
    """Write CSV: UTF-8 with its mark, so that Excel reads names rightly."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow((*COLUMNS, *MARKS))
    for row in rows:
        writer.writerow(_written(cell) for cell in (*_cells(row), *taken.cells))
    if taken.short:
        writer.writerow([taken.short])
    return text.getvalue().encode("utf-8-sig")


def as_excel(rows: Sequence[QueueRow], taken: Taken) -> bytes:
    """Write an Excel file; text stays text, whatever it begins with."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"title": "Queue", "comments": taken.line})
        head = book.add_format({"bold": True, "bottom": 1})
        dated = book.add_format({"num_format": "d mmm yyyy", "align": "left"})
        sheet = book.add_worksheet("Queue")
        _lay_out(sheet, taken, book.add_format({"bold": True}))
        names = (*COLUMNS, *MARKS)
        for column, name in enumerate(names):
            sheet.write_string(2, column, name.replace("_", " "), head)
            sheet.set_column(column, column, WIDTHS.get(name, 13))
        for number, row in enumerate(rows, start=3):
            for column, cell in enumerate((*_cells(row), *taken.cells)):
                _put(sheet, number, column, cell, dated)
        sheet.freeze_panes(3, 3)
        sheet.autofilter(2, 0, 2 + len(rows), len(names) - 1)
    return stream.getvalue()


def _lay_out(sheet: "Worksheet", taken: Taken, bold: "Format") -> None:
    """Head, foot and paper."""
    asked = f": {taken.asked}" if taken.asked else ""
    sheet.write_string(0, 0, taken.line, bold)
    short = f". {taken.short}" if taken.short else ""
    sheet.write_string(1, 0, f"Queue of {words.day(taken.as_of)}{asked}{short}")
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    # An ampersand begins a code in a printed head or foot.
    line = taken.line.replace("&", "&&")
    sheet.set_footer(f"&L&8{line[:180]}&R&8&P / &N")


def _put(
    sheet: "Worksheet", row: int, column: int, cell: Cell, dated: "Format"
) -> None:
    match cell:
        case None:
            return
        case int():
            sheet.write_number(row, column, cell)
        case date():
            moment = datetime(cell.year, cell.month, cell.day)
            sheet.write_datetime(row, column, moment, dated)
        case _:
            sheet.write_string(row, column, guarded(cell))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else str(cell)


def _cells(row: QueueRow) -> tuple[Cell, ...]:
    """A row's values in the order of `COLUMNS`."""
    change = row.change
    return (
        row.rank,
        row.division,
        row.tier,
        row.since,
        row.code,
        row.family_name,
        row.given_names,
        row.date_of_birth,
        row.stream,
        row.likelihood,
        row.severity,
        "yes" if row.provisional else "no",
        row.tier_low,
        row.tier_high,
        "; ".join(CHECK_WORDS.get(one, one) for one in row.checks),
        spoken(row.response),
        None if row.shortfall is None else "yes" if row.shortfall else "no",
        row.review_by,
        row.overdue_days or None,
        row.last_event_on,
        row.victim_survivors,
        row.children,
        change.direction.words if change else "",
        change.from_tier if change else "",
        change.on if change else None,
        row.holder_name,
    )
