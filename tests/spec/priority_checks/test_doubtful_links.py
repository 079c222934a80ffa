"""Uncertain identity: links tried joined, weak joins tried cut, one at a time."""

import pytest

from safeward.core.priority.doubt import MOST_A_PERSON
from tests.spec.priority_checks.village import Village, codes, row


def two_halves() -> Village:
    """Two records whose reports are five in 90 days together."""
    village = Village()
    for day in (30, 45):
        village.report(day, "al", "bo")
    for day in (60, 75):
        village.report(day, "al2", "bo")
    return village


def test_a_doubtful_link_that_would_raise_a_tier_makes_it_provisional() -> None:
    village = two_halves()
    village.doubtful.append(("al", "al2", 0.6))
    found = village.run()
    for person in ("AL", "AL2"):
        one = row(found.queue, person)
        assert (one["tier"], one["tier_low"], one["tier_high"]) == ("T4", "T4", "T2")
        assert one["provisional"]
        assert "doubtful_link" in one["checks"]
        assert "T2 if records al and al2 were one person" in one["provisional_because"]
    assert codes(found.review, "would_move") == [
        "AL from T4 to T2, AL2 from T4 to T2 if joined"
    ]


def test_the_same_two_records_joined_have_that_tier() -> None:
    village = two_halves()
    village.same["al2"] = "al"
    assert row(village.run().queue)["tier"] == "T2"


def test_a_weak_join_without_which_the_tier_would_be_lower_is_named() -> None:
    village = two_halves()
    village.same["al2"] = "al"
    village.weak.append(("al", "al2", 0.95, ["al2"]))
    found = village.run()
    one = row(found.queue)
    assert (one["tier"], one["tier_low"], one["tier_high"]) == ("T2", "T4", "T2")
    assert one["provisional"]
    assert "T4 if records al and al2 were two people" in one["provisional_because"]
    assert codes(found.review, "would_move") == ["AL from T2 to T4 if cut"]


def test_a_weak_join_whose_parts_are_as_urgent_moves_nobody() -> None:
    village = two_halves()
    village.report(3, "al", "bo", strangulation=True)
    village.same["al2"] = "al"
    village.weak.append(("al", "al2", 0.95, ["al2"]))
    one = row(village.run().queue)
    assert one["tier"] == one["tier_low"] == "T1"
    assert "doubtful_link" not in one["checks"]


def test_a_doubtful_link_to_somebody_never_alleged_moves_nobody() -> None:
    village = two_halves()
    village.doubtful.append(("al", "bo", 0.6))
    found = village.run()
    assert "doubtful_link" not in row(found.queue)["checks"]
    assert codes(found.review, "would_move") == [None]


def test_reports_of_one_event_unite_their_markers_when_joined() -> None:
    village = Village()
    village.report(5, "al", "bo", event_ref="E1", separation=True)
    village.report(5, "al2", "bo", event_ref="E1", suicide_threat=True)
    village.doubtful.append(("al", "al2", 0.6))
    one = row(village.run().queue)
    assert one["tier"] != "T1"
    assert one["tier_high"] == "T1"


def test_links_are_ordered_by_the_harm_of_being_wrong() -> None:
    village = two_halves()
    village.report(2, "cy", "di", strangulation=True)
    village.report(40, "cy2", "di")
    village.report(60, "ed", "fay")
    village.report(70, "ed2", "fay")
    village.doubtful += [
        ("al", "al2", 0.6),
        ("cy", "cy2", 0.5),
        ("ed", "ed2", 0.5),
    ]
    found = village.run()
    assert codes(found.review, "record_a") == ["cy", "al", "ed"]
    assert codes(found.review, "would_move")[-1] is None


@pytest.mark.parametrize("others", [MOST_A_PERSON, MOST_A_PERSON + 1])
def test_at_most_twenty_links_a_person_are_tried_the_most_probable_first(
    others: int,
) -> None:
    village = Village()
    village.report(40, "al", "bo")
    # Only the least probable of all would make a difference: somebody who left the
    # queue, with a grave history.
    for day in range(760, 1000, 20):
        village.report(day, "p00", "bo", strangulation=True, threat_to_kill=True)
    village.doubtful.append(("al", "p00", 0.5))
    for number in range(1, others):
        village.report(700, f"p{number:02d}", "bo")
        village.doubtful.append(("al", f"p{number:02d}", 0.5 + number / 100))
    named = row(village.run().queue)["provisional_because"]
    tried = any("al and p00" in because for because in named)
    assert tried == (others == MOST_A_PERSON)
