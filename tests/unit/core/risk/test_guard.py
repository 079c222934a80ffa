"""What no model may read, and that the refusal names the rule."""

import ast
from pathlib import Path

import pytest

from safeward.core.history.catalogue import CATALOGUE
from safeward.core.history.features import Moves
from safeward.core.priority.inputs import INPUTS
from safeward.core.risk import guard
from safeward.core.risk.guard import ALLOWED, check, refusal
from safeward.core.risk.inputs import BY_ID, CANDIDATES
from safeward.core.vocabulary.codes import EQUITY_FIELDS
from safeward.core.vocabulary.errors import GuardedInput

RISK = Path(guard.__file__).parent


@pytest.mark.parametrize(
    ("field", "what", "rule"),
    [
        ("indigenous_status", "an equity field", "recital 42"),
        ("country_of_birth", "an equity field", "recital 42"),
        ("is_aboriginal", "an equity field", "recital 42"),
        ("postcode", "residence", "recital 42"),
        ("home_division", "residence", "recital 42"),
        ("suburb_rate", "residence", "recital 42"),
        ("children_36m", "the number of children", "recital 42"),
        ("number_of_children", "the number of children", "recital 42"),
        ("debt", "debt", "recital 42"),
        ("family_name", "a name", "recital 42"),
        ("sex", "sex", "published instrument"),
        ("is_female", "sex", "published instrument"),
        ("age", "age", "published instrument"),
        ("date_of_birth", "age", "published instrument"),
        ("in_custody", "custody or bail", "never change an axis"),
    ],
)
def test_a_guarded_field_is_refused_with_its_rule(
    field: str, what: str, rule: str
) -> None:
    with pytest.raises(GuardedInput) as refused:
        check(["days_since_last_event", field])
    assert field in str(refused.value)
    assert what in str(refused.value)
    assert rule in str(refused.value)


def test_a_field_that_nobody_declared_is_refused() -> None:
    with pytest.raises(GuardedInput, match="closed list"):
        check(["star_sign"])


def test_a_feature_that_moves_freely_is_refused() -> None:
    free = [id for id, each in CATALOGUE.items() if each.moves is Moves.FREE]
    assert free
    for id in free:
        assert id not in ALLOWED
        assert "cannot be an input of a model" in refusal(id)


def test_every_candidate_is_allowed_and_a_policy_may_read_it_on_an_axis() -> None:
    for candidate in CANDIDATES:
        assert candidate.id in ALLOWED
        assert INPUTS[candidate.id].moves == candidate.moves
        assert INPUTS[candidate.id].origin == candidate.origin
    assert set(BY_ID) == ALLOWED


def test_steps_rise_and_no_sentence_holds_a_semicolon() -> None:
    for candidate in CANDIDATES:
        assert list(candidate.steps) == sorted(set(candidate.steps)), candidate.id
        assert min(candidate.steps) >= 1
        assert ";" not in candidate.sentence


def test_no_module_of_the_fitting_names_an_equity_field_or_a_persons_table() -> None:
    """Only the guard may speak of them, and it takes the names from the vocabulary."""
    words = {*EQUITY_FIELDS, "sex", "date_of_birth", "postcode", "suburb", "address"}
    guilty = []
    for path in RISK.rglob("*.py"):
        if path.name == "guard.py":
            continue
        said = {
            node.value
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if said & words:
            guilty.append(path.name)
    assert guilty == []
