"""Every instrument of the library goes out as a form and comes back whole."""

import json
from datetime import date
from typing import Any

import pytest

from safeward.core.instruments.fhir import (
    Publication,
    from_questionnaire,
    to_questionnaire,
)
from safeward.core.instruments.fhir.names import RELEASES, REST, WEIGHT, Release
from safeward.core.instruments.fhir.shape import faults
from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.types import NOT_FOUND


def form(name: str, release: Release = "R4") -> dict[str, Any]:
    made: dict[str, Any] = json.loads(
        json.dumps(to_questionnaire(instrument(name), release=release))
    )
    return made


def without_ours(made: dict[str, Any]) -> dict[str, Any]:
    kept = [e for e in made["extension"] if e["url"] != REST]
    return {**made, "extension": kept}


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", IDS)
def test_it_comes_back_whole(name: str, release: Release) -> None:
    back = from_questionnaire(form(name, release))
    assert back.instrument == instrument(name)
    assert back.release == release
    assert back.notes == ()


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", IDS)
def test_it_has_the_shape_of_a_questionnaire(name: str, release: Release) -> None:
    assert list(faults(form(name, release))) == []


@pytest.mark.parametrize("name", IDS)
def test_what_sdc_can_say_stands_in_its_own_elements(name: str) -> None:
    tool, made = instrument(name), without_ours(form(name))
    assert made["title"] == tool.title
    assert made["version"] == tool.version
    assert made["description"] == tool.about
    assert made["purpose"] == tool.predicts
    assert made["copyright"] == tool.licence.text
    asked = {item["linkId"]: item for item in flat(made["item"])}
    for item in tool.items:
        found = asked[item.id]
        assert found["text"] == item.label
        if item.type == "choice":
            options = [o["valueCoding"]["code"] for o in found["answerOption"]]
            assert options == [level.code for level in item.levels]
        for place, level in enumerate(item.levels):
            if level.weight not in (None, NOT_FOUND):
                coding = found["answerOption"][place]["valueCoding"]
                (weight,) = coding["extension"]
                assert weight == {"url": WEIGHT["R4"], "valueDecimal": level.weight}
        help_texts = [i["text"] for i in found.get("item", [])]
        assert help_texts == ([item.yes_means] if item.yes_means else [])
    if tool.bands:
        codes = [o["valueCoding"]["code"] for o in asked["result.band"]["answerOption"]]
        assert codes == list(tool.levels)


def flat(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        found
        for item in items
        for found in (flat(item["item"]) if item["type"] == "group" else [item])
    ]


def test_an_edited_label_and_weight_are_taken_from_the_elements() -> None:
    made = form("ovp1")
    impact = next(i for i in made["item"] if i["linkId"] == "impact")
    impact["text"] = "Another topic"
    impact["answerOption"][1]["valueCoding"]["extension"][0]["valueDecimal"] = 7
    item = from_questionnaire(made).instrument.item("impact")
    assert item.label == "Another topic"
    assert item.levels[1].weight == 7


def test_publication_comes_back() -> None:
    said = Publication(
        status="active",
        publisher="Somebody",
        changed=date(2026, 11, 22),
        approved=date(2026, 11, 20),
        reviewed=date(2026, 11, 21),
    )
    made = to_questionnaire(instrument("s_dash"), publication=said)
    assert made["approvalDate"] == "2026-11-20"
    assert made["lastReviewDate"] == "2026-11-21"
    assert from_questionnaire(made).publication == said


@pytest.mark.parametrize(
    "name", [i for i in IDS if instrument(i).kind in ("recorded", "judgement")]
)
def test_a_rule_that_is_not_public_makes_no_expression(name: str) -> None:
    assert "calculatedExpression" not in json.dumps(form(name))


def test_a_needed_answer_is_required_and_an_optional_one_is_not() -> None:
    asked = {item["linkId"]: item for item in form("ogrs3")["item"]}
    assert asked["sex"]["required"] is True
    assert "required" not in asked["sanction_status"]


def test_no_answer_is_filled_in_before_anybody_gave_one() -> None:
    for name in IDS:
        assert '"initial"' not in json.dumps(form(name))


def test_a_warning_that_could_reveal_somebody_is_no_constraint() -> None:
    made = without_ours(form("vp_safvr"))
    assert "same-sex" not in json.dumps(made["extension"])


def test_a_static_form_is_named_by_the_dynamic_one_that_falls_back_to_it() -> None:
    assert form("vrp_dynamic")["derivedFrom"] == [form("vrp_static")["url"]]


def test_names_in_expressions_are_ids_of_fhir_and_unique() -> None:
    for name in IDS:
        named = [
            e["valueExpression"]["name"]
            for e in form(name)["extension"]
            if e["url"].endswith("/variable")
        ]
        assert len(named) == len(set(named))
        assert all(n.isalnum() and len(n) <= 64 for n in named)


def test_each_variable_uses_only_those_before_it() -> None:
    import re

    for name in IDS:
        known = {"resource", "questionnaire"}
        for found in form(name)["extension"]:
            if found["url"].endswith("/variable"):
                said = found["valueExpression"]
                assert set(re.findall(r"%(\w+)", said["expression"])) <= known
                known.add(said["name"])
