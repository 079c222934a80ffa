"""What people decide about identity: each decision named, logged, and open to undo."""

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.queries import may
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.head import hold
from safeward.apps.people.linking.regrouping import (
    component,
    follow,
    redraw,
    settle_by_replay,
    take_back,
    unite,
)
from safeward.apps.people.linking.writing import Line, free_codes, log
from safeward.apps.people.models import (
    IdentityDecision,
    IdentityHead,
    LinkReview,
    Person,
    Place,
)
from safeward.apps.people.registry import tell_regrouped
from safeward.apps.people.types import Act, Decided, Kept, Verdict
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class NotToBeDecided(UnusableInput):
    """A decision about identity that there is nothing to decide about any more."""


UNDOABLE = frozenset(
    {
        Decided.JOINED,
        Decided.CONFIRMED,
        Decided.MERGED,
        Decided.SPLIT,
        Decided.REJECTED,
        Decided.NEVER_LINK,
    }
)
"""Kinds that can be undone; who was placed as somebody new can only be merged."""


@transaction.atomic
def confirm(
    *, by: "User", review: UUID, words: str, purpose: Purpose | None = None
) -> IdentityDecision:
    """Find that the two records of a review are one person: their persons are merged.

    Raises:
        Refused: When the actor may not decide about both.
        NotToBeDecided: When it was decided already.
    """
    held, row = _open(by, review, purpose)
    line = _merge(
        held,
        by,
        Decided.CONFIRMED,
        (row.record_a, row.record_b),
        (row.person_a, row.person_b),
        words,
        row,
    )
    _close(by, row, Verdict.CONFIRMED, words)
    _record(by, Act.CONFIRMED, line, purpose, row)
    return line


@transaction.atomic
def reject(
    *, by: "User", review: UUID, words: str, purpose: Purpose | None = None
) -> IdentityDecision:
    """Find too little to join the two; asked again when a further record speaks for it.

    Raises:
        Refused: When the actor may not decide about both.
        NotToBeDecided: When it was decided already.
    """
    return _keep(by, review, words, purpose, Decided.REJECTED, Verdict.REJECTED)


@transaction.atomic
def never_link(
    *, by: "User", review: UUID, words: str, purpose: Purpose | None = None
) -> IdentityDecision:
    """Find that the two are different people, whatever comes: never asked again.

    Raises:
        Refused: When the actor may not decide about both.
        NotToBeDecided: When it was decided already.
    """
    return _keep(by, review, words, purpose, Decided.NEVER_LINK, Verdict.NEVER_LINK)


@transaction.atomic
def merge(
    *,
    by: "User",
    one: UUID,
    other: UUID,
    words: str,
    purpose: Purpose | None = None,
) -> IdentityDecision:
    """Join two persons whom nobody had asked about.

    Raises:
        Refused: When the actor may not decide about both.
        NotToBeDecided: When they are one already, or one of them has no record.
    """
    held = hold()
    persons = _person(by, one, purpose), _person(by, other, purpose)
    _must_decide(by, *persons, purpose)
    first, second = (_a_record(person) for person in persons)
    if not first or not second or one == other:
        raise NotToBeDecided("These are one person already.")
    line = _merge(held, by, Decided.MERGED, (first, second), persons, words)
    _record(by, Act.MERGED, line, purpose)
    return line


