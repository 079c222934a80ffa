"""The queue that somebody may see: a page of it now or on a past day, and to a file.

However many people are in it, a page takes the same number of questions to the
database. People of whom the reader may see no more than that they exist stand in no
row and no count: the order of a queue would tell their tier.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import evolve, frozen
from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Q

from safeward.apps.access.queries import (
    Standing,
    may,
    standing_of,
    teams,
    visible,
    with_level,
)
from safeward.apps.access.types import Decision, Level, Permission, Purpose, Refused
from safeward.apps.audit.actions import record_export, record_read
from safeward.apps.audit.types import Counts, Detail, Thing
from safeward.apps.foundation import clock
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.queries import rows as lines
from safeward.apps.ranking.types import (
    Counted,
    CutLine,
    Exported,
    Filters,
    Hours,
    Kept,
    LeftOut,
    Look,
    QueuePage,
    QueueRow,
    Sort,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User

EVERYONE = Filters()
MOST_EXPORTED = 20_000
"""Rows of one file."""
MOST_GONE = 20
"""People named who left the queue on a day."""


def queue(
    *,
    by: "User",
    purpose: Purpose | None,
    filters: Filters = EVERYONE,
    sort: Sort = Sort.RANK,
    page: int = 1,
    size: int = 50,
    on: date | None = None,
) -> QueuePage:
    """Show a page of the queue; the look is recorded before anything is handed over.

    Args:
        by: Who looks, and sees their own part of it.
        purpose: What for, where it lies beyond their own work.
        filters: What of it is wanted.
        sort: In which order.
        page: From 1; past the end is the last.
        size: Rows on a page.
        on: A past day, whose queue is shown as it stood at that day's end; what may be
            seen of it is decided as of today.

    Raises:
        Refused: No role of theirs includes the queue.
    """
    reader = _reader(by, Permission.QUEUE_READ, purpose)
    run = lines.run_of(on)
    day = on or (run.as_of if run else clock.today())
    seen = _seen(reader, purpose, on)
    counted = _counted(seen, filters, day)
    total = sum(n for tier, n in counted.by_tier.items() if _wanted(filters, tier))
    number = min(max(1, page), max(1, -(-total // size)))
    chosen = lines.searchable(seen, filters).filter(lines.narrowed(filters, day))
    first = (number - 1) * size
    keys = lines.in_order(chosen, sort).values_list("pk", flat=True)
    entries, left_out, gone = _whole(
        reader,
        purpose,
        list(keys[first : first + size]),
        _left_out(run, counted.divisions, seen),
        _gone(reader, purpose, filters, day),
    )
    numbers = lines.ranks([*entries, *left_out], on)

    def line(entry: Entry) -> QueueRow:
        level = Level(entry.access_level)  # type: ignore[attr-defined]
        return lines.said(
            entry,
            rank=numbers.get(entry.pk, 0),
            level=level,
            day=day,
            line=counted.line.get(entry.division),
        )

    looked_at = [*entries, *left_out, *gone]
    shown = QueuePage(
        rows=tuple(map(line, entries)),
        total=total,
        number=number,
        by_tier=counted.by_tier,
        by_stream=counted.by_stream,
        changed=counted.changed,
        overdue=counted.overdue,
        provisional=counted.provisional,
        unheld_first=counted.unheld_first,
        divisions=counted.divisions,
        holders=counted.holders,
        cut_lines=_cut_lines(run, counted.divisions, map(line, left_out)),
        left=tuple(LeftOut(line(entry), _why_gone(entry)) for entry in gone),
        run=lines.summed_up(run) if run else None,
        as_of=day,
    )
    record_read(
        by=by.pk,
        action=Look.PAST_DAY if on else Look.QUEUE,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.PERSON, entry.person_id) for entry in looked_at],
        outside=_outside(by, looked_at),
        counts=Counts({Counted.PEOPLE: total}),
    )
    return shown


def export(
    *,
    by: "User",
    purpose: Purpose | None,
    filters: Filters = EVERYONE,
    sort: Sort = Sort.RANK,
    on: date | None = None,
) -> Exported:
    """Hand over a whole queue for a file, after its export stands in the audit log.

    Only rows that the reader may both see and export; arguments as for `queue`.

    Raises:
        Refused: No role of theirs includes both.
    """
    reader = _reader(by, Permission.QUEUE_READ, purpose)
    _reader(by, Permission.EXPORT_MAKE, purpose, reader)
    run = lines.run_of(on)
    day = on or (run.as_of if run else clock.today())
    found = lines.searchable(_seen(reader, purpose, on), filters)
    found = visible(reader, found, Permission.EXPORT_MAKE, purpose)
    found = found.filter(lines.narrowed(filters, day))
    found = lines.in_order(found.select_related("person", "holder"), sort)
    entries = list(found[:MOST_EXPORTED])
    full = len(entries) == MOST_EXPORTED
    left_out = found.count() - MOST_EXPORTED if full else 0
    numbers = lines.ranks(entries, on)
    taken = tuple(
        lines.said(
            entry, rank=numbers[entry.pk], level=Level.SUMMARY, day=day, line=None
        )
        for entry in entries
    )
    mark = record_export(
        by=by.pk,
        action=Look.EXPORT,
        purpose=purpose,
        detail=Detail.SUMMARY,
        things=[Thing(Kept.PERSON, entry.person_id) for entry in entries],
        outside=_outside(by, entries),
        counts=Counts({Counted.PEOPLE: len(entries)}),
    )
    return Exported(rows=taken, as_of=day, mark=mark, left_out=left_out)


@frozen
class _Counted:
    """What one pass over the reader's queue counts."""

    by_tier: dict[str, int]
    by_stream: dict[str, int]
    changed: int
    overdue: int
    provisional: int
    unheld_first: int
    divisions: tuple[str, ...]
    holders: tuple[tuple[UUID, str], ...]
    line: dict[str, str]


