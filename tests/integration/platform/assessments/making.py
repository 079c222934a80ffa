"""Completes an assessment in one step, for tests that begin where it ends."""

from collections.abc import Mapping
from uuid import UUID

from safeward.apps.access.models import User
from safeward.apps.access.types import Purpose
from safeward.apps.assessments.actions import begin, complete, judge, note_answers
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.types import Because
from safeward.apps.people.models import Person
from tests.integration.platform.assessments.cases import WORDS


def assessed(
    by: User,
    person: Person,
    victim: Person | None = None,
    *,
    instrument: str = "safelives_dash",
    answers: Mapping[str, str] | None = None,
    judgement: str = "high",
    adult: Person | None = None,
    supersedes: UUID | None = None,
    because: Because | None = None,
    results: Mapping[str, str] | None = None,
    purpose: Purpose | None = None,
) -> Assessment:
    sitting = begin(
        by=by,
        instrument=instrument,
        person=person.pk,
        victim=victim.pk if victim else None,
        adult=adult.pk if adult else None,
        supersedes=supersedes,
        because=because,
        purpose=purpose,
    )
    note_answers(by=by, sitting=sitting, answers=answers or {})
    judge(by=by, sitting=sitting, judgement=judgement, words=WORDS)
    if results:
        note_answers(by=by, sitting=sitting, answers=results)
    return Assessment.objects.get(pk=complete(by=by, sitting=sitting, purpose=purpose))
