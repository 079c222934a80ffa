"""What was delivered, taken in and taken back, and what was refused in it.

For whoever runs the platform, at its command line; those who load from a screen see
their own uploads.
"""

from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl
from django.contrib.auth import get_user_model

from safeward.apps.foundation.ordering import ordered
from safeward.apps.records.models import Load, RejectedRow
from safeward.apps.records.types import LoadLine, LoadRefused, LoadState, TableCounts
from safeward.core.holdings.schema import REJECTED_SCHEMA

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def account(*, username: str) -> "User":
    """The open account of that name, for whoever loads on its behalf.

    Raises:
        LoadRefused: There is none.
    """
    user = get_user_model().objects.filter(username=username, is_active=True).first()
    if user is None:
        raise LoadRefused(f"There is no open account {username!r}; see the staff list.")
    return user


def loads(*, most: int = 50) -> list[LoadLine]:
    """The latest deliveries, the last first; no names of people among them."""
    rows = ordered(Load.objects.all(), "-recorded_at")[:most]
    return [_line(load) for load in rows]


def rejected(*, load: UUID) -> pl.DataFrame:
    """What was refused in a delivery that was taken in, as rejected.csv lists it.

    Raises:
        LoadRefused: There is no such delivery.
    """
    if not Load.objects.filter(pk=load).exists():
        raise LoadRefused("There is no such load.")
    rows = RejectedRow.objects.filter(load=load).order_by("id")
    return pl.DataFrame(
        list(rows.values_list(*REJECTED_SCHEMA)), schema=REJECTED_SCHEMA, orient="row"
    )


def _line(load: Load) -> LoadLine:
    return LoadLine(
        id=load.pk,
        source=load.source,
        as_of=load.as_of,
        state=LoadState(load.state),
        counts={name: TableCounts(**of) for name, of in load.counts.items()},
        recorded_at=load.recorded_at,
        committed_at=load.committed_at,
        undone_at=load.undone_at,
    )
