"""The first tier is reached: the unit is told, stage by stage, until it is taken."""

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from safeward.apps.access.types import Purpose, Refused
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import deliver_due
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.intake.actions import acknowledge
from safeward.apps.intake.chain import stage_at, stages
from safeward.apps.intake.models import Escalation, Told
from safeward.apps.intake.types import Choice
from safeward.apps.ranking.models import Entry
from tests.integration.platform.access.world import made
from tests.integration.platform.intake.test_submitting import sent
from tests.integration.platform.intake.working import Staff, staff, whole

NIGHT = datetime(2026, 6, 30, 16, 30, tzinfo=UTC)
"""Half past two in the night."""
pytestmark = pytest.mark.django_db

ACUTE = whole(
    markers={
        "child_present": "yes",
        "strangulation": "yes",
        "threat_to_kill": "yes",
        "weapon": "yes",
        "separation": "yes",
        "escalating": "yes",
        "child_targeted": "yes",
    }
)


@pytest.fixture
def people():
    with clock.standing_at(NIGHT):
        yield staff()


def told(stage: int) -> set[str]:
    rows = Told.objects.filter(stage=stage)
    return set(rows.values_list("user__username", flat=True))


def test_the_first_tier_raises_an_alarm_and_a_lower_one_does_not(
    people: Staff,
) -> None:
    sent(people, whole())
    assert not Escalation.objects.exists()
    sent(people, ACUTE)
    assert Entry.objects.filter(superseded_at=None, tier="T1").count() == 1
    alarm = Escalation.objects.get()
    assert (alarm.agency, alarm.division) == ("police", "ND1")


def test_the_unit_is_told_at_once_and_told_nothing(people: Staff) -> None:
    sent(people, ACUTE)
    deliver_due()
    assert told(0) == {"manager", "investigator"}
    for message in OutboxMessage.objects.all():
        assert "Family" not in str(message.body)
        assert "Given" not in str(message.body)
    assert people.manager.notices.filter(kind="alarm").count() == 1


def test_it_climbs_until_somebody_has_it(people: Staff) -> None:
    sent(people, ACUTE)
    deliver_due()
    after = NIGHT + timedelta(minutes=stages()[0].minutes)
    with clock.standing_at(after - timedelta(seconds=1)):
        deliver_due()
    assert told(1) == set()
    with clock.standing_at(after):
        deliver_due()
        assert told(1) == {"manager", "investigator", "supervisor"}
        acknowledge(
            by=people.supervisor,
            alarm=Escalation.objects.get().pk,
            purpose=Purpose.RISK_MANAGEMENT,
        )
    with clock.standing_at(after + timedelta(hours=5)):
        deliver_due()
    assert told(2) == set()
    assert Escalation.objects.get().acknowledged_by == people.supervisor


def test_the_last_stage_is_repeated_until_somebody_has_it(people: Staff) -> None:
    sent(people, ACUTE)
    moment = NIGHT
    for number in range(5):
        with clock.standing_at(moment):
            deliver_due()
        moment += timedelta(minutes=stage_at(number).minutes)
    assert told(2) == told(3) == told(4) == {"manager", "elsewhere"}


def test_whoever_stands_close_to_the_person_is_not_told(people: Staff) -> None:
    report = sent(people, ACUTE)
    he = report.parties.get(role="perpetrator").person_id
    made.conflict(people.investigator, he, people.manager)
    deliver_due()
    assert told(0) == {"manager"}


def test_a_notice_sent_twice_tells_once(people: Staff) -> None:
    sent(people, ACUTE)
    deliver_due()
    OutboxMessage.objects.filter(topic="intake.alarm").update(sent_at=None)
    deliver_due()
    assert Told.objects.filter(stage=0).count() == 2


def test_one_alarm_a_person_while_nobody_has_it(people: Staff) -> None:
    known = sent(people, ACUTE).parties.get(role="perpetrator").person_id
    he, *others = ACUTE.parties
    same = evolve(he, choice=Choice.SAME, person=known)
    sent(people, evolve(ACUTE, parties=(same, *others)))
    assert Escalation.objects.count() == 1


def test_nobody_takes_an_alarm_that_is_not_open_to_them(people: Staff) -> None:
    sent(people, ACUTE)
    with pytest.raises(Refused):
        acknowledge(by=people.member, alarm=Escalation.objects.get().pk)
