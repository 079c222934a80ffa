"""Unknown is not no: what is not recorded and would change the tier is named."""

from safeward.core.vocabulary.codes import MARKERS
from tests.spec.priority_checks.village import Village, row

ALL_NO = dict.fromkeys(MARKERS, False)


def answered(**said: object) -> dict[str, object]:
    """Every box of the form filled, except as said."""
    return {**ALL_NO, "injury": "none", "victim_fear": "none", **said}


def test_an_unknown_marker_that_would_change_the_tier_is_named() -> None:
    village = Village()
    village.report(3, **answered(strangulation=None))
    found = row(village.run().queue)
    assert found["tier"] == found["tier_low"] == "T4"
    assert found["tier_high"] == "T1"
    assert found["provisional"]
    assert found["provisional_because"] == ["T1 if strangulation was yes"]
    assert "known_gap" in found["checks"]


def test_an_unknown_that_changes_nothing_makes_nothing_provisional() -> None:
    village = Village()
    village.report(3, **answered(animal_harm=None))
    found = row(village.run().queue)
    assert not found["provisional"]
    assert found["tier_high"] == found["tier"]
    assert found["provisional_because"] == []


def test_markers_that_only_change_the_tier_together_are_named_together() -> None:
    village = Village()
    village.report(3, **answered(suicide_threat=None, separation=None))
    found = row(village.run().queue)
    assert found["provisional_because"] == [
        "T1 if separation and suicide threat were yes"
    ]


def test_either_of_several_decisive_markers_is_named() -> None:
    village = Village()
    village.report(3, **answered(strangulation=None, sexual_violence=None))
    found = row(village.run().queue)
    # Sexual violence alone is a T2 floor: strangulation decides.
    assert found["provisional_because"] == ["T1 if strangulation was yes"]
    other = Village()
    other.report(3, **answered(threat_to_kill=None, sexual_violence=None))
    assert (
        row(other.run().queue)["provisional_because"]
        == ["T1 if sexual violence and threat to kill were yes"]
        or row(other.run().queue)["tier_high"] == "T1"
    )


def test_an_unknown_older_than_28_days_does_not_count() -> None:
    village = Village()
    village.report(29, **answered(strangulation=None))
    assert not row(village.run().queue)["provisional"]


def test_what_a_form_never_asks_is_named_once_and_no_gap() -> None:
    village = Village()
    for number in range(25):
        village.report(100 + number, f"p{number}", "v", **answered(strangulation=None))
    village.report(3, **answered(strangulation=None))
    found = village.run()
    assert not row(found.queue)["provisional"]
    assert [*found.not_collected] == [
        "Not collected by police: strangulation. An empty box there is no gap."
    ]


def test_unanswered_items_of_the_latest_dash_count_as_unknown() -> None:
    village = Village()
    village.report(40, **answered())
    for number in range(1, 11):
        village.assessed(
            "safelives_dash", 5, assessment_id="A", item=f"q{number}", answer="yes"
        )
    found = row(village.run().queue)
    assert found["tier"] == "T4"
    assert found["tier_high"] == "T2"
    assert (
        found["provisional_because"]
        == ["T2 if unanswered questions of the latest assessment was yes"]
        or "unanswered" in found["provisional_because"][0]
    )


def test_recording_no_instead_of_nothing_never_lowers_a_tier() -> None:
    silent, said = Village(), Village()
    silent.report(3, **answered(strangulation=None, weapon=True))
    said.report(3, **answered(strangulation=False, weapon=True))
    one, other = row(silent.run().queue), row(said.run().queue)
    keys = ("tier", "likelihood", "severity")
    assert {k: one[k] for k in keys} == {k: other[k] for k in keys}
