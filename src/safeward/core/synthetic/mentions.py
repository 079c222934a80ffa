"""Who is mentioned where: every time an agency writes a person down."""

from typing import Any

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Ints
from safeward.core.synthetic.marks import Happenings, Marks
from safeward.core.synthetic.orders import Chains
from safeward.core.synthetic.population import Population
from safeward.core.synthetic.reports import (
    CHILD_PROTECTION,
    CORRECTIONS,
    COURTS,
    FILLER,
    HEALTH,
    HUB,
    Rows,
)
from safeward.core.vocabulary.codes import RELATIONSHIPS, ROLES

NOBODY = -1
ROLE = {name: index for index, name in enumerate(ROLES)}
INVERSE = {
    "parent": "child",
    "child": "parent",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "carer": "cared_for",
    "cared_for": "carer",
}
OTHER_WAY = np.array(
    [RELATIONSHIPS.index(INVERSE.get(name, name)) for name in RELATIONSHIPS]
)
CHILD = RELATIONSHIPS.index("child")
UNTOLD = np.int64(-1)


@frozen
class Mentions:
    """One row a mention.

    Attributes:
        person: Who.
        agency: Kind of agency that wrote it.
        day: Day on which it was written.
        row: Incident row, -1 for a record without an incident.
        role: Position in ROLES, -1 without an incident.
        relationship: Position in RELATIONSHIPS, -1 where not said.
        injury: 0 to 3, -1 where not said.
    """

    person: Ints
    agency: Ints
    day: Ints
    row: Ints
    role: Ints
    relationship: Ints
    injury: Ints

    def __len__(self) -> int:
        """Number of mentions."""
        return len(self.person)


@frozen
class Index:
    """Where in the mentions to find people again.

    Attributes:
        alleged: Mention of the alleged perpetrator, by row (-1 for none).
        other: Mention of the person said to be harmed, by row (-1 for none).
        respondent, protected: Court mentions, by chain of orders.
        held: Corrections' mentions, by spell of custody.
    """

    alleged: Ints
    other: Ints
    respondent: Ints
    protected: Ints
    held: Ints


def column(size: int, value: int | Ints) -> Ints:
    """A column of one value, or the column itself."""
    return np.broadcast_to(np.asarray(value, np.int64), (size,)).copy()


