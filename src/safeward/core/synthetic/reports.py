"""Who wrote down what: the rows that agencies hold about events.

One event becomes a row with the agency that first learned of it, sometimes a second row
with the roles the other way round, and rows with other agencies. Rows that are no
events (intelligence, missing episodes, other contact) are added so that the number of
rows is exactly the one asked for.
"""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.marks import SERIOUS, Happenings, Marks
from safeward.core.synthetic.pairs import EXPLOITATION, FAMILY, INTIMATE
from safeward.core.synthetic.people import People

POLICE, CHILD_PROTECTION, HUB, HEALTH, CORRECTIONS, COURTS = range(6)
"""Kinds of agency; hubs are several, one a region."""
HUBS = ("north", "river", "coast", "hills", "plains")

REPORT, COPY, CROSS, FILLER = range(4)
"""A row of its own; another agency's of the same event; the other side's; no event."""

MISIDENTIFIED = 0.072
"""Share of men's violence against a woman partner that is recorded the wrong way round,
so that about 12 % of women named as alleged perpetrators are misidentified."""
CROSSED = 0.085
"""Share of it in which each names the other (35.2 % of women respondents were
"borderline", Family Violence Reform Implementation Monitor 2021; here fewer)."""


@frozen
class Rows:
    """One row an incident of the holdings, before it becomes text.

    Attributes:
        event: Event it is about, -1 for none.
        role: REPORT, COPY, CROSS or FILLER.
        agency: Kind of agency.
        day, minute: When it occurred (-1 minute: only the date is known).
        reported: Day on which the agency learned of it.
        swapped: Whether the roles are the wrong way round.
        referenced: Whether the row carries the originating report's reference.
        misidentified: Part of an event whose alleged perpetrator is contested.
        false: Nothing of the kind had happened.
        subject: Person a row without event is about, -1 otherwise.
        filler: 0 intelligence, 1 missing episode, 2 other; for FILLER rows.
    """

    event: Ints
    role: Ints
    agency: Ints
    day: Ints
    minute: Ints
    reported: Ints
    swapped: Bools
    referenced: Bools
    misidentified: Bools
    false: Bools
    subject: Ints
    filler: Ints

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.event)


def report(
    rng: np.random.Generator,
    events: Happenings,
    marks: Marks,
    people: People,
    rows: int,
    last: int,
    kids: Ints,
) -> Rows:
    """Let agencies write down what happened, in exactly so many rows.

    Args:
        rng: Random numbers.
        events: What happened.
        marks: What it was like.
        people: Everybody.
        rows: Rows wanted.
        last: Last day on which anybody learns anything.
        kids: People who are children of a couple, for missing episodes.
    """
    size = len(events)
    kind = np.array(marks.kind)
    drawn = rng.random(size)
    childish = np.isin(kind, ["child_abuse", "harmful_sexual_behaviour"])
    agency = np.where(
        childish & (drawn < 0.40),
        CHILD_PROTECTION,
        np.where(drawn > 0.985, HEALTH, np.where(drawn > 0.965, HUB, POLICE)),
    )
    agency[events.breach | (marks.injury > SERIOUS)] = POLICE
    lag = late(rng, kind)
    intimate = np.isin(events.relationship, INTIMATE)
    contested = intimate & events.victim_female & ~people.female[events.person]
    contested &= (events.line == FAMILY) & (marks.injury < SERIOUS) & ~events.extra
    drawn = rng.random(size)
    wrong = contested & (drawn < MISIDENTIFIED) & (agency == POLICE)
    crossed = contested & (drawn > 1 - CROSSED) & (agency == POLICE)
    false = (rng.random(size) < 0.012) & (marks.injury == 0) & ~wrong & ~crossed

    cross = np.flatnonzero(crossed)
    copies, holder = copied(rng, events, marks, agency, kind)
    room = rows - size - len(cross)
    if len(copies) > 0.93 * room:
        keep = np.sort(rng.permutation(len(copies))[: max(0, int(0.93 * room))])
        copies, holder = copies[keep], holder[keep]
    fill = max(0, rows - size - len(cross) - len(copies))
    event = np.concatenate([np.arange(size), cross, copies, np.full(fill, -1)])
    known = np.maximum(event, 0)
    role = np.repeat(
        [REPORT, CROSS, COPY, FILLER], [size, len(cross), len(copies), fill]
    )
    filler, subject, fill_day = fillers(rng, events, people.born, kids, fill)
    day = np.where(role == FILLER, 0, events.day[known])
    day[role == FILLER] = fill_day
    reported = day + lag[known] * (role != FILLER)
    reported += np.where(role == COPY, rng.geometric(0.16, len(role)), 0)
    out = Rows(
        event=event,
        role=role,
        agency=np.concatenate(
            [agency, agency[cross], holder, fill_agency(rng, filler)]
        ),
        day=day,
        minute=np.where(
            (role == FILLER) | (rng.random(len(role)) < 0.12), -1, events.minute[known]
        ),
        reported=np.minimum(reported, last),
        swapped=(role != FILLER) & (wrong[known] ^ (role == CROSS)),
        referenced=(role != FILLER) & ((role != COPY) | (rng.random(len(role)) < 0.7)),
        misidentified=(role != FILLER) & (wrong | crossed)[known],
        false=(role != FILLER) & false[known],
        subject=subject_of(role, subject),
        filler=np.concatenate([np.full(len(role) - fill, -1), filler]),
    )
    return ordered(out, rows)


