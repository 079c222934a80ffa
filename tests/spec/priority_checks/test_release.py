"""Release from custody brings forward; custody itself changes no axis and no tier."""

import pytest

from tests.spec.priority_checks.village import Village, ago, row


def jailed(expires: int, *, grave: bool = True, protects: bool = False) -> Village:
    """Custody from 100 days ago, after a report a day before it."""
    village = Village()
    village.report(101, strangulation=grave)
    village.order("imprisonment", 100, expires_on=ago(expires))
    if protects:
        village.order(
            "final_intervention", 90, served_on=ago(89), protected_record_id=["bo"]
        )
    return village


@pytest.mark.parametrize(
    ("expires", "tier"), [(-8, "T4"), (-7, "T1"), (0, "T1"), (7, "T1")]
)
def test_a_release_is_looked_at_as_t1_for_seven_days_either_side(
    expires: int, tier: str
) -> None:
    assert row(jailed(expires).run().queue)["tier"] == tier


def test_long_after_the_release_the_tier_has_fallen_again() -> None:
    found = row(jailed(60).run().queue)
    assert (found["tier"], found["before"]) == ("T4", "T2")


def test_without_a_high_tier_before_or_a_protected_person_nothing_changes() -> None:
    assert row(jailed(-3, grave=False).run().queue)["tier"] == "T4"


def test_a_protected_person_is_enough() -> None:
    assert row(jailed(-3, grave=False, protects=True).run().queue)["tier"] == "T1"


def test_an_early_release_counts_from_the_day_it_is_known() -> None:
    village = Village()
    village.report(101, strangulation=True)
    village.order("imprisonment", 100, expires_on=ago(-300), ended_on=ago(2))
    found = row(village.run().queue)
    assert (found["tier"], found["since"]) == ("T1", ago(2))
    assert row(village.run(ago(3)).queue)["tier"] == "T4"


@pytest.mark.parametrize("kind", ["remand", "imprisonment", "bail", "parole"])
def test_custody_or_bail_changes_no_axis_and_no_tier(kind: str) -> None:
    free, held = Village(), Village()
    for village in (free, held):
        village.report(20, strangulation=True)
        village.report(60)
    held.order(kind, 19)
    keys = ("tier", "since", "likelihood", "severity", "reasons", "tier_high")
    one, other = row(free.run().queue), row(held.run().queue)
    assert {k: one[k] for k in keys} == {k: other[k] for k in keys}
