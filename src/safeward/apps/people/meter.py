"""How often somebody searches: a search is to find one person, not to look around."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from safeward.apps.foundation import clock
from safeward.apps.people.models import SearchMeter
from safeward.core.vocabulary.errors import UnusableInput

WINDOW: Final = timedelta(minutes=10)
MOST_IN_WINDOW: Final = 60
UNOPENED_BEFORE_REASON: Final = 5
"""After so many searches of which nobody was opened, a reason is asked for."""


class TooManySearches(UnusableInput):
    """More searches in a short time than a person makes for their work."""


@transaction.atomic
def counted(user: UUID, *, reason: bool) -> int | None:
    """Count a search; gives how many went before without anybody being opened.

    Returns:
        None when a reason is needed first; the search is then not counted.

    Raises:
        TooManySearches: Within ten minutes over sixty.
    """
    now = clock.now()
    SearchMeter.objects.bulk_create(
        [SearchMeter(user_id=user, window_began_at=now)], ignore_conflicts=True
    )
    row = SearchMeter.objects.select_for_update().get(user_id=user)
    if row.since_opened >= UNOPENED_BEFORE_REASON:
        if not reason:
            return None
        row.since_opened = 0
    if now - row.window_began_at >= WINDOW:
        row.window_began_at, row.in_window = now, 0
    if row.in_window >= MOST_IN_WINDOW:
        raise TooManySearches(
            "That is too many searches in ten minutes. Wait a little, or ask your "
            "intelligence analyst."
        )
    before = row.since_opened
    row.in_window += 1
    row.since_opened += 1
    row.save()
    return before


def opened(user: UUID) -> None:
    """Somebody who was found is opened: searching served its purpose."""
    SearchMeter.objects.filter(user_id=user, since_opened__gt=0).update(since_opened=0)
