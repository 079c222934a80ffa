"""Who may see what, said case by case: the manual of access."""

import datetime
from uuid import UUID

import pytest
from attrs import frozen

from safeward.apps.access.models import Agency, Team, User
from safeward.apps.access.queries import may, visible
from safeward.apps.access.registry import RuleMissing
from safeward.apps.access.types import (
    AgencyKind,
    Ground,
    Level,
    Permission,
    Prescription,
    Purpose,
    RestrictionKind,
)
from safeward.apps.foundation import clock
from tests.integration.platform.access.world import made
from tests.integration.platform.access.world.models import (
    Dossier,
    Forgotten,
    Human,
    Ledger,
)

pytestmark = pytest.mark.django_db
READ, CLOSE = Permission.CASE_READ, Permission.CASE_CLOSE
ASSESS = Purpose.RISK_ASSESSMENT
NOTHING, PRESENCE, SUMMARY, FULL = Level


@frozen
class Scene:
    police: Agency
    unit: Team
    user: User
    human: Human
    case: Dossier


@pytest.fixture
def scene() -> Scene:
    """A case of the unit in division D1, and somebody of no role yet."""
    police = made.agency("P")
    unit = made.team(police, "unit", "D1")
    human = Human.objects.create()
    case = Dossier.objects.create(agency="P", division="D1", team=unit)
    case.parties.add(human)
    return Scene(police, unit, made.user("somebody", police), human, case)


def level(scene: Scene, action=READ, purpose=None) -> Level:
    decision = may(scene.user, action, scene.case, purpose)
    shown = visible(scene.user, Dossier.objects.all(), action, purpose)
    assert decision.yes == shown.exists()
    return decision.level


def test_an_account_without_a_role_sees_nothing(scene: Scene) -> None:
    assert level(scene, purpose=ASSESS) == NOTHING


