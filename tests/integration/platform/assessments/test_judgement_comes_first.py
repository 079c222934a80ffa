"""Nobody sees a score before saying what they themselves think, whatever they try."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from safeward.apps.assessments.actions import begin, complete, judge, note_answers
from safeward.apps.assessments.models import Assessment, Sitting
from safeward.apps.assessments.types import Concern, JudgeFirst, NotForThisCase
from safeward.apps.foundation import clock
from tests.integration.platform.assessments.cases import WORDS, Case

DASH = {"q1": "yes", "q2": "yes", "q3": "no"}


def begun(case: Case, instrument: str = "safelives_dash"):  # type: ignore[no-untyped-def]
    return begin(
        by=case.investigator,
        instrument=instrument,
        person=case.person.pk,
        victim=case.victim.pk,
    )


def test_there_is_no_score_until_the_judgement_is_recorded(case: Case) -> None:
    sitting = begun(case)
    live = note_answers(by=case.investigator, sitting=sitting, answers=DASH)
    assert live.result is None
    assert live.answered == 3
    assert live.ask is not None
    live = judge(
        by=case.investigator, sitting=sitting, judgement=Concern.HIGH, words=WORDS
    )
    assert live.result is not None
    assert (live.result.low, live.result.high) == (2, 23)


def test_an_assessment_is_not_completed_without_a_judgement(case: Case) -> None:
    sitting = begun(case)
    note_answers(by=case.investigator, sitting=sitting, answers=DASH)
    with pytest.raises(JudgeFirst):
        complete(by=case.investigator, sitting=sitting)


def test_the_judgement_stands_as_it_was_said(case: Case) -> None:
    sitting = begun(case)
    judge(by=case.investigator, sitting=sitting, judgement=Concern.LITTLE, words=WORDS)
    with pytest.raises(JudgeFirst):
        judge(by=case.investigator, sitting=sitting, judgement="high", words=WORDS)
    kept = Sitting.objects.get()
    assert (kept.judgement, kept.words) == ("little", WORDS)


@pytest.mark.parametrize(
    ("judgement", "words"), [("", WORDS), ("very", WORDS), ("high", "  ")]
)
def test_a_judgement_is_one_of_the_list_in_words_of_ones_own(
    case: Case, judgement: str, words: str
) -> None:
    with pytest.raises(NotForThisCase):
        judge(
            by=case.investigator, sitting=begun(case), judgement=judgement, words=words
        )


def test_the_database_refuses_a_score_that_was_seen_first(case: Case) -> None:
    sitting = begun(case)
    now = clock.now()
    for change in (
        {"revealed_at": now},
        {"revealed_at": now, "judged_at": now, "judgement": "high", "words": "x"},
        {"judged_at": now},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sitting.objects.filter(pk=sitting).update(**change)


def test_a_recorded_score_is_entered_after_the_judgement_only(case: Case) -> None:
    sitting = begun(case, "vp_safvr")
    with pytest.raises(JudgeFirst):
        note_answers(by=case.investigator, sitting=sitting, answers={"score": "9"})
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    live = note_answers(by=case.investigator, sitting=sitting, answers={"score": "9"})
    assert live.result is not None
    assert live.result.band == "High"
    done = Assessment.objects.get(pk=complete(by=case.investigator, sitting=sitting))
    assert (done.status, done.score, done.band) == ("recorded", 9.0, "High")


def test_it_is_kept_that_answers_were_changed_after_the_score(case: Case) -> None:
    sitting = begun(case)
    note_answers(by=case.investigator, sitting=sitting, answers=DASH)
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    note_answers(
        by=case.investigator, sitting=sitting, answers={"q1": "no", "q4": "yes"}
    )
    done = Assessment.objects.get(pk=complete(by=case.investigator, sitting=sitting))
    assert done.changed_after == 2
    assert done.revealed_at is not None
    assert done.judged_at < done.revealed_at


def test_a_completed_assessment_is_never_altered(case: Case) -> None:
    sitting = begun(case)
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    key = complete(by=case.investigator, sitting=sitting)
    rows = Assessment.objects.filter(pk=key)
    for change in ({"score": 1.0}, {"words": "other"}, {"concern": "high"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.delete()
    assert rows.get().words == WORDS
    assert not Sitting.objects.exists()
