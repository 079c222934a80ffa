"""Somebody signs in, is locked out, sets up a second factor, leaves a screen alone."""

import datetime

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from safeward.apps.access.actions import make_demo_people
from safeward.apps.access.actions.demo import OnlyInDemo
from safeward.apps.access.models import SignInFailure, StaffSession, User
from safeward.apps.foundation import clock
from tests.integration.platform.access.world import made
from tests.integration.platform.access.world.log import outcomes
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db

PASSWORD = "seven herons over the weir"
ACCOUNT, SIGN_IN = "/account/", "/account/sign-in/"


@pytest.fixture(autouse=True)
def _no_address_is_remembered() -> None:
    cache.clear()


@pytest.fixture
def member() -> User:
    user = made.user("d.whitlock", made.agency("P"))
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(client: Client, password: str = PASSWORD, name: str = "d.whitlock"):
    return client.post(SIGN_IN, {"login": name, "password": password})


def code_of(secret: str) -> str:
    return format_hotp_value(
        hotp_value(secret, next(iter(yield_hotp_counters_from_time())))
    )


def test_passwords_are_kept_as_argon2(member: User) -> None:
    assert member.password.startswith("argon2$argon2id$")


def test_every_page_asks_for_a_sign_in_first(client: Client) -> None:
    for page in (ACCOUNT, "/account/sessions/", "/account/unlock/"):
        answer = client.get(page)
        assert answer.status_code == 302
        assert answer.url.startswith(SIGN_IN)


def test_without_a_second_factor_only_its_set_up_is_open(
    client: Client, member: User
) -> None:
    enter(client)
    answer = client.get(ACCOUNT)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/second-factor/")
    assert client.get("/account/second-factor/").status_code == 200


def test_an_authenticator_app_is_set_up_and_asked_for(
    client: Client, member: User
) -> None:
    enter(client)
    asked_again = client.get(reverse("mfa_activate_totp"))
    assert asked_again.url.startswith("/account/confirm/")
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert f"{secret}" in page.content.decode()
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(ACCOUNT).status_code == 200
    client.post("/account/sign-out/")
    answer = enter(client)
    assert answer.url == reverse("mfa_authenticate")
    assert client.get(ACCOUNT).status_code == 302
    cache.clear()
    assert (
        client.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).url == "/"
    )
    assert client.get(ACCOUNT).status_code == 200


