"""The one row that makes identity decisions follow one another, number and count."""

from django.db import transaction
from django.db.models import F

from safeward.apps.people.models import IdentityHead

_ONLY = 1


def hold() -> IdentityHead:
    """Wait for whoever decides now, and hold the log until the transaction ends.

    Two reports that arrive together about one new person would otherwise both find
    nobody, and make two.
    """
    held = IdentityHead.objects.select_for_update()
    try:
        return held.get(pk=_ONLY)
    except IdentityHead.DoesNotExist:
        with transaction.atomic():
            IdentityHead.objects.bulk_create(
                [IdentityHead(id=_ONLY)], ignore_conflicts=True
            )
        return held.get(pk=_ONLY)


def records_held() -> int:
    """How many records the index holds."""
    row = IdentityHead.objects.filter(pk=_ONLY).first()
    return row.records if row else 0


def count(records: int) -> None:
    """Take note that the index holds so many more records, or fewer."""
    if records and not _changed(records):
        hold()
        _changed(records)


def _changed(records: int) -> int:
    rows = IdentityHead.objects.filter(pk=_ONLY)
    return rows.update(records=F("records") + records)


def numbers(head: IdentityHead, many: int) -> range:
    """Take the next numbers of the log."""
    first = head.decisions + 1
    head.decisions += many
    IdentityHead.objects.filter(pk=_ONLY).update(decisions=head.decisions)
    return range(first, first + many)
