"""Why one person has this tier, in plain Python: the twin of ``reasons``.

The same sentences in the same order, from the same policy.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from safeward.core.history.memory.events import Event
from safeward.core.instruments.library import RECORDED_IDS, instrument
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.live_reading import DayRead
from safeward.core.priority.memory import all_met, escalates, line_points
from safeward.core.priority.policy import Axis, Policy
from safeward.core.priority.reasons import NOTHING
from safeward.core.priority.sentences import DAY, EVIDENCE_HELD, NAMED, OUTCOMES
from safeward.core.priority.tiers import OVERRIDE

_AXES: Final[tuple[Axis, ...]] = ("severity", "likelihood")
_DECIDES, _MATRIX, _POINTS, _HOLDS_ANYWAY, _NOTE = range(5)
_NO_DATE: Final = "date not held"


@frozen
class LiveReason:
    """One sentence that says why.

    Attributes:
        axis: ``likelihood``, ``severity``, ``floor`` or ``note``.
        points: What it gives; None where it gives none.
        sentence: For people.
        source: Where the factor comes from.
        evidence: Events that it rests on, latest report first.
    """

    axis: str
    points: int | None
    sentence: str
    source: str
    evidence: tuple[str, ...] = ()


@frozen
class _Said:
    axis: str
    template: str
    source: str
    rank: int
    feature: str | None = None
    points: int | None = None


def reasons_of(
    read: DayRead, standing: Sequence[Event], policy: Policy
) -> list[LiveReason]:
    """Say why a person has the tier that the facts of the day give.

    Args:
        read: What those facts say.
        standing: The person's events known that day.
        policy: The policy.
    """
    said = [*_floors(read, policy), *_matrix(read, policy), *_lines(read, policy)]
    said.sort(key=lambda each: (each.rank, each.points is None, -(each.points or 0)))
    events = {event.event_id: event for event in standing}
    found = [_spoken(each, read, events) for each in said]
    found += [
        LiveReason("note", None, sentence, source)
        for sentence, source in _notes(read.recorded)
    ]
    return found or [LiveReason("note", None, NOTHING, "judgement")]


def day_said(day: date | None) -> str:
    """A date as sentences write it."""
    return day.strftime(DAY) if day else _NO_DATE


def _floors(read: DayRead, policy: Policy) -> Iterator[_Said]:
    assessed = read.assessed
    rank = _DECIDES if assessed.floor_tier == assessed.tier else _HOLDS_ANYWAY
    if OVERRIDE in assessed.floors and read.override == assessed.floor_tier:
        yield _Said(
            "floor",
            "Raised to {n} by a recorded decision",
            "judgement",
            rank,
            "override_tier",
        )
    for floor in policy.floors:
        if floor.id in assessed.floors and floor.tier == assessed.floor_tier:
            feature = floor.when[0].feature
            yield _Said("floor", floor.sentence, floor.source, rank, feature)


def _matrix(read: DayRead, policy: Policy) -> Iterator[_Said]:
    assessed, matrix = read.assessed, policy.matrix
    if assessed.matrix_tier != assessed.tier:
        return
    row = 1 + sum(assessed.severity >= cut for cut in matrix.severity_cuts)
    column = 1 + sum(assessed.likelihood >= cut for cut in matrix.likelihood_cuts)
    for entry in matrix.promotions:
        here = entry.cell == f"S{row}L{column}" and entry.tier == assessed.tier
        if here and all_met(read.values, entry.when):
            feature = entry.when[0].feature
            yield _Said("note", entry.sentence, entry.source, _MATRIX, feature)
    if assessed.tier != "T4":
        yield _Said("note", matrix.sentence, matrix.source, _MATRIX)


def _lines(read: DayRead, policy: Policy) -> Iterator[_Said]:
    values = read.values
    for axis in _AXES:
        so_far: dict[str, int] = {}
        for line in policy.lines(axis):
            points = line_points(values.get(line.feature), line)
            if line.group is not None:
                before = so_far.get(line.group, 0)
                after = min(before + points, policy.caps[line.group].most)
                so_far[line.group], points = after, after - before
            if points > 0:
                yield _Said(
                    axis, line.sentence, line.source, _POINTS, line.feature, points
                )
        rule = policy.escalation if axis == "severity" else None
        if rule is not None and rule.points > 0 and escalates(values, policy):
            yield _Said(
                axis,
                rule.sentence,
                rule.source,
                _POINTS,
                "gravest_band_90d",
                rule.points,
            )


def _spoken(said: _Said, read: DayRead, events: Mapping[str, Event]) -> LiveReason:
    value = read.history.get(said.feature or "")
    evidence = value.evidence if value else ()
    rests_on = [events[name] for name in evidence if name in events]
    dates = list(dict.fromkeys(_date_said(event) for event in rests_on))
    named = ", ".join(dates[:NAMED]) + (" and more" if len(dates) > NAMED else "")
    convicted = bool(rests_on) and all(e.outcome == "convicted" for e in rests_on)
    convicted = convicted and len(rests_on) < EVIDENCE_HELD
    n = read.override if said.feature == "override_tier" else None
    if said.feature is not None and n is None:
        n = str(read.values.get(said.feature))
    entry = INPUTS.get(said.feature or "")
    on = read.recorded.get(entry.dated_by) if entry and entry.dated_by else None
    words = {
        "n": n or "",
        "s": "" if n == "1" else "s",
        "es": "" if n == "1" else "es",
        "latest": dates[0] if dates else _NO_DATE,
        "named": named or _NO_DATE,
        "alleged": "" if convicted else "alleged ",
        "alleged_start": "" if convicted else "Alleged ",
        "on": day_said(on if isinstance(on, date) else None),
        "fear": "high" if n == "2" else "some",
        "likelihood": str(read.assessed.likelihood),
        "severity": str(read.assessed.severity),
        "tier": read.assessed.matrix_tier,
    }
    sentence = _filled(said.template, words, convicted)
    return LiveReason(said.axis, said.points, sentence, said.source, evidence)


def _filled(template: str, words: Mapping[str, str], convicted: bool) -> str:
    said, capital = [], False
    for place, part in enumerate(re.split(r"\{(\w+)\}", template)):
        if place % 2:
            said.append(words[part])
            capital = part == "alleged_start"
        else:
            raised = capital and convicted and bool(part)
            said.append(part[:1].upper() + part[1:] if raised else part)
            capital = False
    return "".join(said)


def _date_said(event: Event) -> str:
    beside = OUTCOMES.get(event.outcome or "")
    day = day_said(event.reported_on)
    return f"{day} ({beside})" if beside else day


def _notes(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Results that people should see although no point rests on them (``notes``)."""
    if not row:
        return
    dash = instrument("safelives_dash")
    if row["dash_high"] is not None and row["dash_high"] > row["dash_low"]:
        yield (
            f"{dash.name} of {day_said(row['dash_on'])}: between {row['dash_low']} and "
            f"{row['dash_high']} of {len(dash.questions)}, "
            f"{len(row['dash_unanswered'])} questions not answered",
            "SafeLives",
        )
    if row["maram_latest"] is not None:
        level = row["maram_latest"].replace("_", " ")
        yield f"MARAM level {level}, completed {day_said(row['maram_on'])}", "MARAM"
    if row["lap_trigger"]:
        yield (
            f"Lethality screen (LAP) triggered on {day_said(row['lap_on'])}, shown and "
            "never counted",
            "Messing 2015 (specificity .21)",
        )
    names = {name: instrument(name).name for name in RECORDED_IDS}
    for each in row["stale"] or ():
        tool, day = each.split(" ")
        yield (
            f"{names.get(tool, tool)} of {day_said(date.fromisoformat(day))} is over "
            "12 months old and not used",
            "judgement",
        )
