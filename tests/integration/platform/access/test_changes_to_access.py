"""Who changes what in access, what is told to whom, and what stays in the log."""

import datetime
import json
import re
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from safeward.apps.access.actions import (
    break_glass,
    close_account,
    end_conflict,
    end_role,
    give_role,
    lift_restriction,
    list_conflict,
    open_account,
    restrict,
    review_emergency_look,
)
from safeward.apps.access.actions.staff import RoleNotHeldHere
from safeward.apps.access.models import BreakGlass, StaffSession, User
from safeward.apps.access.queries import may
from safeward.apps.access.types import (
    AgencyKind,
    BreakGlassReason,
    ConflictKind,
    Permission,
    Refused,
    RestrictionKind,
)
from safeward.apps.audit.models import Entry
from safeward.apps.foundation import clock
from safeward.apps.foundation.models import OutboxMessage
from tests.integration.platform.access.world import made
from tests.integration.platform.access.world.models import Dossier, Human
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 22)
REASON = BreakGlassReason.THREAT_TO_LIFE


@pytest.fixture
def police():
    return made.agency("P")


@pytest.fixture
def unit(police):
    return made.team(police, "unit", "D1")


def member(at, team, role: str, name: str = "") -> User:
    user = made.user(name or role, at)
    made.post(user, team, role)
    return user


@pytest.fixture
def far(police) -> User:
    return member(police, made.team(police, "far", "D9"), "frontline_member", "far")


@pytest.fixture
def case(unit) -> Dossier:
    dossier = Dossier.objects.create(agency="P", division="D1", team=unit)
    dossier.parties.add(Human.objects.create())
    return dossier


def bare(answer, thing: UUID) -> str:
    """A page without what is new each time."""
    page = answer.content.decode().replace(str(thing), "")
    return re.sub(r'nonce="[^"]+"|Token": "\w+"', "", page)


def written() -> list[str]:
    rows = Entry.objects.filter(kind="write").order_by("id")
    return list(rows.values_list("action", flat=True))


def test_an_emergency_look_opens_tells_and_is_written_down(far, case) -> None:
    assert not may(far, Permission.CASE_READ, case)
    look = break_glass(by=far, thing=case, reason=REASON)
    assert may(far, Permission.CASE_READ, case)
    assert look.closes_at - look.opened_at == datetime.timedelta(hours=4)
    told = OutboxMessage.objects.filter(topic="access.emergency_look").order_by("id")
    assert [row.body["to"] for row in told] == ["owner", "oversight"]
    assert told[0].body["team"] == str(case.team_id)
    assert told[0].body["agency"] == "P"
    assert {row.about for row in told} == {look.pk}
    assert written() == ["access.emergency_look"]
    assert json.loads(Entry.objects.get(kind="write").reasons) == [REASON.value]


def test_nothing_is_told_of_a_look_that_was_not_kept(far, case) -> None:
    def undone() -> None:
        with transaction.atomic():
            break_glass(by=far, thing=case, reason=REASON)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        undone()
    assert not BreakGlass.objects.exists()
    assert not OutboxMessage.objects.exists()
    assert written() == []


def test_a_role_without_emergencies_opens_none(police, unit, case) -> None:
    planner = member(police, unit, "planner")
    with pytest.raises(Refused):
        break_glass(by=planner, thing=case, reason=REASON)


def test_no_emergency_opens_the_record_of_a_relative(far, case) -> None:
    made.conflict(far, case.parties.get().pk, far)
    with pytest.raises(Refused) as refused:
        break_glass(by=far, thing=case, reason=REASON)
    assert "relative" not in str(refused.value)
    assert not BreakGlass.objects.exists()


def test_oversight_reviews_a_look_and_nobody_their_own(far, case, unit) -> None:
    monitor = made.agency("O", AgencyKind.OVERSIGHT)
    reviewer = member(monitor, made.team(monitor, "m"), "oversight")
    look = break_glass(by=far, thing=case, reason=REASON)
    with pytest.raises(Refused):
        review_emergency_look(by=far, look=look)
    review_emergency_look(by=reviewer, look=look)
    assert BreakGlass.objects.get().reviewed_by == reviewer
    with pytest.raises(IntegrityError), transaction.atomic():
        BreakGlass.objects.update(reviewed_by=far)


def test_the_emergency_page_asks_for_a_reason_and_opens(client, far, case) -> None:
    sign_in(client, far)
    address = f"/account/emergency/access_world.dossier/{case.pk}/"
    page = client.get(address).content.decode()
    assert all(
        reason.words.replace("'", "&#x27;") in page for reason in BreakGlassReason
    )
    assert "Choose the reason." in client.post(address, {}).content.decode()
    assert not BreakGlass.objects.exists()
    answer = client.post(address, {"reason": REASON.value, "next": "/account/"})
    assert answer.url == "/account/"
    page = client.get("/account/").content.decode()
    assert "Opened in an emergency" in page


