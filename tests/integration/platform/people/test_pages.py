"""The pages of people on a made-up state: what is shown, to whom, and how dearly."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeward.apps.access.actions.carried import restrict_as_recorded
from safeward.apps.access.models import Conflict, Restriction, User
from safeward.apps.access.roles.base import Role
from safeward.apps.access.roles.police import FrontlineMember, Investigator, UnitManager
from safeward.apps.access.types import (
    ConflictKind,
    Level,
    Purpose,
    Refused,
    RestrictionKind,
)
from safeward.apps.audit.models import Entry
from safeward.apps.foundation import clock
from safeward.apps.people.actions import Harm, merge, note_harm, undo
from safeward.apps.people.models import LinkReview, Person, Place
from safeward.apps.people.queries import (
    identity_history,
    person_page,
    rests_on,
    review_page,
    review_queue,
)
from tests.integration.platform.loaded import World, loaded_world, world_folder
from tests.integration.platform.people.staff import somebody
from tests.integration.platform.signing_in import sign_in

__all__ = ["loaded_world", "world_folder"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_world")]

WHY = Purpose.RISK_MANAGEMENT


def division() -> str:
    rows = Person.objects.exclude(division="").values("division")
    return rows.annotate(n=Count("id")).order_by("-n", "division")[0]["division"]


def staff(role: type[Role] = UnitManager, where: str | None = None) -> User:
    return somebody(f"{role.code}-{where}", role, where or division())


def busiest() -> Person:
    """Somebody of the division with the most records."""
    rows = Person.objects.filter(division=division(), agency="police")
    return rows.annotate(n=Count("places")).order_by("-n", "id")[0]


def page_of(by: User, person: UUID) -> Any:
    return person_page(by=by, person=person, purpose=WHY)


def test_a_page_says_who_was_there_and_what_happened(loaded_world: World) -> None:
    by, person = staff(), busiest()
    page = page_of(by, person.pk)
    assert page.level == Level.FULL
    held = loaded_world.holdings
    mine = set(person.places.values_list("record_id", flat=True))
    ours = held.involvements.filter(held.involvements["record_id"].is_in(list(mine)))
    told = {incident for event in page.timeline for incident in event.incident_ids}
    voided = held.incidents.filter(held.incidents["outcome"] == "recorded_in_error")
    expected = set(ours["incident_id"]) - set(voided["incident_id"])
    assert told == expected
    assert [e.on for e in page.timeline] == sorted(
        (e.on for e in page.timeline), reverse=True
    )
    assert page.harmed or page.harmed_by or page.others or page.children


def test_a_look_is_recorded_with_how_many_were_withheld() -> None:
    by, person = staff(), busiest()
    page_of(by, person.pk)
    entry = Entry.objects.filter(actor=by.pk, action="people.page_read").latest("id")
    assert person.pk.hex in entry.things
    assert "withheld" in entry.counts


def test_another_victim_survivor_is_shown_as_count_and_relationship_only() -> None:
    """Whoever may not see her learns neither her name nor her id by his page."""
    by, other = staff(), staff(where="elsewhere")
    person = next(
        p
        for p in Person.objects.filter(agency="police", division=division())
        if page_of(by, p.pk).harmed
    )
    hers = {one.person for one in page_of(by, person.pk).harmed if one.person}
    Person.objects.filter(pk__in=hers).update(agency="hub", division="elsewhere")
    shown = page_of(by, person.pk).harmed
    assert shown
    assert {(one.person, one.name, one.sources) for one in shown} == {(None, "", ())}
    assert all(one.events for one in shown)
    summary = page_of(other, person.pk)
    assert summary.level == Level.SUMMARY
    assert not summary.door.address
    assert not any(event.details for event in summary.timeline)


def test_a_protected_address_is_on_no_page_and_in_no_doubt() -> None:
    by = staff(Investigator)
    for person in Person.objects.filter(agency="police", division=division()):
        if page_of(by, person.pk).door.address:
            break
    address = page_of(by, person.pk).door.address
    restrict_as_recorded(
        by=None,
        subjects=[person.pk],
        kind=RestrictionKind.PROTECTED_ADDRESS,
        since=clock.today(),
    )
    closed = page_of(by, person.pk)
    assert closed.door.address_protected
    assert address.split(",")[0] not in repr(closed)


def test_records_that_say_protected_hold_the_person_back(loaded_world: World) -> None:
    persons = loaded_world.holdings.persons
    said = persons.filter(persons["protected"].fill_null(value=False))["record_id"]
    owners = set(
        Place.objects.filter(record_id__in=said.to_list()).values_list(
            "person_id", flat=True
        )
    )
    held = Restriction.objects.filter(kind=RestrictionKind.PROTECTED_ADDRESS.value)
    assert owners == set(held.values_list("subject_id", flat=True))


def test_whoever_is_in_conflict_sees_nothing_of_the_person() -> None:
    by, person = staff(), busiest()
    Conflict.objects.create(
        user=by,
        subject_id=person.pk,
        kind=ConflictKind.LISTED.value,
        since=clock.today(),
        set_by=by,
    )
    with pytest.raises(Refused):
        page_of(by, person.pk)
    with pytest.raises(Refused):
        identity_history(by=by, person=person.pk, purpose=WHY)


def test_a_conflict_with_either_holds_for_both_while_they_are_merged() -> None:
    by = staff()
    one, other = Person.objects.filter(agency="police", division=division())[:2]
    near = somebody("colleague", UnitManager, division())
    Conflict.objects.create(
        user=near,
        subject_id=other.pk,
        kind=ConflictKind.LISTED.value,
        since=clock.today(),
        set_by=by,
    )
    line = merge(by=by, one=one.pk, other=other.pk, words="One", purpose=WHY)
    with pytest.raises(Refused):
        page_of(near, line.person_id)
    undo(by=by, decision=line.pk, words="Two", purpose=WHY)
    assert page_of(near, one.pk).level == Level.FULL
    with pytest.raises(Refused):
        page_of(near, other.pk)


def test_pages_take_as_many_queries_for_a_long_history_as_for_a_short_one() -> None:
    by = staff()
    rows = Person.objects.filter(agency="police", division=division())
    counted = rows.annotate(n=Count("places")).order_by("n", "id")
    taken = []
    for person in (counted[0], counted.reverse()[0]):
        with CaptureQueriesContext(connection) as queries:
            page_of(by, person.pk)
        taken.append(len(queries))
    assert taken[1] <= taken[0] + 2


def test_doubts_come_the_worst_to_be_wrong_about_first() -> None:
    by = staff()
    lines, total = review_queue(by=by, purpose=WHY)
    assert total == len(lines) > 2
    last = lines[-1].review
    row = LinkReview.objects.get(pk=last)
    pair = row.record_a, row.record_b
    note_harm(harm={pair: Harm(9, ("T3 to T1",))})
    lines, _ = review_queue(by=by, purpose=WHY)
    assert lines[0].review == last
    assert lines[0].would_move == ("T3 to T1",)
    page = review_page(by=by, review=last, purpose=WHY)
    assert page.facts
    total_bits = page.prior + sum(fact.bits for fact in page.facts)
    assert page.weight == pytest.approx(total_bits, abs=0.6)


def test_nobody_sees_the_doubts_of_another_division() -> None:
    Person.objects.update(division="ND1", agency="police")
    assert review_queue(by=staff(where="ND9"), purpose=WHY)[1] == 0
    with pytest.raises(Refused):
        review_queue(by=staff(FrontlineMember), purpose=WHY)


def test_undoing_shows_what_was_decided_since(client: Client) -> None:
    by = staff()
    one, other = Person.objects.filter(agency="police", division=division())[:2]
    line = merge(by=by, one=one.pk, other=other.pk, words="One", purpose=WHY)
    said, rested = rests_on(by=by, decision=line.pk, purpose=WHY)
    assert said.may_undo
    assert not [one for one in rested if one.thing == line.pk]
    sign_in(client, by)
    shown = client.get(reverse("identity_undo", args=[line.pk]))
    assert b"Undo it" in shown.content
    answer = client.post(shown.request["PATH_INFO"], {"words": "Brothers"})
    assert answer.status_code == 302
    assert Person.objects.filter(pk=other.pk, merged_into=None).exists()


def test_the_pages_answer(client: Client) -> None:
    by, person = staff(), busiest()
    sign_in(client, by)
    review = LinkReview.objects.filter(verdict="")[0]
    Person.objects.filter(pk__in=[review.person_a_id, review.person_b_id]).update(
        agency="police", division=division()
    )
    for address in (
        reverse("people"),
        reverse("person", args=[person.pk]),
        reverse("person_identity", args=[person.pk]),
        reverse("identity"),
        reverse("identity_review", args=[review.pk]),
    ):
        assert client.get(address).status_code == 200, address
    name = {"family_name": person.family_name, "given_names": person.given_names}
    found = client.post(reverse("people"), name)
    assert found.status_code == 200
    assert person.code.encode() in found.content
    kept = client.post(
        reverse("identity_review", args=[review.pk]),
        {"decision": "never_link", "words": "Two sisters"},
    )
    assert kept.status_code == 302
    assert LinkReview.objects.get(pk=review.pk).verdict == "never_link"


def test_a_warning_and_a_rule_of_contact_stand_on_the_page(client: Client) -> None:
    by, person = staff(), busiest()
    Person.objects.filter(pk=person.pk).update(team=by.memberships.get().team)
    sign_in(client, by)
    bad = client.post(
        reverse("person_warn", args=[person.pk]),
        {"kind": "firearm", "words": "Shotgun", "until": "2020-01-01"},
    )
    assert bad.status_code == 422
    good = client.post(
        reverse("person_warn", args=[person.pk]),
        {
            "kind": "firearm",
            "words": "Shotgun in the shed",
            "until": clock.today().isoformat(),
        },
    )
    assert good.status_code == 302
    client.post(
        reverse("person_contact", args=[person.pk]),
        {"how": "do_not_call", "words": "He answers her telephone"},
    )
    page = client.get(reverse("person", args=[person.pk])).content.decode()
    assert "Shotgun in the shed" in page
    assert "He answers her telephone" in page


def test_who_nobody_is_reads_as_who_is_not_open(client: Client) -> None:
    sign_in(client, staff())
    missing = UUID(int=7)
    assert client.get(reverse("person", args=[missing])).status_code == 404
