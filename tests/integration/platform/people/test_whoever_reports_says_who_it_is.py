"""The word of whoever typed a record in decides whose it is; the evidence asks."""

import pytest

from safeward.apps.access.models import User
from safeward.apps.access.types import Purpose
from safeward.apps.people.actions import merge, place
from safeward.apps.people.linking.regrouping import steps
from safeward.apps.people.linking.word import AGAINST_WORD, NEW_BY_WORD
from safeward.apps.people.models import IdentityDecision, LinkReview, Person, Place
from safeward.apps.people.queries import people_of
from safeward.apps.people.replay import replay
from safeward.apps.people.types import Decided, NewPerson, SamePerson
from safeward.core.holdings.types import Holdings
from tests.integration.platform.people.staff import somebody
from tests.integration.platform.people.worlds import holdings_of, mention, only

pytestmark = pytest.mark.django_db

JONATHAN = {
    "family_name": "Wright",
    "given_names": "Jonathan",
    "date_of_birth": mention("x")["known_on"],
    "sex": "M",
    "address": "3 Elm Street",
    "suburb": "Northcote",
    "postcode": "3070",
    "phone": "0400 111 222",
}


@pytest.fixture
def by() -> User:
    return somebody("reporter")


@pytest.fixture
def held() -> Holdings:
    """Three mentions in the same words; the first is placed."""
    rows = [mention(record, **JONATHAN) for record in ("a", "b", "c")]
    found = holdings_of(rows)
    place(by=None, record_ids=["a"], holdings=only(found, ["a"]))
    return found


def lines(kind: Decided) -> list[IdentityDecision]:
    return list(IdentityDecision.objects.filter(kind=kind.value).order_by("number"))


def same_as_the_log() -> bool:
    rows = IdentityDecision.objects.select_related("undoes").order_by("number")
    places = dict(Place.objects.values_list("record_id", "person_id"))
    return places == replay(steps(rows))


def test_of_whom_nothing_is_said_the_evidence_decides(by: User, held: Holdings) -> None:
    found = place(by=by, record_ids=["b"], holdings=only(held, ["b"]))
    assert found.persons["b"] == people_of(["a"])["a"]
    assert lines(Decided.JOINED)[-1].by is None


def test_somebody_new_is_somebody_new_against_all_evidence(
    by: User, held: Holdings
) -> None:
    he = people_of(["a"])["a"]
    said = {"b": NewPerson(frozenset({he}))}
    found = place(by=by, record_ids=["b"], holdings=only(held, ["b"]), chosen=said)
    new = found.persons["b"]
    assert new != he
    assert found.made == {new}
    placed = lines(Decided.PLACED)[-1]
    assert (placed.by, placed.person_id, placed.basis) == (by, new, NEW_BY_WORD)
    apart = lines(Decided.KEPT_APART)[0]
    assert (apart.by, apart.person_id, apart.other_id) == (by, new, he)
    assert same_as_the_log()


def test_people_are_asked_where_the_evidence_speaks_against_the_word(
    by: User, held: Holdings
) -> None:
    said = {"b": NewPerson()}
    found = place(by=by, record_ids=["b"], holdings=only(held, ["b"]), chosen=said)
    review = LinkReview.objects.get()
    assert found.reviews == (review.pk,)
    assert review.why == AGAINST_WORD
    ends = {review.person_a_id, review.person_b_id}
    assert ends == {found.persons["b"], people_of(["a"])["a"]}


def test_nobody_is_asked_about_somebody_new_whom_no_evidence_ties(by: User) -> None:
    held = holdings_of([mention("a", family_name="Okafor", given_names="Amaka")])
    found = place(
        by=by, record_ids=["a"], holdings=held, chosen={"a": NewPerson(frozenset())}
    )
    assert not found.reviews
    assert lines(Decided.PLACED)[0].by == by


def test_the_same_person_is_whoever_was_chosen(by: User, held: Holdings) -> None:
    other = holdings_of([mention("d", family_name="Okafor", given_names="Amaka")])
    he = people_of(["a"])["a"]
    found = place(by=by, record_ids=["d"], holdings=other, chosen={"d": SamePerson(he)})
    assert found.persons["d"] == he
    assert lines(Decided.JOINED)[-1].by == by


def test_a_person_shown_and_merged_since_is_who_they_are_now(
    by: User, held: Holdings
) -> None:
    place(
        by=by, record_ids=["b"], holdings=only(held, ["b"]), chosen={"b": NewPerson()}
    )
    Person.objects.update(agency="police", division="ND1")
    whose = people_of(["a", "b"])
    line = merge(
        by=by,
        one=whose["a"],
        other=whose["b"],
        words="",
        purpose=Purpose.RISK_MANAGEMENT,
    )
    said = {"c": NewPerson(frozenset(whose.values()))}
    found = place(by=by, record_ids=["c"], holdings=only(held, ["c"]), chosen=said)
    apart = [one for one in lines(Decided.KEPT_APART) if one.record_a == "c" and one.by]
    assert [one.other_id for one in apart] == [line.person_id]
    assert found.persons["c"] != line.person_id
    assert same_as_the_log()
