"""The first load: nothing is held, so the batch itself says who is who."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

import polars as pl

from safeward.apps.people.linking.local import Doubt
from safeward.apps.people.linking.mentions import Mention
from safeward.apps.people.linking.reviewing import kept_apart, review_rows
from safeward.apps.people.linking.writing import (
    Line,
    free_codes,
    log,
    new_person,
    police_codes,
    put,
    renew,
)
from safeward.apps.people.models import (
    IdentityHead,
    LinkReview,
    Person,
    Place,
    WeakJoin,
)
from safeward.apps.people.types import Decided, Placed
from safeward.core.linkage.link import link

_AT_ONCE = 2_000


def place_all(
    held: IdentityHead, every: Sequence[Mention], persons: pl.DataFrame
) -> Placed:
    """Place every mention as linkage of the whole file does, set by set.

    Args:
        held: The log.
        every: The mentions in the order of their turns.
        persons: The same as linkage reads them.
    """
    linked = link(persons)
    said = {row[0]: row[1:] for row in linked.people.iter_rows()}
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in every:
        groups[said[mention.record_id][0]].append(mention)
    police = police_codes()
    smallest = [min((m.agency, m.record_id) for m in g) for g in groups.values()]
    codes = dict(zip(groups, free_codes(smallest), strict=True))
    rows = {code: _person(codes[code], g, police) for code, g in groups.items()}
    Person.objects.bulk_create(rows.values(), batch_size=_AT_ONCE)
    where = {m.record_id: rows[said[m.record_id][0]].pk for m in every}
    put(
        Place(
            record_id=m.record_id,
            person_id=where[m.record_id],
            probability=said[m.record_id][1],
            basis=said[m.record_id][2],
            known_on=m.known_on,
        )
        for m in every
    )
    firsts = {m.record_id: groups[said[m.record_id][0]][0].record_id for m in every}
    log(held, (_line(m, firsts[m.record_id], where, said[m.record_id]) for m in every))
    doubts = (Doubt(*row) for row in linked.review.iter_rows())
    reviews = LinkReview.objects.bulk_create(
        review_rows(doubts, where), batch_size=_AT_ONCE
    )
    log(held, (kept_apart(row) for row in reviews))
    WeakJoin.objects.bulk_create(
        (
            WeakJoin(
                person_id=where[a],
                record_a=a,
                record_b=b,
                weight=weight,
                probability=probability,
                side=side,
            )
            for a, b, weight, probability, side in linked.weak_joins.iter_rows()
        ),
        batch_size=_AT_ONCE,
    )
    return Placed(
        where,
        frozenset(row.pk for row in rows.values()),
        tuple(row.pk for row in reviews),
    )


def _person(code: str, group: Sequence[Mention], police: frozenset[str]) -> Person:
    person = new_person(group[0], code)
    for mention in group[1:]:
        renew(person, mention, mention.known_on, police)
    return person


def _line(
    mention: Mention,
    first: str,
    where: dict[str, UUID],
    said: tuple[str, float, str],
) -> Line:
    """The first record of each person in turn is placed, the others are joined to it.

    Which pair the batch held each to is worked out again when somebody asks.
    """
    alone = mention.record_id == first
    return Line(
        kind=Decided.PLACED if alone else Decided.JOINED,
        record_a=mention.record_id,
        record_b="" if alone else first,
        person=where[mention.record_id],
        known_on=mention.known_on,
        probability=said[1],
        basis=said[2],
    )
