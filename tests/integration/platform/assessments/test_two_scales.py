"""A MARAM level and a band of another instrument are different scales, everywhere."""

import ast
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import safeward.apps.assessments
import safeward.web.assessments
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.queries import answer_live, history
from safeward.core.instruments.library import IDS, instrument
from tests.integration.platform.assessments.cases import WORDS, Case
from tests.integration.platform.assessments.making import assessed

MARAM = set(instrument("maram").levels)
BANDS = {
    code for name in IDS if name != "maram" for code in instrument(name).levels
} - MARAM
TREES = [
    Path(package.__path__[0])
    for package in (safeward.apps.assessments, safeward.web.assessments)
]


@pytest.mark.parametrize("level", sorted(MARAM))
def test_a_maram_assessment_has_a_level_and_never_a_band(
    case: Case, level: str
) -> None:
    done = assessed(
        case.investigator,
        case.person,
        case.victim,
        instrument="maram",
        judgement=level,
    )
    assert done.maram_level == level
    assert (done.band, done.band_low, done.band_high, done.score) == ("", "", "", None)
    assert (done.concern, done.status) == ("", "judged")


@pytest.mark.parametrize("score", ["0", "4", "8", "39"])
def test_a_police_score_has_a_band_and_never_a_level(case: Case, score: str) -> None:
    done = assessed(
        case.investigator, case.person, instrument="vp_safvr", results={"score": score}
    )
    assert done.band in {band.label for band in instrument("vp_safvr").bands}
    assert done.maram_level == ""


def test_the_database_refuses_a_row_on_two_scales(case: Case) -> None:
    done = assessed(case.investigator, case.person, case.victim)
    for change in (
        {"maram_level": "serious"},
        {"instrument": "maram", "maram_level": "serious"},
        {"instrument": "maram"},
    ):
        row = Assessment.objects.get(pk=done.pk)
        row.pk, row.supersedes = None, None
        row._state.adding = True
        for name, value in change.items():
            setattr(row, name, value)
        if change.get("instrument") == "maram" and len(change) > 1:
            row.band = "High"
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_what_is_live_is_on_one_scale(db: None) -> None:
    for name in IDS:
        answers = {"level": "serious"} if name == "maram" else {"score": "8"}
        result = answer_live(name, answers).result
        assert result is not None
        assert bool(result.maram_level) == (name == "maram")
        if name == "maram":
            assert (result.band, result.band_low, result.band_high) == ("", "", "")


def test_no_code_names_a_maram_level_or_a_band_to_turn_one_into_the_other() -> None:
    """No code path can map codes that no code names: they are data of the library."""
    named = set()
    for tree in TREES:
        for file in tree.rglob("*.py"):
            if "migrations" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    named.add(node.value)
    assert len(named) > 200
    assert named & MARAM == set()
    # "high" is a judgement of our own scale and the name of a concern only.
    assert named & BANDS <= {"high"}


def test_a_history_is_ordered_by_day_and_never_by_a_level(case: Case) -> None:
    first = assessed(
        case.investigator,
        case.person,
        case.victim,
        instrument="maram",
        judgement="immediate_protection",
    )
    second = assessed(
        case.investigator, case.person, instrument="vp_safvr", results={"score": "1"}
    )
    found = history(by=case.investigator, person=case.person.pk, purpose=None)
    assert [line.id for line in found.lines] == [second.pk, first.pk]
    assert WORDS
