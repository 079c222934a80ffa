"""Record who was trained in an instrument, and which agency may use it."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.assessments.models import Licence, Training
from safeward.apps.assessments.types import Act, Kept
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.core.instruments.library import find
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import Agency, User


class NotOneself(UnusableInput):
    """Somebody meant to record their own training."""


@transaction.atomic
def record_training(
    *,
    by: "User",
    account: "User",
    instrument: str,
    trained_on: date,
    until: date | None = None,
) -> UUID:
    """Record that somebody was trained in an instrument, and until when that holds.

    Raises:
        Refused: When the actor does not keep the accounts of that agency.
        NotOneself: When it is the actor's own.
        InstrumentUnknown: When there is no such instrument.
    """
    must(by, Permission.STAFF_SET, account)
    if account.pk == by.pk:
        raise NotOneself("Nobody records their own training; ask a colleague.")
    row = Training.objects.create(
        user=account,
        instrument=find(instrument).id,
        trained_on=trained_on,
        until=until,
        recorded_by=by,
    )
    _record(by, Act.TRAINING_RECORDED, row)
    return row.pk


@transaction.atomic
def end_training(*, by: "User", training: Training, until: date) -> None:
    """Let a training end on a day; the row stays as history.

    Raises:
        Refused: When the actor does not keep the accounts of that agency.
    """
    must(by, Permission.STAFF_SET, training)
    training.until = until
    training.save(update_fields=["until"])
    _record(by, Act.TRAINING_ENDED, training)


@transaction.atomic
def record_licence(
    *,
    by: "User",
    agency: "Agency",
    instrument: str,
    reference: str,
    since: date,
    until: date | None = None,
) -> UUID:
    """Record that an instrument's owner lets an agency use it.

    Args:
        by: Who records it.
        agency: Who may use it.
        instrument: Id in the library.
        reference: Where the permission is kept, such as a letter's number.
        since: From this day.
        until: To this day, if it ends.

    Raises:
        Refused: When the actor does not keep that agency.
        InstrumentUnknown: When there is no such instrument.
    """
    must(by, Permission.AGENCY_SET, agency)
    row = Licence.objects.create(
        agency=agency,
        instrument=find(instrument).id,
        reference=reference,
        since=since,
        until=until,
        recorded_by=by,
    )
    _record(by, Act.LICENCE_RECORDED, row)
    return row.pk


@transaction.atomic
def end_licence(*, by: "User", licence: Licence, until: date) -> None:
    """Let a permission end on a day; the row stays as history.

    Raises:
        Refused: When the actor does not keep that agency.
    """
    must(by, Permission.AGENCY_SET, licence)
    licence.until = until
    licence.save(update_fields=["until"])
    _record(by, Act.LICENCE_ENDED, licence)


def _record(by: "User", act: Act, row: Training | Licence) -> None:
    if isinstance(row, Training):
        things = [Thing(Kept.TRAINING, row.pk), Thing(Kept.ACCOUNT, row.user_id)]
    else:
        things = [Thing(Kept.LICENCE, row.pk)]
    record_write(by=by.pk, action=act, things=things)
