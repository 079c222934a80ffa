"""Who is who now: for other apps and for the ranking, which decide nothing by it."""

from collections.abc import Collection, Iterable
from uuid import UUID

import polars as pl
from django.db.models import Q

from safeward.apps.people.models import LinkReview, Person, Place, WeakJoin
from safeward.core.linkage.model import default_model
from safeward.core.linkage.types import Linked

_AT_ONCE = 900
_ENDS = ("person_a_id", "person_b_id")

_PEOPLE = {
    "record_id": pl.String(),
    "person_id": pl.String(),
    "probability": pl.Float64(),
    "basis": pl.String(),
}
_REVIEW = {
    "record_a": pl.String(),
    "record_b": pl.String(),
    "weight": pl.Float64(),
    "probability": pl.Float64(),
    "why": pl.String(),
}
_WEAK = {
    "record_a": pl.String(),
    "record_b": pl.String(),
    "weight": pl.Float64(),
    "probability": pl.Float64(),
    "side": pl.List(pl.String),
}


def people_of(record_ids: Collection[str]) -> dict[str, UUID]:
    """Whose each of these records is; records that nobody placed are left out."""
    found: dict[str, UUID] = {}
    for some in _slices(record_ids):
        rows = Place.objects.filter(record_id__in=some)
        found |= dict(rows.values_list("record_id", "person_id"))
    return found


def codes_of(records: Collection[str]) -> dict[str, str]:
    """The codes of the persons of these records, by each record that is theirs."""
    found: dict[str, str] = {}
    for some in _slices(records):
        persons = Place.objects.filter(record_id__in=some).values("person_id")
        places = Place.objects.filter(person_id__in=persons)
        found |= dict(places.values_list("record_id", "person__code"))
    return found


def in_doubt(persons: Collection[UUID]) -> set[UUID]:
    """Those of these persons whom an open review or a weak join touches."""
    asked = set(persons)
    reviews = LinkReview.objects.filter(
        Q(person_a__in=asked) | Q(person_b__in=asked), verdict=""
    )
    touched = {end for ends in reviews.values_list(*_ENDS) for end in ends}
    weak = WeakJoin.objects.filter(person_id__in=asked)
    return asked & (touched | set(weak.values_list("person_id", flat=True)))


def record_ids(person: UUID) -> tuple[str, ...]:
    """The records that are held to be one person's, by id."""
    rows = Place.objects.filter(person_id=person).order_by("pk")
    return tuple(rows.values_list("record_id", flat=True))


def records_of(persons: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The same for several persons at once."""
    found: dict[UUID, list[str]] = {person: [] for person in persons}
    for some in _slices(sorted(found)):
        rows = Place.objects.filter(person_id__in=some).order_by("pk")
        for record, person in rows.values_list("record_id", "person_id"):
            found[person].append(record)
    return {person: tuple(records) for person, records in found.items()}


def persons_by_code(codes: Collection[str]) -> dict[str, UUID]:
    """The ids of persons whom the ranking names by code."""
    found: dict[str, UUID] = {}
    for some in _slices(codes):
        rows = Person.objects.filter(code__in=some)
        found |= dict(rows.values_list("code", "id"))
    return found


def present(person: UUID) -> UUID:
    """Whom a person is held to be now: themselves, or who they were merged into."""
    row = Person.objects.filter(pk=person).values_list("merged_into_id").first()
    return row[0] or person if row else person


def linked(*, records: Collection[str] | None = None) -> Linked:
    """The present grouping as the core's linkage hands it on: for the ranking.

    ``person_id`` is the person's code. ``review`` holds the open reviews; what people
    confirmed or rejected is not in doubt any more.

    Args:
        records: Only the persons of these records, each whole; everybody when left out.
    """
    places = Place.objects.all()
    reviews = LinkReview.objects.filter(verdict="")
    weak = WeakJoin.objects.all()
    if records is not None:
        persons = set(people_of(records).values())
        places = places.filter(person_id__in=persons)
        weak = weak.filter(person_id__in=persons)
        reviews = reviews.filter(person_a_id__in=persons) | reviews.filter(
            person_b_id__in=persons
        )
    people = _frame(
        places.values_list("record_id", "person__code", "probability", "basis"),
        _PEOPLE,
    ).sort("record_id")
    return Linked(
        people=people.with_columns(pl.col("probability").round(6)),
        review=_frame(reviews.values_list(*_REVIEW), _REVIEW).sort(
            "record_a", "record_b"
        ),
        weak_joins=_frame(weak.values_list(*_WEAK), _WEAK).sort("record_a", "record_b"),
        records_read=people.height,
        pairs_scored=0,
        model_id=default_model().name,
    )


def _frame(
    rows: Iterable[tuple[object, ...]], schema: dict[str, pl.DataType]
) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def _slices[T](values: Iterable[T]) -> Iterable[list[T]]:
    every = list(values)
    for first in range(0, len(every), _AT_ONCE):
        yield every[first : first + _AT_ONCE]