def _reader(
    by: "User",
    permission: Permission,
    purpose: Purpose | None,
    reader: Standing | None = None,
) -> Standing:
    """Who asks, read once; refused where no role of theirs includes it."""
    reader = reader or standing_of(by)
    decision: Decision = may(reader, permission)
    if not decision:
        raise Refused(decision, permission, purpose=purpose)
    return reader


def _seen(
    reader: Standing, purpose: Purpose | None, on: date | None
) -> "lines.Entries":
    return visible(
        reader,
        lines.standing(on),
        Permission.QUEUE_READ,
        purpose,
        at_least=Level.SUMMARY,
    )


def _whole(
    reader: Standing, purpose: Purpose | None, *lists: Sequence[UUID]
) -> list[list[Entry]]:
    """Entries in the order of their keys, each with its level, person and holder.

    Read after they were chosen: ordering a whole queue by what is not indexed would
    otherwise carry everybody's reasons along.
    """
    rows = Entry.objects.filter(pk__in={key for keys in lists for key in keys})
    rows = with_level(
        reader, rows.select_related("person", "holder"), Permission.QUEUE_READ, purpose
    )
    found = {entry.pk: entry for entry in rows.order_by("pk")}
    return [[found[key] for key in keys if key in found] for keys in lists]


def _gone(
    reader: Standing, purpose: Purpose | None, filters: Filters, day: date
) -> list[UUID]:
    """Who left the queue on a day, the most urgent first."""
    went = Entry.objects.filter(~Q(left_why=""), shown_until=day)
    if filters.divisions:
        went = went.filter(division__in=sorted(filters.divisions))
    went = visible(reader, went, Permission.QUEUE_READ, purpose, at_least=Level.SUMMARY)
    return list(
        lines.in_order(went, Sort.RANK).values_list("pk", flat=True)[:MOST_GONE]
    )


def _why_gone(entry: Entry) -> str:
    whole = Level(entry.access_level) >= Level.FULL  # type: ignore[attr-defined]
    return entry.left_why if whole else ""


