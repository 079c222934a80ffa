"""Open reviews: the doubts that only people settle, each once for two persons."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from attrs import evolve

from safeward.apps.foundation import clock
from safeward.apps.people.linking.local import BRIDGE, Doubt
from safeward.apps.people.linking.writing import Line, log
from safeward.apps.people.models import IdentityHead, LinkReview
from safeward.apps.people.types import Decided, Verdict

_AT_ONCE = 2_000


def open_reviews(
    held: IdentityHead,
    doubts: Iterable[Doubt],
    places: Mapping[str, UUID],
    about: Collection[str],
) -> tuple[UUID, ...]:
    """Open a review for each doubt that is new.

    One is enough for two persons while it is open. Two records that people found too
    little to join are not asked about again; two persons are, when a further record
    speaks for it.

    Args:
        held: The log.
        doubts: In the order in which they count, the surest first.
        places: Whose each record is.
        about: The records that came in: a doubt concerns one of them or its person.

    Returns:
        The ids of the reviews opened.
    """
    concerned = {places[record] for record in about if record in places}
    wanted: dict[frozenset[UUID], Doubt] = {}
    for doubt in doubts:
        ends = frozenset((places[doubt.record_a], places[doubt.record_b]))
        if len(ends) == 2 and ends & concerned:
            wanted.setdefault(ends, doubt)
    for ends in _asked(wanted):
        wanted.pop(ends, None)
    rows = review_rows(wanted.values(), places)
    made = LinkReview.objects.bulk_create(rows, batch_size=_AT_ONCE)
    log(held, (kept_apart(row) for row in made))
    return tuple(row.pk for row in made)


def review_rows(
    doubts: Iterable[Doubt], places: Mapping[str, UUID]
) -> list[LinkReview]:
    """Rows of reviews, not yet stored."""
    today = clock.today()
    return [
        LinkReview(
            record_a=one.record_a,
            record_b=one.record_b,
            person_a_id=places[one.record_a],
            person_b_id=places[one.record_b],
            weight=one.weight,
            probability=one.probability,
            why=one.why,
            opened_on=today,
        )
        for one in (_in_order(doubt) for doubt in doubts)
    ]


def kept_apart(row: LinkReview) -> Line:
    """The line of the log that says so."""
    return Line(
        kind=Decided.KEPT_APART,
        record_a=row.record_a,
        record_b=row.record_b,
        person=row.person_a_id,
        other=row.person_b_id,
        known_on=row.opened_on,
        weight=row.weight,
        probability=row.probability,
        basis=row.why,
    )


def _asked(wanted: Mapping[frozenset[UUID], Doubt]) -> set[frozenset[UUID]]:
    """Persons about whom people are asked already, or have said enough."""
    persons = {person for ends in wanted for person in ends}
    rows = LinkReview.objects.filter(
        person_a__in=persons, person_b__in=persons
    ).values_list(
        "record_a", "record_b", "person_a_id", "person_b_id", "verdict", "why"
    )
    done: set[frozenset[UUID]] = set()
    for record_a, record_b, one, other, verdict, why in rows:
        ends = frozenset((one, other))
        doubt = wanted.get(ends)
        again = doubt is not None and (doubt.why == BRIDGE) > (why == BRIDGE)
        same = doubt is not None and {doubt.record_a, doubt.record_b} == {
            record_a,
            record_b,
        }
        rejected = verdict == Verdict.REJECTED.value and (same or not again)
        if verdict == "" or verdict == Verdict.NEVER_LINK.value or rejected:
            done.add(ends)
    return done


def _in_order(doubt: Doubt) -> Doubt:
    if doubt.record_a < doubt.record_b:
        return doubt
    return evolve(doubt, record_a=doubt.record_b, record_b=doubt.record_a)
