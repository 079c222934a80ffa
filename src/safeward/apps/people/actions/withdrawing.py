"""Take records back that an agency took back: nobody's any more, and not found."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts
from safeward.apps.foundation import clock
from safeward.apps.people.head import hold
from safeward.apps.people.index_store import DatabaseStore
from safeward.apps.people.linking.regrouping import redraw
from safeward.apps.people.linking.writing import Line, log
from safeward.apps.people.models import LinkReview, Place, WeakJoin
from safeward.apps.people.registry import tell_regrouped
from safeward.apps.people.types import Act, Counted, Decided, Verdict

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_AT_ONCE = 900


@transaction.atomic
def withdraw(*, by: "User | None", record_ids: Collection[str]) -> None:
    """Take records out of everybody's persons, as when a load is undone.

    The log keeps what was decided about them. A person of whom no record is left stays
    as a row that no list shows.
    """
    held = hold()
    ordered = sorted(set(record_ids))
    places: dict[str, Place] = {}
    for first in range(0, len(ordered), _AT_ONCE):
        some = ordered[first : first + _AT_ONCE]
        rows = Place.objects.filter(record_id__in=some)
        places |= {row.record_id: row for row in rows}
        for side in ("record_a", "record_b"):
            LinkReview.objects.filter(**{f"{side}__in": some}, verdict="").update(
                verdict=Verdict.SETTLED.value, decided_at=clock.now()
            )
        rows.delete()
    if not places:
        return
    log(
        held,
        (
            Line(
                kind=Decided.WITHDRAWN,
                record_a=record,
                person=places[record].person_id,
                known_on=clock.today(),
            )
            for record in sorted(places)
        ),
        by,
    )
    DatabaseStore().remove(sorted(places))
    persons = {row.person_id for row in places.values()}
    WeakJoin.objects.filter(person_id__in=persons).delete()
    redraw(persons)
    tell_regrouped(persons, by)
    record_write(
        by=by.pk if by else None,
        action=Act.WITHDRAWN,
        things=[],
        counts=Counts({Counted.RECORDS: len(places)}),
    )
