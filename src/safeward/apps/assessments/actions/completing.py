"""Complete an assessment: it is kept for good, and whoever it is about is rescored."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.types import Purpose
from safeward.apps.assessments.actions.sitting import (
    must_follow,
    must_hold,
    named_people,
)
from safeward.apps.assessments.asking import must_assess, own_sitting
from safeward.apps.assessments.form import asked_in
from safeward.apps.assessments.handed import hand_over
from safeward.apps.assessments.live import answer_live
from safeward.apps.assessments.models import Assessment, Sitting
from safeward.apps.assessments.ranking import rescore
from safeward.apps.assessments.types import (
    Act,
    Because,
    JudgeFirst,
    Kept,
    Live,
    NotForThisCase,
    Result,
    Status,
)
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.queries import record_ids
from safeward.core.instruments.library import find
from safeward.core.instruments.types import Instrument
from safeward.core.vocabulary.calendar import age_on

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

ADULT = 18


@transaction.atomic
def complete(
    *,
    by: "User",
    sitting: UUID,
    person: UUID | None = None,
    victim: UUID | None = None,
    adult: UUID | None = None,
    incident_id: str = "",
    record_id: str = "",
    victim_record_id: str = "",
    purpose: Purpose | None = None,
    tier_follows: bool = True,
) -> UUID:
    """Complete an assessment, and let its tier follow in the same transaction.

    A report names here the people it could not name when it was begun; what was named
    then stands. The row is never altered again.

    Args:
        by: Who assesses.
        sitting: Their assessment under way.
        person: The alleged perpetrator.
        victim: Whose risk it is.
        adult: Of a child, the adult victim survivor it lives with.
        incident_id: The report it belongs to.
        record_id: The mention of the alleged perpetrator it rests on; the latest when
            left out.
        victim_record_id: Likewise of whose risk it is.
        purpose: What it is needed for, beyond one's own work.
        tier_follows: Work the tier out again here; not for a caller that does so
            itself for everybody of a report, within the same transaction.

    Returns:
        The id of the completed assessment.

    Raises:
        Refused: When it is not theirs, or they may not assess this person.
        InstrumentClosed: When they may not use the instrument any more.
        JudgeFirst: When no judgement is recorded.
        NotForThisCase: When the instrument does not cover the case, nobody is named,
            or it changed since the assessment was begun.
    """
    row = own_sitting(by, sitting, lock=True)
    tool = find(row.instrument)
    row.person, row.victim, row.adult = named_people(
        row.person_id or person, row.victim_id or victim, row.adult_id or adult
    )
    row.incident_id = row.incident_id or incident_id
    if row.person is None:
        raise NotForThisCase("Say whose violence it is about, then complete it.")
    if row.judged_at is None:
        raise JudgeFirst("Record your own judgement first; then complete it.")
    if row.instrument_version != tool.version:
        raise NotForThisCase(
            f"{tool.name} has been replaced by another version since you began; begin "
            "a new assessment."
        )
    must_assess(by, row.person, row.victim, row.adult, purpose)
    must_hold(by, tool)
    if row.supersedes is not None:
        must_follow(row.supersedes, tool, row.person, row.victim)
    today = clock.today()
    of_child = _of_child(row, today)
    live = answer_live(tool.id, row.answers)
    result = live.result
    assert result is not None  # noqa: S101 - only what is unrevealed has none
    _must_cover(result)
    done = Assessment.objects.create(
        known_on=today,
        person=row.person,
        victim=row.victim,
        adult=row.adult,
        of_child=of_child,
        record_id=record_id or _record_of(row.person),
        victim_record_id=victim_record_id
        or (_record_of(row.victim) if row.victim else ""),
        incident_id=row.incident_id,
        by=by,
        agency=by.agency.code,
        instrument=tool.id,
        instrument_version=tool.version,
        status=_status(tool, result).value,
        answers=_whole(tool, row.answers),
        complete=live.complete,
        score=result.score,
        score_low=result.low,
        score_high=result.high,
        band=result.band,
        band_low=result.band_low,
        band_high=result.band_high,
        maram_level=result.maram_level,
        shown=_shown(live, result),
        concern="" if tool.kind == "judgement" else row.judgement,
        words=row.words,
        begun_at=row.recorded_at,
        judged_at=row.judged_at,
        revealed_at=row.revealed_at,
        changed_after=_changed(row),
        supersedes=row.supersedes,
        because=row.because,
    )
    row.delete()
    hand_over(by, done)
    things = [Thing(Kept.ASSESSMENT, done.pk), Thing(Kept.PERSON, done.person_id)]
    things += [Thing(Kept.PERSON, done.victim_id)] if done.victim_id else []
    record_write(by=by.pk, action=Act.COMPLETED, things=things, purpose=purpose)
    if done.supersedes is not None:
        _supersede(by, done.supersedes, done, purpose)
    if tier_follows:
        rescore([done.person_id])
    return done.pk


def _supersede(
    by: "User", earlier: Assessment, done: Assessment, purpose: Purpose | None
) -> None:
    """The earlier row stays as it is; only a wrong one is void among the records."""
    if done.because == Because.CORRECTED:
        hand_over(by, earlier, void=True)
    record_write(
        by=by.pk,
        action=Act.SUPERSEDED,
        things=[Thing(Kept.ASSESSMENT, earlier.pk), Thing(Kept.ASSESSMENT, done.pk)],
        purpose=purpose,
        reasons=[Because(done.because)],
    )


def _of_child(row: Sitting, today: date) -> bool:
    victim = row.victim
    if victim is None:
        if row.adult is not None:
            raise NotForThisCase("Say which child it is about.")
        return False
    if row.adult is not None and row.adult.pk == victim.pk:
        raise NotForThisCase("A child's assessment names the child and the adult.")
    born = victim.date_of_birth
    if born is None:
        return row.adult is not None
    young = age_on(today, born) < ADULT
    if row.adult is not None and not young:
        raise NotForThisCase(
            "Only a child's assessment names an adult victim survivor beside it; this "
            "person is an adult."
        )
    return young


def _must_cover(result: Result) -> None:
    """Refuse what the instrument refuses; a score with bounds alone is none of that."""
    nothing = result.low is None and not result.band and not result.maram_level
    if result.refused and nothing:
        raise NotForThisCase(f"{result.refused[0].upper()}{result.refused[1:]}.")


def _status(tool: Instrument, result: Result) -> Status:
    if tool.kind == "judgement":
        return Status.JUDGED
    if tool.kind == "recorded":
        return Status.RECORDED
    return Status.NO_SCORE if result.score is None and result.refused else Status.SCORED


def _whole(tool: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """Every item of the form; what is not known is empty, and never a no."""
    return {item.id: answers.get(item.id, "") for item in asked_in(tool)}


def _shown(live: Live, result: Result) -> dict[str, object]:
    """The sentences as they stood beside the result on the day."""
    return {
        "predicts": result.predicts,
        "validated_on": result.validated_on,
        "calibration": result.calibration,
        "refused": result.refused,
        "why": result.why,
        "warnings": list(live.warnings),
    }


def _changed(row: Sitting) -> int:
    """How many answers were changed after the score was seen."""
    before = row.answers_when_revealed
    if before is None or find(row.instrument).kind == "recorded":
        return 0
    items = {*before, *row.answers}
    return sum(before.get(item, "") != row.answers.get(item, "") for item in items)


def _record_of(person: "Person") -> str:
    found = record_ids(person.pk)
    if not found:
        raise NotForThisCase("No record says who this person is; make a report first.")
    return found[0]
