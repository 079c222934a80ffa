"""Signing in, headers, errors and keys: what every operation shares."""

import datetime
import json

import pytest
from django.core.cache import cache
from django.test import Client

from safeward.apps.access.actions import close_account, end_role, end_token, make_token
from safeward.apps.access.models import Membership, Token, User
from safeward.apps.access.types import AgencyKind, MadeToken, Purpose
from safeward.apps.audit.models import Entry
from safeward.apps.foundation import clock
from safeward.apps.foundation.models import Submission
from safeward.apps.notices.models import Notice
from tests.integration.platform.access.world import made
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db
ACCOUNT = "/api/v1/account"
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _nobody_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def manager() -> User:
    police = made.agency("P")
    user = made.user("manager", police)
    made.post(user, made.team(police, "unit", "ND1"), "unit_manager")
    made.post(user, made.team(police, "station", "ND1"), "frontline_member")
    return user


@pytest.fixture
def token(manager: User) -> MadeToken:
    return make(manager)


def make(user: User, *, changes: bool = True, days: int = 7) -> MadeToken:
    post = Membership.objects.filter(user=user).order_by("id").first()
    assert post is not None
    return make_token(
        by=user, membership=post.pk, name="nightly", days=days, changes=changes
    )


def ask(client: Client, token: MadeToken | str, address: str = ACCOUNT, **headers: str):
    said = token if isinstance(token, str) else token.said
    return client.get(address, headers={"Authorization": f"Bearer {said}", **headers})


def is_problem(answer, status: int) -> dict[str, object]:
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == status
    return said


def test_nobody_is_let_in_without_signing_in(client: Client) -> None:
    answer = client.get(ACCOUNT)
    is_problem(answer, 401)
    assert answer["WWW-Authenticate"] == "Bearer"
    is_problem(client.post("/api/v1/notices/x/read"), 401)


def test_a_token_acts_in_its_one_role_only(client, manager, token) -> None:
    said = ask(client, token).json()
    assert said["username"] == "manager"
    assert "supervision" in said["purposes"]
    frontline = Membership.objects.get(user=manager, role="frontline_member")
    other = make_token(
        by=manager, membership=frontline.pk, name="n", days=1, changes=False
    )
    assert "supervision" not in ask(client, other).json()["purposes"]


def test_a_token_is_kept_as_a_digest_and_ends(client, manager, token) -> None:
    row = Token.objects.get()
    assert token.said not in json.dumps([row.digest, row.name])
    assert token.said not in repr(token)
    assert ask(client, token).status_code == 200
    assert Token.objects.get().used_on == clock.today()
    end_token(by=manager, token=token.id)
    is_problem(ask(client, token), 401)


def test_a_token_ends_on_its_day(client, token) -> None:
    with clock.standing_at(clock.now() + 6 * DAY):
        assert ask(client, token).status_code == 200
    with clock.standing_at(clock.now() + 7 * DAY):
        is_problem(ask(client, token), 401)


def test_a_token_ends_with_its_account_and_its_role(client, manager, token) -> None:
    admin = made.user("admin", manager.agency)
    made.post(admin, made.team(manager.agency, "office"), "administrator")
    post = Membership.objects.get(user=manager, role="unit_manager")
    end_role(by=admin, membership=post, until=clock.today() - DAY)
    assert ask(client, token).json()["purposes"] == []
    close_account(by=admin, account=manager)
    is_problem(ask(client, token), 401)


def test_a_wrong_token_is_recorded_and_guessing_is_slowed(client, manager) -> None:
    for _ in range(20):
        is_problem(ask(client, "safeward_guess"), 401)
    is_problem(ask(client, "safeward_guess"), 429)
    failures = Entry.objects.filter(kind="sign_in", action="sign_in.failed")
    assert failures.count() == 20


