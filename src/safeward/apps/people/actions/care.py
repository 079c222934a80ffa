"""What must be known before somebody stands at a door or picks up a telephone."""

from datetime import date

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.models import User
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.models import Flag, Person, SafeContact
from safeward.apps.people.types import Act, FlagKind, Kept, SafeHow
from safeward.core.vocabulary.errors import UnusableInput

LONGEST_DAYS = 366
"""A warning is looked at again within a year, or it ends."""


class NoSuchEnd(UnusableInput):
    """A day on which a warning cannot end."""


@transaction.atomic
def flag(
    *,
    by: User,
    person: Person,
    kind: FlagKind,
    until: date,
    words: str = "",
    purpose: Purpose | None = None,
) -> Flag:
    """Warn whoever meets a person, until a day.

    Raises:
        Refused: When the actor makes no reports about this person.
        NoSuchEnd: When the day is past or over a year away.
    """
    must(by, Permission.REPORT_MAKE, person, purpose)
    today = clock.today()
    if not 0 <= (until - today).days <= LONGEST_DAYS:
        raise NoSuchEnd("A warning ends on a day from today to a year from today.")
    row = Flag.objects.create(
        person=person,
        kind=kind.value,
        words=words.strip(),
        known_on=today,
        until=until,
        by=by,
    )
    _record(by, Act.FLAGGED, Kept.FLAG, row)
    return row


@transaction.atomic
def end_flag(*, by: User, flag: Flag, purpose: Purpose | None = None) -> None:
    """End a warning today; it stays as history.

    Raises:
        Refused: When the actor makes no reports about this person.
    """
    must(by, Permission.REPORT_MAKE, flag.person, purpose)
    _end(by, flag)
    _record(by, Act.FLAG_ENDED, Kept.FLAG, flag)


@transaction.atomic
def set_safe_contact(
    *,
    by: User,
    person: Person,
    how: SafeHow,
    words: str = "",
    purpose: Purpose | None = None,
) -> SafeContact:
    """Write down how a person may be reached without danger to them.

    Raises:
        Refused: When the actor neither reports about nor works with this person.
    """
    must(by, Permission.REPORT_MAKE, person, purpose)
    row = SafeContact.objects.create(
        person=person, how=how.value, words=words.strip(), known_on=clock.today(), by=by
    )
    _record(by, Act.SAFE_CONTACT_SET, Kept.SAFE_CONTACT, row)
    return row


@transaction.atomic
def end_safe_contact(
    *, by: User, safe_contact: SafeContact, purpose: Purpose | None = None
) -> None:
    """End a rule of contact today; it stays as history.

    Raises:
        Refused: When the actor neither reports about nor works with this person.
    """
    must(by, Permission.REPORT_MAKE, safe_contact.person, purpose)
    _end(by, safe_contact)
    _record(by, Act.SAFE_CONTACT_ENDED, Kept.SAFE_CONTACT, safe_contact)


def _end(by: User, row: Flag | SafeContact) -> None:
    row.ended_on = clock.today()
    row.ended_by = by
    row.save(update_fields=["ended_on", "ended_by"])


def _record(by: User, act: Act, kind: Kept, row: Flag | SafeContact) -> None:
    things = [Thing(Kept.PERSON, row.person_id), Thing(kind, row.pk)]
    record_write(by=by.pk, action=act, things=things)
