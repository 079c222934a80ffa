"""No table of ours is without a rule, or without saying what in it is personal."""

import pytest
from django.apps import apps
from django.db import models

from safeward.apps.access.registry import RuleRefused, exempt, register, settled
from safeward.apps.access.types import Rule
from tests.integration.platform.access.world.models import (
    Dossier,
    Forgotten,
    Human,
    Note,
)

# Tables whose apps stand before access and cannot register; nobody's page shows them
# but oversight's and the sender's own.
BEFORE_ACCESS = {"foundation", "audit"}


def ours() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("safeward.") and config.label not in BEFORE_ACCESS
        for model in config.get_models(include_auto_created=True)
    ]


def test_every_table_has_a_rule_or_a_reason_to_have_none() -> None:
    assert len(ours()) >= 9
    assert [model.__name__ for model in ours() if not settled(model)] == []


def test_the_test_above_can_fail() -> None:
    assert not settled(Forgotten)


def test_every_table_says_which_columns_are_personal() -> None:
    for model in ours():
        columns = {field.name for field in model._meta.get_fields()} | {
            field.attname for field in model._meta.concrete_fields
        }
        assert set(model.PERSONAL) <= columns, model.__name__


@pytest.mark.parametrize(
    "rule",
    [
        Rule(agency="no_such_column"),
        Rule(agency="agency__further"),
        Rule(team="workers"),
        Rule(involved=("parties__nothing",)),
    ],
)
def test_a_rule_that_leads_nowhere_is_refused(rule: Rule) -> None:
    from safeward.apps.access import registry

    with pytest.raises(RuleRefused):
        register(Forgotten, rule)
    held = registry._rules.pop(Dossier)
    try:
        with pytest.raises(RuleRefused):
            register(Dossier, rule)
    finally:
        registry._rules[Dossier] = held


def test_a_table_is_settled_once() -> None:
    with pytest.raises(RuleRefused):
        register(Human, Rule())
    with pytest.raises(RuleRefused):
        exempt(Note, "twice")