@transaction.atomic
def split(
    *,
    by: "User",
    person: UUID,
    records: Collection[str],
    words: str,
    purpose: Purpose | None = None,
) -> IdentityDecision:
    """Take records out of a person into a person of their own.

    Raises:
        Refused: When the actor may not decide about the person.
        NotToBeDecided: When a record is not this person's, or none would be left.
    """
    held = hold()
    whole = _person(by, person, purpose)
    _must_decide(by, whole, whole, purpose)
    theirs = set(Place.objects.filter(person=whole).values_list("record_id", flat=True))
    out = sorted(set(records))
    left = sorted(theirs - set(out))
    if not out or not theirs.issuperset(out) or not left:
        raise NotToBeDecided("Choose some of this person's records, and not all.")
    new = _like(whole, out[0])
    Place.objects.filter(record_id__in=out).update(person=new)
    line = Line(
        kind=Decided.SPLIT,
        record_a=out[0],
        record_b=left[0],
        records=tuple(out),
        person=new.pk,
        other=whole.pk,
        known_on=clock.today(),
        words=words.strip(),
    )
    decision = log(held, [line], by)[0]
    _settle({whole.pk, new.pk}, by)
    _record(by, Act.SPLIT, decision, purpose)
    return decision


@transaction.atomic
def undo(
    *,
    by: "User",
    decision: UUID,
    words: str,
    purpose: Purpose | None = None,
) -> IdentityDecision:
    """Undo a decision: the grouping becomes what the log says without it.

    What was decided later stands. Look first at what rested on it (`queries.rests_on`).

    Raises:
        Refused: When the actor may not decide about both persons.
        NotToBeDecided: When it cannot be undone, or was already.
    """
    held = hold()
    line = (
        IdentityDecision.objects.select_related("person", "other")
        .filter(pk=decision)
        .first()
    )
    if line is None:
        raise _not_there(by, decision, purpose)
    kind = Decided(line.kind)
    _must_decide(by, line.person, line.other or line.person, purpose)
    if kind not in UNDOABLE or line.undone_by.exists():
        raise NotToBeDecided("This cannot be undone, or was undone already.")
    person = line.person
    if kind == Decided.JOINED:
        person = _like(person, line.record_a)
    said = Line(
        kind=Decided.UNDONE,
        record_a=line.record_a,
        record_b=line.record_b,
        person=person.pk,
        other=line.other_id,
        known_on=clock.today(),
        words=words.strip(),
        undoes=line.pk,
    )
    undoing = log(held, [said], by)[0]
    if kind in {Decided.REJECTED, Decided.NEVER_LINK}:
        _ask_again(line)
    else:
        changed = settle_by_replay(component([line.record_a]))
        take_back(by=by, rows=[UUID(row) for row in line.carried])
        _settle(changed | {person.pk}, by)
    _record(by, Act.UNDONE, undoing, purpose)
    return undoing


def _open(
    by: "User", review: UUID, purpose: Purpose | None
) -> tuple[IdentityHead, LinkReview]:
    """Hold the log, and read the review as it stands now."""
    held = hold()
    rows = LinkReview.objects.select_related("person_a", "person_b")
    row = rows.filter(pk=review).first()
    if row is None:
        raise _not_there(by, review, purpose)
    _must_decide(by, row.person_a, row.person_b, purpose)
    if row.verdict:
        raise NotToBeDecided("Somebody has decided this already.")
    return held, row


def _person(by: "User", person: UUID, purpose: Purpose | None) -> Person:
    row = Person.objects.filter(pk=person).first()
    if row is None:
        raise _not_there(by, person, purpose)
    return row


def _not_there(by: "User", thing: UUID, purpose: Purpose | None) -> Refused:
    """What is not there refuses as what is not open does."""
    action = Permission.IDENTITY_DECIDE
    decision = may(by, action, Person(pk=thing), purpose)
    return Refused(decision, action, purpose=purpose, thing=thing)


def _must_decide(
    by: "User", one: Person, other: Person, purpose: Purpose | None
) -> None:
    """Whoever decides about one of two persons must see the other one beside them.

    Needing it of both would leave doubts across two divisions to nobody.
    """
    action = Permission.IDENTITY_DECIDE
    decisions = [may(by, action, person, purpose) for person in (one, other)]
    for person, decision in zip((one, other), decisions, strict=True):
        seen = may(by, Permission.PERSON_READ, person, purpose, at_least=Level.SUMMARY)
        if not seen:
            raise Refused(seen, action, purpose=purpose, thing=person.pk)
        if not any(decisions):
            raise Refused(decision, action, purpose=purpose, thing=person.pk)


