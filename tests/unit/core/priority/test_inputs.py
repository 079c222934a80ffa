"""The closed list of inputs agrees with the history's catalogue."""

import pytest

from safeward.core.history.catalogue import CATALOGUE
from safeward.core.instruments.types import RECORDED_SCHEMA
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.vocabulary.codes import EQUITY_FIELDS


@pytest.mark.parametrize(
    "name", [name for name, e in INPUTS.items() if e.origin == "history"]
)
def test_an_input_moves_as_the_history_declares(name):
    assert CATALOGUE[name].moves.value == INPUTS[name].moves


def test_what_moves_freely_is_no_input():
    free = {name for name, f in CATALOGUE.items() if f.moves.value == "free"}
    assert not free & INPUTS.keys()
    assert BEFORE in CATALOGUE
    assert BEFORE not in INPUTS


def test_recorded_inputs_are_columns_and_name_their_date():
    for name, entry in INPUTS.items():
        if entry.origin == "recorded":
            assert name in RECORDED_SCHEMA
            assert entry.dated_by in RECORDED_SCHEMA


@pytest.mark.parametrize(
    "word",
    [*EQUITY_FIELDS, "sex", "age", "postcode", "suburb", "lap", "custody", "agency"],
)
def test_nothing_about_who_somebody_is_can_be_read(word):
    assert not [name for name in INPUTS if word in name.split("_")]