def test_a_token_that_only_looks_changes_nothing(client, manager) -> None:
    token = make(manager, changes=False)
    row = Notice.objects.create(
        user=manager, kind="emergency_look_to_review", about=manager.pk
    )
    answer = client.post(
        f"/api/v1/notices/{row.pk}/read",
        headers={"Authorization": f"Bearer {token.said}", "Idempotency-Key": "a"},
    )
    is_problem(answer, 403)
    assert Notice.objects.get().read_at is None


def test_a_change_is_made_once_for_a_key(client, manager, token) -> None:
    row = Notice.objects.create(
        user=manager, kind="emergency_look_to_review", about=manager.pk
    )
    address = f"/api/v1/notices/{row.pk}/read"
    head = {"Authorization": f"Bearer {token.said}"}
    is_problem(client.post(address, headers=head), 400)
    keyed = head | {"Idempotency-Key": "one"}
    first, again = (client.post(address, headers=keyed).json() for _ in range(2))
    assert first == {"id": str(row.pk), "repeated": False}
    assert again == {"id": str(row.pk), "repeated": True}
    assert Submission.objects.count() == 1
    other = f"/api/v1/notices/{manager.pk}/read"
    is_problem(client.post(other, headers=keyed), 409)


def test_a_purpose_goes_with_the_request_and_must_be_open(client, token) -> None:
    head = {"Safeward-Purpose": Purpose.SUPERVISION.value}
    assert ask(client, token, **head).json()["purpose"] == "supervision"
    is_problem(ask(client, token, **{"Safeward-Purpose": "oversight"}), 403)
    is_problem(ask(client, token, **{"Safeward-Purpose": "curiosity"}), 403)
    assert ask(client, token).json()["purpose"] is None


def test_a_signed_in_browser_is_let_in_with_its_purpose(client, manager) -> None:
    sign_in(client, manager, Purpose.SUPERVISION)
    assert client.get(ACCOUNT).json()["purpose"] == "supervision"


def test_a_browser_changes_something_from_a_page_of_ours_only(manager) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, manager, purpose=None)
    answer = strict.post(
        f"/api/v1/notices/{manager.pk}/read", headers={"Idempotency-Key": "a"}
    )
    is_problem(answer, 403)
    assert Submission.objects.count() == 0


def test_a_locked_screen_locks_the_api(client, manager) -> None:
    sign_in(client, manager)
    with clock.standing_at(clock.now() + datetime.timedelta(minutes=20)):
        is_problem(client.get(ACCOUNT), 401)


def test_what_is_not_there_is_a_problem_and_repeats_nothing(client, token) -> None:
    answer = ask(client, token, "/api/v1/Mark3dname?q=Mark3dname")
    is_problem(answer, 404)
    assert b"Mark3dname" not in answer.content
    head = {"Authorization": f"Bearer {token.said}", "Idempotency-Key": "a"}
    answer = client.post("/api/v1/notices/Mark3dname/read", headers=head)
    said = is_problem(answer, 422)
    assert said["errors"] == [{"where": ["path", "notice"], "what": "uuid_parsing"}]
    assert b"Mark3dname" not in answer.content
    answer = client.delete(ACCOUNT, headers=head)
    is_problem(answer, 405)
    assert answer["Allow"] == "GET"


def test_too_many_calls_are_slowed(client, token, monkeypatch) -> None:
    monkeypatch.setattr("safeward.api.callers.CALLS_A_MINUTE", 2)
    assert [ask(client, token).status_code for _ in range(2)] == [200, 200]
    is_problem(ask(client, token), 429)


def test_nobody_makes_a_token_for_a_role_that_is_not_theirs(manager) -> None:
    from safeward.apps.access.actions import TokenRefused

    other = made.agency("O", AgencyKind.OVERSIGHT)
    theirs = made.user("o", other)
    post = made.post(theirs, made.team(other, "m"), "oversight")
    with pytest.raises(TokenRefused, match="roles that you have"):
        make_token(by=manager, membership=post.pk, name="n", days=1, changes=False)
    with pytest.raises(TokenRefused, match="1 to 90"):
        make(manager, days=91)
    for _ in range(10):
        make(manager)
    with pytest.raises(TokenRefused, match="10 tokens"):
        make(manager)
