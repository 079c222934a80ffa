"""What was delivered, taken in and taken back, and what was refused in it."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth import get_user_model

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation.ordering import ordered
from safeward.apps.records.models import Load, RejectedRow
from safeward.apps.records.types import (
    Act,
    Kept,
    LoadLine,
    LoadRefused,
    LoadState,
    RejectedLine,
    TableCounts,
)
from safeward.core.holdings.schema import REJECTED_SCHEMA

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_PAGE = 50


def loads(*, by: "User", page: int = 1, size: int = _PAGE) -> list[LoadLine]:
    """One page of the deliveries, the latest first.

    Raises:
        Refused: When the actor may not load holdings.
    """
    must(by, Permission.HOLDINGS_LOAD)
    rows = ordered(Load.objects.select_related("made_by"), "-recorded_at")
    start = (max(page, 1) - 1) * size
    lines = [_line(load) for load in rows[start : start + size]]
    _read(by, *(line.id for line in lines))
    return lines


def load(*, by: "User", load: UUID) -> LoadLine:
    """One delivery.

    Raises:
        Refused: When the actor may not load holdings.
        LoadRefused: There is no such delivery.
    """
    must(by, Permission.HOLDINGS_LOAD)
    row = Load.objects.select_related("made_by").filter(pk=load).first()
    if row is None:
        raise LoadRefused("There is no such load.")
    _read(by, row.pk)
    return _line(row)


def rejected(
    *, by: "User", load: UUID, page: int = 1, size: int = _PAGE
) -> list[RejectedLine]:
    """One page of what was refused in a delivery that was taken in.

    Raises:
        Refused: When the actor may not load holdings.
    """
    must(by, Permission.HOLDINGS_LOAD)
    rows = RejectedRow.objects.filter(load=load).order_by("id")
    start = (max(page, 1) - 1) * size
    lines = [
        RejectedLine(*values)
        for values in rows.values_list(*REJECTED_SCHEMA)[start : start + size]
    ]
    _read(by, load)
    return lines


def account(*, username: str) -> "User":
    """The open account of that name, for whoever loads on its behalf.

    Raises:
        LoadRefused: There is none.
    """
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise LoadRefused(f"There is no open account {username!r}; see the staff list.")
    return user


def _read(by: "User", *ids: UUID) -> None:
    record_read(
        by=by.pk,
        action=Act.LOADS_READ,
        purpose=None,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.LOAD, key) for key in ids],
    )


def _line(load: Load) -> LoadLine:
    return LoadLine(
        id=load.pk,
        source=load.source,
        made_by=load.made_by_id,
        made_by_name=load.made_by.display_name if load.made_by else "",
        as_of=load.as_of,
        state=LoadState(load.state),
        counts=counts_of(load.counts),
        recorded_at=load.recorded_at,
        committed_at=load.committed_at,
        undone_at=load.undone_at,
    )


def counts_of(said: dict[str, dict[str, Any]]) -> dict[str, TableCounts]:
    """Counts as they stand with a load."""
    return {name: TableCounts(**of) for name, of in said.items()}
