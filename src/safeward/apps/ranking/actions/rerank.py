"""Rank everybody anew: the night's run, from everything held to the queue's entries."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import polars as pl
from attrs import evolve, frozen
from django.db import transaction
from django.db.models import Max

from safeward.apps.access.actions import must
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.foundation import clock
from safeward.apps.people.actions import Harm, note_harm
from safeward.apps.people.queries import linked
from safeward.apps.ranking import rules
from safeward.apps.ranking.doubts import Pair, harm_of
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.queries.rows import summed_up
from safeward.apps.ranking.said import Said, of_night
from safeward.apps.ranking.stake import at_stake
from safeward.apps.ranking.types import (
    Act,
    Counted,
    Direction,
    Kept,
    RankingRefused,
    RunSummary,
)
from safeward.apps.ranking.writing import (
    Moved,
    entry_of,
    left,
    people_of_codes,
    replace,
    standing,
)
from safeward.apps.records.queries import holdings
from safeward.core.capacity.allocate import allocate
from safeward.core.capacity.types import Allocation, Capacity
from safeward.core.history.rows import not_collected
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked
from safeward.core.pipeline import ranked
from safeward.core.priority.explain import REGROUPED
from safeward.core.priority.prioritise import prioritise
from safeward.core.priority.types import Previous, Priorities
from safeward.core.vocabulary.progress import Progress, silent

if TYPE_CHECKING:
    from safeward.apps.access.models import User

type Hours = Callable[[], Capacity | None]

_hours: list[Hours] = []


def hours_come_from(hours: Hours) -> None:
    """Register where the hours of the coming week are kept; once, at the start."""
    _hours[:] = [hours]


@frozen
class _Night:
    """What one run found, before anything is written."""

    day: date
    began: datetime
    held: Holdings
    priorities: Priorities
    said: Mapping[str, Said]
    allocation: Allocation | None
    model: str
    harm: Mapping[Pair, Harm]


def rerank(
    *,
    by: "User | None",
    as_of: date | None = None,
    capacity: Capacity | None = None,
    progress: Progress = silent,
) -> RunSummary:
    """Rank everybody as of a day, and let the queue say so.

    What the queue says of somebody stays as it is where nothing of it changed. A person
    about whom a report came while the run was at work keeps what the report gave; the
    next run comes to the same or better.

    Args:
        by: Who asks for it; nobody is the platform's own night.
        as_of: The day to speak of; today when left out.
        capacity: What divisions can do this week; as registered when left out.
        progress: Told where the work is.

    Returns:
        What the run says of itself.

    Raises:
        Refused: The actor may not load holdings.
        RankingRefused: The day lies in the future, or before that of a run.
    """
    if by is not None:
        must(by, Permission.HOLDINGS_LOAD)
    day = as_of or clock.today()
    _refuse(day)
    night = _night(day, capacity or _registered(), progress)
    progress("writing the queue", 0, len(night.said))
    with transaction.atomic():
        _refuse(day)
        note_harm(harm=night.harm)
        return summed_up(_written(night, by))


def _refuse(day: date) -> None:
    if day > clock.today():
        raise RankingRefused(
            f"{day} is still to come; rank as of today or a day before it."
        )
    ran = Run.objects.filter(finished_at__isnull=False).aggregate(day=Max("as_of"))
    shown = Entry.objects.filter(superseded_at=None).aggregate(day=Max("shown_from"))
    last = max((d for d in (ran["day"], shown["day"]) if d is not None), default=None)
    if last is not None and day < last:
        raise RankingRefused(
            f"The queue speaks of {last} already, so it is not written over as of "
            f"{day}; ask what it was on that day instead."
        )


def _registered() -> Capacity | None:
    return _hours[0]() if _hours else None


def _night(day: date, capacity: Capacity | None, progress: Progress) -> _Night:
    began = clock.now()
    progress("reading what is held", 0, None)
    held = holdings(as_of=day)
    who = _known(linked(), held)
    progress("assessing and prioritising", 0, held.incidents.height)
    priorities = prioritise(
        held,
        who,
        as_of=day,
        policy=rules.policy(),
        law=rules.law(),
        previous=_previous(who),
        progress=progress,
    )
    allocation = None
    if capacity is not None:
        allocation = allocate(priorities.queue, capacity, progress=progress)
    reasons: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in priorities.reasons.iter_rows(named=True):
        reasons[row["person_id"]].append(row)
    stake = at_stake(priorities)
    said = {
        row["person_id"]: of_night(
            row, reasons[row["person_id"]], stake.get(row["person_id"], {})
        )
        for row in ranked(priorities.queue, allocation).iter_rows(named=True)
    }
    return _Night(
        day=day,
        began=began,
        held=held,
        priorities=priorities,
        said=said,
        allocation=allocation,
        model=who.model_id,
        harm=harm_of(priorities, who),
    )


def _known(who: Linked, held: Holdings) -> Linked:
    """The grouping of the records that were known on the day."""
    known = held.persons.select("record_id")
    people = who.people.join(known, on="record_id", how="semi", maintain_order="left")

    def both(rows: pl.DataFrame) -> pl.DataFrame:
        for end in ("record_a", "record_b"):
            rows = rows.join(
                known,
                left_on=end,
                right_on="record_id",
                how="semi",
                maintain_order="left",
            )
        return rows

    return evolve(
        who, people=people, review=both(who.review), weak_joins=both(who.weak_joins)
    )


def _previous(who: Linked) -> Previous | None:
    """What the queue says now; who was merged since is looked for where they went."""
    last = Run.objects.filter(finished_at__isnull=False).order_by("-as_of", "-id")
    run = last.first()
    if run is None:
        return None
    rows = list(
        Entry.objects.filter(superseded_at=None)
        .order_by("pk")
        .values_list("person__code", "tier", "division", "person__merged_into__code")
    )
    queue = pl.DataFrame(
        [row[:3] for row in rows],
        schema={"person_id": pl.String, "tier": pl.String, "division": pl.String},
        orient="row",
    )
    went = pl.DataFrame(
        [(row[0], row[3]) for row in rows if row[3]],
        schema={"was": pl.String, "person_id": pl.String},
        orient="row",
    )
    present = who.people.select("record_id", "person_id")
    merged = present.join(went, on="person_id").select("record_id", person_id="was")
    return Previous(run.as_of, pl.concat([present, merged]), queue)


def _written(night: _Night, by: "User | None") -> Run:
    run = Run.objects.create(
        as_of=night.day,
        policy=rules.named(),
        policy_status=rules.policy().status,
        model=night.model,
        jurisdiction=rules.JURISDICTION,
        warnings=list(night.priorities.warnings),
        not_collected=list(night.priorities.not_collected),
        review_hours=night.priorities.review_hours,
        capacity=_allocated(night.allocation),
        first_decision_on=cast("date | None", night.held.decisions["decided_on"].min()),
        not_asked=[list(pair) for pair in not_collected(night.held).iter_rows()],
        by=by,
    )
    before = standing()
    whose = people_of_codes(night.said)
    moves, leaving = _moves(night, bool(before))
    ended, made, counts = [], [], dict.fromkeys(Counted, 0)
    here = {whose[code].id for code in night.said if code in whose}
    for code, said in night.said.items():
        if code not in whose:
            continue
        earlier = before.get(whose[code].id)
        moved = moves.get(code)
        if earlier is not None and _newer(earlier, night):
            continue
        if earlier is not None and not moved and _says(earlier, said):
            continue
        made.append(
            entry_of(said, whose[code], run, day=night.day, before=earlier, moved=moved)
        )
        if earlier is not None:
            ended.append(earlier)
        if moved is not None:
            counts[Counted(moved.direction.value)] += 1
    gone = [
        entry
        for person, entry in before.items()
        if person not in here and not _newer(entry, night)
    ]
    replace([*ended, *gone], made, day=night.day, at=clock.now())
    codes = _codes([entry.person_id for entry in gone])
    left(
        {
            entry.pk: leaving.get(codes.get(entry.person_id, ""), REGROUPED)
            for entry in gone
        }
    )
    counts |= {
        Counted.PEOPLE: len(night.said),
        Counted.WRITTEN: len(made),
        Counted.LEFT: len(gone),
    }
    run.counts = {name.value: number for name, number in counts.items()}
    run.finished_at = clock.now()
    run.save(update_fields=["counts", "finished_at"])
    record_write(
        by=by.pk if by else None,
        action=Act.RANKED,
        things=[Thing(Kept.RUN, run.pk)],
        counts=Counts(dict(counts.items())),
    )
    return run


def _says(entry: Entry, said: Said) -> bool:
    """Whether an entry says all of it already, with nothing left for a run to say."""
    return entry.content == said.content and not entry.completes


def _newer(entry: Entry, night: _Night) -> bool:
    """Whether a report gave this entry while the run was at work."""
    return entry.live and entry.recorded_at >= night.began


def _moves(night: _Night, earlier: bool) -> tuple[dict[str, Moved], dict[str, str]]:
    """What moved each person last, and why each of those who left did."""
    moves: dict[str, Moved] = {}
    leaving: dict[str, str] = {}
    for row in night.priorities.changes.sort("person_id", "on").iter_rows(named=True):
        if row["direction"] == Direction.LEFT.value:
            leaving[row["person_id"]] = row["why"]
            continue
        direction = Direction(row["direction"]) if row["from_tier"] else Direction.NEW
        moves[row["person_id"]] = Moved(
            direction=direction,
            from_tier=row["from_tier"] or "",
            # With an earlier run it is today that the queue says otherwise.
            on=night.day if earlier else row["on"],
            why=row["why"] or "",
        )
    return moves, leaving


def _allocated(allocation: Allocation | None) -> dict[str, Any]:
    if allocation is None:
        return {}
    return {
        "divisions": [dict(part) for part in allocation.divisions],
        "unmet": list(allocation.unmet),
    }


def _codes(persons: list[UUID]) -> dict[UUID, str]:
    """The codes of those who left: a few."""
    entries = Entry.objects.filter(person_id__in=persons).order_by("pk")
    return dict(entries.values_list("person_id", "person__code"))
