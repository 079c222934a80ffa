"""How each table of the holdings format is kept: its model, key and columns."""

from typing import Final

import polars as pl
from attrs import frozen

from safeward.apps.records.models import (
    AssessmentRecord,
    DecisionRecord,
    IncidentRecord,
    InvolvementRecord,
    OrderRecord,
    PersonRecord,
)
from safeward.core.holdings import schema

type SourceModel = (
    type[PersonRecord]
    | type[IncidentRecord]
    | type[InvolvementRecord]
    | type[OrderRecord]
    | type[AssessmentRecord]
    | type[DecisionRecord]
)

TIME: Final = "occurred_time"
PART: Final = "part"
ANSWERS: Final = "answers"
EXTRA: Final = "extra"


@frozen
class Shape:
    """How one table of the format is kept.

    Attributes:
        table: The format's declaration.
        model: The table of the database.
        key: Columns by which a current row is told from all others.
        columns: What the rows say, with the types they have in a frame; lists of text
            and answers stand in the database as JSON.
        own_day: The column from which a row is known, where it has one.
    """

    table: schema.Table
    model: SourceModel
    key: tuple[str, ...]
    columns: dict[str, pl.DataType]
    own_day: str | None

    @property
    def name(self) -> str:
        """The table's name in the format."""
        return self.table.name

    @property
    def stored_in(self) -> str:
        """The table's name in the database."""
        return self.model._meta.db_table


def _columns(table: schema.Table) -> dict[str, pl.DataType]:
    return {column.name: column.dtype for column in table.columns}


def _incident_columns() -> dict[str, pl.DataType]:
    columns: dict[str, pl.DataType] = {}
    for name, dtype in _columns(schema.INCIDENTS).items():
        columns[name] = dtype
        if name == "occurred_on":
            columns[TIME] = pl.Time()
    return columns


def _assessment_columns() -> dict[str, pl.DataType]:
    columns = _columns(schema.ASSESSMENTS)
    for item in ("item", "answer"):
        del columns[item]
    return {**columns, PART: pl.Int64(), ANSWERS: pl.String()}


SHAPES: Final = {
    shape.name: shape
    for shape in (
        Shape(
            schema.PERSONS,
            PersonRecord,
            ("record_id",),
            _columns(schema.PERSONS),
            "recorded_on",
        ),
        Shape(
            schema.INCIDENTS,
            IncidentRecord,
            ("incident_id",),
            _incident_columns(),
            "reported_on",
        ),
        Shape(
            schema.INVOLVEMENTS,
            InvolvementRecord,
            ("incident_id", "record_id", "role"),
            _columns(schema.INVOLVEMENTS),
            None,
        ),
        Shape(
            schema.ORDERS,
            OrderRecord,
            ("order_id",),
            _columns(schema.ORDERS),
            "issued_on",
        ),
        Shape(
            schema.ASSESSMENTS,
            AssessmentRecord,
            ("assessment_id", PART),
            _assessment_columns(),
            "completed_on",
        ),
        Shape(
            schema.DECISIONS,
            DecisionRecord,
            ("record_id", "decided_on", "kind"),
            _columns(schema.DECISIONS),
            "decided_on",
        ),
    )
}
"""By the format's name, in the order of its page."""
