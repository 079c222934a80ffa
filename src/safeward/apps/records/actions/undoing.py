"""Take a load back: its rows stop being current, and those it replaced are so again."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl
from django.db import connection, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.foundation import clock
from safeward.apps.records.actions.recording import recorded
from safeward.apps.records.models import Load
from safeward.apps.records.store.alone import alone
from safeward.apps.records.store.reading import columns_of, query_rows
from safeward.apps.records.store.resting import first_resting_on
from safeward.apps.records.store.shapes import SHAPES, Shape
from safeward.apps.records.store.turning import CONTENT
from safeward.apps.records.store.writing import insert, moment_text
from safeward.apps.records.types import Act, LoadRefused, LoadState, Undone, UndoRefused
from safeward.core.holdings.schema import KNOWN_ON

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@transaction.atomic
def undo_load(*, by: "User | None", load: UUID) -> Undone:
    """Take a load back, so that everything is as it was before it.

    Its rows stay, marked as no longer current. Rows that it took the place of are
    entered again, so that what stood between the two moments can still be told.

    Args:
        by: Who takes it back; nobody is the platform itself.
        load: Which load.

    Raises:
        Refused: When the actor may not load holdings.
        LoadRefused: There is no such load, or it was not taken in.
        UndoRefused: Something that came later replaced its rows or refers to them;
            the sentence says what to take back first.
    """
    if by is not None:
        must(by, Permission.HOLDINGS_LOAD)
    alone()
    row = Load.objects.select_for_update().filter(pk=load).order_by("pk").first()
    if row is None or row.state != LoadState.COMMITTED.value:
        raise LoadRefused("There is no such load, or it is not taken in.")
    resting = first_resting_on(load)
    if resting is not None:
        raise UndoRefused(_sentence(resting.load))
    now = clock.now()
    row.state = LoadState.UNDONE.value
    row.undone_at, row.undone_by = now, by
    row.save(update_fields=["state", "undone_at", "undone_by"])
    before = {name: _replaced_by(load, shape) for name, shape in SHAPES.items()}
    gone = _records_of(load)
    for name, shape in SHAPES.items():
        _take_back(load, shape, now)
        insert(before[name], shape, load=None, at=now)
    back = before["persons"]["record_id"]
    given_back = sum(rows.height for rows in before.values())
    recorded(Act.UNDONE, by=by, load=load, counts=(), given_back=given_back)
    return Undone(
        load=load,
        gone=gone.filter(~gone.is_in(back.implode())).sort(),
        given_back=back.sort(),
    )


def _records_of(load: UUID) -> pl.Series:
    shape = SHAPES["persons"]
    columns = {"record_id": shape.columns["record_id"]}
    condition = "t.superseded_at IS NULL AND t.load_id = %s"
    return query_rows(shape, columns, condition, [load.hex])["record_id"]


def _replaced_by(load: UUID, shape: Shape) -> pl.DataFrame:
    """The rows that a load took the place of, as they are to be entered again."""
    columns = {
        **columns_of(shape),
        KNOWN_ON: pl.Date(),
        CONTENT: pl.Binary(),
        "load_id": pl.String(),
    }
    return query_rows(shape, columns, "t.superseded_by_id = %s", [load.hex])


def _take_back(load: UUID, shape: Shape, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{shape.stored_in}" SET superseded_at = %s '  # noqa: S608
            "WHERE load_id = %s AND superseded_at IS NULL",
            [moment_text(at), load.hex],
        )


def _sentence(later: UUID | None) -> str:
    if later is None:
        return "Something typed in here rests on this load, so it cannot be taken back."
    row = Load.objects.get(pk=later)
    return (
        f"A later load rests on this one ({row.source}, {row.recorded_at:%d %B %Y}); "
        "take that back first."
    )
