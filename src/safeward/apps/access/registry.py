"""The rules of every table; a table without one opens to nobody and fails a test."""

from uuid import UUID

from django.db import models
from django.db.models import ForeignObjectRel

from safeward.apps.access.types import Rule
from safeward.core.vocabulary.errors import SafewardError

_rules: dict[type[models.Model], Rule] = {}
_exempt: dict[type[models.Model], str] = {}


class RuleMissing(SafewardError):
    """Somebody asked who may see rows of a table for which nobody has said."""


class RuleRefused(SafewardError):
    """A rule that names a column that is not there, or of which a row has several."""


def register(model: type[models.Model], rule: Rule) -> None:
    """Say how rows of a table are told apart; once for each table.

    Raises:
        RuleRefused: When there is a rule already, a path leads nowhere, or agency,
            division or team could have several values for one row.
    """
    if model in _rules or model in _exempt:
        raise RuleRefused(f"{model.__name__} has a rule already.")
    for path in (rule.agency, rule.division, rule.team):
        if path and leads_to_many(model, path):
            raise RuleRefused(f"{model.__name__}: {path} may have several values.")
    for path in (*rule.involved, *rule.subjects):
        leads_to_many(model, path)
    _rules[model] = rule


def exempt(model: type[models.Model], because: str) -> None:
    """Say that no surface ever shows rows of a table, and why.

    Raises:
        RuleRefused: When the table has a rule already.
    """
    if model in _rules or model in _exempt:
        raise RuleRefused(f"{model.__name__} has a rule already.")
    _exempt[model] = because


def rule_of(model: type[models.Model]) -> Rule:
    """Find the rule of a table.

    Raises:
        RuleMissing: When its app registered none.
    """
    try:
        return _rules[model]
    except KeyError:
        raise RuleMissing(
            f"{model.__name__} has no rule; register one in its app's policy.py."
        ) from None


def settled(model: type[models.Model]) -> bool:
    """Say whether a table has a rule or a reason to have none."""
    return model in _rules or model in _exempt


def leads_to_many(model: type[models.Model], path: str) -> bool:
    """Say whether one row may have several values at the end of a path.

    Raises:
        RuleRefused: When the path leads nowhere.
    """
    many = False
    here: type[models.Model] | None = model
    for step in path.split("__"):
        if here is None:
            raise RuleRefused(f"{model.__name__}: {path} leads nowhere at {step}.")
        if step == "pk":
            here = None
            continue
        found = {f.name: f for f in here._meta.get_fields()} | {
            f.attname: f for f in here._meta.concrete_fields
        }
        if step not in found:
            raise RuleRefused(f"{model.__name__}: {path} leads nowhere at {step}.")
        field = found[step]
        if isinstance(field, ForeignObjectRel):
            many = many or not field.one_to_one
            here = field.related_model
        else:
            many = many or bool(field.many_to_many)
            by_id = step == getattr(field, "attname", "") != field.name
            here = None if by_id else field.related_model
    return many


def find(kind: str, key: UUID) -> models.Model | None:
    """Find a row of a table that has a rule, by ``app.table``."""
    for model in _rules:
        if model._meta.label_lower == kind:
            return model._base_manager.filter(pk=key).order_by("pk").first()
    return None
