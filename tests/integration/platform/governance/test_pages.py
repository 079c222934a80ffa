"""Administrators, managers and oversight do their part in pages."""

import datetime

import pytest
from django.test import Client

from safeward.apps.access.models import (
    Agency,
    BreakGlass,
    Conflict,
    Membership,
    Restriction,
    Team,
    Token,
    User,
)
from safeward.apps.access.queries import may
from safeward.apps.access.types import (
    AgencyKind,
    BreakGlassReason,
    Level,
    Permission,
    Purpose,
)
from safeward.apps.audit.actions import check_daily, seal
from safeward.apps.audit.models import Entry
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import deliver_due
from safeward.apps.notices.models import Notice
from safeward.apps.people.models import Person
from tests.integration.platform.access.world import made
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
WORK = Purpose.RISK_MANAGEMENT


@pytest.fixture
def police() -> Agency:
    return made.agency("police")


@pytest.fixture
def unit(police: Agency) -> Team:
    return made.team(police, "unit", "ND1")


@pytest.fixture
def person(unit: Team) -> Person:
    return Person.objects.create(
        code="P1",
        agency="police",
        division="ND1",
        team=unit,
        family_name="Quorvex",
        first_known_on=datetime.date(2026, 1, 1),
    )


def member(team: Team, role: str, name: str = "") -> User:
    user = made.user(name or role, team.agency)
    made.post(user, team, role)
    return user


def text(answer) -> str:
    return answer.content.decode()


def test_an_administrator_opens_an_account_gives_a_role_and_ends_it(
    client: Client, unit: Team
) -> None:
    sign_in(client, member(unit, "administrator"))
    said = {"username": "n.new", "display_name": "Nina New"}
    weak = client.post("/governance/staff/open/", said | {"password": "short"})
    assert weak.status_code == 422
    assert "at least 14 characters" in text(weak)
    strong = said | {"password": "seven herons over the weir"}
    assert client.post("/governance/staff/open/", strong).url == "/governance/staff/"
    account = User.objects.get(username="n.new")
    role = {
        "team": unit.pk,
        "role": "investigator",
        "since": "2026-01-01",
        "until": "2025-01-01",
    }
    page = f"/governance/staff/{account.pk}/role/"
    assert "It ends before it begins." in text(client.post(page, role))
    client.post(page, role | {"until": ""})
    assert may(account, Permission.QUEUE_READ)
    assert "FVIU investigator, unit" in text(client.get("/governance/staff/"))
    post = Membership.objects.get(user=account)
    yesterday = clock.today() - datetime.timedelta(days=1)
    client.post(f"/governance/roles/{post.pk}/end/", {"until": yesterday})
    assert not may(account, Permission.QUEUE_READ)
    client.post(f"/governance/staff/{account.pk}/close/")
    assert not User.objects.get(pk=account.pk).is_active


def test_nobody_gives_themselves_a_role_in_a_page_either(client, unit) -> None:
    admin = member(unit, "administrator")
    sign_in(client, admin)
    answer = client.post(
        f"/governance/staff/{admin.pk}/role/",
        {"team": unit.pk, "role": "unit_manager", "since": "2026-01-01"},
    )
    assert "Nobody gives a role to themselves" in text(answer)
    assert Membership.objects.filter(user=admin).count() == 1


def test_an_administrator_keeps_their_own_agency_only(client, unit) -> None:
    hub = made.agency("hub", AgencyKind.HUB)
    theirs = member(made.team(hub, "practice", "ND1"), "hub_practitioner")
    sign_in(client, member(unit, "administrator"))
    assert client.get(f"/governance/staff/{theirs.pk}/").status_code == 404
    assert client.post(f"/governance/staff/{theirs.pk}/close/").status_code == 404
    assert "hub_practitioner" not in text(client.get("/governance/staff/"))
    post = Membership.objects.get(user=theirs)
    ended = client.post(f"/governance/roles/{post.pk}/end/", {"until": "2026-01-01"})
    assert ended.status_code == 404


