"""Victim survivors and children are visible as people in their own right."""

from datetime import date

from tests.spec.priority_checks.village import Village, ago, codes, row


def test_somebody_linked_to_a_high_tier_is_listed_without_a_name() -> None:
    village = Village()
    village.person("bo", family_name="Nobody", given_names="Bo", address="1 Quay St")
    village.report(3, strangulation=True, child="kim")
    found = village.run().safety
    assert codes(found) == ["BO", "KIM"]
    assert found.columns == [
        "person_id",
        "is_child",
        "alleged_perpetrators_36m",
        "highest_tier",
        "last_event_on",
        "own_assessment_on",
        "checks",
    ]
    assert row(found, "KIM")["is_child"] in (True, False)
    assert row(found, "BO")["highest_tier"] == "T1"


def test_a_woman_harmed_by_three_is_listed_whatever_their_tiers() -> None:
    village = Village()
    for number, day in enumerate((100, 400, 1000)):
        village.report(day, f"he{number}", "bo")
    village.report(1200, "he9", "bo")
    found = row(village.run().safety, "BO")
    assert found["alleged_perpetrators_36m"] == 3
    assert found["highest_tier"] == "T4"
    assert found["last_event_on"] == ago(100)


def test_somebody_linked_to_one_person_of_a_low_tier_is_not_listed() -> None:
    village = Village()
    village.report(100)
    assert village.run().safety.is_empty()


def test_an_exposed_child_is_a_child_by_age_and_by_role_where_age_is_unknown() -> None:
    village = Village()
    village.person("kim", date_of_birth=date(2015, 1, 1))
    village.person("lee", date_of_birth=None)
    village.report(3, victim="bo kim", strangulation=True, child="lee")
    found = village.run().safety
    assert row(found, "KIM")["is_child"] is True
    assert row(found, "LEE")["is_child"] is True
    assert row(found, "BO")["is_child"] is False


def test_what_her_safety_turns_on_is_said_beside_her() -> None:
    village = Village()
    village.person("bo", restricted=True)
    village.report(3, strangulation=True)
    village.order("interim_intervention", 9, protected_record_id=["bo"])
    found = row(village.run().safety, "BO")
    assert found["checks"] == ["order_unserved", "restricted"]


def test_the_latest_assessment_of_her_own_risk_is_given() -> None:
    village = Village()
    village.report(30, strangulation=True)
    village.assessed("maram", 20, item="level", answer="serious")
    village.assessed("maram", 9, item="level", answer="serious", void=True)
    assert row(village.run().safety, "BO")["own_assessment_on"] == ago(20)


def test_pairs_say_what_was_done_between_two_people() -> None:
    village = Village()
    village.report(500, relationship="partner", weapon=True)
    village.report(100, relationship="former_partner", child="kim lee")
    village.report(90, victim="cy")
    village.order(
        "final_intervention", 80, served_on=ago(79), protected_record_id=["bo"]
    )
    found = village.run().relationships
    pairs = {(r["perpetrator"], r["victim_survivor"]): r for r in found.to_dicts()}
    pair = pairs["AL", "BO"]
    assert pair["relationship"] == "former_partner"
    assert (pair["first_event"], pair["last_event"]) == (ago(500), ago(100))
    assert (pair["events_12m"], pair["gravest"], pair["children"]) == (1, 4, 2)
    assert pair["order_current"] is True
    assert pairs["AL", "CY"]["order_current"] is False
    assert set(pairs) == {("AL", "BO"), ("AL", "CY"), ("AL", "KIM"), ("AL", "LEE")}
