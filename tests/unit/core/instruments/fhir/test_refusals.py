"""A form that would lose something is refused, with the element and the reason."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from safeward.core.instruments.fhir import from_questionnaire, to_questionnaire
from safeward.core.instruments.fhir.names import SDC
from safeward.core.instruments.library import instrument
from safeward.core.vocabulary.errors import QuestionnaireRefused

Form = dict[str, Any]


def ours() -> Form:
    made: Form = json.loads(json.dumps(to_questionnaire(instrument("ogrs3"))))
    return made


def elsewhere() -> Form:
    def option(code: str, weight: int) -> Form:
        url = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
        held = [{"url": url, "valueDecimal": weight}]
        return {"valueCoding": {"extension": held, "code": code, "display": code}}

    answers = [option("never", 0), option("sometimes", 1), option("often", 2)]
    rule = {
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/"
        "sdc-questionnaire-calculatedExpression",
        "valueExpression": {
            "language": "text/fhirpath",
            "expression": "%resource.item.where(linkId = 'part').item"
            ".answer.value.ordinal().sum()",
        },
    }
    return {
        "resourceType": "Questionnaire",
        "name": "FearAndControl",
        "title": "Fear and control",
        "status": "active",
        "version": "2",
        "item": [
            {
                "linkId": "part",
                "type": "group",
                "text": "In the last month",
                "item": [
                    {"linkId": "1.1", "type": "choice", "answerOption": answers},
                    {
                        "linkId": "1.2",
                        "text": "Afraid",
                        "type": "choice",
                        "answerOption": answers,
                    },
                ],
            },
            {"linkId": "age", "type": "integer", "text": "Age"},
            {"linkId": "sum", "type": "integer", "text": "Sum", "extension": [rule]},
        ],
    }


def said(form: object) -> str:
    with pytest.raises(QuestionnaireRefused) as refusal:
        from_questionnaire(form)
    return str(refusal.value)


CHANGES: list[tuple[Callable[[Form], object], str]] = [
    (lambda f: f.pop("status"), "status is None"),
    (lambda f: f.update(status="good"), "status is 'good'"),
    (lambda f: f.update(resourceType="Patient"), "'Patient', not 'Questionnaire'"),
    (lambda f: f.update(nonsense=1), "has 'nonsense'"),
    (lambda f: f.update(title=""), "title is empty"),
    (lambda f: f.update(title=3), "title must be text"),
    (lambda f: f.update(approvalDate="soon"), "approvalDate 'soon' is not a date"),
    (lambda f: f.update(modifierExtension=[{"url": "x"}]), "modifierExtension"),
    (lambda f: f["item"][0].pop("linkId"), "has no linkId"),
    (lambda f: f["item"][1].update(linkId="sex"), "stands twice"),
    (lambda f: f["item"][0].update(type="radio"), "type 'radio'"),
    (lambda f: f["item"][0].update(type="date", answerOption=[]), "is empty"),
    (lambda f: f["item"][0].update(repeats=True), "repeats"),
    (lambda f: f["item"][0].update(enableWhen=[{"question": "age"}]), "enableWhen"),
    (lambda f: f["item"][1].update(initial=[{"valueInteger": 20}]), "initial"),
    (lambda f: f["item"][1].update(type="quantity"), "type quantity"),
    (lambda f: f["item"][1].update(required=False), "required"),
    (lambda f: f["item"][0]["answerOption"].append({}), "exactly one value"),
    (lambda f: f["item"].pop(0), "no longer has item sex"),
    (lambda f: f["item"][0]["answerOption"].pop(), "answer female of item sex"),
    (lambda f: f.update(contact=[{"name": "x"}]), "contact, which cannot be kept"),
    (lambda f: f["extension"][-1].update(valueString="{"), "holds no JSON"),
]


@pytest.mark.parametrize(("change", "words"), CHANGES, ids=[w for _, w in CHANGES])
def test_a_changed_form_of_ours_is_refused(
    change: Callable[[Form], object], words: str
) -> None:
    form = ours()
    change(form)
    assert words in said(form)


def test_an_expression_that_no_longer_follows_from_the_rule_is_refused() -> None:
    form = ours()
    held = next(e for e in form["extension"] if e["url"].endswith("/variable"))
    held["valueExpression"]["expression"] = "1"
    assert "is not what follows from its own rule" in said(form)


@pytest.mark.parametrize("form", [None, [], "text", 3])
def test_what_is_no_resource_is_refused(form: object) -> None:
    assert "not a Questionnaire" in said(form)


def test_many_faults_are_counted() -> None:
    form = ours()
    form["item"] = [{"linkId": "", "type": "x"} for _ in range(9)]
    assert "more)" in said(form)


def test_a_form_from_elsewhere_is_taken_where_nothing_is_guessed() -> None:
    found = from_questionnaire(elsewhere())
    tool = found.instrument
    assert tool.id == "fear_and_control"
    assert tool.kind == "points"
    assert [level.weight for level in tool.item("1.2").levels] == [0, 1, 2]
    assert tool.scoring.outputs[0].form == "sum"
    assert tool.licence.administer == "original form"
    assert "what its result predicts" in tool.not_found
    assert tool.predicts == "not stated in the imported form"
    again = from_questionnaire(json.loads(json.dumps(to_questionnaire(tool))))
    assert again.instrument == tool


def test_a_form_without_a_sum_is_never_summed() -> None:
    form = elsewhere()
    form["item"].pop()
    tool = from_questionnaire(form).instrument
    assert tool.kind == "judgement"
    assert tool.scoring.outputs == ()
    assert "how the weights become a score" in tool.not_found


def test_what_has_no_meaning_for_scoring_is_left_out_and_named() -> None:
    form = elsewhere()
    form["contact"] = [{"name": "somebody"}]
    form["item"][1]["prefix"] = "2"
    notes = from_questionnaire(form).notes
    assert notes == ("contact of the form", "prefix of item age")


ELSEWHERE: list[tuple[Callable[[Form], object], str]] = [
    (
        lambda f: f["item"][2]["extension"][0]["valueExpression"].update(
            expression="%resource.item.answer.value.ordinal().max()"
        ),
        "not a plain sum",
    ),
    (lambda f: f["item"].append({**f["item"][2], "linkId": "two"}), "several sums"),
    (
        lambda f: f["item"].append({**f["item"][0]["item"][0], "linkId": "outside"}),
        "outside it has weights too",
    ),
    (
        lambda f: f.update(extension=[{"url": f"{SDC}/launchContext"}]),
        "would be lost",
    ),
    (lambda f: f["item"][1].update(answerOption=[{"valueInteger": 1}]), "coded choice"),
    (lambda f: f["item"].__delitem__(slice(0, 2)), "asks no question"),
]


@pytest.mark.parametrize(("change", "words"), ELSEWHERE, ids=[w for _, w in ELSEWHERE])
def test_a_form_from_elsewhere_is_refused_where_it_would_be_guessed(
    change: Callable[[Form], object], words: str
) -> None:
    form = elsewhere()
    change(form)
    assert words in said(form)
