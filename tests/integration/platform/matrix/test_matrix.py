"""Every address, by every role, at every kind of record, pages and operations alike."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from safeward.apps.access.queries import may
from safeward.apps.access.roles import ROLES
from tests.integration.platform.matrix.marked import (
    SCOPES,
    Marked,
    make_world,
    purposes_of,
)
from tests.integration.platform.matrix.routes import OPEN, ROLE, ROUTES, ROW
from tests.integration.platform.matrix.walking import Address, addresses, unnamed
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
ALL = addresses()
DECLARED = [one for one in ALL if one.name in ROUTES]
REFUSED = {403, 404}
WRITES = {405}
SENT = {"team", "other_division", "conflict"}
"""Scopes at which a form is sent too: near, far and barred."""


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Marked]:
    """The marked world while this module's tests run."""
    del django_db_setup
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True
        around.__enter__()
        try:
            yield make_world()
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def clients(world: Marked) -> dict[str, Client]:
    """A signed-in browser for each role, which has stated its first purpose."""
    found = {}
    for role, user in world.users.items():
        client = Client(raise_request_exception=False)
        purpose = purposes_of(user)[0]
        sign_in(client, user, purpose)
        found[role] = client
    return found


@pytest.fixture(autouse=True)
def _nobody_is_slowed_down() -> None:
    cache.clear()


def test_every_address_is_declared_and_has_a_name() -> None:
    assert {one.name for one in ALL} - set(ROUTES) == set()
    assert set(ROUTES) - {one.name for one in ALL} == set()
    assert unnamed() == []


def test_the_world_has_what_it_says(world: Marked) -> None:
    """So that nothing below passes because there was nothing to see."""
    assert set(world.subjects) == set(SCOPES)
    assert set(world.users) == set(ROLES)
    manager = world.users["unit_manager"]
    purpose = purposes_of(manager)[0]
    hidden = {mark.word for mark in world.hidden(manager, purpose)}
    seen = {mark.word for mark in world.marks} - hidden
    assert world.subjects["team"].person.family_name in seen
    assert str(world.subjects["conflict"].person.pk) in hidden
    assert str(world.subjects["sealed"].person.pk) in hidden
    assert str(world.subjects["employee"].person.pk) in hidden


@pytest.mark.parametrize("address", DECLARED, ids=lambda one: one.name)
def test_nobody_gets_in_without_signing_in(address: Address, world: Marked) -> None:
    if ROUTES[address.name].how == OPEN:
        return
    client = Client(raise_request_exception=False)
    at = address.of(world.subjects["team"])
    for answer in (client.get(at), client.post(at)):
        sent_away = answer.status_code == 302 and "/account/sign-in/" in answer.url
        assert sent_away or answer.status_code in {401, 405}, answer.status_code
        for mark in world.marks:
            assert mark.word.encode() not in answer.content


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("address", DECLARED, ids=lambda one: one.name)
def test_nothing_says_more_than_access_allows(
    address: Address, role: str, world: Marked, clients: dict[str, Client]
) -> None:
    if address.name in {"account_logout", "account_login", "purpose"}:
        return
    guarded, user, client = ROUTES[address.name], world.users[role], clients[role]
    purpose = purposes_of(user)[0]
    hidden = [mark.word.encode() for mark in world.hidden(user, purpose)]
    scopes = SCOPES if address.concerns_somebody else ("team",)
    for scope in scopes:
        subject = world.subjects[scope]
        at = address.of(subject)
        for method in ("get", "post") if scope in SENT else ("get",):
            answer = getattr(client, method)(at)
            where = f"{method} {address.name} {role} {scope}: {answer.status_code}"
            assert answer.status_code < 500, where
            content = _content(answer)
            told = [word for word in hidden if word.lower() in content.lower()]
            assert not told, f"{where} tells {told}"
            if answer.status_code in WRITES or guarded.permission is None:
                continue
            thing = subject.person if guarded.how == ROW else None
            if guarded.how in {ROLE, ROW} and not may(
                user, guarded.permission, thing, purpose
            ):
                assert answer.status_code in REFUSED, where


def _content(answer: object) -> bytes:
    if getattr(answer, "streaming", False):
        return b"".join(answer)  # type: ignore[call-overload]
    return bytes(answer.content)  # type: ignore[attr-defined]