def test_a_code_is_good_once_whichever_process_saw_it_first(
    client: Client, member: User
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    code = code_of(secret)
    enter(client)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    cache.clear()  # what another process would know of it
    other = Client()
    enter(other)
    again = other.post(reverse("mfa_authenticate"), {"code": code})
    assert again.status_code == 200
    assert "used" in again.content.decode()


def test_the_secret_of_a_second_factor_is_not_stored_in_the_clear(
    member: User,
) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    stored = Authenticator.objects.get(user=member)
    assert secret not in str(stored.data)
    assert stored.wrap().validate_code(code_of(secret))


def test_the_sixth_guess_is_turned_away_even_if_right(
    client: Client, member: User
) -> None:
    for _ in range(5):
        assert enter(client, "wrong").status_code == 200
    answer = enter(client)
    assert answer.status_code == 200
    assert "Too many failed attempts" in answer.content.decode()
    assert outcomes() == ["sign_in.failed"] * 5 + ["sign_in.locked_out"]


def test_a_name_that_nobody_has_is_locked_alike(client: Client) -> None:
    pages = [enter(client, "wrong", "n.nobody").content.decode() for _ in range(6)]
    assert "not right" in pages[4]
    assert "Too many failed attempts" in pages[5]


def test_capitals_and_blanks_do_not_get_round_the_lock(
    client: Client, member: User
) -> None:
    for name in (
        "d.whitlock",
        "D.Whitlock",
        " d.whitlock ",
        "D.WHITLOCK",
        "d.Whitlock",
    ):
        enter(client, "wrong", name)
    assert "Too many failed" in enter(client).content.decode()


def test_the_lock_opens_after_fifteen_minutes(client: Client, member: User) -> None:
    start = clock.now()
    with clock.standing_at(start):
        for _ in range(5):
            enter(client, "wrong")
    with clock.standing_at(start + datetime.timedelta(minutes=16)):
        assert enter(client).status_code == 302
    assert SignInFailure.objects.count() == 0


def test_what_was_typed_as_a_name_is_not_stored(client: Client) -> None:
    enter(client, "wrong", "my secret password")
    with connection.cursor() as cursor:
        cursor.execute("select * from access_signinfailure")
        assert "secret password" not in str(cursor.fetchall())


def test_guessed_codes_lock_the_name_too(client: Client, member: User) -> None:
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    enter(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    page = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert page.status_code == 200
    assert "sign_in.second_factor_failed" in outcomes()


def test_signing_in_and_out_is_in_the_log(client: Client, member: User) -> None:
    sign_in(client, member)
    client.post("/account/sign-out/")
    assert outcomes() == ["sign_in.succeeded", "sign_in.signed_out"]


def test_a_screen_left_alone_asks_for_the_password(
    client: Client, member: User
) -> None:
    sign_in(client, member)
    later = clock.now() + datetime.timedelta(minutes=16)
    with clock.standing_at(later):
        answer = client.get("/account/sessions/")
        assert answer.url == "/account/unlock/?next=%2Faccount%2Fsessions%2F"
        assert client.get("/account/unlock/").status_code == 200
        wrong = client.post("/account/unlock/", {"password": "wrong"})
        assert "That is not your password" in wrong.content.decode()
        assert client.get("/account/sessions/").status_code == 302
        right = client.post(
            "/account/unlock/", {"password": PASSWORD, "next": "/account/sessions/"}
        )
        assert right.url == "/account/sessions/"
        assert client.get("/account/sessions/").status_code == 200


def test_a_locked_screen_stays_locked_when_the_clock_is_kept_busy(
    client: Client, member: User
) -> None:
    sign_in(client, member)
    start = clock.now()
    for minutes in (16, 17, 18):
        with clock.standing_at(start + datetime.timedelta(minutes=minutes)):
            assert client.get(ACCOUNT).status_code == 302


def test_part_of_a_page_takes_the_whole_page_to_the_lock(
    client: Client, member: User
) -> None:
    sign_in(client, member)
    with clock.standing_at(clock.now() + datetime.timedelta(minutes=16)):
        answer = client.get(ACCOUNT, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/account/unlock/")


@pytest.mark.parametrize("hours", [5, 13])
def test_after_hours_the_sign_in_is_over(
    client: Client, member: User, hours: int
) -> None:
    sign_in(client, member)
    with clock.standing_at(clock.now() + datetime.timedelta(hours=hours)):
        assert client.get(ACCOUNT).url.startswith(SIGN_IN)
    assert outcomes()[-1] == "sign_in.ended_idle"


def test_other_browsers_are_signed_out_at_their_next_request(
    client: Client, member: User
) -> None:
    other = Client()
    sign_in(client, member)
    sign_in(other, member)
    assert client.get("/account/sessions/").content.decode().count("Since ") == 2
    client.post("/account/sessions/end-others/")
    assert client.get(ACCOUNT).status_code == 200
    assert other.get(ACCOUNT).url.startswith(SIGN_IN)


def test_nobody_ends_the_session_of_somebody_else(client: Client, member: User) -> None:
    other, theirs = made.user("k.marsh", member.agency), Client()
    sign_in(client, member)
    sign_in(theirs, other)
    row = StaffSession.objects.get(user=other)
    client.post(f"/account/sessions/{row.pk}/end/")
    assert theirs.get(ACCOUNT).status_code == 200


def test_a_closed_account_is_out_at_once(client: Client, member: User) -> None:
    sign_in(client, member)
    member.is_active = False
    member.save()
    assert client.get(ACCOUNT).url.startswith(SIGN_IN)


def test_the_page_after_unlocking_is_one_of_ours(client: Client, member: User) -> None:
    sign_in(client, member)
    with clock.standing_at(clock.now() + datetime.timedelta(minutes=16)):
        client.get(ACCOUNT)
        answer = client.post(
            "/account/unlock/",
            {"password": PASSWORD, "next": "https://elsewhere.example/"},
        )
    assert answer.url == "/"


def test_nobody_can_sign_up_or_ask_for_a_new_password(client: Client) -> None:
    for page in ("signup/", "password/reset/", "email/", "login/"):
        assert client.get(f"/account/{page}").status_code in {302, 404}
        assert client.post(f"/account/{page}", {"login": "x"}).status_code in {302, 404}
    page = client.get(SIGN_IN).content.decode()
    assert "sign up" not in page.lower()


def test_demo_people_are_nowhere_outside_a_demonstration(
    client: Client, settings, member: User
) -> None:
    with pytest.raises(OnlyInDemo):
        make_demo_people(division="D1")
    settings.SAFEWARD_DEMO = True
    make_demo_people(division="D1")
    settings.SAFEWARD_DEMO = False
    assert "Asha Verne" not in client.get(SIGN_IN).content.decode()
    chosen = {"person": "demo_unit_manager"}
    assert client.post("/account/sign-in/demo/", chosen).status_code == 404
    settings.SAFEWARD_DEMO = True
    assert "Asha Verne, FVIU manager" in client.get(SIGN_IN).content.decode()
    assert (
        client.post("/account/sign-in/demo/", {"person": "d.whitlock"}).status_code
        == 404
    )
    assert client.post("/account/sign-in/demo/", chosen).status_code == 302
    assert client.get(ACCOUNT).status_code == 200
    settings.SAFEWARD_DEMO = False
    assert client.get(ACCOUNT).status_code == 302


def test_demo_people_are_made_once_one_for_each_role(settings) -> None:
    from safeward.apps.access.roles import ROLES

    settings.SAFEWARD_DEMO = True
    first = make_demo_people(division="D1")
    assert [u.pk for u in make_demo_people(division="D1")] == [u.pk for u in first]
    assert {u.username for u in first} == {f"demo_{role}" for role in ROLES}
    assert not any(user.has_usable_password() for user in first)
