"""The holdings that the database keeps, as the core reads them from files.

For the platform's own work, ranking and linkage; no surface shows them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

import polars as pl

from safeward.apps.records.models import Load, RejectedRow
from safeward.apps.records.queries.neighbourhood import framed, neighbourhood
from safeward.apps.records.store.reading import (
    Moment,
    columns_of,
    query_rows,
    whole,
)
from safeward.apps.records.store.shapes import SHAPES
from safeward.apps.records.store.turning import given
from safeward.apps.records.types import LoadState
from safeward.core.holdings.known import known, with_known_on
from safeward.core.holdings.schema import REJECTED_SCHEMA
from safeward.core.holdings.types import Holdings
from safeward.core.holdings.validate import with_places


def holdings(
    *,
    as_of: date | None = None,
    records: Iterable[str] | None = None,
    recorded_at: datetime | None = None,
) -> Holdings:
    """Everything held, or what concerns some mentions of people, in a few queries.

    The whole equals what the core reads from the same files; a neighbourhood (see
    `neighbourhood`) is the whole cut down.

    Args:
        as_of: Only what was known on this date, and has happened by then.
        records: The mentions, by ``record_id``; everything when left out.
        recorded_at: As the platform stood at that moment; now when left out.

    Returns:
        Holdings with ``known_on``. ``inputs`` is empty: files are named by their loads.
        ``given`` names the tables that have rows. A neighbourhood names nothing as
        rejected.
    """
    moment = Moment(recorded_at)
    if records is None:
        kept_rows = {
            name: whole(shape, columns_of(shape), moment)
            for name, shape in SHAPES.items()
        }
        unknown = _unknown_columns(moment)
        tables = _as_given(kept_rows, unknown)
        held = _held(with_known_on(with_places(tables)), _rejected(moment))
    else:
        near = neighbourhood(records=records, recorded_at=recorded_at)
        held = _held(framed(near), pl.DataFrame(schema=REJECTED_SCHEMA))
    return held if as_of is None else known(held, as_of)


def current_ids(*, load: UUID | None = None) -> pl.Series:
    """The ``record_id`` of every current mention, or of a load's; sorted."""
    condition, values = "t.superseded_at IS NULL", []
    if load is not None:
        condition, values = f"{condition} AND t.load_id = %s", [load.hex]
    shape = SHAPES["persons"]
    columns = {"record_id": shape.columns["record_id"]}
    rows = query_rows(shape, columns, condition, values)
    return rows["record_id"].sort()


def _as_given(
    rows: Mapping[str, pl.DataFrame], unknown: Mapping[str, set[str]]
) -> dict[str, pl.DataFrame]:
    return {
        name: given(rows[name], shape, sorted(unknown.get(name, ())))
        for name, shape in SHAPES.items()
    }


def _held(tables: dict[str, pl.DataFrame], rejected: pl.DataFrame) -> Holdings:
    return Holdings(
        persons=tables["persons"],
        incidents=tables["incidents"],
        involvements=tables["involvements"],
        orders=tables["orders"],
        assessments=tables["assessments"],
        decisions=tables["decisions"],
        rejected=rejected,
        given=frozenset(name for name, rows in tables.items() if rows.height),
    )


def _standing(moment: Moment) -> list[Load]:
    """The loads that had been taken in and not taken back."""
    loads = Load.objects.filter(committed_at__isnull=False)
    if moment.at is None:
        return list(loads.filter(state=LoadState.COMMITTED.value).order_by("id"))
    then = loads.filter(committed_at__lte=moment.at)
    return list(
        then.exclude(undone_at__isnull=False, undone_at__lte=moment.at).order_by("id")
    )


def _unknown_columns(moment: Moment) -> dict[str, set[str]]:
    """Columns that the format does not know, by table, as the files named them."""
    found: dict[str, set[str]] = {}
    for load in _standing(moment):
        for file in load.inputs:
            found.setdefault(file["table"], set()).update(file["unknown"])
    return found


def _rejected(moment: Moment) -> pl.DataFrame:
    rows = RejectedRow.objects.filter(load__in=_standing(moment))
    return pl.DataFrame(
        list(rows.values_list(*REJECTED_SCHEMA)), schema=REJECTED_SCHEMA, orient="row"
    ).sort(*REJECTED_SCHEMA)