def test_teams_are_opened_and_closed_with_the_roles_in_them(client, unit) -> None:
    admin = member(unit, "administrator")
    sign_in(client, admin)
    said = {
        "name": "North",
        "code": "north",
        "division": "ND2",
        "prescription": "assessing",
    }
    client.post("/governance/units/open/", said)
    north = Team.objects.get(code="north")
    again = client.post("/governance/units/open/", said)
    assert "There is a team with that code" in text(again)
    worker = member(north, "investigator")
    client.post(f"/governance/units/{north.pk}/close/")
    assert Team.objects.get(code="north").closed_on == clock.today()
    assert not may(worker, Permission.QUEUE_READ)
    own = client.post(f"/governance/units/{unit.pk}/close/")
    assert "You work in that team yourself" in text(own)


def test_only_the_department_takes_agencies_in(client, unit) -> None:
    said = {"name": "Hub", "code": "hub_west", "kind": "hub"}
    sign_in(client, member(unit, "administrator"))
    assert client.post("/governance/agencies/open/", said).status_code == 403
    department = made.agency("dep", AgencyKind.GOVERNMENT)
    other = Client()
    sign_in(other, member(made.team(department, "d"), "administrator", "dep.admin"))
    other.post("/governance/agencies/open/", said)
    hub = Agency.objects.get(code="hub_west")
    assert other.post(f"/governance/agencies/{hub.pk}/close/").status_code == 404
    assert "Close its teams first." in text(
        other.post(f"/governance/agencies/{department.pk}/close/")
    )


def test_a_manager_restricts_a_person_and_lets_it_end(client, unit, person) -> None:
    manager, colleague = member(unit, "unit_manager"), member(unit, "investigator")
    sign_in(client, manager)
    page = f"/governance/limits/{person.pk}/"
    today = clock.today()
    missing = client.post(page, {"kind": "employee", "since": today})
    assert "Say where the employee works." in text(missing)
    client.post(
        page,
        {
            "kind": "employee",
            "works_at": unit.agency_id,
            "division": "ND7",
            "since": today,
        },
    )
    assert may(colleague, Permission.PERSON_READ, person, WORK).level == 1
    assert "P1" in text(client.get("/governance/limits/"))
    row = Restriction.objects.get()
    yesterday = today - datetime.timedelta(days=1)
    early = client.post(f"/governance/limits/{row.pk}/lift/", {"until": yesterday})
    assert early.status_code == 422
    client.post(f"/governance/limits/{row.pk}/lift/", {"until": today})
    assert Restriction.objects.get().until == today


def test_a_restriction_that_bars_a_manager_is_not_shown_to_them(
    client, unit, person, police
) -> None:
    manager = member(unit, "unit_manager")
    sign_in(client, manager)
    kind = Restriction._meta.get_field("kind").choices[0][0]
    made.restriction(
        type("K", (), {"value": kind})(), person.pk, manager, at=police, division="ND1"
    )
    assert "P1" not in text(client.get("/governance/limits/"))
    row = Restriction.objects.get()
    answer = client.post(f"/governance/limits/{row.pk}/lift/", {"until": clock.today()})
    assert answer.status_code == 404


def test_a_manager_keeps_the_conflict_list_of_the_own_team(
    client, unit, person, police
) -> None:
    manager, colleague = member(unit, "unit_manager"), member(unit, "investigator")
    stranger = member(made.team(police, "far", "ND2"), "investigator", "stranger")
    sign_in(client, manager)
    page = f"/governance/conflicts/{person.pk}/"
    assert str(stranger.pk) not in text(client.get(page))
    client.post(page, {"account": stranger.pk, "kind": "relative"})
    assert not Conflict.objects.exists()
    client.post(page, {"account": colleague.pk, "kind": "relative"})
    assert not may(colleague, Permission.PERSON_READ, person, WORK)
    assert "investigator" in text(client.get("/governance/conflicts/"))
    row = Conflict.objects.get()
    today = clock.today()
    client.post(f"/governance/conflicts/{row.pk}/end/", {"until": today})
    assert Conflict.objects.get().until == today


