"""Forms against others' programs: the published classes and a FHIRPath engine.

Neither package is needed to run Safeward or its other tests. Where one is not
installed, these say so and are skipped.
"""

import json
from typing import Any

import pytest

from safeward.core.instruments.fhir import to_questionnaire
from safeward.core.instruments.fhir.names import RELEASES, Release
from safeward.core.instruments.library import IDS, instrument
from tests.contracts.instrument_pages import CASES, cases


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("name", IDS)
def test_the_published_classes_accept_it(name: str, release: Release) -> None:
    module = {"R4": "fhir.resources.R4B", "R5": "fhir.resources"}[release]
    published = pytest.importorskip(
        f"{module}.questionnaire", reason="the package fhir.resources is not installed"
    )
    made = to_questionnaire(instrument(name), release=release)
    published.Questionnaire.model_validate(json.loads(json.dumps(made)))


def response(name: str, case: dict[str, str | None]) -> dict[str, Any]:
    tool, items = instrument(name), []
    for item in tool.items:
        given = case.get(item.id)
        if not given:
            continue
        if item.type == "yes_no":
            code = "Y" if given in ("yes", "1", "true") else "N"
            answer: dict[str, Any] = {"valueCoding": {"code": code}}
        elif item.type == "choice":
            answer = {"valueCoding": {"code": given}}
        else:
            answer = {"valueDecimal": float(given)}
        items.append({"linkId": item.id, "answer": [answer]})
    return {"resourceType": "QuestionnaireResponse", "item": items}


def plain(name: str) -> list[dict[str, str | None]]:
    """Worked examples in which every answer is written by its code."""
    tool = instrument(name)
    codes = {i.id: {v.code for v in i.levels} for i in tool.items if i.levels}
    return [
        case
        for case in cases(name)
        if case.get("expected pct") or case.get("expected p_2yr")
        if all(case.get(i) in {*held, None, ""} for i, held in codes.items())
    ]


@pytest.mark.parametrize("name", sorted(p.stem for p in CASES.glob("*.csv")))
def test_another_engine_comes_to_the_same_result(name: str) -> None:
    engine = pytest.importorskip(
        "fhirpathpy", reason="the package fhirpathpy is not installed"
    )
    models = pytest.importorskip("fhirpathpy.models").models
    form = json.loads(json.dumps(to_questionnaire(instrument(name))))
    for case in plain(name):
        answers = response(name, case)
        held: dict[str, Any] = {"resource": answers, "questionnaire": form}
        for found in form["extension"]:
            if found["url"].endswith("/variable"):
                said = found["valueExpression"]
                held[said["name"]] = engine.evaluate(
                    answers, said["expression"], held, models["r4"]
                )
        for column, value in case.items():
            output = column.removeprefix("expected ")
            if output in ("pct", "p_2yr", "p_1yr") and column != output and value:
                words = "".join(w[:1].upper() + w[1:] for w in output.split("_"))
                if not held[f"result{words}"]:
                    # Another form answers, which an expression cannot call.
                    assert instrument(name).scoring.fall_back
                    continue
                (found_value,) = held[f"result{words}"]
                assert float(found_value) == pytest.approx(float(value), abs=5e-7)
