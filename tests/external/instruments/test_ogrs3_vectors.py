"""The published test vectors of OGRS3, and two whole-per-cent examples."""

import json
from pathlib import Path

import polars as pl
import pytest

from safeward.core.instruments.assess import assess
from safeward.core.instruments.library import instrument

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "ogrs3"
OGRS3 = instrument("ogrs3")


def _found(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"external data ogrs3/{name} is not beside the repository")
    return path


def test_all_500_vectors_agree_to_nine_places() -> None:
    vectors = pl.read_csv(_found("ogrs3_vectors_dev.csv"), infer_schema=False)
    result = assess(OGRS3, vectors)
    assert result.height == 500
    assert result["refused"].null_count() == 500
    for name in ("p_1yr", "p_2yr"):
        published = vectors[f"expected_{name}"].cast(pl.Float64)
        assert (result[name] - published).abs().max() < 1e-9
    for bound in ("score_low", "score_high"):
        assert result[bound].equals(result["score"].alias(bound))


def test_every_coefficient_is_the_published_one() -> None:
    published = json.loads(_found("ogrs3_published_coefficients.json").read_text())
    held = published["ogrs3_coefficients"]
    terms = {term.id: term for term in OGRS3.scoring.terms}
    assert terms["copas"].weight == held["copas"]
    assert terms["first_conviction"].weight == held["firstTimeNoCaution"]
    assert terms["repeat_offender"].weight == held["repeatOffender"]
    for name, sex in (("age_male", "male"), ("age_female", "female")):
        steps = [step.weight for step in terms[name].steps]
        assert steps == held[f"{sex}AgeGroupLookup"]
    offence = OGRS3.item("offence_category")
    by_code = {level.code: level.weight for level in offence.levels}
    coded = offence.columns[0].codes
    in_order = [by_code[coded[str(n)]] for n in range(20)]
    assert in_order == held["offenceCategoriesLookup"]


def test_the_worked_example_comes_out() -> None:
    example = json.loads(_found("expected.json").read_text())["published"]
    row = {
        "sex": "F",
        "age_at_risk_date": 43,
        "previous_sanctions": 3,
        "age_at_current_conviction": 37,
        "age_at_first_sanction": 14,
        "offence_category": "criminal damage",
    }
    result = assess(OGRS3, pl.DataFrame([row])).row(0, named=True)
    expected = example["OGRS3_example"]["p"]
    assert [result["p_1yr"], result["p_2yr"]] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    ("number", "ages", "offence"),
    [
        (0, (60, 59, 47), "soliciting_prostitution"),
        (1, (30, 30, 21), "fraud_forgery"),
    ],
)
def test_whole_per_cents_come_out(
    number: int, ages: tuple[int, int, int], offence: str
) -> None:
    published = json.loads(_found("expected.json").read_text())["published"]
    example = published["OGRS3_integer_examples"][number]
    at_risk, current, first = ages
    row = {
        "sex": "male",
        "age_at_risk_date": at_risk,
        "previous_sanctions": example["total_sanctions"] - 1,
        "age_at_current_conviction": current,
        "age_at_first_sanction": first,
        "offence_category": offence,
    }
    result = assess(OGRS3, pl.DataFrame([row])).row(0, named=True)
    assert [result["pct_1yr"], result["pct_2yr"]] == example["pct"]
