"""The grouping is the replay of the log, whatever people and the platform decided."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.apps.access.models import User
from safeward.apps.access.types import Purpose, Refused
from safeward.apps.people.actions import (
    NotToBeDecided,
    confirm,
    merge,
    never_link,
    place,
    reject,
    split,
    undo,
    withdraw,
)
from safeward.apps.people.actions.deciding import UNDOABLE
from safeward.apps.people.linking.regrouping import steps
from safeward.apps.people.models import IdentityDecision, LinkReview, Person, Place
from safeward.apps.people.replay import replay
from tests.integration.platform.people.staff import somebody
from tests.integration.platform.people.worlds import (
    Row,
    families,
    holdings_of,
    mention,
    only,
    undone,
)

pytestmark = pytest.mark.django_db

WHY = Purpose.RISK_MANAGEMENT


def log() -> list[IdentityDecision]:
    rows = IdentityDecision.objects.select_related("undoes").order_by("number")
    return list(rows)


def places() -> dict[str, object]:
    return dict(Place.objects.values_list("record_id", "person_id"))


def _review(action: Callable[..., object], by: User, number: int) -> None:
    rows = list(LinkReview.objects.filter(verdict="").order_by("id"))
    if rows:
        action(by=by, review=rows[number % len(rows)].pk, words="", purpose=WHY)


def _merge(by: User, number: int) -> None:
    rows = list(Person.objects.filter(merged_into=None).order_by("id"))
    one, other = rows[number % len(rows)], rows[(number * 7 + 1) % len(rows)]
    merge(by=by, one=one.pk, other=other.pk, words="", purpose=WHY)


def _split(by: User, number: int) -> None:
    rows = list(Person.objects.filter(merged_into=None).order_by("id"))
    person = rows[number % len(rows)]
    theirs = sorted(person.places.values_list("record_id", flat=True))
    split(by=by, person=person.pk, records=theirs[: number % 3], words="", purpose=WHY)


def _undo(by: User, number: int) -> None:
    kinds = [kind.value for kind in UNDOABLE]
    rows = list(IdentityDecision.objects.filter(kind__in=kinds).order_by("number"))
    if rows:
        undo(by=by, decision=rows[number % len(rows)].pk, words="", purpose=WHY)


def _withdraw(by: User, number: int) -> None:
    held = sorted(places())
    if held:
        withdraw(by=by, record_ids=[held[number % len(held)]])  # type: ignore[list-item]


MOVES: list[Callable[[User, int], None]] = [
    _merge,
    _merge,
    _split,
    _undo,
    _undo,
    _undo,
    _withdraw,
    lambda by, number: _review(confirm, by, number),
    lambda by, number: _review(reject, by, number),
    lambda by, number: _review(never_link, by, number),
]


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    rows=families(8),
    first=st.integers(0, 5),
    moves=st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 50)), max_size=12),
)
def test_the_grouping_is_the_replay_of_the_log(
    rows: list[Row],
    first: int,
    moves: list[tuple[Callable[[User, int], None], int]],
) -> None:
    held = holdings_of(rows)
    records = held.persons["record_id"].to_list()
    with undone():
        by = somebody("manager")
        place(by=None, record_ids=records[:first], holdings=only(held, records[:first]))
        for record in records[first:]:
            place(by=None, record_ids=[record], holdings=only(held, [record]))
        for move, number in moves:
            Person.objects.update(agency="police", division="ND1")
            try:
                move(by, number)
            except NotToBeDecided:
                continue
            assert places() == replay(steps(log()))
        assert places() == replay(steps(log()))
        assert [line.number for line in log()] == list(range(1, len(log()) + 1))
        theirs = set(places().values())
        for person in Person.objects.all():
            assert person.merged_into_id is None or person.pk not in theirs
        for review in LinkReview.objects.filter(verdict=""):
            assert review.person_a_id == places()[review.record_a]
            assert review.person_b_id == places()[review.record_b]


def two() -> tuple[User, Person, Person]:
    held = holdings_of(
        [
            mention("a", family_name="Okafor", given_names="Amaka", sex="F"),
            mention("b", family_name="Wright", given_names="John", sex="M"),
        ]
    )
    place(by=None, record_ids=["a", "b"], holdings=held)
    Person.objects.update(agency="police", division="ND1")
    one, other = (Person.objects.get(places__record_id=record) for record in ("a", "b"))
    return somebody("manager"), one, other


def test_a_merge_moves_every_record_and_its_undoing_gives_them_back() -> None:
    by, one, other = two()
    before = places()
    line = merge(by=by, one=one.pk, other=other.pk, words="Same man", purpose=WHY)
    assert len(set(places().values())) == 1
    lost = Person.objects.get(pk=line.other_id)
    assert lost.merged_into_id == line.person_id
    undo(by=by, decision=line.pk, words="Was not", purpose=WHY)
    assert places() == before
    assert not Person.objects.exclude(merged_into=None).exists()


def test_what_was_undone_is_not_undone_again() -> None:
    by, one, other = two()
    line = merge(by=by, one=one.pk, other=other.pk, words="", purpose=WHY)
    undo(by=by, decision=line.pk, words="", purpose=WHY)
    with pytest.raises(NotToBeDecided):
        undo(by=by, decision=line.pk, words="", purpose=WHY)


def test_whoever_may_not_decide_about_them_merges_nobody() -> None:
    _, one, other = two()
    elsewhere = somebody("elsewhere", division="ND2")
    before = places()
    with pytest.raises(Refused):
        merge(by=elsewhere, one=one.pk, other=other.pk, words="", purpose=WHY)
    assert places() == before


def test_what_was_taken_back_can_come_again() -> None:
    held = holdings_of([mention("a", family_name="Okafor"), mention("b")])
    place(by=None, record_ids=["a", "b"], holdings=held)
    withdraw(by=None, record_ids=["a", "b"])
    assert not places()
    place(by=None, record_ids=["a", "b"], holdings=held)
    assert set(places()) == {"a", "b"}
    assert places() == replay(steps(log()))
