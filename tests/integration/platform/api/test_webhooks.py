"""Other systems are told of events: signed, retried, with ids and codes only."""

import datetime
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import UUID

import pytest
from django.db import transaction

from safeward.apps.access.models import Agency, User
from safeward.apps.access.types import AgencyKind, Refused, RestrictionKind
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import deliver_due
from safeward.apps.foundation.models import OutboxMessage
from safeward.apps.notices.actions import (
    SubscriptionRefused,
    announce,
    subscribe,
    unsubscribe,
)
from safeward.apps.notices.addresses import AddressRefused
from safeward.apps.notices.models import Subscription
from safeward.apps.notices.types import Event, Subscribed
from tests.integration.platform.access.world import made

pytestmark = pytest.mark.django_db
ABOUT, PERSON = UUID(int=11), UUID(int=12)
CODES = {"from": "T3", "to": "T2"}


class Receiver:
    """A partner's system that keeps what it is sent."""

    def __init__(self) -> None:
        self.status = 204
        self.got: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                outer.got.append((dict(self.headers), self.rfile.read(length)))
                self.send_response(outer.status)
                self.send_header("Location", "http://localhost:1/elsewhere")
                self.end_headers()

            def log_message(self, *words: object) -> None:
                del words

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://localhost:{self.server.server_port}/told?a=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


@pytest.fixture
def admin(settings) -> User:
    settings.SAFEWARD_WEBHOOK_HOSTS = ("localhost", "partner.example")
    police = made.agency("police")
    user = made.user("admin", police)
    made.post(user, made.team(police, "office"), "administrator")
    return user


@pytest.fixture
def subscribed(admin: User, receiver: Receiver) -> Subscribed:
    return subscribe(
        by=admin,
        agency=admin.agency,
        address=receiver.address,
        events=[Event.TIER_CHANGED],
    )


def tell(event: Event = Event.TIER_CHANGED, agency: str = "police") -> None:
    with transaction.atomic():
        announce(
            event=event, agency=agency, about=ABOUT, subjects=[PERSON], codes=CODES
        )


def test_an_event_is_sent_signed_with_ids_and_codes_only(subscribed, receiver) -> None:
    tell()
    assert deliver_due().sent == 1  # to whom
    assert deliver_due().sent == 1  # to them
    head, body = receiver.got[0]
    said = json.loads(body)
    assert said.pop("id") == head["Safeward-Delivery"]
    datetime.datetime.fromisoformat(said.pop("happened_at"))
    assert said == {
        "event": "tier_changed",
        "agency": "police",
        "about": str(ABOUT),
        "codes": CODES,
    }
    moment, signed = head["Safeward-Signature"].split(",")
    text = moment.removeprefix("t=").encode() + b"." + body
    key = subscribed.secret.encode()
    assert signed == "v1=" + hmac.new(key, text, hashlib.sha256).hexdigest()
    assert subscribed.secret not in repr(subscribed)
    assert subscribed.secret not in Subscription.objects.get().secret


def test_what_was_not_taken_is_sent_again_as_the_same(subscribed, receiver) -> None:
    receiver.status = 500
    tell()
    deliver_due()
    assert deliver_due().failed == 1
    assert Subscription.objects.get().failure == "NotTaken"
    receiver.status = 200
    with clock.standing_at(clock.now() + datetime.timedelta(minutes=2)):
        assert deliver_due().sent == 1
    (first, one), (again, two) = receiver.got
    assert first["Safeward-Delivery"] == again["Safeward-Delivery"]
    assert one == two
    assert Subscription.objects.get().failure == ""


def test_a_redirect_is_not_followed(subscribed, receiver) -> None:
    receiver.status = 307
    tell()
    deliver_due()
    assert deliver_due().failed == 1
    assert len(receiver.got) == 1


def test_it_is_given_up_after_days(subscribed, receiver) -> None:
    tell()
    deliver_due()
    OutboxMessage.objects.filter(topic="notices.webhook").update(attempts=80)
    deliver_due()
    assert receiver.got == []
    assert Subscription.objects.get().failure == "given_up"


def test_only_the_agencys_own_chosen_events_are_told(subscribed, receiver) -> None:
    tell(Event.REPORT_RECEIVED)
    tell(agency="hub")
    deliver_due()
    deliver_due()
    assert receiver.got == []


def test_nothing_is_told_of_employees_and_sealed_records(
    subscribed, receiver, admin
) -> None:
    made.restriction(RestrictionKind.SEALED_YOUTH, PERSON, admin)
    tell()
    assert not OutboxMessage.objects.exists()


def test_an_ended_subscription_is_told_nothing(subscribed, receiver, admin) -> None:
    tell()
    deliver_due()
    unsubscribe(by=admin, subscription=subscribed.id)
    deliver_due()
    assert receiver.got == []


@pytest.mark.parametrize(
    "address",
    [
        "https://internal.example/x",
        "http://partner.example/x",
        "https://user:pass@partner.example/x",
        "https://partner.example@other.example/x",
        "file:///etc/passwd",
        "https://169.254.169.254/latest",
        "https://[::1",
    ],
)
def test_nothing_is_sent_where_the_installation_does_not_send(admin, address) -> None:
    with pytest.raises(AddressRefused):
        subscribe(
            by=admin,
            agency=admin.agency,
            address=address,
            events=[Event.TIER_CHANGED],
        )


def test_an_agency_is_kept_by_its_own_administrator(admin) -> None:
    hub: Agency = made.agency("hub", AgencyKind.HUB)
    asked = {"address": "https://partner.example/x"}
    with pytest.raises(Refused):
        subscribe(by=admin, agency=hub, events=[Event.TIER_CHANGED], **asked)
    with pytest.raises(SubscriptionRefused):
        subscribe(by=admin, agency=admin.agency, events=[], **asked)


def test_a_tier_that_changed_is_told(subscribed, receiver) -> None:
    """What ranking posts at a report leads to the partner's system."""
    from safeward.apps.foundation.actions import post
    from safeward.apps.people.models import Person
    from safeward.apps.ranking.models import Entry, Run
    from safeward.apps.ranking.types import TIER_CHANGED

    day = datetime.date(2026, 6, 30)
    person = Person.objects.create(
        code="P9", agency="police", division="ND1", first_known_on=day
    )
    run = Run.objects.create(
        as_of=day, policy="p", policy_status="s", model="m", jurisdiction="VIC"
    )
    entry = Entry.objects.create(
        run=run,
        person=person,
        agency="police",
        division="ND1",
        stream="adult",
        tier="T1",
        raw_tier="T1",
        since=day,
        likelihood=90,
        severity=90,
        order_points=9,
        place="a",
        tier_low="T1",
        tier_high="T1",
        content="c",
        shown_from=day,
    )
    post(topic=TIER_CHANGED, about=entry.pk, body={"tier": "T1", "from": "T2"})
    for _ in range(3):
        deliver_due()
    (_, body) = receiver.got[0]
    said = json.loads(body)
    assert said["about"] == str(person.pk)
    assert said["codes"] == {"from": "T2", "to": "T1"}
