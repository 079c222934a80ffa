"""Begin an assessment, note answers, record a judgement; then the score is shown."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.types import Permission, Purpose
from safeward.apps.assessments.asking import (
    must_assess,
    not_there,
    own_sitting,
    person_of,
)
from safeward.apps.assessments.form import known_answers
from safeward.apps.assessments.gates import held_by
from safeward.apps.assessments.live import live_of
from safeward.apps.assessments.models import Assessment, Sitting
from safeward.apps.assessments.types import (
    Act,
    Because,
    Concern,
    InstrumentClosed,
    JudgeFirst,
    Kept,
    Live,
    NotForThisCase,
)
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.queries import present
from safeward.core.instruments.library import find
from safeward.core.instruments.types import Instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

_NEXT = timedelta(microseconds=1)


@transaction.atomic
def begin(
    *,
    by: "User",
    instrument: str,
    person: UUID | None = None,
    victim: UUID | None = None,
    adult: UUID | None = None,
    incident_id: str = "",
    supersedes: UUID | None = None,
    because: Because | None = None,
    purpose: Purpose | None = None,
) -> UUID:
    """Begin an assessment; its id opens it to this person alone.

    Args:
        by: Who assesses.
        instrument: Id in the library; its version is frozen now.
        person: The alleged perpetrator; a report that is being written names them
            when it is completed.
        victim: Whose risk it is, an adult or a child.
        adult: Of a child, the adult victim survivor it lives with.
        incident_id: The report it belongs to.
        supersedes: The earlier assessment whose place it is to take.
        because: Why; given with ``supersedes``.
        purpose: What it is needed for, beyond one's own work.

    Raises:
        Refused: When they may not assess this person.
        InstrumentClosed: When they may not use this instrument.
        NotForThisCase: When the earlier assessment is of somebody else's risk or has
            been superseded already.
        InstrumentUnknown: When there is no such instrument.
    """
    tool = find(instrument)
    perpetrator, whose, beside = named_people(person, victim, adult)
    must_assess(by, perpetrator, whose, beside, purpose)
    must_hold(by, tool)
    earlier = _earlier(supersedes)
    if earlier is not None:
        must_follow(earlier, tool, perpetrator, whose)
    now = clock.now()
    row = Sitting.objects.create(
        by=by,
        person=perpetrator,
        victim=whose,
        adult=beside,
        incident_id=incident_id,
        supersedes=earlier,
        because=(because or Because.REASSESSED).value if earlier else "",
        instrument=tool.id,
        instrument_version=tool.version,
        changed_at=now,
    )
    _record(by, Act.BEGUN, row)
    return row.pk


@transaction.atomic
def begin_again(
    *, by: "User", assessment: UUID, because: Because, purpose: Purpose | None = None
) -> UUID:
    """Begin an assessment of the same risk by the same instrument, in its place.

    Its answers are not carried over: a new assessment is a new look.

    Raises:
        Refused: When they may not assess this person.
        InstrumentClosed: When they may not use this instrument.
        NotForThisCase: When it has been superseded already.
    """
    earlier = _earlier(assessment)
    assert earlier is not None  # noqa: S101 - an id was given
    return begin(
        by=by,
        instrument=earlier.instrument,
        person=earlier.person_id,
        victim=earlier.victim_id,
        adult=earlier.adult_id,
        supersedes=earlier.pk,
        because=because,
        purpose=purpose,
    )


@transaction.atomic
def note_answers(*, by: "User", sitting: UUID, answers: Mapping[str, str]) -> Live:
    """Keep the answers so far, and say what they come to as far as it may be said.

    Until the judgement is recorded there is no score in what is returned.

    Args:
        by: Who assesses.
        sitting: Their assessment under way.
        answers: By item; an item that is left out keeps its answer, one that is empty
            is not known.

    Raises:
        Refused: When it is not theirs.
        NotForThisCase: When an answer is none that the item can have.
        JudgeFirst: When a recorded result is given before the judgement.
    """
    row = own_sitting(by, sitting, lock=True)
    tool = find(row.instrument)
    given = known_answers(tool, answers)
    results = {item.id for item in tool.items if item.role == "result"}
    if tool.kind == "judgement":
        given = {k: v for k, v in given.items() if k not in results}
    elif row.judged_at is None and any(given.get(name) for name in results):
        raise JudgeFirst(
            f"Record your own judgement first; then enter what {tool.name} says."
        )
    row.answers = {k: v for k, v in {**row.answers, **given}.items() if v}
    row.changed_at = clock.now()
    row.save(update_fields=["answers", "changed_at"])
    return live_of(row)


@transaction.atomic
def judge(*, by: "User", sitting: UUID, judgement: str, words: str) -> Live:
    """Record one's own judgement; from then on the score is shown.

    It stands as it was said: the score cannot change it. Of an instrument that is
    judgement throughout, the judgement is its level, and there is no score.

    Args:
        by: Who assesses.
        sitting: Their assessment under way.
        judgement: A ``Concern``, or of a judgement the level's code.
        words: Why, in one's own words.

    Raises:
        Refused: When it is not theirs.
        JudgeFirst: When a judgement has been recorded already.
        NotForThisCase: When there are no words, or the judgement is none of the list.
    """
    row = own_sitting(by, sitting, lock=True)
    tool = find(row.instrument)
    if row.judged_at is not None:
        raise JudgeFirst(
            "Your judgement is on record and stays as it is; a later assessment may "
            "say something else."
        )
    if not words.strip():
        raise NotForThisCase("Say in a few words why you judge so.")
    row.judgement, row.words = _judgement(tool, judgement.strip()), words.strip()
    row.judged_at = row.changed_at = clock.now()
    _record(by, Act.JUDGED, row)
    if tool.kind == "judgement":
        row.answers = {**row.answers, "level": row.judgement}
    else:
        # Strictly later, also where the clock is coarse.
        row.revealed_at = max(clock.now(), row.judged_at + _NEXT)
        row.answers_when_revealed = row.answers
        _record(by, Act.REVEALED, row)
    row.save()
    return live_of(row)


@transaction.atomic
def discard(*, by: "User", sitting: UUID) -> None:
    """Throw an assessment under way away; the log keeps that it was begun.

    Raises:
        Refused: When it is not theirs.
    """
    row = own_sitting(by, sitting, lock=True)
    _record(by, Act.DISCARDED, row)
    row.delete()


def named_people(
    *keys: UUID | None,
) -> tuple["Person | None", ...]:
    """People by their ids, as they are held to be now.

    Raises:
        Refused: When one of them is not there.
    """
    make = Permission.ASSESSMENT_MAKE
    return tuple(person_of(key, make) if key is not None else None for key in keys)


def must_hold(by: "User", tool: Instrument) -> None:
    """Go on only if this person may use the instrument today.

    Raises:
        InstrumentClosed: When they may not; the sentence says what to do.
    """
    refusal = held_by(by).refusal(tool.id)
    if refusal:
        raise InstrumentClosed(refusal)


def must_follow(
    earlier: Assessment,
    tool: Instrument,
    person: "Person | None",
    victim: "Person | None",
) -> None:
    """Go on only if an assessment may take an earlier one's place.

    Raises:
        NotForThisCase: When it is of somebody else, by another instrument, or the
            earlier one has been superseded.
    """
    now = (person.pk if person else None, victim.pk if victim else None)
    then = (present(earlier.person_id), _present(earlier.victim_id))
    if now != then or tool.id != earlier.instrument:
        raise NotForThisCase(
            "An assessment takes the place of one of the same risk by the same "
            "instrument; begin a new one instead."
        )
    if Assessment.objects.filter(supersedes=earlier).exists():
        raise NotForThisCase(
            "That assessment has been superseded already; open the latest one."
        )


def _earlier(key: UUID | None) -> Assessment | None:
    if key is None:
        return None
    found = Assessment.objects.filter(pk=key).order_by("pk").first()
    if found is None:
        raise not_there(Permission.ASSESSMENT_MAKE, key)
    return found


def _present(person: UUID | None) -> UUID | None:
    return None if person is None else present(person)


def _judgement(tool: Instrument, given: str) -> str:
    if tool.kind != "judgement":
        if given not in set(Concern):
            raise NotForThisCase("Choose how concerned you are.")
        return given
    level = tool.item("level")
    codes = {entry.code for entry in level.levels}
    if not given or len(given) > 60 or (codes and given not in codes):
        raise NotForThisCase("Choose the level that you conclude.")
    return given


def _record(by: "User", act: Act, row: Sitting) -> None:
    things = [Thing(Kept.SITTING, row.pk)]
    things += [Thing(Kept.PERSON, key) for key in (row.person_id, row.victim_id) if key]
    record_write(by=by.pk, action=act, things=things)
