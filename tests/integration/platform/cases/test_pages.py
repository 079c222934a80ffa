"""The pages of cases, plans, the unit and the station, as each role meets them."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeward.apps.access.models import User
from safeward.apps.audit.models import Entry as Logged
from safeward.apps.cases.actions import (
    accept,
    approve_plan,
    begin_plan,
    set_hours,
    submit_plan,
)
from safeward.apps.cases.actions.parts_of_plans import Wanted
from safeward.apps.cases.models import Case, CaseEvent, Plan, PlanAction, SafetyPlan
from safeward.apps.people.models import Person
from tests.integration.platform.cases.conftest import (
    TODAY,
    World,
    entry_of,
    human,
)
from tests.integration.platform.cases.test_laws_of_plans import asked, written
from tests.integration.platform.signing_in import sign_in

MARKED = "Through her sister, mornings."


def page(client: Client, user: User, name: str, **given: Any) -> Any:
    sign_in(client, user)
    return client.get(reverse(name, kwargs=given))


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def plan(world: World, case: Case) -> Plan:
    key = begin_plan(
        by=world.investigator,
        case=case.pk,
        aim="She can sleep at home.",
        actions=[
            Wanted(
                response="firearm_review",
                what="Seize what is there.",
                owner=world.investigator.pk,
                due_on=TODAY + timedelta(days=1),
            ),
            Wanted(
                response="same_day_contact",
                what=f"Ring {world.victim.family_name}.",
                owner=world.investigator.pk,
                due_on=TODAY,
            ),
        ],
        purpose=None,
    )
    return Plan.objects.get(pk=key)


@pytest.fixture
def in_force(world: World, plan: Plan) -> PlanAction:
    submit_plan(by=world.investigator, plan=plan.pk, purpose=None)
    approve_plan(by=world.manager, plan=plan.pk, purpose=None)
    return plan.actions.get(response="firearm_review")


def test_the_case_says_who_holds_it_and_why(
    client: Client, world: World, case: Case
) -> None:
    said = text(page(client, world.investigator, "case", case=case.pk))
    assert "QUILL, Marek" in said
    assert "Alleged strangulation, reported 20 Nov 2026" in said
    assert "Held by the unit" in said
    assert "1 day overdue" in said
    assert "No plan yet" in said


@pytest.mark.parametrize(
    ("role", "status", "shows"),
    [
        ("manager", 200, "Record a review"),
        ("investigator", 200, "Record a review"),
        ("liaison", 200, "Held by the unit"),
        ("frontline", 200, "A case exists"),
        ("oversight", 200, "Held by the unit"),
        ("specialist", 404, "Page not found"),
        ("far_manager", 200, "Held by the unit"),
    ],
)
def test_each_role_sees_its_part_of_a_case(
    client: Client, world: World, case: Case, role: str, status: int, shows: str
) -> None:
    answer = page(client, getattr(world, role), "case", case=case.pk)
    assert answer.status_code == status
    assert shows in text(answer)
    full = role in {"manager", "investigator"}
    assert ("Alleged strangulation" in text(answer)) == full
    if role == "frontline":
        assert "Marek" not in text(answer)


def test_a_look_is_recorded_with_case_person_and_purpose(
    client: Client, world: World, case: Case
) -> None:
    page(client, world.liaison, "case", case=case.pk)
    logged = Logged.objects.filter(action="case.read").get()
    assert (logged.actor, logged.detail) == (world.liaison.pk, "summary")
    assert logged.purpose == "risk_management"
    assert case.pk.hex in logged.things
    assert logged.outside == 1


def test_a_refused_look_is_recorded(client: Client, world: World, case: Case) -> None:
    page(client, world.specialist, "case", case=case.pk)
    logged = Logged.objects.filter(kind="refusal").order_by("id")
    assert [entry.action for entry in logged] == ["case_read"]


def test_accepting_on_the_page_and_sending_it_again(
    client: Client, world: World
) -> None:
    sign_in(client, world.manager)
    address = reverse("cases_accept", kwargs={"person": world.person.pk})
    form = client.get(address).context["form"]
    said = {
        "key": form["key"].value(),
        "team": str(world.unit.pk),
        "lead": str(world.investigator.pk),
        "supervisor": str(world.manager.pk),
        "words": "",
    }
    first = client.post(address, said)
    again = client.post(address, said)
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"]
    assert CaseEvent.objects.count() == 3


def test_what_is_wrong_is_said_beside_the_form(
    client: Client, world: World, case: Case
) -> None:
    sign_in(client, world.manager)
    address = reverse("case_step", kwargs={"case": case.pk, "verb": "transfer"})
    answer = client.post(address, {"key": "k", "team": "", "words": ""})
    assert "Choose a unit." in text(answer)
    assert "Say why the case goes to another unit." in text(answer)
    answer = client.post(
        reverse("case_step", kwargs={"case": case.pk, "verb": "close"}),
        {"key": "k2", "reason": "risk_reduced", "words": "Quiet."},
    )
    assert "That the risk is reduced needs evidence" in text(answer)


@pytest.mark.parametrize(
    "verb",
    [
        "return",
        "transfer",
        "lead",
        "supervisor",
        "close",
        "reopen",
        "cold",
        "wake",
        "note",
        "review",
    ],
)
def test_every_step_has_a_form(
    client: Client, world: World, case: Case, verb: str
) -> None:
    answer = page(client, world.manager, "case_step", case=case.pk, verb=verb)
    assert answer.status_code == 200


def test_an_unknown_step_is_no_page(client: Client, world: World, case: Case) -> None:
    answer = page(client, world.manager, "case_step", case=case.pk, verb="burn")
    assert answer.status_code == 404


def test_a_mistake_is_offered_to_be_taken_back(client: Client, world: World) -> None:
    key = accept(
        by=world.manager,
        person=world.person.pk,
        team=world.unit.pk,
        purpose="risk_management",
    )
    answer = page(client, world.manager, "case", case=key)
    assert "A mistake? Take it back" in text(answer)
    event = CaseEvent.objects.get()
    address = reverse("case_withdraw", kwargs={"event": event.pk})
    client.post(address, {"key": "w", "words": "Wrong row"})
    said = text(client.get(reverse("case", kwargs={"case": key})))
    assert "taken back" in said
    assert "Waiting for a unit" in said


def test_a_plan_is_drafted_submitted_and_approved_on_its_pages(
    client: Client, world: World, case: Case
) -> None:
    sign_in(client, world.investigator)
    address = reverse("plan_new", kwargs={"case": case.pk})
    form = client.get(address).context["form"]
    said = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() not in (None, False)
    }
    said |= {"aim": "She can sleep at home."}
    answer = client.post(address, said)
    assert answer.status_code == 302, text(answer)
    plan = Plan.objects.get()
    client.post(reverse("plan_submit", kwargs={"plan": plan.pk}), {"key": "s"})
    own = text(client.get(reverse("plan", kwargs={"plan": plan.pk})))
    assert "Waiting for approval" in own
    assert "Approve the plan" not in own
    sign_in(client, world.manager)
    assert "Approve the plan" in text(
        client.get(reverse("plan", kwargs={"plan": plan.pk}))
    )
    client.post(reverse("plan_approve", kwargs={"plan": plan.pk}), {"key": "a"})
    plan.refresh_from_db()
    assert plan.approved_by_id == world.manager.pk


def test_an_action_without_a_check_is_refused_on_the_page(
    client: Client, world: World, in_force: PlanAction
) -> None:
    sign_in(client, world.investigator)
    address = reverse("plan_progress", kwargs={"action": in_force.pk})
    answer = client.post(address, {"key": "p", "state": "done", "result": "Seized."})
    assert "Ask the service that holds the victim survivor" in text(answer)


def test_the_service_answers_on_its_page(
    client: Client, world: World, in_force: PlanAction
) -> None:
    sign_in(client, world.investigator)
    address = reverse("plan_ask", kwargs={"action": in_force.pk})
    form = client.get(address).context["form"]
    offered = [words for _, words in form.fields["victim"].choices]
    assert offered == ["HARROW, Ada", "LINDEN, Bo (child)"]
    client.post(
        address,
        {
            "key": "a",
            "victim": str(world.victim.pk),
            "service": str(world.outreach.pk),
            "words": "Tomorrow at ten.",
        },
    )
    sign_in(client, world.specialist)
    listed = client.get(reverse("safety_checks"))
    (line,) = listed.context["found"]
    assert "not answered" in text(listed)
    said = {"answer": "refused", "words": "Not while he is drinking."}
    client.post(
        reverse("safety_check", kwargs={"check": line.id}),
        {"key": "b", "holds_until": TODAY.isoformat(), **said},
    )
    sign_in(client, world.investigator)
    shown = text(client.get(reverse("plan", kwargs={"plan": in_force.plan_id})))
    assert "She does not want it" in shown
    assert "Not while he is drinking." in shown


def test_her_safety_plan_is_on_no_page_print_or_panel_of_his(
    client: Client, world: World, case: Case, in_force: PlanAction
) -> None:
    made = written(world, in_force)
    SafetyPlan.objects.filter(pk=made.pk).update(
        signs=MARKED, safe_places=MARKED, children=MARKED
    )
    answer = page(client, world.specialist, "safety_plan", victim=world.victim.pk)
    assert MARKED in text(answer)
    for user in (world.manager, world.investigator):
        for name, given in (
            ("case", {"case": case.pk}),
            ("case_print", {"case": case.pk}),
            ("plan", {"plan": in_force.plan_id}),
            ("cases", {}),
            ("unit", {}),
        ):
            if (user, name) == (world.investigator, "unit"):
                continue
            answer = page(client, user, name, **given)
            assert answer.status_code == 200, name
            assert MARKED not in text(answer)
            assert reverse("safety_plan", kwargs={"victim": world.victim.pk}) not in (
                answer.content.decode()
            )
        answer = page(client, user, "safety_plan", victim=world.victim.pk)
        assert answer.status_code in {403, 404}


def test_paper_names_no_victim_survivor_and_no_check(
    client: Client, world: World, case: Case, in_force: PlanAction
) -> None:
    asked(world, in_force)
    said = text(page(client, world.investigator, "case_print", case=case.pk))
    assert "Firearm and licence review" in said
    for word in ("Harrow", "HARROW", "Ada", "outreach", "Same-day safe contact"):
        assert word not in said
    logged = Logged.objects.filter(kind="export").get()
    assert logged.action == "case.print"
    assert str(logged.id) in said


def test_the_units_page_counts_what_waits(
    client: Client, world: World, case: Case, plan: Plan
) -> None:
    second = human("P7", "R7", "Vane", "Tom")
    entry_of(second, tier="T3", raw_tier="T3", review_by=None, provisional=True)
    accept(
        by=world.manager,
        person=second.pk,
        team=world.unit.pk,
        purpose="risk_management",
    )
    submit_plan(by=world.investigator, plan=plan.pk, purpose=None)
    answer = page(client, world.manager, "unit")
    found = answer.context["page"]
    assert found.overdue.total == 1
    assert found.without_lead.total == 1
    assert found.provisional.total == 1
    assert found.plans_waiting.total == 1
    load = {one.name: (one.leads, one.t1) for one in found.load}
    assert load["investigator"] == (1, 1)
    assert found.outlook.stated_on is None
    assert found.outlook.unmet == 1


def test_what_if_moves_people_across_the_line_and_no_tier(
    client: Client, world: World
) -> None:
    set_hours(
        by=world.manager,
        team=world.unit.pk,
        hours={"investigator": 0, "analyst": 0, "liaison": 0},
        purpose="risk_management",
    )
    sign_in(client, world.manager)
    answer = client.get(
        reverse("unit"),
        {"hours_investigator": "40", "hours_analyst": "40", "hours_liaison": "40"},
    )
    outlook = answer.context["page"].outlook
    assert outlook.gained == ("P0",)
    assert (outlook.unmet, outlook.then_unmet) == (1, 0)
    assert "Write hours such as" in text(
        client.get(reverse("unit"), {"hours_investigator": "many"})
    )
    world.entry.refresh_from_db()
    assert world.entry.tier == "T1"


def test_the_station_shows_what_nobody_took_and_no_order_served(
    client: Client, world: World
) -> None:
    answer = page(client, world.liaison, "station")
    found = answer.context["page"]
    assert [one.who.code for one in found.untaken] == ["P0"]
    assert [(one.order, one.late) for one in found.unserved] == [
        ("Family violence safety notice", True)
    ]
    accept(
        by=world.manager,
        person=world.person.pk,
        team=world.unit.pk,
        purpose="risk_management",
    )
    found = page(client, world.liaison, "station").context["page"]
    assert found.untaken == ()


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("station", "investigator"),
        ("station", "specialist"),
        ("unit", "investigator"),
        ("unit", "specialist"),
        ("safety_checks", "manager"),
        ("safety_checks", "frontline"),
    ],
)
def test_pages_of_others_are_refused(
    client: Client, world: World, name: str, role: str
) -> None:
    assert page(client, getattr(world, role), name).status_code == 403


def many(world: World, number: int) -> None:
    for place in range(number):
        person = human(f"M{place}", f"RM{place}", "Many", str(place))
        entry_of(person, tier="T2", raw_tier="T2", review_by=date(2026, 11, 1))
        accept(
            by=world.manager,
            person=person.pk,
            team=world.unit.pk,
            purpose="risk_management",
        )


@pytest.mark.parametrize(
    ("name", "role"),
    [("cases", "manager"), ("unit", "manager"), ("station", "liaison")],
)
def test_a_longer_list_asks_no_more_questions(
    client: Client, world: World, name: str, role: str
) -> None:
    sign_in(client, getattr(world, role))

    def asked_for() -> int:
        client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(name)).status_code == 200
        return len(queries)

    many(world, 3)
    few = asked_for()
    for place in range(3, 30):
        person = human(f"M{place}", f"RM{place}", "Many", str(place))
        entry_of(person, tier="T2", raw_tier="T2", review_by=date(2026, 11, 1))
        accept(
            by=world.manager,
            person=person.pk,
            team=world.unit.pk,
            purpose="risk_management",
        )
    assert asked_for() == few


def test_a_case_page_asks_no_more_with_more_events(
    client: Client, world: World, case: Case
) -> None:
    sign_in(client, world.investigator)
    address = reverse("case", kwargs={"case": case.pk})

    def asked_for() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = asked_for()
    for number in range(20):
        client.post(
            reverse("case_step", kwargs={"case": case.pk, "verb": "note"}),
            {"key": f"n{number}", "words": f"Note {number}"},
        )
    assert asked_for() == few


def test_somebody_with_a_conflict_sees_nothing(
    client: Client, world: World, case: Case, make_conflict: Callable[..., None]
) -> None:
    make_conflict(world.investigator, world.person)
    assert page(client, world.investigator, "case", case=case.pk).status_code == 404


@pytest.fixture
def make_conflict() -> Callable[[User, Person], None]:
    from tests.integration.platform.access.world import made

    def conflict(user: User, person: Person) -> None:
        made.conflict(user, person.pk, user)

    return conflict