def test_the_emergency_page_says_no_as_if_there_were_nothing(client, far, case) -> None:
    made.conflict(far, case.parties.get().pk, far)
    sign_in(client, far)
    none = UUID(int=7)
    address = "/account/emergency/access_world.dossier/{}/"
    said = {"reason": REASON.value}
    refused = client.post(address.format(case.pk), said)
    absent = client.post(address.format(none), said)
    assert (refused.status_code, absent.status_code) == (404, 404)
    assert bare(refused, case.pk) == bare(absent, none)
    entry = Entry.objects.get(kind="refusal")
    assert json.loads(entry.reasons) == ["conflict"]
    assert entry.actor == far.pk


def test_a_table_without_a_rule_has_no_emergency(client, far) -> None:
    sign_in(client, far)
    address = f"/account/emergency/sessions.session/{UUID(int=7)}/"
    assert client.post(address, {"reason": REASON.value}).status_code == 404


def test_an_administrator_opens_gives_ends_and_closes(police, unit) -> None:
    admin = member(police, unit, "administrator")
    account = open_account(
        by=admin,
        username="new",
        display_name="New",
        agency=police,
        password="seven herons over the weir",
    )
    post = give_role(
        by=admin, account=account, team=unit, role="investigator", since=TODAY
    )
    StaffSession.objects.create(user=account, began_at=clock.now(), seen_at=clock.now())
    end_role(by=admin, membership=post, until=TODAY)
    close_account(by=admin, account=account)
    assert not account.is_active
    assert not StaffSession.objects.filter(ended_at=None).exists()
    assert written() == [
        "access.account_opened",
        "access.role_given",
        "access.role_ended",
        "access.account_closed",
    ]


def test_an_administrator_stays_within_the_agency(police, unit) -> None:
    admin = member(police, unit, "administrator")
    hub = made.agency("H", AgencyKind.HUB)
    with pytest.raises(Refused):
        open_account(by=admin, username="x", display_name="X", agency=hub, password="x")
    with pytest.raises(Refused):
        close_account(by=admin, account=made.user("theirs", hub))


def test_nobody_gives_a_role_to_themselves(police, unit) -> None:
    admin = member(police, unit, "administrator")
    with pytest.raises(RoleNotHeldHere):
        give_role(by=admin, account=admin, team=unit, role="oversight", since=TODAY)


def test_a_role_is_given_only_where_it_belongs(police, unit) -> None:
    admin = member(police, unit, "administrator")
    other = made.user("other", police)
    with pytest.raises(RoleNotHeldHere):
        give_role(
            by=admin, account=other, team=unit, role="hub_practitioner", since=TODAY
        )


def test_a_manager_restricts_and_lifts(police, unit, case) -> None:
    manager = member(police, unit, "unit_manager")
    colleague = member(police, unit, "investigator")
    person = case.parties.get().pk
    row = restrict(
        by=manager,
        thing=case,
        subject=person,
        kind=RestrictionKind.EMPLOYEE,
        since=TODAY - datetime.timedelta(days=2),
        works_at=police,
        division="D7",
    )
    assert may(colleague, Permission.CASE_READ, case).level == 1
    with pytest.raises(Refused):
        lift_restriction(by=colleague, thing=case, restriction=row, until=TODAY)
    before = clock.today() - datetime.timedelta(days=1)
    lift_restriction(by=manager, thing=case, restriction=row, until=before)
    assert may(colleague, Permission.CASE_READ, case).level == 3


def test_nobody_restricts_a_record_that_is_not_near_them(police, unit, case) -> None:
    far = member(police, made.team(police, "far", "D9"), "unit_manager")
    with pytest.raises(Refused):
        restrict(
            by=far,
            thing=case,
            subject=case.parties.get().pk,
            kind=RestrictionKind.SEALED_YOUTH,
            since=TODAY,
        )


def test_an_employee_is_restricted_with_their_employer(police, unit, case) -> None:
    manager = member(police, unit, "unit_manager")
    with pytest.raises(IntegrityError), transaction.atomic():
        restrict(
            by=manager,
            thing=case,
            subject=UUID(int=1),
            kind=RestrictionKind.EMPLOYEE,
            since=TODAY,
        )


def test_a_manager_keeps_the_conflict_list_but_not_of_themselves(
    police, unit, case
) -> None:
    manager = member(police, unit, "unit_manager")
    person = case.parties.get().pk
    row = list_conflict(
        by=manager,
        account=manager,
        subject=person,
        kind=ConflictKind.RELATIVE,
        since=datetime.date(2020, 1, 1),
    )
    assert not may(manager, Permission.CASE_READ, case)
    with pytest.raises(Refused):
        end_conflict(by=manager, conflict=row, until=TODAY)
    other = member(police, unit, "unit_manager", "second")
    end_conflict(by=other, conflict=row, until=clock.today() - datetime.timedelta(1))
    assert may(manager, Permission.CASE_READ, case)
    assert written() == ["access.conflict_listed", "access.conflict_ended"]


def test_nothing_in_the_log_or_the_outbox_is_a_name(client: Client, far, case) -> None:
    far.display_name = far.username = "Zanthippe Marker"
    far.save()
    break_glass(by=far, thing=case, reason=REASON)
    sign_in(client, far)
    client.post("/account/sign-out/")
    kept = str(list(Entry.objects.order_by("id").values()))
    kept += str(list(OutboxMessage.objects.order_by("id").values()))
    assert "Zanthippe" not in kept
    assert "Zanthippe" not in str(far)
