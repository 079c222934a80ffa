"""What must hold of the roles together, whatever each may do. Needs no database."""

from pathlib import Path

import pytest

from safeward.apps.access.matrix import table
from safeward.apps.access.roles import ROLES, Role
from safeward.apps.access.types import (
    PURPOSES,
    Level,
    Permission,
    Prescription,
    Purpose,
    Reach,
)

REFERENCE = Path(__file__).parents[4] / "docs" / "reference" / "access.md"
ABOUT_PEOPLE = {
    Permission.QUEUE_READ,
    Permission.PERSON_SEARCH,
    Permission.PERSON_READ,
    Permission.REPORT_READ,
    Permission.ASSESSMENT_READ,
    Permission.CASE_READ,
    Permission.PLAN_READ,
    Permission.SAFETY_PLAN_READ,
}
EVERY = pytest.mark.parametrize("role", list(ROLES.values()), ids=str)


def may(role: type[Role], permission: Permission) -> bool:
    return permission in role.grants


def test_there_are_thirteen_and_each_knows_its_own_name() -> None:
    assert len(ROLES) == 13
    assert all(code == role.code for code, role in ROLES.items())
    assert len({role.title for role in ROLES.values()}) == 13


def test_every_permission_belongs_to_somebody() -> None:
    nobodys = [p for p in Permission if not any(may(r, p) for r in ROLES.values())]
    assert nobodys == []


@EVERY
def test_what_changes_something_is_given_whole_or_not_at_all(role) -> None:
    for permission, grant in role.grants.items():
        assert grant, permission
        if not permission.looks_only:
            assert set(grant.values()) == {Level.FULL}


@EVERY
def test_who_keeps_accounts_sees_no_case(role) -> None:
    if may(role, Permission.STAFF_SET):
        assert not ABOUT_PEOPLE & set(role.grants)


@EVERY
def test_who_reviews_emergencies_has_none(role) -> None:
    if may(role, Permission.BREAK_GLASS_REVIEW):
        assert not may(role, Permission.BREAK_GLASS)


@EVERY
def test_who_reads_the_log_changes_no_record(role) -> None:
    if may(role, Permission.AUDIT_READ):
        changes = {p for p in role.grants if not p.looks_only}
        assert changes == {Permission.BREAK_GLASS_REVIEW}


@EVERY
def test_whoever_looks_beyond_their_own_work_has_a_purpose_to_state(role) -> None:
    beyond = any(
        not reach.own_work
        for permission in ABOUT_PEOPLE & set(role.grants)
        for reach in role.grants[permission]
    )
    assert bool(role.purposes) or not beyond


@EVERY
def test_nobody_sees_everything_everywhere_about_people(role) -> None:
    for permission in ABOUT_PEOPLE & set(role.grants):
        assert role.grants[permission].get(Reach.ANYWHERE, 0) < Level.FULL


@EVERY
def test_the_safety_plan_is_never_the_polices(role) -> None:
    if role.__module__.endswith("police"):
        assert not may(role, Permission.SAFETY_PLAN_READ)
        assert not may(role, Permission.SAFETY_PLAN_MAKE)
        assert not may(role, Permission.SAFETY_CHECK_MAKE)


def test_a_sealed_record_is_child_protections_alone() -> None:
    holders = [code for code, r in ROLES.items() if may(r, Permission.SEALED_READ)]
    assert holders == ["child_protection_practitioner"]


def test_finding_out_a_risk_needs_a_risk_assessment_entity() -> None:
    assert PURPOSES[Purpose.RISK_ASSESSMENT].needs == Prescription.ASSESSING
    assert not Prescription.SHARING.covers(Prescription.ASSESSING)
    assert Prescription.ASSESSING.covers(Prescription.SHARING)
    assert all(purpose in PURPOSES for purpose in Purpose)


def test_the_reference_holds_the_matrix_of_the_code() -> None:
    begin, end = "<!-- matrix -->\n", "<!-- end of matrix -->"
    text = REFERENCE.read_text(encoding="utf-8")
    written = text.split(begin)[1].split(end)[0].strip()
    assert written == table().strip(), (
        "docs/reference/access.md is not the roles of the code; write what "
        "safeward.apps.access.matrix.table() gives between its two marks"
    )
