"""What a walk along the chain finds, and where."""

import datetime

from attrs import evolve

from safeward.apps.audit.check import Place, Walk
from safeward.apps.audit.types import Finding, Found, Head
from tests.unit.apps.audit.making import chained, entry

DAY = datetime.date(2026, 3, 2)
CHAIN = chained([entry(n) for n in range(1, 8)])


def found(places: list[Place], *kept: Head) -> list[Finding]:
    walk = Walk(kept)
    return [*walk.over(places), *walk.ended()]


def what(findings: list[Finding]) -> list[tuple[Found, int | None]]:
    return [(one.what, one.number) for one in findings]


def head(number: int, places: list[Place] = CHAIN, day: datetime.date = DAY) -> Head:
    return Head(day, number, places[number - 1].hash)


def test_an_untouched_chain_is_sound() -> None:
    assert found(CHAIN, head(3), head(7, day=DAY + datetime.timedelta(1))) == []


def test_nothing_at_all_is_sound() -> None:
    assert found([]) == []


def test_an_edited_entry_is_one_finding_at_its_place() -> None:
    places = [*CHAIN]
    places[3] = evolve(places[3], said=b'{"id":"other"}')
    assert what(found(places)) == [(Found.EDITED, 4)]


def test_an_edited_hash_is_found_there_and_at_the_next_place() -> None:
    places = [*CHAIN]
    places[3] = evolve(places[3], hash="a" * 64)
    assert what(found(places)) == [(Found.EDITED, 4), (Found.EDITED, 5)]


def test_a_missing_place_is_named() -> None:
    assert what(found(CHAIN[:2] + CHAIN[3:])) == [(Found.GAP, 3)]


def test_a_missing_beginning_is_a_gap() -> None:
    assert what(found(CHAIN[1:])) == [(Found.GAP, 1)]


def test_an_entry_that_is_gone_is_named_at_its_place() -> None:
    places = [*CHAIN]
    places[1] = evolve(places[1], said=None)
    assert what(found(places)) == [(Found.ENTRY_GONE, 2)]


def test_an_entry_that_cannot_be_read_counts_as_edited() -> None:
    places = [*CHAIN]
    places[1] = evolve(places[1], said=b"")
    assert what(found(places)) == [(Found.EDITED, 2)]


def test_two_places_exchanged_are_found() -> None:
    places = [*CHAIN]
    places[2] = evolve(CHAIN[3], number=3)
    places[3] = evolve(CHAIN[2], number=4)
    assert what(found(places))[0] == (Found.EDITED, 3)


def test_a_cut_end_shows_against_a_kept_head_alone() -> None:
    assert found(CHAIN[:5]) == []
    assert what(found(CHAIN[:5], head(7))) == [(Found.CUT_SHORT, 6)]


def test_everything_gone_shows_against_a_kept_head() -> None:
    assert what(found([], head(7))) == [(Found.CUT_SHORT, 1)]


def test_a_chain_written_anew_shows_against_a_kept_head_alone() -> None:
    anew = chained([entry(n, outside=9 if n == 4 else 0) for n in range(1, 8)])
    assert found(anew) == []
    findings = found(anew, head(2), head(6, day=DAY + datetime.timedelta(1)))
    assert what(findings) == [(Found.REWRITTEN, 6)]
    assert "from place 3 on" in findings[0].sentence


def test_a_walk_in_pieces_finds_the_same() -> None:
    places = [*CHAIN]
    places[3] = evolve(places[3], said=b'{"id":"other"}')
    walk = Walk([head(7)])
    pieces = [f for place in places for f in walk.over([place])]
    assert what([*pieces, *walk.ended()]) == [(Found.EDITED, 4)]
