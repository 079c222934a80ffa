"""The words of source records, and frozen values that cross the border of this app."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import polars as pl
from attrs import frozen

from safeward.core.vocabulary.errors import UnusableInput

ALWAYS: Final = date(1, 1, 1)
"""Stands for "known always" where a date must stand."""


class RecordRefused(UnusableInput):
    """A record that was typed in lacks something or says what the format cannot."""


class UndoRefused(UnusableInput):
    """A load that cannot be taken back, because something later rests on it."""


class LoadRefused(UnusableInput):
    """A load that is not there, is not what was looked at, or is taken in already."""


class LoadState(StrEnum):
    """Where a delivery stands."""

    DRY_RUN = "dry_run"
    COMMITTED = "committed"
    UNDONE = "undone"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return _STATES[self]


_STATES = {
    LoadState.DRY_RUN: "Looked at, not taken in",
    LoadState.COMMITTED: "Taken in",
    LoadState.UNDONE: "Taken back",
}


class Act(StrEnum):
    """Changes that this app makes, as the audit log names them."""

    LOOKED_AT = "records.dry_run"
    LOADED = "records.loaded"
    UNDONE = "records.undone"
    APPENDED = "records.appended"
    WITHDRAWN = "records.withdrawn"


class Kept(StrEnum):
    """Kinds of row that those entries name."""

    LOAD = "records.load"


class Counted(StrEnum):
    """What those entries count."""

    NEW = "new"
    EQUAL = "equal"
    CHANGED = "changed"
    REJECTED = "rejected"
    GIVEN_BACK = "given_back"


@frozen
class Rows:
    """A few rows of every table of the format, with ``known_on``, by column.

    Each table is sorted by its key; ``unknown`` names each table's columns that the
    format does not know, ``shared`` the references of events that so many reports
    share that the others of these were not read.
    """

    persons: list[dict[str, Any]]
    incidents: list[dict[str, Any]]
    involvements: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    assessments: list[dict[str, Any]]
    decisions: list[dict[str, Any]]
    unknown: Mapping[str, list[str]]
    shared: frozenset[str] = frozenset()

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The rows by the name of their table."""
        return {
            "persons": self.persons,
            "incidents": self.incidents,
            "involvements": self.involvements,
            "orders": self.orders,
            "assessments": self.assessments,
            "decisions": self.decisions,
        }


@frozen
class TableCounts:
    """What a delivery brings for one table of the format, in rows of the format.

    Attributes:
        new: Rows whose key is not held.
        equal: Rows that say what is held already; they are skipped.
        changed: Rows that say something else than is held; they take its place.
        rejected: Rows that were refused; a value that was not read refuses no row.
    """

    new: int = 0
    equal: int = 0
    changed: int = 0
    rejected: int = 0


@frozen
class Outcome:
    """What a delivery would bring, or has brought.

    Attributes:
        load: Id of its row.
        state: Whether it was taken in.
        counts: By table of the format.
        rejected: What was refused, as rejected.csv lists it: ``file, line, column,
            value, reason, refused``.
        records: Ids of the mentions of people that are new or changed.
    """

    load: UUID
    state: LoadState
    counts: Mapping[str, TableCounts]
    rejected: pl.DataFrame
    records: pl.Series


@frozen
class LoadLine:
    """A delivery in the list of deliveries."""

    id: UUID
    source: str
    as_of: date
    state: LoadState
    counts: Mapping[str, TableCounts]
    recorded_at: datetime
    committed_at: datetime | None
    undone_at: datetime | None


@frozen
class RejectedLine:
    """One thing that was refused in a delivery, values of people masked."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    refused: str


@frozen
class Undone:
    """What taking a load back came to.

    Attributes:
        load: Its id.
        gone: Mentions of people that are held no longer, by ``record_id``.
        given_back: Mentions that say again what they said before it.
    """

    load: UUID
    gone: pl.Series
    given_back: pl.Series
