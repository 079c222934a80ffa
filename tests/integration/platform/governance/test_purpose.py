"""Somebody says once a sign-in what they look things up for."""

import pytest
from django.test import Client

from safeward.apps.access.models import User
from safeward.apps.access.queries import claimable
from safeward.apps.access.types import AgencyKind, Prescription, Purpose
from safeward.web.purpose import purpose_of
from tests.integration.platform.access.world import made
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/account/purpose/"


@pytest.fixture
def manager() -> User:
    police = made.agency("P")
    user = made.user("manager", police)
    made.post(user, made.team(police, "unit", "ND1"), "unit_manager")
    return user


def test_the_first_page_asks_for_the_purpose_and_goes_on(
    client: Client, manager: User
) -> None:
    sign_in(client, manager, purpose=None)
    asked = client.get("/")
    assert asked.url == f"{PAGE}?next=%2F"
    page = client.get(asked.url).content.decode()
    assert all(purpose.words in page for purpose in claimable(of=manager))
    assert "Choose what you will look things up for." in (
        client.post(PAGE, {"next": "/"}).content.decode()
    )
    said = {"purpose": Purpose.SUPERVISION.value, "next": "/account/sessions/"}
    assert client.post(PAGE, said).url == "/account/sessions/"
    page = client.get("/account/").content.decode()
    assert Purpose.SUPERVISION.words in page
    assert client.get("/").url != asked.url


def test_it_is_changed_from_any_page_and_leads_back_there(
    client: Client, manager: User
) -> None:
    sign_in(client, manager)
    answer = client.get(PAGE, headers={"Referer": "http://testserver/account/?page=2"})
    assert 'name="next" value="/account/?page=2"' in answer.content.decode()
    elsewhere = client.get(PAGE, headers={"Referer": "http://other/account/"})
    assert 'name="next" value="/"' in elsewhere.content.decode()
    client.post(PAGE, {"purpose": Purpose.INVESTIGATION.value})
    assert purpose_of(client.get("/account/").wsgi_request) == Purpose.INVESTIGATION


def test_nobody_states_a_purpose_that_is_not_open_to_them(
    client: Client, manager: User
) -> None:
    sign_in(client, manager, purpose=None)
    client.post(PAGE, {"purpose": Purpose.OVERSIGHT.value})
    assert purpose_of(client.get("/account/").wsgi_request) is None


def test_a_programme_that_is_not_prescribed_may_not_ask_for_sharing() -> None:
    service = made.agency("S", AgencyKind.SPECIALIST_SERVICE)
    user = made.user("worker", service)
    made.post(
        user,
        made.team(service, "t", prescription=Prescription.NONE),
        "specialist_worker",
    )
    assert claimable(of=user) == ()


def test_who_never_looks_at_records_is_not_asked(client: Client) -> None:
    department = made.agency("D", AgencyKind.GOVERNMENT)
    user = made.user("planner", department)
    made.post(user, made.team(department, "planning"), "planner")
    sign_in(client, user, purpose=None)
    assert not client.get("/").url.startswith(PAGE)
    assert "nothing to say here" in client.get(PAGE).content.decode()


def test_the_next_sign_in_asks_again(client: Client, manager: User) -> None:
    sign_in(client, manager)
    assert purpose_of(client.get("/account/").wsgi_request) == Purpose.RISK_MANAGEMENT
    sign_in(client, manager, purpose=None)
    assert purpose_of(client.get("/account/").wsgi_request) is None
