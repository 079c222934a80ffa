"""One person's recorded results in plain Python: the oracle, and the live path."""

from collections.abc import Callable, Iterable
from datetime import date

from safeward.core.instruments.library import RECORDED_IDS, instrument
from safeward.core.instruments.scoring import band, counted, triggered
from safeward.core.instruments.types import RECORDED_SCHEMA, Assessment, Count
from safeward.core.vocabulary.calendar import months_before

Value = int | str | bool | date | list[str] | None


def recorded_one(
    assessments: Iterable[Assessment], person_id: str, as_of: date
) -> dict[str, Value]:
    """What instruments said about one person on a day: a row of ``RECORDED_SCHEMA``.

    Args:
        assessments: Those of this person, void ones left out.
        person_id: The person.
        as_of: The day; later assessments are not known, those of the 12 months before
            it are used.
    """
    known = sorted(
        (
            a
            for a in assessments
            if a.completed_on <= as_of and a.instrument in RECORDED_IDS
        ),
        key=lambda a: (a.completed_on, a.assessment_id),
    )
    start = months_before(as_of, 12)
    fresh = [a for a in known if a.completed_on > start]
    row: dict[str, Value] = dict.fromkeys(RECORDED_SCHEMA)
    row |= {"person_id": person_id, "as_of": as_of}
    row |= _safvr([a for a in fresh if a.instrument == "vp_safvr"])
    row |= _maram([a for a in fresh if a.instrument == "maram"])
    row |= _dash([a for a in fresh if a.instrument == "safelives_dash"])
    row |= _lap([a for a in fresh if a.instrument == "lap_lethality_screen"])
    row["stale"] = [
        f"{name} {dates[-1].isoformat()}"
        for name in sorted(RECORDED_IDS)
        if (dates := [a.completed_on for a in known if a.instrument == name])
        and dates[-1] <= start
    ] or None
    for name in RECORDED_SCHEMA:
        if name.startswith("days_since_"):
            day = row[f"{name.removeprefix('days_since_')}_on"]
            row[name] = (as_of - day).days if isinstance(day, date) else None
    return row


def _total(assessment: Assessment) -> int | None:
    try:
        total = int(float(assessment.answers.get("score") or ""))
    except (ValueError, OverflowError):
        return None
    return total if total >= 0 else None


def _latest_of_each_victim(
    ordered: list[Assessment], usable: Callable[[Assessment], bool]
) -> list[Assessment]:
    return list({a.victim_id: a for a in ordered if usable(a)}.values())


def _latest_day(found: Iterable[Assessment]) -> date | None:
    return max((a.completed_on for a in found), default=None)


def _safvr(ordered: list[Assessment]) -> dict[str, Value]:
    tool = instrument("vp_safvr")
    totals = [(total, a) for a in ordered if (total := _total(a)) is not None]
    highest = max((total for total, _ in totals), default=None)

    def reaches(a: Assessment, names: tuple[str, ...]) -> bool:
        total = _total(a)
        by_total = total is not None and band(tool, total) in names
        return by_total or a.answers.get("level") in names

    return {
        "safvr_highest_12m": highest,
        "safvr_highest_on": _latest_day(a for total, a in totals if total == highest),
        "safvr_latest": totals[-1][0] if totals else None,
        "safvr_latest_on": totals[-1][1].completed_on if totals else None,
        "safvr_medium_on": _latest_day(
            a for a in ordered if reaches(a, ("medium", "high"))
        ),
        "safvr_high_on": _latest_day(a for a in ordered if reaches(a, ("high",))),
    }


def _maram(ordered: list[Assessment]) -> dict[str, Value]:
    levels = instrument("maram").levels
    latest = _latest_of_each_victim(ordered, lambda a: a.answers.get("level") in levels)
    ranked = [(levels.index(a.answers["level"] or ""), a) for a in latest]
    most = max((rank for rank, _ in ranked), default=None)

    def since(level: str) -> date | None:
        return _latest_day(a for rank, a in ranked if rank >= levels.index(level))

    return {
        "maram_latest": None if most is None else levels[most],
        "maram_on": _latest_day(a for rank, a in ranked if rank == most),
        "maram_serious_on": since("serious"),
        "maram_immediate_on": since("immediate_protection"),
    }


def _dash(ordered: list[Assessment]) -> dict[str, Value]:
    tool = instrument("safelives_dash")

    questions = {item.id for item in tool.questions}

    def asked(a: Assessment) -> bool:
        return not questions.isdisjoint(a.answers)

    def result(a: Assessment) -> Count | None:
        if (total := _total(a)) is not None:
            return Count(total, total, total)
        return counted(tool, a.answers) if asked(a) else None

    def said_high(a: Assessment) -> bool:
        return a.answers.get("level") == "high"

    latest = sorted(
        _latest_of_each_victim(
            ordered, lambda a: result(a) is not None or said_high(a)
        ),
        key=lambda a: (a.completed_on, a.assessment_id),
    )
    scored = [(count, a) for a in latest if (count := result(a)) is not None]
    refers = tool.cut_offs["high"]
    point = max((count.point for count, _ in scored), default=None)
    high = max((count.high for count, _ in scored), default=None)
    widest = [count.unanswered for count, _ in scored if count.high == high]
    return {
        "dash_low": point,
        "dash_point": point,
        "dash_high": high,
        "dash_on": _latest_day(a for count, a in scored if count.point == point),
        "dash_high_on": _latest_day(
            [a for count, a in scored if count.point >= refers]
            + [a for a in latest if said_high(a)]
        ),
        "dash_high_if_yes_on": _latest_day(
            [a for count, a in scored if count.high >= refers]
            + [a for a in latest if said_high(a)]
        ),
        "dash_unanswered": list(widest[-1]) if widest else None,
    }


def _lap(ordered: list[Assessment]) -> dict[str, Value]:
    tool = instrument("lap_lethality_screen")
    items = {*(item.id for item in tool.questions), *tool.scoring.raised_by}
    latest = _latest_of_each_victim(ordered, lambda a: not items.isdisjoint(a.answers))
    screens = [(triggered(tool, a.answers), a) for a in latest]
    if not screens:
        return {}
    met = any(screen.met for screen, _ in screens)
    return {
        "lap_trigger": met,
        "lap_trigger_if_yes": any(screen.possible for screen, _ in screens),
        "lap_on": _latest_day(a for screen, a in screens if screen.met == met),
    }
