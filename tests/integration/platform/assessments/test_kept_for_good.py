"""What a completed assessment holds, what takes its place, and what it hands on."""

from datetime import date

import pytest

from safeward.apps.access.models import Conflict
from safeward.apps.access.roles.police import LiaisonOfficer
from safeward.apps.access.types import Level, Purpose, Refused
from safeward.apps.assessments.actions import begin, begin_again, complete, judge
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.queries import assessment_page, history, new_page
from safeward.apps.assessments.types import Because, NotForThisCase
from safeward.apps.records.actions import append
from safeward.apps.records.models import AssessmentRecord
from safeward.apps.records.queries import holdings
from safeward.core.instruments.library import instrument
from tests.integration.platform.assessments.cases import WORDS, Case, Queue
from tests.integration.platform.assessments.making import assessed
from tests.integration.platform.people.staff import somebody

ANSWERS = {"q1": "yes", "q2": "no"}


def test_it_holds_version_bounds_and_what_is_not_known(case: Case) -> None:
    done = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    tool = instrument("safelives_dash")
    assert done.instrument_version == tool.version
    assert (done.score, done.score_low, done.score_high) == (1.0, 1.0, 23.0)
    assert done.complete == pytest.approx(2 / 24)
    assert done.answers["q3"] == ""
    assert done.shown["predicts"].startswith("SafeLives Dash predicts serious harm")


def test_the_core_reads_it_as_it_reads_any_agencys(case: Case, queue: Queue) -> None:
    done = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    rows = holdings().assessments
    kept = rows.filter(rows["assessment_id"] == str(done.pk))
    assert set(kept["instrument"]) == {"safelives_dash"}
    answers = dict(zip(kept["item"], kept["answer"], strict=True))
    assert (answers["q1"], answers["q2"], answers["q3"]) == ("yes", "no", None)
    assert queue.rescored == [case.person.pk]


def test_a_later_one_takes_its_place_and_it_stays_readable(case: Case) -> None:
    first = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    sitting = begin_again(
        by=case.investigator, assessment=first.pk, because=Because.NEW_INFORMATION
    )
    judge(by=case.investigator, sitting=sitting, judgement="for_life", words=WORDS)
    second = complete(by=case.investigator, sitting=sitting)
    found = history(by=case.investigator, person=case.person.pk, purpose=None)
    assert [(line.id, line.current) for line in found.lines] == [
        (second, True),
        (first.pk, False),
    ]
    page = assessment_page(by=case.investigator, assessment=first.pk, purpose=None)
    assert page.words == WORDS
    assert page.line.superseded_by == second
    assert not page.may_supersede
    assert AssessmentRecord.objects.filter(void=True).count() == 0
    with pytest.raises(NotForThisCase):
        begin_again(
            by=case.investigator, assessment=first.pk, because=Because.REASSESSED
        )


def test_one_that_was_wrong_is_void_among_the_records(case: Case) -> None:
    first = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    assessed(
        case.investigator,
        case.person,
        case.victim,
        supersedes=first.pk,
        because=Because.CORRECTED,
    )
    current = AssessmentRecord.objects.get(
        assessment_id=str(first.pk), superseded_at=None
    )
    assert current.void
    assert Assessment.objects.get(pk=first.pk).answers["q1"] == "yes"


def test_it_takes_the_place_of_one_of_the_same_risk_only(case: Case) -> None:
    first = assessed(case.investigator, case.person, case.victim)
    for other in (None, case.child.pk):
        with pytest.raises(NotForThisCase):
            begin(
                by=case.investigator,
                instrument="safelives_dash",
                person=case.person.pk,
                victim=other,
                supersedes=first.pk,
            )


def test_a_child_has_an_assessment_of_its_own(case: Case) -> None:
    done = assessed(
        case.child_protection,
        case.person,
        case.child,
        instrument="maram",
        judgement="serious",
        adult=case.victim,
        purpose=Purpose.CHILD_WELLBEING,
    )
    assert done.of_child
    assert (done.victim, done.adult) == (case.child, case.victim)
    with pytest.raises(NotForThisCase):
        assessed(case.investigator, case.person, case.victim, adult=case.child)


