"""Every table of the holdings format, declared once as data.

Reading, validating, writing, hashing and the reference page all follow these
declarations; nothing else in the code knows a column's type or rule.
"""

from enum import Enum
from typing import Final

import polars as pl
from attrs import frozen

from safeward.core.vocabulary import codes


class Kind(Enum):
    """What a cell of a column may hold."""

    TEXT = "as recorded"
    ID = "an id, as given"
    LABEL = "an open code, kept in lower case"
    STATE = "a jurisdiction's code, kept in upper case"
    PLACE = "an open code, kept as the files spell it"
    CODE = "one of a closed list"
    YES_NO = "yes, no or empty"
    DATE = "a date YYYY-MM-DD"
    MOMENT = "a date, or a date-time YYYY-MM-DDTHH:MM"
    NUMBER = "a number, 0 or more"
    DIGITS = "digits"
    LIST = "values with ; between"


_DTYPES: Final = {
    Kind.YES_NO: pl.Boolean(),
    Kind.DATE: pl.Date(),
    Kind.MOMENT: pl.Date(),
    Kind.NUMBER: pl.Float64(),
    Kind.LIST: pl.List(pl.String()),
}


@frozen
class Column:
    """One column of a table.

    Attributes:
        name: As in the header.
        kind: What its cells may hold.
        required: A file without the column is refused whole.
        may_be_empty: An empty cell does not refuse the row. True for every optional
            column, and for an answer: an item may be left unanswered.
        codes: The closed list, in its canonical spelling.
        masked: A name, contact or birth value, shown only by its first character when
            a problem is listed.
        references: The table whose key the value must be found in.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    may_be_empty: bool = True
    codes: tuple[str, ...] = ()
    masked: bool = False
    references: str | None = None

    @property
    def dtype(self) -> pl.DataType:
        """The type of the column in a frame of Holdings."""
        return _DTYPES.get(self.kind, pl.String())


@frozen
class Table:
    """One table of the format: its columns in the format's order, and its key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    must_exist: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in the format's order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns a file cannot do without."""
        return tuple(column.name for column in self.columns if column.required)

    def column(self, name: str) -> Column:
        """Find a column by name."""
        return next(column for column in self.columns if column.name == name)


def _needed(
    name: str,
    kind: Kind = Kind.ID,
    *,
    codes: tuple[str, ...] = (),
    references: str | None = None,
    may_be_empty: bool = False,
) -> Column:
    return Column(
        name,
        kind,
        required=True,
        may_be_empty=may_be_empty,
        codes=codes,
        references=references,
    )


def _code(name: str, values: tuple[str, ...], *, masked: bool = False) -> Column:
    return Column(name, Kind.CODE, codes=values, masked=masked)


PERSONS: Final = Table(
    "persons",
    (
        _needed("record_id"),
        _needed("agency", Kind.LABEL),
        Column("identifier"),
        Column("family_name", masked=True),
        Column("given_names", masked=True),
        Column("other_names", Kind.LIST, masked=True),
        Column("date_of_birth", Kind.DATE, masked=True),
        Column("date_of_death", Kind.DATE),
        _code("sex", codes.SEXES),
        Column("address", masked=True),
        Column("suburb", masked=True),
        Column("postcode", Kind.DIGITS, masked=True),
        _code("state", codes.STATES, masked=True),
        Column("phone", masked=True),
        Column("email", masked=True),
        Column("recorded_on", Kind.DATE),
        Column("protected", Kind.YES_NO),
        Column("restricted", Kind.YES_NO),
        _code("indigenous_status", codes.INDIGENOUS_STATUSES),
        Column("priority_groups", Kind.LIST),
        Column("country_of_birth"),
        Column("language"),
    ),
    key=("record_id",),
    must_exist=True,
)

INCIDENTS: Final = Table(
    "incidents",
    (
        _needed("incident_id"),
        _needed("agency", Kind.LABEL),
        Column("event_ref"),
        _needed("kind", Kind.CODE, codes=codes.INCIDENT_KINDS),
        _needed("occurred_on", Kind.MOMENT),
        Column("reported_on", Kind.DATE),
        _needed("division", Kind.PLACE),
        Column("form"),
        Column("offence"),
        Column("harm", Kind.NUMBER),
        _code("injury", codes.INJURIES),
        *(Column(marker, Kind.YES_NO) for marker in codes.MARKERS),
        _code("victim_fear", codes.FEARS),
        Column("order_id", Kind.ID, references="orders"),
        _code("detected", codes.DETECTED),
        _code("outcome", codes.OUTCOMES),
        Column("outcome_on", Kind.DATE),
        Column("predominant_aggressor", Kind.ID, references="persons"),
        _code("aggressor_status", codes.AGGRESSOR_STATUSES),
        Column("aggressor_on", Kind.DATE),
    ),
    key=("incident_id",),
    must_exist=True,
)

INVOLVEMENTS: Final = Table(
    "involvements",
    (
        _needed("incident_id", references="incidents"),
        _needed("record_id", references="persons"),
        _needed("role", Kind.CODE, codes=codes.ROLES),
        _code("relationship", codes.RELATIONSHIPS),
        _code("injury", codes.INJURIES),
        Column("present", Kind.YES_NO),
    ),
    key=("incident_id", "record_id", "role"),
    must_exist=True,
)

ORDERS: Final = Table(
    "orders",
    (
        _needed("order_id"),
        _needed("record_id", references="persons"),
        _needed("kind", Kind.CODE, codes=codes.ORDER_KINDS),
        Column("protected_record_id", Kind.LIST, references="persons"),
        _needed("issued_on", Kind.DATE),
        Column("served_on", Kind.DATE),
        Column("expires_on", Kind.DATE),
        Column("ended_on", Kind.DATE),
        _code("conditions", codes.ORDER_CONDITIONS),
        Column("state", Kind.STATE),
    ),
    key=("order_id",),
)

ASSESSMENTS: Final = Table(
    "assessments",
    (
        _needed("assessment_id"),
        _needed("instrument", Kind.LABEL),
        _needed("completed_on", Kind.DATE),
        _needed("record_id", references="persons"),
        Column("victim_record_id", Kind.ID, references="persons"),
        Column("incident_id", Kind.ID, references="incidents"),
        _needed("item", Kind.LABEL),
        _needed("answer", Kind.LABEL, may_be_empty=True),
        Column("void", Kind.YES_NO),
    ),
    key=("assessment_id", "item"),
)

DECISIONS: Final = Table(
    "decisions",
    (
        _needed("record_id", references="persons"),
        _needed("decided_on", Kind.DATE),
        _needed("kind", Kind.CODE, codes=codes.DECISION_KINDS),
        _code("tier", codes.TIERS),
        Column("by_role"),
        Column("reason"),
    ),
    key=("record_id", "decided_on", "kind"),
)

TABLES: Final = {
    table.name: table
    for table in (PERSONS, INCIDENTS, INVOLVEMENTS, ORDERS, ASSESSMENTS, DECISIONS)
}
"""The tables in the order of the format's page."""

SETTLING_ORDER: Final = (
    PERSONS,
    ORDERS,
    INCIDENTS,
    INVOLVEMENTS,
    ASSESSMENTS,
    DECISIONS,
)
"""Each table after those whose keys it refers to."""

KNOWN_ON: Final = "known_on"
OCCURRED_AT: Final = "occurred_at"
DERIVED: Final = (OCCURRED_AT, KNOWN_ON)
"""Columns that reading adds; they never stand in a file."""


def place_of(name: str) -> str:
    """Name of the working column that says where in its table a reference points."""
    return f"\x1fplace of {name}"


REJECTED_SCHEMA: Final = {
    "file": pl.String(),
    "line": pl.Int64(),
    "column": pl.String(),
    "value": pl.String(),
    "reason": pl.String(),
    "refused": pl.String(),
}
"""What ``rejected.csv`` says of each problem, and how it is sorted."""
