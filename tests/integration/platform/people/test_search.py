"""Search before create finds who is meant, and shows no more than may be seen."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from safeward.apps.access.models import User
from safeward.apps.access.roles.governance import Planner
from safeward.apps.access.roles.police import FrontlineMember
from safeward.apps.access.types import Level, Purpose, Refused
from safeward.apps.audit.models import Entry
from safeward.apps.people import meter
from safeward.apps.people.actions import place
from safeward.apps.people.meter import TooManySearches
from safeward.apps.people.models import Person
from safeward.apps.people.queries import search
from safeward.apps.people.types import Asked, Searched, SearchReason
from tests.integration.platform.people.staff import somebody
from tests.integration.platform.people.worlds import Row, holdings_of, mention

pytestmark = pytest.mark.django_db(transaction=True)

WHY = Purpose.RISK_MANAGEMENT

JONATHAN: Row = mention(
    "a",
    family_name="Wright",
    given_names="Jonathan",
    other_names=["Jacko", "Miller"],
    date_of_birth=date(1990, 3, 4),
    sex="M",
    address="3 Elm Street",
    suburb="Northcote",
    postcode="3070",
    phone="0400 111 222",
    email="jw@example.org",
    identifier="V-778",
)
AMAKA: Row = mention(
    "b",
    family_name="Okafor",
    given_names="Amaka",
    date_of_birth=date(1988, 7, 1),
    sex="F",
    address="9 Bay Road",
    suburb="Brunswick",
    postcode="3056",
    phone="0400 333 444",
    protected=True,
)


@pytest.fixture
def manager() -> User:
    by = somebody("manager")
    place(by=None, record_ids=["a", "b"], holdings=holdings_of([JONATHAN, AMAKA]))
    Person.objects.update(division="ND1")
    return by


def found(by: User, **asked: object) -> Searched:
    return search(by=by, asked=Asked(**asked), purpose=WHY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"family_name": "Wright", "given_names": "Jonathan"},
        {"family_name": "Right", "given_names": "Jonathon"},
        {"family_name": "Wright", "given_names": "John", "suburb": "Northcote"},
        {"family_name": "Jonathan Wright"},
        {"family_name": "Wright", "given_names": "Jacko"},
        {"family_name": "Miller", "given_names": "Jonathan"},
        {"family_name": "Wright", "date_of_birth": date(1990, 3, 4)},
        {"date_of_birth": date(1990, 3, 4)},
        {"phone": "+61 400 111 222"},
        {"email": "JW@example.org"},
        {"address": "3 Elm St"},
        {"identifier": "v-778"},
    ],
    ids=str,
)
def test_a_person_is_found_by(manager: User, asked: dict[str, object]) -> None:
    candidates = found(manager, **asked).candidates
    assert [one.name for one in candidates[:1]] == ["Jonathan Wright"]
    assert any(one.for_it for one in candidates[0].speaks) or "given_names" in asked


def test_nobody_is_found_who_is_not_there_and_the_search_is_recorded(
    manager: User,
) -> None:
    before = Entry.objects.filter(action="people.searched").count()
    assert not found(manager, family_name="Zbigniew", given_names="Q").candidates
    assert Entry.objects.filter(action="people.searched").count() == before + 1


def test_one_name_alone_fits_too_many(manager: User) -> None:
    assert found(manager, family_name="Wright").too_little


def test_a_protected_address_finds_nobody_and_is_not_shown(manager: User) -> None:
    for asked in (
        {"address": "9 Bay Road"},
        {"phone": "0400 333 444"},
        {"address": "9 Bay Road", "suburb": "Brunswick", "postcode": "3056"},
    ):
        assert not found(manager, **asked).candidates
    named = found(
        manager, family_name="Okafor", given_names="Amaka", address="9 Bay Road"
    )
    assert [one.name for one in named.candidates] == ["Amaka Okafor"]
    said = repr(named)
    for secret in ("Bay", "Brunswick", "3056", "333", "Address", "Phone"):
        assert secret not in said


def test_whoever_may_only_know_that_somebody_exists_learns_nothing_else(
    manager: User,
) -> None:
    del manager
    elsewhere = somebody("member", FrontlineMember, "ND2")
    one = found(elsewhere, family_name="Wright", given_names="Jonathan").candidates[0]
    assert one.level == Level.PRESENCE
    assert (one.name, one.code, one.speaks, one.likeness) == ("", "", (), "")
    assert not found(elsewhere, address="3 Elm Street").candidates


def test_whoever_searches_for_nobody_is_refused(manager: User) -> None:
    del manager
    with pytest.raises(Refused):
        found(somebody("planner", Planner), family_name="Wright", given_names="J")


def test_a_reason_is_asked_for_after_some_searches_and_opening_somebody_ends_it(
    manager: User,
) -> None:
    for _ in range(meter.UNOPENED_BEFORE_REASON):
        assert not found(manager, phone="0400 999 999").reason_needed
    assert found(manager, phone="0400 111 222").reason_needed
    given = search(
        by=manager,
        asked=Asked(phone="0400 111 222"),
        purpose=WHY,
        reason=SearchReason.NAME_UNCERTAIN,
    )
    assert given.candidates
    entry = Entry.objects.filter(action="people.searched").order_by("-id")[0]
    assert "reason_name_uncertain" in entry.counts
    meter.opened(manager.pk)
    for _ in range(meter.UNOPENED_BEFORE_REASON):
        assert not found(manager, phone="0400 111 222").reason_needed


def test_searching_without_end_is_stopped(manager: User) -> None:
    for _ in range(meter.MOST_IN_WINDOW):
        meter.counted(manager.pk, reason=True)
    with pytest.raises(TooManySearches):
        search(
            by=manager,
            asked=Asked(phone="0400 111 222"),
            purpose=WHY,
            reason=SearchReason.NAME_UNCERTAIN,
        )


def test_a_search_takes_as_many_queries_for_one_candidate_as_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
    manager: User,
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        found(manager, family_name="Wright", given_names="Jonathan")
    rows = [
        {**JONATHAN, "record_id": f"c{n}", "date_of_birth": date(1950 + n, 5, 6)}
        | {"identifier": None, "phone": None, "email": None, "address": None}
        for n in range(30)
    ]
    place(
        by=None, record_ids=[r["record_id"] for r in rows], holdings=holdings_of(rows)
    )  # type: ignore[misc]
    Person.objects.update(division="ND1")
    with django_assert_num_queries(len(few.captured_queries)):
        many = found(manager, family_name="Wright", given_names="Jonathan")
    assert len(many.candidates) > 5