def _merge(
    held: IdentityHead,
    by: "User",
    kind: Decided,
    records: tuple[str, str],
    persons: tuple[Person, Person],
    words: str,
    review: LinkReview | None = None,
) -> IdentityDecision:
    kept, lost = sorted(persons, key=lambda p: (p.first_known_on, p.pk))
    carried = unite(by=by, kept=kept, lost=lost)
    line = Line(
        kind=kind,
        record_a=records[0],
        record_b=records[1],
        person=kept.pk,
        other=lost.pk,
        known_on=clock.today(),
        weight=review.weight if review else None,
        probability=review.probability if review else None,
        words=words.strip(),
        carried=tuple(carried),
    )
    decision = log(held, [line], by)[0]
    _settle({kept.pk, lost.pk}, by)
    return decision


def _settle(persons: set[UUID], by: "User") -> None:
    redraw(persons)
    follow(persons)
    tell_regrouped(persons, by)


def _keep(
    by: "User",
    review: UUID,
    words: str,
    purpose: Purpose | None,
    kind: Decided,
    verdict: Verdict,
) -> IdentityDecision:
    held, row = _open(by, review, purpose)
    line = Line(
        kind=kind,
        record_a=row.record_a,
        record_b=row.record_b,
        person=row.person_a_id,
        other=row.person_b_id,
        known_on=clock.today(),
        weight=row.weight,
        probability=row.probability,
        words=words.strip(),
    )
    decision = log(held, [line], by)[0]
    _close(by, row, verdict, words)
    act = Act.REJECTED if kind == Decided.REJECTED else Act.NEVER_LINKED
    _record(by, act, decision, purpose, row)
    return decision


def _close(by: "User", review: LinkReview, verdict: Verdict, words: str) -> None:
    LinkReview.objects.filter(pk=review.pk).update(
        verdict=verdict.value,
        words=words.strip(),
        decided_at=clock.now(),
        decided_by=by,
    )


def _ask_again(decision: IdentityDecision) -> None:
    """Open the review again that a decision had closed."""
    where = dict(
        Place.objects.filter(
            record_id__in=(decision.record_a, decision.record_b)
        ).values_list("record_id", "person_id")
    )
    one, other = where[decision.record_a], where[decision.record_b]
    before = LinkReview.objects.filter(
        record_a=decision.record_a, record_b=decision.record_b
    )
    last = before.order_by("-recorded_at", "-id").first()
    if one == other or last is None or before.filter(verdict="").exists():
        return
    LinkReview.objects.create(
        record_a=last.record_a,
        record_b=last.record_b,
        person_a_id=one,
        person_b_id=other,
        weight=last.weight,
        probability=last.probability,
        why=last.why,
        would_move=last.would_move,
        harm=last.harm,
        opened_on=clock.today(),
    )


def _like(person: Person, record: str) -> Person:
    """A new person for records that were another's; redrawn from them afterwards."""
    code = free_codes([(person.agency, record)])[0]
    return Person.objects.create(
        code=code,
        agency=person.agency,
        division=person.division,
        first_known_on=person.first_known_on,
    )


def _a_record(person: Person) -> str:
    rows = Place.objects.filter(person=person).order_by("pk")
    return rows.values_list("record_id", flat=True).first() or ""


def _record(
    by: "User",
    act: Act,
    decision: IdentityDecision,
    purpose: Purpose | None,
    review: LinkReview | None = None,
) -> None:
    things = [Thing(Kept.DECISION, decision.pk), Thing(Kept.PERSON, decision.person_id)]
    if decision.other_id:
        things.append(Thing(Kept.PERSON, decision.other_id))
    if review is not None:
        things.append(Thing(Kept.REVIEW, review.pk))
    record_write(by=by.pk, action=act, things=things, purpose=purpose)
