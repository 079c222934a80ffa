"""Whatever is done to a random chain, the first place it was done to is named."""

import datetime
from collections.abc import Callable
from uuid import UUID

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.apps.audit.check import Place, Walk
from safeward.apps.audit.types import Head
from tests.unit.apps.audit.making import chained, entry

DAY = datetime.date(2026, 3, 2)


def _edit(places: list[Place], at: int) -> None:
    places[at] = evolve(places[at], said=places[at].said + b" ")  # type: ignore[operator]


def _blank(places: list[Place], at: int) -> None:
    places[at] = evolve(places[at], said=b"")


def _gone(places: list[Place], at: int) -> None:
    places[at] = evolve(places[at], said=None)


def _hash(places: list[Place], at: int) -> None:
    places[at] = evolve(places[at], hash="0" * 64)


def _removed(places: list[Place], at: int) -> None:
    del places[at]


def _cut(places: list[Place], at: int) -> None:
    del places[at:]


def _copied(places: list[Place], at: int) -> None:
    other = places[at - 1] if at else places[-1]
    if other is not places[at]:
        places[at] = evolve(other, number=places[at].number)
    else:
        _edit(places, at)


def _anew(places: list[Place], at: int) -> None:
    """Edit an entry and work out every later hash, as the database's owner can."""
    said = [place.said or b"" for place in places]
    fresh = [entry(n + 1) for n in range(len(said))]
    fresh[at] = evolve(fresh[at], outside=7)
    places[:] = chained(fresh)


DEEDS: tuple[Callable[[list[Place], int], None], ...] = (
    *(_edit, _blank, _gone, _hash, _removed, _cut, _copied, _anew),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    length=st.integers(1, 40),
    deed=st.sampled_from(DEEDS),
    data=st.data(),
)
def test_any_one_deed_is_found_at_its_place(
    length: int, deed: Callable[[list[Place], int], None], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, length - 1))
    page = data.draw(st.integers(1, 10))
    places = chained([entry(n + 1) for n in range(length)])
    kept = Head(DAY, length, places[-1].hash)
    deed(places, at)
    walk = Walk([kept])
    findings = [
        finding
        for start in range(0, len(places), page)
        for finding in walk.over(places[start : start + page])
    ]
    findings += walk.ended()
    assert findings
    first = min(f.number or 0 for f in findings)
    assert first == (length if deed is _anew else at + 1)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    ids=st.lists(st.uuids(), min_size=1, max_size=30, unique=True),
    actor=st.one_of(st.none(), st.uuids()),
    outside=st.integers(0, 1000),
)
def test_what_nobody_touched_is_sound(
    ids: list[UUID], actor: UUID | None, outside: int
) -> None:
    places = chained([entry(1, id=one, actor=actor, outside=outside) for one in ids])
    walk = Walk([Head(DAY, len(ids), places[-1].hash)])
    assert [*walk.over(places), *walk.ended()] == []