def _counted(seen: "lines.Entries", filters: Filters, day: date) -> _Counted:
    """Count the queue in one pass: groups of stream, division, tier and holder."""
    wanted = lines.narrowed(evolve(filters, streams=()), day, tiers=False)
    chosen = wanted & lines.narrowed(Filters(tiers=filters.tiers), day)
    before = Q(changed_on__gte=day)
    groups = (
        lines.searchable(seen, filters)
        .values("stream", "division", "tier", "holder_id")
        .annotate(
            people=Count("pk", filter=wanted),
            changed=Count("pk", filter=chosen & before),
            overdue=Count("pk", filter=chosen & lines.late(day)),
            doubtful=Count("pk", filter=chosen & Q(provisional=True)),
            line=Max("place", filter=~Q(response__in=lines.UNREACHED)),
        )
        .order_by()
    )
    by_tier: Counter[str] = Counter()
    by_stream: Counter[str] = Counter()
    sums: Counter[str] = Counter()
    holders: set[UUID] = set()
    line: dict[str, str] = {}
    for group in groups:
        by_stream[group["stream"]] += group["people"]
        if group["holder_id"]:
            holders.add(group["holder_id"])
        if not filters.streams or group["stream"] in filters.streams:
            by_tier[group["tier"]] += group["people"]
            for name in ("changed", "overdue", "doubtful"):
                sums[name] += group[name]
            if group["tier"] == "T1" and not group["holder_id"]:
                sums["unheld"] += group["people"]
        if group["line"]:
            line[group["division"]] = max(
                line.get(group["division"], ""), group["line"]
            )
        line.setdefault(group["division"], "")
    return _Counted(
        by_tier=dict(by_tier),
        by_stream=dict(by_stream),
        changed=sums["changed"],
        overdue=sums["overdue"],
        provisional=sums["doubtful"],
        unheld_first=sums["unheld"],
        divisions=tuple(sorted(line)),
        holders=_named(holders),
        line={division: last for division, last in line.items() if last},
    )


def _named(holders: set[UUID]) -> tuple[tuple[UUID, str], ...]:
    """Who holds somebody, by name; asked for the few holders, not beside every row."""
    accounts = get_user_model().objects.filter(pk__in=holders)
    return tuple(
        accounts.order_by("display_name", "pk").values_list("pk", "display_name")
    )


def _wanted(filters: Filters, tier: str) -> bool:
    return not filters.tiers or tier in filters.tiers


def _given(run: Run | None, divisions: Iterable[str]) -> list[dict[str, Any]]:
    """What the run said of the hours of these divisions."""
    if run is None:
        return []
    wanted = set(divisions)
    parts = run.capacity.get("divisions", [])
    return [part for part in parts if part["division"] in wanted]


def _left_out(
    run: Run | None, divisions: Iterable[str], seen: "lines.Entries"
) -> list[UUID]:
    """The next five beyond the hours of each division, if the reader may see them."""
    codes = [
        left["person_id"]
        for part in _given(run, divisions)
        for left in part.get("next_five", ())
    ]
    chosen = lines.in_order(seen.filter(person__code__in=codes), Sort.RANK)
    return list(chosen.values_list("pk", flat=True)) if codes else []


def _cut_lines(
    run: Run | None, divisions: Iterable[str], left_out: Iterable[QueueRow]
) -> tuple[CutLine, ...]:
    by_code = {row.code: row for row in left_out}
    return tuple(
        CutLine(
            division=part["division"],
            note=part.get("note") or "",
            reached={
                tier: (line["funded"], line["of"])
                for tier, line in part.get("line", {}).items()
            },
            hours={
                kind: Hours(had=own["had"], used=own["used"], short=own["short"])
                for kind, own in part.get("hours", {}).items()
            },
            next_five=tuple(
                LeftOut(row=by_code[left["person_id"]], why=left["why"])
                for left in part.get("next_five", ())
                if left["person_id"] in by_code
            ),
        )
        for part in _given(run, divisions)
    )


def _outside(by: "User", entries: Iterable[Entry]) -> int:
    """How many are no case of the reader's or of the reader's teams."""
    own = {team for team, _ in teams(of=by)}
    return sum(
        entry.holder_id != by.pk and entry.person.team_id not in own
        for entry in entries
    )