def test_an_instrument_refuses_whom_it_does_not_cover(case: Case) -> None:
    sitting = begin(by=case.investigator, instrument="vp_safvr", person=case.person.pk)
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    with pytest.raises(NotForThisCase, match="No result is recorded"):
        complete(by=case.investigator, sitting=sitting)


def test_a_report_names_people_when_it_is_completed(case: Case) -> None:
    sitting = begin(by=case.investigator, instrument="safelives_dash")
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    with pytest.raises(NotForThisCase):
        complete(by=case.investigator, sitting=sitting)
    done = complete(
        by=case.investigator,
        sitting=sitting,
        person=case.person.pk,
        victim=case.victim.pk,
    )
    assert Assessment.objects.get(pk=done).victim == case.victim


def test_somebody_who_works_with_her_assesses_her_risk(case: Case) -> None:
    done = assessed(
        case.worker,
        case.person,
        case.victim,
        instrument="maram",
        judgement="elevated",
    )
    assert done.by == case.worker
    with pytest.raises(Refused):
        begin(by=case.worker, instrument="maram", person=case.person.pk)


def reported(case: Case) -> None:
    """A report in which he is alleged to have harmed her, the child there."""
    append(
        by=None,
        incidents=[
            {
                "incident_id": "report",
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": date(2026, 6, 1),
                "division": "ND1",
            }
        ],
        involvements=[
            {"incident_id": "report", "record_id": record, "role": role}
            for record, role in (
                ("he", "perpetrator"),
                ("she", "victim_survivor"),
                ("the-child", "child"),
            )
        ],
    )


def test_whose_risk_it_may_be_is_who_was_harmed(case: Case) -> None:
    reported(case)
    page = new_page(by=case.investigator, person=case.person.pk, purpose=None)
    assert {(one.person.name, one.child) for one in page.whose} == {
        ("Ada Quince", False),
        ("Pip Quince", True),
    }
    assert page.harmers == ()


def test_from_her_page_one_chooses_whose_violence_it_is(case: Case) -> None:
    reported(case)
    page = new_page(by=case.worker, person=case.victim.pk, purpose=None)
    assert page.whose == ()
    (harmer,) = page.harmers
    assert (harmer.id, harmer.open) == (case.person.pk, False)
    page = new_page(by=case.worker, person=case.person.pk, purpose=None)
    assert {one.person.id for one in page.whose} == {case.victim.pk, case.child.pk}
    with pytest.raises(Refused):
        new_page(by=case.far_away, person=case.person.pk, purpose=None)


def test_a_conflict_closes_it_from_her_side_too(case: Case) -> None:
    reported(case)
    Conflict.objects.create(
        user=case.worker,
        subject_id=case.person.pk,
        kind="relative",
        since=date(2020, 1, 1),
        set_by=case.manager,
    )
    with pytest.raises(Refused):
        new_page(by=case.worker, person=case.person.pk, purpose=None)
    with pytest.raises(Refused):
        begin(
            by=case.worker,
            instrument="maram",
            person=case.person.pk,
            victim=case.victim.pk,
        )


def test_who_lies_too_far_away_assesses_nobody_and_reads_nothing(case: Case) -> None:
    done = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    with pytest.raises(Refused):
        begin(by=case.far_away, instrument="maram", person=case.person.pk)
    with pytest.raises(Refused):
        assessment_page(by=case.far_away, assessment=done.pk, purpose=None)
    with pytest.raises(Refused):
        history(by=case.far_away, person=case.person.pk, purpose=None)


def test_a_summary_shows_the_result_and_neither_words_nor_answers(case: Case) -> None:
    done = assessed(case.investigator, case.person, case.victim, answers=ANSWERS)
    officer = somebody("liaison", LiaisonOfficer, "ND1")
    type(case.person).objects.filter(pk=case.person.pk).update(team=None)
    page = assessment_page(
        by=officer, assessment=done.pk, purpose=Purpose.RISK_MANAGEMENT
    )
    assert page.line.level == Level.SUMMARY
    assert page.line.score == 1.0
    assert (page.words, page.answers, page.warnings) == ("", (), ())
    assert page.line.victim is not None
    assert not page.line.victim.open
