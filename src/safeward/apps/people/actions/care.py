"""What must be known before somebody stands at a door or picks up a telephone."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import may
from safeward.apps.access.types import Permission, Purpose, Refused
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.models import Flag, Person, SafeContact
from safeward.apps.people.types import Act, FlagKind, Kept, SafeHow
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

LONGEST_DAYS = 366
"""A warning is looked at again within a year, or it ends."""


class NoSuchEnd(UnusableInput):
    """A day on which a warning cannot end."""


@transaction.atomic
def flag(
    *,
    by: "User",
    person: UUID,
    kind: FlagKind,
    until: date,
    words: str = "",
    purpose: Purpose | None = None,
) -> Flag:
    """Warn whoever meets a person, until a day.

    Raises:
        Refused: When the actor does not work with this person.
        NoSuchEnd: When the day is past or over a year away.
    """
    about = _the(Person, person, by, purpose)
    must(by, Permission.CASE_WORK, about, purpose)
    today = clock.today()
    if not 0 <= (until - today).days <= LONGEST_DAYS:
        raise NoSuchEnd("A warning ends on a day from today to a year from today.")
    row = Flag.objects.create(
        person=about,
        kind=kind.value,
        words=words.strip(),
        known_on=today,
        until=until,
        by=by,
    )
    _record(by, Act.FLAGGED, Kept.FLAG, row)
    return row


@transaction.atomic
def end_flag(*, by: "User", flag: UUID, purpose: Purpose | None = None) -> None:
    """End a warning today; it stays as history.

    Raises:
        Refused: When the actor does not work with this person.
    """
    row = _the(Flag, flag, by, purpose)
    must(by, Permission.CASE_WORK, row.person, purpose)
    _end(by, row)
    _record(by, Act.FLAG_ENDED, Kept.FLAG, row)


@transaction.atomic
def set_safe_contact(
    *,
    by: "User",
    person: UUID,
    how: SafeHow,
    words: str = "",
    purpose: Purpose | None = None,
) -> SafeContact:
    """Write down how a person may be reached without danger to them.

    Raises:
        Refused: When the actor does not work with this person.
    """
    about = _the(Person, person, by, purpose)
    must(by, Permission.CASE_WORK, about, purpose)
    row = SafeContact.objects.create(
        person=about, how=how.value, words=words.strip(), known_on=clock.today(), by=by
    )
    _record(by, Act.SAFE_CONTACT_SET, Kept.SAFE_CONTACT, row)
    return row


@transaction.atomic
def end_safe_contact(
    *, by: "User", safe_contact: UUID, purpose: Purpose | None = None
) -> None:
    """End a rule of contact today; it stays as history.

    Raises:
        Refused: When the actor does not work with this person.
    """
    row = _the(SafeContact, safe_contact, by, purpose)
    must(by, Permission.CASE_WORK, row.person, purpose)
    _end(by, row)
    _record(by, Act.SAFE_CONTACT_ENDED, Kept.SAFE_CONTACT, row)


def _the[M: models.Model](
    model: type[M], key: UUID, by: "User", purpose: Purpose | None
) -> M:
    """A row; one that is not there refuses as one that is not open does."""
    row = model._base_manager.filter(pk=key).first()
    if row is None:
        action = Permission.CASE_WORK
        decision = may(by, action, Person(pk=key), purpose)
        raise Refused(decision, action, purpose=purpose, thing=key)
    return row


def _end(by: "User", row: Flag | SafeContact) -> None:
    row.ended_on = clock.today()
    row.ended_by = by
    row.save(update_fields=["ended_on", "ended_by"])


def _record(by: "User", act: Act, kind: Kept, row: Flag | SafeContact) -> None:
    things = [Thing(Kept.PERSON, row.person_id), Thing(kind, row.pk)]
    record_write(by=by.pk, action=act, things=things)