def test_a_closed_account_sees_nothing_whatever_its_role(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    scene.user.is_active = False
    assert level(scene, purpose=ASSESS) == NOTHING


def test_the_own_team_needs_no_purpose(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "investigator")
    assert level(scene) == FULL


def test_beyond_the_own_team_a_purpose_is_asked_for(scene: Scene) -> None:
    other = made.team(scene.police, "other", "D1")
    made.post(scene.user, other, "investigator")
    decision = may(scene.user, READ, scene.case)
    assert decision.reasons == (
        "Say what you need it for; it lies beyond your own work.",
    )
    assert level(scene, purpose=ASSESS) == SUMMARY


def test_a_purpose_of_another_role_opens_nothing(scene: Scene) -> None:
    other = made.team(scene.police, "other", "D1")
    made.post(scene.user, other, "investigator")
    assert level(scene, purpose=Purpose.OVERSIGHT) == NOTHING


def test_only_a_risk_assessment_entity_may_find_out_a_risk(scene: Scene) -> None:
    sharing = made.team(scene.police, "other", "D1", Prescription.SHARING)
    made.post(scene.user, sharing, "investigator")
    assert level(scene, purpose=ASSESS) == NOTHING


@pytest.mark.parametrize(
    ("division", "expected"), [("D1", SUMMARY), ("D2", NOTHING), ("", NOTHING)]
)
def test_a_division_ends_at_its_border(
    scene: Scene, division: str, expected: Level
) -> None:
    other = made.team(scene.police, "other", division)
    made.post(scene.user, other, "investigator")
    assert level(scene, purpose=ASSESS) == expected


def test_a_partner_of_the_area_learns_that_a_case_exists(scene: Scene) -> None:
    hub = made.agency("H", AgencyKind.HUB)
    made.post(scene.user, made.team(hub, "hub", "D1"), "hub_practitioner")
    assert level(scene, purpose=ASSESS) == PRESENCE


def test_who_is_involved_sees_everything_from_any_division(scene: Scene) -> None:
    made.post(scene.user, made.team(scene.police, "far", "D9"), "investigator")
    scene.case.workers.add(scene.user)
    assert level(scene) == FULL


def test_a_role_counts_from_its_first_day_to_its_last(scene: Scene) -> None:
    today, a_day = clock.today(), datetime.timedelta(days=1)
    row = made.post(scene.user, scene.unit, "investigator", today, today)
    assert level(scene) == FULL
    row.since, row.until = today + a_day, None
    row.save()
    assert level(scene) == NOTHING
    row.since, row.until = today - a_day, today - a_day
    row.save()
    assert level(scene) == NOTHING


def test_changing_something_needs_everything_to_be_open(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    assert may(scene.user, CLOSE, scene.case)
    restrict(scene, RestrictionKind.EMPLOYEE, division="D7")
    assert may(scene.user, CLOSE, scene.case)  # a manager's role opens restricted ones
    made.post(made.user("other", scene.police), scene.unit, "investigator")
    other = User.objects.get(username="other")
    assert not may(other, CLOSE, scene.case)


def restrict(scene: Scene, kind: RestrictionKind, division: str = "") -> None:
    by = made.user("setter", scene.police)
    made.restriction(kind, scene.human.pk, by, at=scene.police, division=division)


def test_a_case_of_an_employee_shows_colleagues_only_that_it_exists(
    scene: Scene,
) -> None:
    made.post(scene.user, scene.unit, "investigator")
    restrict(scene, RestrictionKind.EMPLOYEE, division="D7")
    assert level(scene) == PRESENCE


def test_the_employees_own_division_sees_nothing(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    scene.case.workers.add(scene.user)
    restrict(scene, RestrictionKind.EMPLOYEE, division="D1")
    assert level(scene) == NOTHING
    made.look(scene.user, scene.case.pk)
    assert level(scene) == NOTHING


def test_a_protected_address_is_for_those_involved(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "investigator")
    restrict(scene, RestrictionKind.PROTECTED_ADDRESS)
    assert level(scene) == SUMMARY
    scene.case.workers.add(scene.user)
    assert level(scene) == FULL


def test_a_sealed_youth_record_opens_to_child_protection_alone(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    scene.case.workers.add(scene.user)
    restrict(scene, RestrictionKind.SEALED_YOUTH)
    assert level(scene) == NOTHING
    made.look(scene.user, scene.case.pk)
    assert level(scene) == NOTHING
    carers = made.agency("C", AgencyKind.CHILD_PROTECTION)
    made.post(scene.user, made.team(carers, "cp"), "child_protection_practitioner")
    assert level(scene) == FULL


def test_a_seal_closes_from_its_day_on(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "investigator")
    made.restriction(
        RestrictionKind.SEALED_YOUTH,
        scene.human.pk,
        scene.user,
        since=clock.today() + datetime.timedelta(days=1),
    )
    assert level(scene) == FULL


def test_a_relative_of_a_party_sees_nothing_and_is_told_nothing(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    made.conflict(scene.user, scene.human.pk, scene.user)
    assert level(scene) == NOTHING
    closed = may(scene.user, READ, scene.case, ASSESS)
    assert closed.grounds == (Ground.CONFLICT,)
    elsewhere = made.user("elsewhere", scene.police)
    made.post(elsewhere, made.team(scene.police, "far", "D9"), "investigator")
    far = may(elsewhere, READ, scene.case, ASSESS)
    assert far.level == NOTHING
    assert closed.reasons == far.reasons


def test_an_emergency_look_opens_for_four_hours(scene: Scene) -> None:
    made.post(scene.user, made.team(scene.police, "far", "D9"), "frontline_member")
    look = made.look(scene.user, scene.case.pk, hours_ago=3.99)
    assert level(scene) == FULL
    with clock.standing_at(look.closes_at):
        assert level(scene) == NOTHING


def test_an_emergency_look_at_a_person_opens_what_is_about_them(scene: Scene) -> None:
    made.post(scene.user, made.team(scene.police, "far", "D9"), "frontline_member")
    made.look(scene.user, scene.human.pk)
    assert level(scene) == FULL


def test_an_emergency_changes_nothing_and_adds_no_kind_of_record(
    scene: Scene,
) -> None:
    made.post(scene.user, made.team(scene.police, "far", "D9"), "frontline_member")
    made.look(scene.user, scene.case.pk)
    assert level(scene, CLOSE) == NOTHING
    assert level(scene, Permission.SAFETY_PLAN_READ) == NOTHING


def test_an_emergency_ends_with_the_role(scene: Scene) -> None:
    made.look(scene.user, scene.case.pk)
    assert level(scene) == NOTHING


@pytest.mark.parametrize("role", ["planner", "evaluator", "administrator"])
def test_who_plans_evaluates_or_administers_sees_no_case(
    scene: Scene, role: str
) -> None:
    made.post(scene.user, scene.unit, role)
    scene.case.workers.add(scene.user)
    for purpose in Purpose:
        assert level(scene, purpose=purpose) == NOTHING


def test_a_table_about_nobody_asks_for_no_purpose(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "administrator")
    own = Ledger.objects.create(agency="P")
    other = Ledger.objects.create(agency="H")
    assert may(scene.user, Permission.STAFF_READ, own).level == FULL
    assert not may(scene.user, Permission.STAFF_READ, other)


def test_a_table_without_a_rule_opens_to_nobody(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "unit_manager")
    with pytest.raises(RuleMissing):
        may(scene.user, READ, Forgotten.objects.create())
    with pytest.raises(RuleMissing):
        visible(scene.user, Forgotten.objects.all(), READ)


def test_whoever_is_not_signed_in_sees_nothing(scene: Scene) -> None:
    from django.contrib.auth.models import AnonymousUser

    assert not may(AnonymousUser(), READ, scene.case, ASSESS)
    assert not visible(AnonymousUser(), Dossier.objects.all(), READ, ASSESS)


def test_a_page_of_rows_costs_one_query(
    scene: Scene, django_assert_num_queries
) -> None:
    from safeward.apps.access.queries import with_level
    from safeward.apps.access.standing import standing_of

    made.post(scene.user, scene.unit, "investigator")
    made.conflict(scene.user, UUID(int=1), scene.user)
    standing = standing_of(scene.user)
    with django_assert_num_queries(1):
        assert len(with_level(standing, Dossier.objects.all(), READ)) == 1


def test_a_protected_address_keeps_nobody_from_their_work(scene: Scene) -> None:
    made.post(scene.user, scene.unit, "investigator")
    restrict(scene, RestrictionKind.PROTECTED_ADDRESS)
    assert level(scene) == SUMMARY
    assert level(scene, Permission.CASE_WORK) == FULL
