"""One order on every database: blanks last, and no two rows ever tied.

Text goes by code point on both: SQLite compares bytes, and a PostgreSQL database must
have the collation C, which `checks.py` insists on.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Field, Model, QuerySet
from django.db.models.expressions import OrderBy


def _term(model: type[Model], column: str) -> OrderBy | str:
    name = column.removeprefix("-")
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        nullable = True  # an annotation, or a column of a joined table
    else:
        nullable = not isinstance(field, Field) or field.null
    if not nullable:
        # Said plainly, so that an ordinary index serves both directions.
        return column
    expression = F(name)
    if column.startswith("-"):
        return expression.desc(nulls_last=True)
    return expression.asc(nulls_last=True)


def ordered[M: Model](rows: QuerySet[M, Any], *columns: str) -> QuerySet[M, Any]:
    """Order rows by columns (``-`` first for downwards), then by their primary key.

    Blanks come last in either direction. The key makes the order total, so that a page
    boundary never drops or repeats a row.
    """
    key = rows.model._meta.pk
    assert key is not None  # noqa: S101 - every concrete table has one
    terms = [_term(rows.model, column) for column in columns]
    if {column.removeprefix("-") for column in columns} & {"pk", key.name}:
        return rows.order_by(*terms)
    return rows.order_by(*terms, "pk")
