"""Every address, by every role, at every kind of record, pages and operations alike."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from attrs import field, frozen
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from safeward.apps.access.queries import may
from safeward.apps.access.roles import ROLES
from safeward.apps.access.types import Level
from tests.integration.platform.matrix.marked import (
    SCOPES,
    Marked,
    Subject,
    make_world,
)
from tests.integration.platform.matrix.routes import (
    ANOTHERS,
    OPEN,
    ROLE,
    ROUTES,
    ROW,
    Ask,
)
from tests.integration.platform.matrix.sending import FORMS, QUERIES
from tests.integration.platform.matrix.walking import Address, addresses, unnamed
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
ALL = addresses()
DECLARED = [one for one in ALL if one.name in ROUTES]
REFUSED = {403, 404}
NOT_SO = 405
CHANGES_WHO_ASKS = {"account_logout", "account_login", "purpose"}
SENT = ("team", "other_division", "conflict")
"""Scopes at which a form is sent too: near, far and barred."""
NOTHING_THERE = {"load_rejected", "load_take_in", "systems_end"}
"""Nobody gets in: there is no file on the disk, and no partner's system."""
type Failures = list[str]


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
        sign_in(client, user, world.purposes[role])
        found[role] = client
    return found


@pytest.fixture(autouse=True)
def _nobody_is_slowed_down() -> None:
    cache.clear()


def test_every_address_is_declared_and_has_a_name() -> None:
    assert {one.name for one in ALL} - set(ROUTES) == set()
    assert set(ROUTES) - {one.name for one in ALL} == set()
    assert set(FORMS) - set(ROUTES) == set()
    assert unnamed() == []


def test_the_world_has_what_it_says(world: Marked) -> None:
    """So that nothing below passes because there was nothing to see."""
    assert set(world.subjects) == set(SCOPES)
    assert set(world.users) == set(ROLES)
    hidden = world.hidden("unit_manager")
    near = world.subjects["team"].person
    assert not hidden.within(near.family_name.lower().encode())
    for scope in ("conflict", "sealed", "employee"):
        person = world.subjects[scope].person
        for word in (str(person.pk), person.family_name, person.code):
            assert hidden.within(f"<b>{word}</b>".lower().encode())


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


@pytest.mark.parametrize("address", DECLARED, ids=lambda one: one.name)
def test_nothing_says_more_than_access_allows(
    address: Address, world: Marked, clients: dict[str, Client]
) -> None:
    """Each role sees no more than is open to it, and is refused what is not."""
    if address.name in CHANGES_WHO_ASKS:
        return
    walk = Walk(address, world)
    for role in ROLES:
        walk.as_role(role, clients[role])
    assert not walk.failures, "\n".join(walk.failures)
    if ROUTES[address.name].how in {ROLE, ROW} and address.name not in NOTHING_THERE:
        assert walk.let_in, "nobody gets in at all: what is asked is not walked"


@frozen
class Walk:
    """Asks one address in every way, and keeps what went wrong."""

    address: Address
    world: Marked
    failures: Failures = field(factory=list)
    let_in: set[str] = field(factory=set)
    absent: set[str] = field(factory=set)

    def as_role(self, role: str, client: Client) -> None:
        """Look at every scope, and send at some."""
        name = self.address.name
        looks, sends = self._scopes(role)
        if "get" not in self.absent:
            for scope in looks:
                subject = self.world.subjects[scope]
                at = self.address.of(subject)
                answer = client.get(at, QUERIES.get(name, {}))
                asks = ROUTES[name].asks
                self._judged("get", answer, role, subject, asks)
        if "post" in self.absent:
            return
        for scope in sends:
            subject = self.world.subjects[scope]
            if name in FORMS:
                said = FORMS[name](subject)
                with undone():
                    answer = sent(client, self.address.of(subject), name, said)
                sends_asks = ROUTES[name].sends
                self._judged("post", answer, role, subject, sends_asks)
            if name not in FORMS or scope == "conflict":
                with undone():
                    answer = client.post(self.address.of(subject))
                self._judged("empty", answer, role, subject, None)

    def _scopes(self, role: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Where to look and to send; once, where the scopes cannot differ.

        Restrictions stand on the own team's people, so they are walked where the own
        team is open; of what is too far, one is enough.
        """
        guarded = ROUTES[self.address.name]
        if not self.address.concerns_somebody or guarded.how != ROW:
            return ("team",), ("team",)
        asked = {one for group in guarded.asks + guarded.sends for one in group}
        given = {scope: self._given(role, scope, asked) for scope in SCOPES}
        looks = [scope for scope in SCOPES if given[scope] > Level.NOTHING]
        near = bool(looks) and "team" in looks
        barred = [scope for scope in SCOPES if given[scope] == Level.NOTHING]
        looks += barred if near else barred[:1]
        return tuple(looks), SENT if near else SENT[:1]

    def _given(self, role: str, scope: str, asked: set[Ask]) -> Level:
        """The most that access gives a role at one scope."""
        user, rows = self.world.users[role], self.world.subjects[scope].work
        purpose = self.world.purposes[role]
        return max(
            self.world.levels.level(user, one.permission, rows[one.on], purpose)
            for one in asked
        )

    def _judged(
        self,
        how: str,
        answer: Any,
        role: str,
        subject: Subject,
        asks: tuple[tuple[Ask, ...], ...] | None,
    ) -> None:
        status = answer.status_code
        where = f"{how} {role} {subject.scope}: {status}"
        if status == NOT_SO:
            self.absent.add("get" if how == "get" else "post")
            return
        if status >= 500:
            self.failures.append(where)
        said = content_of(answer).lower()
        echoed = self.address.of(subject).encode()
        told = [
            word for word in self.world.hidden(role).within(said) if word not in echoed
        ]
        if told:
            self.failures.append(f"{where} tells {told}")
        if asks is None:
            return
        if not self._open(role, subject, asks):
            if status not in REFUSED:
                self.failures.append(f"{where} is not refused")
        elif status not in REFUSED:
            self.let_in.add(f"{how} {role} {subject.scope}")

    def _open(
        self, role: str, subject: Subject, asks: tuple[tuple[Ask, ...], ...]
    ) -> bool:
        """Whether access opens the address to a role at all."""
        guarded, user = ROUTES[self.address.name], self.world.users[role]
        if guarded.how == ANOTHERS:
            return False
        levels = self.world.levels
        if guarded.how == ROLE and guarded.permission is not None:
            return bool(may(levels.standing(user), guarded.permission))
        purpose = self.world.purposes[role]
        return all(
            any(
                levels.level(user, one.permission, subject.work[one.on], purpose)
                >= one.least
                for one in group
            )
            for group in asks
        )


@contextmanager
def undone() -> Iterator[None]:
    """Whatever was changed within is not changed after it."""
    around = transaction.atomic()
    around._from_testcase = True  # a refusal is recorded outside any transaction
    with around:
        yield
        transaction.set_rollback(True)


def sent(client: Client, at: str, name: str, said: dict[str, Any]) -> Any:
    """Send a form to a page, or the same as JSON to an operation."""
    key = str(uuid4())
    if not name.startswith("api:"):
        return client.post(at, said | {"key": key})
    return client.post(
        at, json.dumps(said), "application/json", headers={"Idempotency-Key": key}
    )


def content_of(answer: Any) -> bytes:
    """Everything that an answer says, its head included."""
    body = b"".join(answer) if answer.streaming else answer.content
    head = " ".join(f"{name}: {value}" for name, value in answer.items())
    return bytes(body) + head.encode()
