"""What happens to cases by night, when people are merged, and beside the pages."""

from datetime import date, timedelta
from typing import Any

import pytest

from safeward.apps.access.types import Purpose, Refused
from safeward.apps.cases import regrouping
from safeward.apps.cases.actions import (
    accept,
    check_report,
    mark_cold,
    nightly,
    set_hours,
    wake_cold_cases,
)
from safeward.apps.cases.actions.happening import state_of
from safeward.apps.cases.capacity import weekly
from safeward.apps.cases.checklist import CHECKLIST
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case, QualityCheck
from safeward.apps.cases.queries import panel, station_page
from safeward.apps.cases.types import QualityAnswer, Status, WakeUp
from safeward.apps.foundation import clock
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.intake.models import FollowUp, Report
from safeward.apps.intake.types import FollowUpReason, ReportKind
from safeward.apps.people.models import Person
from safeward.apps.people.queries import panels
from safeward.apps.records.actions import append
from tests.integration.platform.cases.conftest import (
    TODAY,
    World,
    human,
    involved,
)

MANAGING = Purpose.RISK_MANAGEMENT


@pytest.fixture
def cold(world: World, case: Case) -> Case:
    world.entry.raw_tier = "T3"
    world.entry.save(update_fields=["raw_tier"])
    mark_cold(
        by=world.manager,
        case=case.pk,
        wake_on=list(WakeUp),
        words="Abroad.",
        purpose=None,
    )
    return case


def test_nothing_new_leaves_a_cold_case_asleep(cold: Case) -> None:
    assert wake_cold_cases(today=TODAY + timedelta(days=1)) == 0


def reported(victim: str) -> None:
    day = TODAY + timedelta(days=1)
    append(
        by=None,
        incidents=[
            {
                "incident_id": "I2",
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": day,
                "reported_on": day,
                "division": "D1",
            }
        ],
        involvements=[
            {"incident_id": "I2", "record_id": "R0", "role": "perpetrator"},
            {"incident_id": "I2", "record_id": victim, "role": "victim_survivor"},
        ],
    )


def held(kind: str, **said: Any) -> None:
    append(
        by=None,
        orders=[
            {"order_id": "O9", "record_id": "R0", "kind": kind, **said}
            | {"issued_on": date(2026, 1, 1)}
        ],
    )


def woken(case: Case) -> str:
    wake_cold_cases(today=TODAY + timedelta(days=2))
    return case.events.order_by("-id")[0].reason


def test_a_new_report_wakes(cold: Case) -> None:
    reported("R1")
    assert woken(cold) == "new_report"
    assert state_of(cold).status == Status.HELD


def test_a_new_victim_survivor_wakes(cold: Case) -> None:
    append(by=None, persons=[{"record_id": "R8", "agency": "police"}])
    human("P8", "R8", "Neu", "Eva")
    reported("R8")
    assert woken(cold) == "new_victim"


def test_a_release_wakes(cold: Case) -> None:
    held("imprisonment", expires_on=TODAY + timedelta(days=20))
    assert woken(cold) == "release"


def test_an_order_about_to_expire_wakes(cold: Case) -> None:
    held("final_intervention", expires_on=TODAY + timedelta(days=20))
    assert woken(cold) == "order_expiry"


def test_an_order_that_expires_later_does_not(cold: Case) -> None:
    held("final_intervention", expires_on=TODAY + timedelta(days=60))
    assert wake_cold_cases(today=TODAY) == 0


def test_the_night_tells_of_a_review_that_is_overdue(case: Case) -> None:
    nightly(today=TODAY)
    (notice,) = OutboxMessage.objects.filter(about=case.pk)
    assert notice.body["event"] == "review_overdue"