def test_an_emergency_from_refusal_to_review(client, unit, person, police) -> None:
    far = member(made.team(police, "station", "ND2"), "frontline_member", "far")
    owner = member(unit, "unit_manager")
    monitor = made.agency("monitor", AgencyKind.OVERSIGHT)
    overseer = member(made.team(monitor, "m"), "oversight")
    sign_in(client, far)
    page = f"/account/emergency/people.person/{person.pk}/"
    assert client.get(page).status_code == 200
    client.post(page, {"reason": BreakGlassReason.THREAT_TO_LIFE.value})
    assert may(far, Permission.PERSON_READ, person, WORK).level == 3
    assert deliver_due().sent == 2
    told = set(Notice.objects.values_list("user__username", "kind"))
    assert told == {
        ("unit_manager", "emergency_look_at_ours"),
        ("oversight", "emergency_look_to_review"),
    }
    for user in (owner, overseer):
        theirs = Client()
        sign_in(theirs, user)
        shown = text(theirs.get("/account/"))
        assert "under threat now. By far" in shown.replace("&#x27;", "'")
        notice = Notice.objects.get(user=user)
        theirs.post(f"/account/notices/{notice.pk}/read/")
        assert Notice.objects.get(pk=notice.pk).read_at is not None
        if user == overseer:
            look = BreakGlass.objects.get()
            assert "Review" in text(theirs.get("/governance/emergencies/"))
            theirs.post(f"/governance/emergencies/{look.pk}/")
            assert "Reviewed by oversight" in text(
                theirs.get("/governance/emergencies/")
            )


def test_a_refusal_leads_to_the_emergency_page(client, unit, person, police) -> None:
    """Only where somebody knows already that there is a record."""
    from safeward.apps.access.queries import may as asked
    from safeward.apps.access.types import Refused
    from safeward.web.account.guard import Guard

    far = member(made.team(police, "station", "ND2"), "frontline_member", "far")
    sign_in(client, far)
    request = client.get("/account/").wsgi_request
    decision = asked(far, Permission.PERSON_READ, person, WORK, at_least=Level.SUMMARY)
    refused = Refused(
        decision, Permission.PERSON_READ, thing=person.pk, kind="people.person"
    )
    answer = Guard(lambda r: None).process_exception(request, refused)  # type: ignore[arg-type,return-value]
    assert answer is not None
    assert answer.status_code == 403
    assert f"/account/emergency/people.person/{person.pk}/" in text(answer)


def test_oversight_asks_the_log_who_saw_a_person(
    client, unit, person, settings, tmp_path
) -> None:
    settings.SAFEWARD_DATA = tmp_path
    look_er = member(unit, "frontline_member", "looker")
    other = Client()
    sign_in(other, look_er)
    other.post(
        f"/account/emergency/people.person/{person.pk}/",
        {"reason": BreakGlassReason.MISSING_PERSON.value},
    )
    monitor = made.agency("monitor", AgencyKind.OVERSIGHT)
    sign_in(client, member(made.team(monitor, "m"), "oversight"))
    assert "has not been checked yet" in text(client.get("/governance/audit/"))
    seal()
    found = check_daily()
    assert found is not None
    assert found.sound
    assert check_daily() is None
    span = {"since": clock.today(), "until": clock.today()}
    answer = text(
        client.get("/governance/audit/", {"what": "person", "name": "p1"} | span)
    )
    assert "Found sound" in answer
    assert "access.emergency_look" in answer
    assert "looker" in answer
    by_name = {"what": "account", "name": "looker"} | span
    assert "sign_in.succeeded" in text(client.get("/governance/audit/", by_name))
    nobody = {"what": "person", "name": "P999"} | span
    assert "Nobody has that code." in text(client.get("/governance/audit/", nobody))
    assert Entry.objects.filter(action="audit.who_read").count() == 1
    assert client.get("/governance/audit/unusual/").status_code == 200


def test_a_token_is_made_shown_once_and_ended(client, unit) -> None:
    user = member(unit, "unit_manager")
    sign_in(client, user)
    post = Membership.objects.get(user=user)
    page = client.post(
        "/account/programs/", {"name": "nightly", "membership": post.pk, "days": "7"}
    )
    assert "safeward_" in text(page)
    listed = text(client.get("/account/programs/"))
    assert "safeward_" not in listed
    assert "nightly" in listed
    client.post(f"/account/programs/{Token.objects.get().pk}/end/")
    assert "nightly" not in text(client.get("/account/programs/"))
