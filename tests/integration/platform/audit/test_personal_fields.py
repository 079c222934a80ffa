"""Personal data is declared beside its field, in every table of the platform."""

import re

import pytest
from django.apps import apps
from django.db import models

OURS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("safeward.apps.") and not model._meta.abstract
]
LIKELY = re.compile(
    r"email|phone|address|birth|browser|"
    r"(^|_)(user|given|family|middle|first|last|sur|display_)_?name$"
)


def test_there_are_tables() -> None:
    assert {model._meta.app_label for model in OURS} >= {
        "foundation",
        "audit",
        "access",
    }


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_says_which_of_its_fields_are_personal(
    model: type[models.Model],
) -> None:
    declared = vars(model).get("PERSONAL")
    assert declared is not None, "declare PERSONAL, even when it is ()"
    assert set(declared) <= {field.name for field in model._meta.get_fields()}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_field_that_is_personal_by_its_name_is_declared(
    model: type[models.Model],
) -> None:
    likely = {f.name for f in model._meta.concrete_fields if LIKELY.search(f.name)}
    assert likely <= set(vars(model).get("PERSONAL", ()))


def test_no_table_of_the_log_has_a_field_for_words_of_people() -> None:
    log = [model for model in OURS if model._meta.app_label == "audit"]
    texts = {
        f"{model.__name__}.{field.name}"
        for model in log
        for field in model._meta.concrete_fields
        if isinstance(field, models.TextField)
    }
    # Lists of codes, ids and counts, written by `rows.py` alone.
    assert texts == {"Entry.things", "Entry.reasons", "Entry.counts"}
