"""Doubts about identity, and what was decided: lists, and two records side by side."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl
from attrs import frozen
from django.db.models import Exists, OuterRef, Q, QuerySet

from safeward.apps.access.queries import Standing, may, standing_of, visible
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation.ordering import ordered
from safeward.apps.people.actions.deciding import UNDOABLE
from safeward.apps.people.contacts import closed_to
from safeward.apps.people.index_store import DatabaseStore
from safeward.apps.people.linking.regrouping import component
from safeward.apps.people.models import IdentityDecision, LinkReview, Person, Place
from safeward.apps.people.queries.page import seen
from safeward.apps.people.registry import rested_on
from safeward.apps.people.types import Act, Decided, Kept, Rested
from safeward.apps.records import queries as records
from safeward.core.linkage.explain import Explanation, explain
from safeward.core.linkage.model import default_model

if TYPE_CHECKING:
    from safeward.apps.access.models import User

HELD_BACK = frozenset({"address", "phone", "e-mail"})


@frozen
class ReviewLine:
    """A doubt in the list."""

    review: UUID
    names: tuple[str, str]
    persons: tuple[UUID, UUID]
    divisions: tuple[str, str]
    why: str
    probability: float | None
    would_move: tuple[str, ...]
    opened_on: date

    @property
    def chance(self) -> str:
        """The chance that the two are one, as people say it."""
        if self.probability is None:
            return "not weighed"
        return f"{self.probability:.0%}"


@frozen
class Side:
    """One of the two records of a doubt, as its agency wrote it."""

    record_id: str
    person: UUID
    code: str
    agency: str
    division: str
    known_on: date | None
    records: int
    fields: tuple[tuple[str, str], ...]
    closed: bool


@frozen
class Fact:
    """What one field adds to the doubt: in words, and in bits."""

    about: str
    found: str
    bits: float


@frozen
class ReviewPage:
    """A doubt with both records and the evidence, field by field."""

    line: ReviewLine
    one: Side
    other: Side
    facts: tuple[Fact, ...]
    prior: float
    weight: float
    decided: str


@frozen
class HistoryLine:
    """A decision about identity, as it is shown."""

    decision: UUID
    kind: str
    on: date
    by: str
    records: tuple[str, ...]
    basis: str
    words: str
    undone_on: date | None
    may_undo: bool


def review_queue(
    *, by: "User", purpose: Purpose | None, first: int = 0, size: int = 50
) -> tuple[tuple[ReviewLine, ...], int]:
    """Open doubts that the reader may decide, the worst to be wrong about first.

    Returns:
        One page of them, and how many there are.

    Raises:
        Refused: When no role of theirs decides about identity.
    """
    standing = standing_of(by)
    allowed = may(standing, Permission.IDENTITY_DECIDE)
    if not allowed:
        raise Refused(allowed, Permission.IDENTITY_DECIDE, purpose=purpose)
    rows = _to_decide(standing, purpose).filter(verdict="")
    total = rows.count()
    page = ordered(
        rows.select_related("person_a", "person_b"), "-harm", "-probability", "id"
    )[first : first + size]
    lines = tuple(_line(row) for row in page)
    record_read(
        by=by.pk,
        action=Act.REVIEWS_READ,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.PERSON, p) for line in lines for p in line.persons],
    )
    return lines, total


def review_page(*, by: "User", review: UUID, purpose: Purpose | None) -> ReviewPage:
    """Both records of a doubt side by side, and what speaks for and against.

    Raises:
        Refused: When the reader may not decide about it, or it is not there.
    """
    standing = standing_of(by)
    row = (
        _to_decide(standing, purpose)
        .select_related("person_a", "person_b")
        .filter(pk=review)
        .first()
    )
    if row is None:
        action = Permission.IDENTITY_DECIDE
        refusal = may(standing, action, Person(pk=review), purpose)
        raise Refused(refusal, action, purpose=purpose, thing=review)
    closed = _closed(standing, [row.person_a_id, row.person_b_id], purpose)
    held = records.holdings(records=[row.record_a, row.record_b]).persons
    model = default_model().for_records(len(DatabaseStore()))
    both = held.filter(pl.col("record_id").is_in([row.record_a, row.record_b]))
    said = (
        explain(row.record_a, row.record_b, both, model) if both.height == 2 else None
    )
    record_read(
        by=by.pk,
        action=Act.REVIEW_READ,
        purpose=purpose,
        detail=Detail.FULL,
        things=[
            Thing(Kept.REVIEW, row.pk),
            Thing(Kept.PERSON, row.person_a_id),
            Thing(Kept.PERSON, row.person_b_id),
        ],
    )
    return ReviewPage(
        line=_line(row),
        one=_side(row.record_a, row.person_a, both, hide=row.person_a_id in closed),
        other=_side(row.record_b, row.person_b, both, hide=row.person_b_id in closed),
        facts=_facts(said, hide=bool(closed)) if said else (),
        prior=said.prior if said else 0.0,
        weight=said.weight if said else row.weight or 0.0,
        decided=row.get_verdict_display() if row.verdict else "",
    )


def identity_history(
    *, by: "User", person: UUID, purpose: Purpose | None
) -> tuple[HistoryLine, ...]:
    """Every decision about who somebody is, the latest first.

    Raises:
        Refused: When the reader sees less of the person than a summary.
    """
    standing = standing_of(by)
    row, level = seen(by, standing, person, purpose)
    if level < Level.SUMMARY:
        refusal = may(
            standing, Permission.PERSON_READ, row, purpose, at_least=Level.SUMMARY
        )
        raise Refused(refusal, Permission.PERSON_READ, purpose=purpose, thing=row.pk)
    decides = bool(may(standing, Permission.IDENTITY_DECIDE, row, purpose))
    mine = list(row.places.values_list("record_id", flat=True))
    lines = (
        IdentityDecision.objects.filter(
            Q(record_a__in=mine) | Q(record_b__in=mine) | Q(person=row) | Q(other=row)
        )
        .select_related("by")
        .prefetch_related("undone_by")
        .order_by("-number")
    )
    record_read(
        by=by.pk,
        action=Act.HISTORY_READ,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.PERSON, row.pk)],
    )
    return tuple(_history(line, decides=decides) for line in lines)


def rests_on(
    *, by: "User", decision: UUID, purpose: Purpose | None
) -> tuple[HistoryLine, tuple[Rested, ...]]:
    """What was decided after a decision, and would rest on something else without it.

    Raises:
        Refused: When the reader may not decide about the person it is about.
    """
    standing = standing_of(by)
    line = (
        IdentityDecision.objects.select_related("person", "other", "by")
        .filter(pk=decision)
        .first()
    )
    action = Permission.IDENTITY_DECIDE
    about = line.person if line else Person(pk=decision)
    allowed = may(standing, action, about, purpose)
    if not allowed and line is not None and line.other:
        allowed = may(standing, action, line.other, purpose)
    if line is None or not allowed:
        raise Refused(allowed, action, purpose=purpose, thing=decision)
    persons = {line.person_id} | ({line.other_id} if line.other_id else set())
    later = [
        Rested(
            what=Decided(one.kind).words,
            on=one.known_on,
            by=one.by.display_name if one.by else "",
            thing=one.pk,
        )
        for one in component([line.record_a])
        if one.number > line.number and one.kind != Decided.UNDONE.value
    ]
    return _history(line, decides=True), (
        *later,
        *rested_on(persons, line.recorded_at),
    )


def _closed(
    standing: Standing, persons: list[UUID], purpose: Purpose | None
) -> frozenset[UUID]:
    """Whose address the reader must not see: protected, or only a summary is open."""
    whole = visible(
        standing,
        Person.objects.filter(pk__in=persons),
        Permission.PERSON_READ,
        purpose,
        at_least=Level.FULL,
    )
    open_to_them = frozenset(whole.values_list("pk", flat=True))
    return closed_to(standing, persons, purpose) | (frozenset(persons) - open_to_them)


def _to_decide(standing: Standing, purpose: Purpose | None) -> QuerySet[LinkReview]:
    """Doubts of which the reader may decide one side, and see the other.

    Asked of each doubt's persons by their key: doubts are few, persons are many.
    """
    decides, sees = (
        {
            side: Exists(
                visible(
                    standing,
                    Person.objects.filter(pk=OuterRef(side)),
                    action,
                    purpose,
                    at_least=level,
                )
            )
            for side in ("person_a", "person_b")
        }
        for action, level in (
            (Permission.IDENTITY_DECIDE, Level.FULL),
            (Permission.PERSON_READ, Level.SUMMARY),
        )
    )
    return LinkReview.objects.filter(
        Q(decides["person_a"]) | Q(decides["person_b"]),
        sees["person_a"],
        sees["person_b"],
    )


def _line(row: LinkReview) -> ReviewLine:
    return ReviewLine(
        review=row.pk,
        names=(_name(row.person_a), _name(row.person_b)),
        persons=(row.person_a_id, row.person_b_id),
        divisions=(row.person_a.division, row.person_b.division),
        why=row.why,
        probability=row.probability,
        would_move=tuple(row.would_move),
        opened_on=row.opened_on,
    )


def _name(person: Person) -> str:
    return f"{person.given_names} {person.family_name}".strip()


_FIELDS: Mapping[str, str] = {
    "given_names": "Given names",
    "family_name": "Family name",
    "other_names": "Other names",
    "date_of_birth": "Date of birth",
    "sex": "Sex",
    "address": "Address",
    "suburb": "Suburb",
    "postcode": "Postcode",
    "phone": "Telephone",
    "email": "E-mail",
    "identifier": "Agency's number",
}
_WHERE = frozenset({"address", "suburb", "postcode", "phone", "email"})


def _side(record: str, person: Person, both: pl.DataFrame, *, hide: bool) -> Side:
    rows = both.filter(pl.col("record_id") == record)
    said = rows.row(0, named=True) if rows.height else {}
    fields = []
    for column, words in _FIELDS.items():
        value = said.get(column)
        if isinstance(value, list):
            value = ", ".join(value)
        if hide and column in _WHERE:
            value = "not shown to you"
        fields.append((words, str(value) if value is not None else ""))
    return Side(
        record_id=record,
        person=person.pk,
        code=person.code,
        agency=str(said.get("agency", person.agency)),
        division=person.division,
        known_on=said.get("known_on"),
        records=Place.objects.filter(person=person).count(),
        fields=tuple(fields),
        closed=hide,
    )


def _facts(said: Explanation, *, hide: bool) -> tuple[Fact, ...]:
    return tuple(
        Fact(one.comparison, one.found, round(one.weight + one.adjustment, 1))
        for one in said.evidence
        if not (hide and one.comparison in HELD_BACK)
    )


def _history(line: IdentityDecision, *, decides: bool) -> HistoryLine:
    kind = Decided(line.kind)
    undoing = next(iter(line.undone_by.all()), None)
    return HistoryLine(
        decision=line.pk,
        kind=kind.words_by_hand if line.by else kind.words,
        on=line.known_on if line.by is None else line.recorded_at.date(),
        by=line.by.display_name if line.by else "",
        records=tuple(line.records)
        or tuple(r for r in (line.record_a, line.record_b) if r),
        basis=line.basis,
        words=line.words,
        undone_on=undoing.known_on if undoing else None,
        may_undo=decides and kind in UNDOABLE and undoing is None,
    )