def ordered(rows: Rows, wanted: int) -> Rows:
    """The rows in order of report; the latest beyond the number wanted fall away.

    Only a very small jurisdiction with one very busy person can have too many.
    """
    order = np.lexsort((rows.role, rows.event, rows.reported))[:wanted]
    return Rows(
        *(
            getattr(rows, name)[order]
            for name in (
                *("event", "role", "agency", "day", "minute", "reported", "swapped"),
                *("referenced", "misidentified", "false", "subject", "filler"),
            )
        )
    )


def subject_of(role: Ints, subject: Ints) -> Ints:
    """The subject of rows without event, -1 for the others."""
    out = np.full(len(role), -1)
    out[role == FILLER] = subject
    return out


def late(rng: np.random.Generator, kind: NDArray[np.str_]) -> Ints:
    """Days from an event to its report: mostly none, for sexual harm often months."""
    size = len(kind)
    sexual = np.isin(
        kind, ["sexual_offence", "child_sexual_exploitation", "child_abuse"]
    ) | (kind == "harmful_sexual_behaviour")
    drawn = rng.random(size)
    days = np.where(drawn < 0.86, 0, rng.geometric(0.30, size))
    days = np.where(drawn > 0.985, rng.geometric(0.03, size), days)
    slow = np.where(drawn < 0.45, rng.geometric(0.2, size), rng.geometric(0.012, size))
    return np.where(sexual, slow, days)


def copied(
    rng: np.random.Generator,
    events: Happenings,
    marks: Marks,
    agency: Ints,
    kind: NDArray[np.str_],
) -> tuple[Ints, Ints]:
    """Other agencies that hold the same event: events and kinds of agency."""
    children = marks.markers["child_present"] | marks.markers["child_targeted"]
    hurt = marks.injury
    share = {
        CHILD_PROTECTION: 0.22 * children + 0.25 * (kind == "child_abuse") + 0.01,
        HUB: 0.105 + 0.08 * (events.gravity > 1.0),
        HEALTH: np.array([0.008, 0.07, 0.45, 0.2])[hurt],
        POLICE: np.full(len(events), 0.5),
    }
    found, holders = [], []
    for holder, chance in share.items():
        other = (agency != holder) & ~events.extra
        chosen = np.flatnonzero(other & (rng.random(len(events)) < chance))
        found.append(chosen)
        holders.append(np.full(len(chosen), holder))
    return np.concatenate(found), np.concatenate(holders)


def fillers(
    rng: np.random.Generator, events: Happenings, born: Ints, kids: Ints, size: int
) -> tuple[Ints, Ints, Ints]:
    """Kind, subject and day of the rows that are no events."""
    filler = rng.choice(3, size, p=[0.42, 0.34, 0.24])
    day = events.day[rng.integers(0, len(events), size)]
    subject = events.person[rng.integers(0, len(events), size)]
    if len(kids):
        child = kids[rng.integers(0, len(kids), size)]
        age = (day - born[child]) / 365.25
        missing = (filler == 1) & (age >= 8) & (age < 18)
        subject = np.where(missing, child, subject)
        filler = np.where((filler == 1) & ~missing, 2, filler)
    exploiters = np.flatnonzero(events.line == EXPLOITATION)
    if len(exploiters):
        hit = (filler == 0) & (rng.random(size) < 0.25)
        chosen = exploiters[rng.integers(0, len(exploiters), size)]
        subject = np.where(hit, events.person[chosen], subject)
    return filler, subject, day


def fill_agency(rng: np.random.Generator, filler: Ints) -> Ints:
    """Who holds a row without event: nearly always police."""
    return np.where(
        (filler == 1) & (rng.random(len(filler)) < 0.4), CHILD_PROTECTION, POLICE
    )