def test_a_case_follows_whoever_its_person_is_held_to_be(
    world: World, case: Case
) -> None:
    other = human("P9", "R9", "Quill", "Marek")
    Person.objects.filter(pk=world.person.pk).update(merged_into=other)
    regrouping.follow([world.person.pk, other.pk], None)
    case.refresh_from_db()
    assert case.person_id == other.pk
    assert involved(other) == {("investigator", "lead"), ("manager", "supervisor")}
    assert involved(world.person) == set()
    assert Person.objects.get(pk=other.pk).team_id == world.unit.pk
    Person.objects.filter(pk=world.person.pk).update(merged_into=None)
    regrouping.follow([world.person.pk, other.pk], None)
    case.refresh_from_db()
    assert case.person_id == world.person.pk
    assert involved(other) == set()
    steps = regrouping.rested([world.person.pk], case.recorded_at)
    assert "Case: Accepted by the unit" in {one.what for one in steps}


def test_the_persons_page_has_a_panel_of_the_case(world: World, case: Case) -> None:
    line = panel(by=world.manager, person=world.person.pk, purpose=None)
    assert line is not None
    assert line.status == Status.HELD
    assert panel(by=world.specialist, person=world.person.pk, purpose=MANAGING) is None
    shown = panels(world.manager, world.person.pk, MANAGING)
    assert "Case" in {one.title for one in shown}


def test_the_ranking_takes_the_hours_that_units_stated(world: World) -> None:
    assert weekly() is None
    for hours in (10, 40):
        set_hours(
            by=world.manager,
            team=world.unit.pk,
            hours={"investigator": hours},
            purpose=MANAGING,
        )
    capacity = weekly()
    assert capacity is not None
    assert capacity.divisions["D1"].hours == {"investigator": 40_000}


@pytest.mark.parametrize("hours", [{}, {"investigator": -1}, {"investigator": 1e9}])
def test_hours_that_cannot_be_are_refused(
    world: World, hours: dict[str, float]
) -> None:
    with pytest.raises(CaseRefused, match="hours"):
        set_hours(by=world.manager, team=world.unit.pk, hours=hours, purpose=MANAGING)


@pytest.fixture
def report(world: World) -> Report:
    return Report.objects.create(
        known_on=TODAY,
        kind=ReportKind.FAMILY_VIOLENCE.value,
        maker=world.frontline,
        team=world.station,
        agency="police",
        division="D1",
        incident_id="I1",
        occurred_on=date(2026, 11, 20),
        submitted_at=clock.now(),
    )


def answers(**said: QualityAnswer) -> dict[str, QualityAnswer]:
    return dict.fromkeys(CHECKLIST, QualityAnswer.YES) | said


def test_a_report_is_checked_line_by_line_and_its_maker_asked(
    world: World, report: Report
) -> None:
    before = station_page(by=world.liaison, purpose=Purpose.QUALITY)
    assert [one.id for one in before.to_check] == [report.pk]
    short = answers()
    short.pop("children")
    with pytest.raises(CaseRefused, match="Each child"):
        check_report(
            by=world.liaison, report=report.pk, answers=short, purpose=Purpose.QUALITY
        )
    check_report(
        by=world.liaison,
        report=report.pk,
        answers=answers(children=QualityAnswer.NO),
        ask=[(FollowUpReason.CHILD_UNCLEAR, "Where is the child tonight?")],
        purpose=Purpose.QUALITY,
    )
    assert QualityCheck.objects.get().answers["children"] == "no"
    assert FollowUp.objects.get().report_id == report.pk
    after = station_page(by=world.liaison, purpose=Purpose.QUALITY)
    assert after.to_check == ()
    assert [one.id for one in after.asked] == [report.pk]


def test_nobody_checks_their_own_report_nor_without_the_role(
    world: World, report: Report
) -> None:
    Report.objects.filter(pk=report.pk).update(maker=world.liaison)
    said = {"report": report.pk, "answers": answers(), "purpose": Purpose.QUALITY}
    with pytest.raises(CaseRefused, match="somebody else"):
        check_report(by=world.liaison, **said)
    with pytest.raises(Refused):
        check_report(by=world.investigator, **said)


def test_two_cannot_take_one_person_over(world: World) -> None:
    said = {"person": world.person.pk, "team": world.unit.pk, "purpose": MANAGING}
    accept(by=world.manager, **said)
    with pytest.raises(CaseRefused, match="already"):
        accept(by=world.deputy, **said)
    assert Case.objects.count() == 1
