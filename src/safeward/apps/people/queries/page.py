"""A person's page: everything one reader may see, in a constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import polars as pl

from safeward.apps.access.queries import Standing, may, standing_of, with_level
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Counts, Detail, Thing
from safeward.apps.foundation import clock
from safeward.apps.people import meter
from safeward.apps.people.contacts import closed_to
from safeward.apps.people.models import Flag, LinkReview, Person, SafeContact, Worker
from safeward.apps.people.queries.identity import people_of
from safeward.apps.people.seeing.circle import (
    CHILD,
    PERPETRATOR,
    VICTIM,
    Met,
    latest_contact,
    met,
)
from safeward.apps.people.seeing.timeline import orders, timeline
from safeward.apps.people.types import (
    Act,
    Counted,
    FlagKind,
    Kept,
    SafeHow,
    WorkerWhy,
)
from safeward.apps.people.types.page import Beside, Door, PersonPage, Warning
from safeward.apps.records import queries as records
from safeward.core.holdings.types import Holdings

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_DETAIL = {
    Level.PRESENCE: Detail.PRESENCE,
    Level.SUMMARY: Detail.SUMMARY,
    Level.FULL: Detail.FULL,
}
_HARMED = ((PERPETRATOR, VICTIM), (PERPETRATOR, CHILD))
_HARMED_BY = ((VICTIM, PERPETRATOR), (CHILD, PERPETRATOR))
_EXPIRED_SHOWN = timedelta(days=366)


def person_page(*, by: "User", person: UUID, purpose: Purpose | None) -> PersonPage:
    """One person, as far as this reader may see; the look is recorded.

    Raises:
        Refused: When nothing of the person is open to the reader, or nobody has the id.
    """
    standing = standing_of(by)
    row, level = seen(by, standing, person, purpose)
    if row.merged_into_id:
        return _head(row, level, moved_to=row.merged_into_id)
    if level < Level.SUMMARY:
        _record(by, purpose, level, [row.pk])
        return _head(row, level)
    today = clock.today()
    mine = list(row.places.order_by("pk").values_list("record_id", flat=True))
    held = records.holdings(records=mine)
    owners = people_of(held.persons["record_id"].to_list())
    circle = met(held, mine, owners, today)
    named = _named(standing, circle, purpose)
    closed = row.pk in closed_to(standing, [row.pk], purpose)
    page = _page(row, level, held, mine, today, circle, named, closed=closed)
    decide = may(standing, Permission.IDENTITY_DECIDE, row, purpose)
    warn = may(standing, Permission.CASE_WORK, row, purpose)
    _record(by, purpose, level, [row.pk, *named], withheld=len(circle) - len(named))
    meter.opened(by.pk)
    return PersonPage(**page, may_decide=bool(decide), may_warn=bool(warn))  # type: ignore[arg-type]


def seen(
    by: "User", standing: Standing, person: UUID, purpose: Purpose | None
) -> tuple[Person, Level]:
    """The person's row and how much of it the reader may see.

    Raises:
        Refused: When that is nothing; also when nobody has the id, with the same words.
    """
    row = Person.objects.filter(pk=person).first()
    if row is None:
        nothing = may(standing, Permission.PERSON_READ, Person(pk=person), purpose)
        raise Refused(nothing, Permission.PERSON_READ, purpose=purpose, thing=person)
    decision = may(standing, Permission.PERSON_READ, row, purpose)
    if not decision:
        raise Refused(decision, Permission.PERSON_READ, purpose=purpose, thing=person)
    return row, decision.level


def _named(
    standing: Standing, circle: Iterable[Met], purpose: Purpose | None
) -> dict[UUID, Person]:
    """Those beside the person whom the reader may see by name.

    Whoever was harmed by the same person is no more open for it than otherwise.
    """
    ids = {one.person for one in circle if one.person}
    rows = with_level(
        standing, Person.objects.filter(pk__in=ids), Permission.PERSON_READ, purpose
    )
    return {
        row.pk: row
        for row in rows
        if row.access_level >= Level.SUMMARY  # type: ignore[attr-defined]
    }


def _head(row: Person, level: Level, moved_to: UUID | None = None) -> PersonPage:
    return PersonPage(
        person=row.pk,
        code=row.code,
        level=level,
        agency=row.agency,
        division=row.division,
        moved_to=moved_to,
    )


def _page(
    row: Person,
    level: Level,
    held: Holdings,
    mine: list[str],
    today: date,
    circle: list[Met],
    named: dict[UUID, Person],
    *,
    closed: bool,
) -> dict[str, object]:
    full = level >= Level.FULL
    own = held.persons.filter(
        pl.col("record_id").is_in(pl.Series(mine, dtype=pl.String).implode())
    )
    name = f"{row.given_names} {row.family_name}".strip()
    children = [one for one in circle if one.child]
    adults = [one for one in circle if not one.child]
    harmed = [one for one in adults if one.count(_HARMED)]
    harmed_by = [one for one in circle if one.count(_HARMED_BY)]
    listed = {one.key for one in (*harmed, *harmed_by)}
    return {
        "person": row.pk,
        "code": row.code,
        "level": level,
        "agency": row.agency,
        "division": row.division,
        "name": name,
        "other_names": _other_names(own, name),
        "date_of_birth": row.date_of_birth,
        "age": _age(row.date_of_birth, today),
        "date_of_death": own["date_of_death"].max(),
        "sex": row.sex,
        "records": len(mine),
        "first_known_on": row.first_known_on,
        "open_reviews": _open_reviews(row),
        "door": _door(row, own, mine, today, show=full and not closed, closed=closed),
        "timeline": timeline(held, mine, full=full),
        "harmed": _beside(harmed, _HARMED, VICTIM, named),
        "harmed_by": _beside(harmed_by, _HARMED_BY, PERPETRATOR, named),
        "children": _beside(children, None, CHILD, named),
        "others": _beside(
            [one for one in adults if one.key not in listed], None, "", named
        ),
        "orders": orders(held, mine, today),
        "workers": _workers(row) if full else (),
    }


def _beside(
    those: Iterable[Met],
    ways: Collection[tuple[str, str]] | None,
    role: str,
    named: dict[UUID, Person],
) -> tuple[Beside, ...]:
    found = []
    for one in those:
        stood = ways or tuple(one.events)
        row = named.get(one.person) if one.person else None
        found.append(
            Beside(
                person=row.pk if row else None,
                name=f"{row.given_names} {row.family_name}".strip() if row else "",
                relationship=one.relationship,
                role=role or sorted({theirs for _, theirs in stood})[0],
                events=one.count(stood),
                last_on=one.latest(stood),
                child=one.child,
                sources=tuple(sorted(one.sources)) if row else (),
            )
        )
    return tuple(
        sorted(found, key=lambda b: (-b.events, -b.last_on.toordinal(), b.name))
    )


def _door(
    row: Person,
    own: pl.DataFrame,
    mine: list[str],
    today: date,
    *,
    show: bool,
    closed: bool,
) -> Door:
    flags = list(Flag.objects.filter(person=row, ended_on=None).order_by("until", "id"))
    rules = SafeContact.objects.filter(person=row, ended_on=None).order_by("id")
    contact = latest_contact(own, mine) if show else None
    lines = [contact[c] for c in ("address", "suburb", "postcode")] if contact else []
    return Door(
        flags=tuple(_warning(flag) for flag in flags if flag.until >= today),
        expired=tuple(
            _warning(flag)
            for flag in flags
            if today - _EXPIRED_SHOWN <= flag.until < today
        ),
        safe_contact=tuple(
            # The words may name a place, a number or a code: never in a summary.
            Warning(
                rule.pk,
                SafeHow(rule.how).words,
                rule.words if show else "",
                rule.known_on,
                None,
            )
            for rule in rules
        ),
        address_protected=closed or bool(own["protected"].any()),
        address_closed=closed,
        address=", ".join(line for line in lines if line),
        phone=(contact["phone"] or "") if contact else "",
        email=(contact["email"] or "") if contact else "",
        recorded_on=contact["known_on"] if contact else None,
        source=contact["agency"] if contact else "",
    )


def _warning(flag: Flag) -> Warning:
    words = FlagKind(flag.kind).words
    return Warning(flag.pk, words, flag.words, flag.known_on, flag.until)


def _workers(row: Person) -> tuple[tuple[str, str], ...]:
    rows = Worker.objects.filter(person=row).select_related("user").order_by("id")
    return tuple(
        (worker.user.display_name, WorkerWhy(worker.why).words) for worker in rows
    )


def _open_reviews(row: Person) -> int:
    waiting = LinkReview.objects.filter(verdict="")
    return (waiting.filter(person_a=row) | waiting.filter(person_b=row)).count()


def _other_names(own: pl.DataFrame, name: str) -> tuple[str, ...]:
    said: set[str] = set()
    for given, family, others in own.select(
        "given_names", "family_name", "other_names"
    ).iter_rows():
        said.add(f"{given or ''} {family or ''}".strip())
        said |= set(others or ())
    return tuple(sorted(said - {name, ""}))


def _age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _record(
    by: "User",
    purpose: Purpose | None,
    level: Level,
    persons: Iterable[UUID],
    withheld: int = 0,
) -> None:
    record_read(
        by=by.pk,
        action=Act.PAGE_READ,
        purpose=purpose,
        detail=_DETAIL[level],
        things=[Thing(Kept.PERSON, person) for person in persons],
        counts=Counts({Counted.WITHHELD: withheld}),
    )
