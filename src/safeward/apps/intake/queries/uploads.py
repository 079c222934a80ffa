"""Uploads as those who may load see them."""

from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import visible
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_export, record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation.ordering import ordered
from safeward.apps.intake import staging
from safeward.apps.intake.models import Upload
from safeward.apps.intake.types.audited import Kept, Look
from safeward.apps.intake.types.shown import UploadShown
from safeward.apps.intake.types.words import UploadState
from safeward.apps.records.types import RejectedLine, TableCounts
from safeward.core.vocabulary.errors import SafewardError

if TYPE_CHECKING:
    from safeward.apps.access.models import User

PAGE = 25
MOST_LINES = 200
"""Refused lines on the page; the file has all of them."""


class UploadMissing(SafewardError):
    """There is no such upload, or its files are gone."""


def uploads(*, by: "User") -> tuple[UploadShown, ...]:
    """The latest hand-overs of one's teams, the last first.

    Raises:
        Refused: When this person may not load holdings.
    """
    must(by, Permission.HOLDINGS_LOAD)
    rows = visible(
        by, Upload.objects.select_related("user", "load"), Permission.HOLDINGS_LOAD
    )
    shown = list(ordered(rows, "-recorded_at")[:PAGE])
    _read(by, Look.UPLOADS, *shown)
    return tuple(_shown(row) for row in shown)


def upload(*, by: "User", upload: UUID, opened: bool = True) -> UploadShown:
    """One hand-over, and how far the work on it is.

    Args:
        by: Who asks.
        upload: Which one.
        opened: Whether a page opens; false while an open page asks how far it is.

    Raises:
        UploadMissing: When there is none.
        Refused: When this person may not load holdings for its team.
    """
    row = _find(by, upload)
    if opened:
        _read(by, Look.UPLOAD, row)
    return _shown(row)


def rejected_lines(*, by: "User", upload: UUID) -> tuple[RejectedLine, ...]:
    """The first refused rows and values, those of people masked."""
    row = _find(by, upload)
    return tuple(
        RejectedLine(
            file=line["file"],
            line=int(line["line"]),
            column=line["column"],
            value=line["value"],
            reason=line["reason"],
            refused=line["refused"],
        )
        for line in staging.rejected_lines(row.pk, MOST_LINES)
    )


def rejected_file(*, by: "User", upload: UUID) -> Path:
    """The whole list of what was refused, to be taken away as a file.

    Raises:
        UploadMissing: When it is no longer here.
        Refused: When this person may not load holdings for its team.
    """
    row = _find(by, upload)
    path = staging.rejected_of(row.pk)
    if not path.is_file():
        raise UploadMissing("The list is no longer here.")
    record_export(
        by=by.pk,
        action=Look.REJECTED,
        purpose=None,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.UPLOAD, row.pk)],
    )
    return path


def _find(by: "User", upload: UUID) -> Upload:
    rows = Upload.objects.select_related("user", "load").filter(pk=upload)
    row = rows.order_by("pk").first()
    if row is None:
        raise UploadMissing("There is no such upload.")
    must(by, Permission.HOLDINGS_LOAD, row)
    return row


def _shown(row: Upload) -> UploadShown:
    state = UploadState(row.state)
    stage, done, total = staging.noted(row.pk) if state.at_work else ("", 0, 0)
    return UploadShown(
        id=row.pk,
        source=row.source,
        made_by=row.user.display_name,
        as_of=row.as_of,
        received_at=row.recorded_at,
        state=state,
        load=row.load_id,
        problem=row.problem,
        rejected=row.rejected,
        stage=stage,
        done=done,
        total=total,
        counts=(
            {name: TableCounts(**of) for name, of in row.load.counts.items()}
            if row.load
            else {}
        ),
        preview=dict(row.preview),
    )


def _read(by: "User", look: Look, *rows: Upload) -> None:
    record_read(
        by=by.pk,
        action=look,
        purpose=None,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.UPLOAD, row.pk) for row in rows],
    )