def mention(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    population: Population,
    protection: Chains,
    held: Ints,
    wanted: int,
    last: int,
) -> tuple[Mentions, Index]:
    """Mention everybody involved in rows, orders and custody, and some besides.

    Args:
        rng: Random numbers.
        rows: Incident rows.
        events: What happened.
        marks: What it was like.
        population: Everybody.
        protection: Orders.
        held: Events that led to custody.
        wanted: Mentions in all; those that no row needs are contacts with services.
        last: Last day on which anything is written.
    """
    victim = population.victim[events.pair]
    about = np.flatnonzero(rows.role != FILLER)
    event = rows.event[about]
    swapped = rows.swapped[about]
    one, two = events.person[event], victim[event]
    told = two_said(rng, rows, events, about)
    blocks: list[tuple[Any, ...]] = [
        (np.where(swapped, two, one), about, ROLE["perpetrator"], UNTOLD, UNTOLD)
    ]
    relationship = events.relationship[event]
    relationship = np.where(swapped, OTHER_WAY[relationship], relationship)
    childlike = (events.victim_age[event] < 18) & (
        (np.array(marks.kind)[event] == "child_abuse")
        | (np.array(marks.kind)[event] == "child_sexual_exploitation")
    )
    role = np.where(childlike, ROLE["child"], ROLE["victim_survivor"])
    hurt = np.where(swapped, -1, marks.injury[event])
    blocks.append(
        tuple(
            values[told]
            for values in (np.where(swapped, one, two), about, role, relationship, hurt)
        )
    )
    blocks.append(children(rng, rows, events, marks, population, about))
    seen = about[rng.random(len(about)) < 0.035]
    passer = victim[rng.integers(0, len(events), len(seen))]
    grown = rows.day[seen] - population.people.born[passer] > 10 * 365
    passer, seen = passer[grown], seen[grown]
    blocks.append((passer, seen, ROLE["witness"], UNTOLD, UNTOLD))
    loose = np.flatnonzero(rows.role == FILLER)
    kind = rows.filler[loose]
    blocks.append(
        (
            rows.subject[loose],
            loose,
            np.select(
                [kind == 0, kind == 1, rng.random(len(loose)) < 0.5],
                [
                    ROLE["person_of_interest"],
                    ROLE["missing_child"],
                    ROLE["perpetrator"],
                ],
                ROLE["witness"],
            ),
            UNTOLD,
            UNTOLD,
        )
    )
    sizes = [len(np.atleast_1d(block[0])) for block in blocks]
    person, row, role, relationship, injury = (
        np.concatenate(
            [column(size, block[i]) for size, block in zip(sizes, blocks, strict=True)]
        )
        for i in range(5)
    )
    alleged = np.full(len(rows), NOBODY)
    alleged[about] = np.arange(len(about))
    other = np.full(len(rows), NOBODY)
    other[about[told]] = len(about) + np.arange(int(told.sum()))
    involved = len(person)

    respondents = events.person[protection.event]
    protected = victim[protection.event]
    court_day = np.minimum(protection.interim_on, protection.final_on)
    goes = court_day <= last
    custody_day = events.day[held]
    extra = max(0, wanted - involved - 2 * int(goes.sum()) - len(held))
    contact, holder, contact_day = contacts(rng, events, victim, rows, extra)
    died = population.people.died_on[contact]
    contact_day = np.minimum(contact_day, died)
    loose_person = [respondents[goes], protected[goes], events.person[held], contact]
    loose_agency = [
        np.full(2 * int(goes.sum()), COURTS),
        np.full(len(held), CORRECTIONS),
        holder,
    ]
    loose_day = [court_day[goes], court_day[goes], custody_day, contact_day]
    many = sum(map(len, loose_person))
    mentions = Mentions(
        person=np.concatenate([person, *loose_person]),
        agency=np.concatenate([rows.agency[row], *loose_agency]),
        day=np.concatenate([rows.reported[row], *loose_day]),
        row=np.concatenate([row, np.full(many, NOBODY)]),
        role=np.concatenate([role, np.full(many, NOBODY)]),
        relationship=np.concatenate([relationship, np.full(many, UNTOLD)]),
        injury=np.concatenate([injury, np.full(many, UNTOLD)]),
    )
    place = np.full(len(respondents), NOBODY)
    place[goes] = involved + np.arange(int(goes.sum()))
    index = Index(
        alleged=alleged,
        other=other,
        respondent=place,
        protected=np.where(goes, place + int(goes.sum()), NOBODY),
        held=involved + 2 * int(goes.sum()) + np.arange(len(held)),
    )
    return mentions, index


def two_said(
    rng: np.random.Generator, rows: Rows, events: Happenings, about: Ints
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether the row names the person harmed: nearly always."""
    chance = np.where(events.extra[rows.event[about]], 0.93, 0.985)
    chance = np.where(rows.swapped[about] | rows.misidentified[about], 1.0, chance)
    return rng.random(len(about)) < chance


def children(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    population: Population,
    about: Ints,
) -> tuple[Ints, ...]:
    """Children listed in a row: those of the couple who are under 18 that day."""
    event = rows.event[about]
    there = (
        marks.markers["child_present"][event] | marks.markers["child_targeted"][event]
    )
    keen = np.where(rows.agency[about] == CHILD_PROTECTION, 0.92, 0.75)
    listed = there & (rng.random(len(about)) < keen)
    count = np.where(listed, population.kids[events.pair[event]], 0)
    row = np.repeat(about, count)
    start = np.repeat(np.cumsum(count) - count, count)
    pair = np.repeat(events.pair[event], count)
    kid = population.first_kid[pair] + np.arange(len(row)) - start
    age = rows.day[row] - population.people.born[kid]
    kept = (age >= 0) & (age < 6574)
    size = int(kept.sum())
    return (
        kid[kept],
        row[kept],
        column(size, ROLE["child"]),
        column(size, CHILD),
        column(size, -1),
    )


def contacts(
    rng: np.random.Generator, events: Happenings, victim: Ints, rows: Rows, size: int
) -> tuple[Ints, Ints, Ints]:
    """Records of services that stand for no incident: attendances and requests."""
    holder = rng.choice([HEALTH, HUB, CHILD_PROTECTION], size, p=[0.42, 0.38, 0.20])
    at = rng.integers(0, len(events), size)
    person = np.where(rng.random(size) < 0.72, victim[at], events.person[at])
    last = int(rows.reported.max()) if len(rows) else 0
    day = np.minimum(last, events.day[at] + rng.integers(0, 200, size))
    return person, holder, day
