"""What one row says of itself under its rule, read by walking its attributes."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from attrs import frozen
from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from safeward.apps.access.models import Restriction
from safeward.apps.access.registry import rule_of
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import Purpose, RestrictionKind


@frozen
class Held:
    """A restriction that holds today: its kind, and where an employee works."""

    kind: RestrictionKind
    agency: str
    division: str


@frozen
class Facts:
    """Whose a row is, whom it is about, and what holds it back."""

    row: UUID
    agency: str | None
    division: str | None
    team: UUID | None
    involved: frozenset[UUID]
    subjects: frozenset[UUID]
    purposes: frozenset[Purpose]
    held: tuple[Held, ...]


def facts_of(thing: models.Model, day: date) -> Facts:
    """Read what a row says of itself on a day.

    Raises:
        RuleMissing: When its table has no rule.
    """
    rule = rule_of(type(thing))
    subjects = _all(thing, rule.subjects)
    return Facts(
        row=thing.pk,
        agency=_one(thing, rule.agency),
        division=_one(thing, rule.division),
        team=_one(thing, rule.team),
        involved=_all(thing, rule.involved),
        subjects=subjects,
        purposes=rule.purposes,
        held=_held(subjects, day) if subjects else (),
    )


def _held(subjects: Iterable[UUID], day: date) -> tuple[Held, ...]:
    rows = (
        Restriction.objects.filter(holds_on(day), subject_id__in=subjects)
        .select_related("agency")
        .order_by("id")
    )
    return tuple(
        Held(
            RestrictionKind(row.kind),
            row.agency.code if row.agency else "",
            row.division,
        )
        for row in rows
    )


def _one(thing: models.Model, path: str | None) -> Any:
    if path is None:
        return None
    return next(iter(_walk(thing, path.split("__"))), None)


def _all(thing: models.Model, paths: Iterable[str]) -> frozenset[UUID]:
    return frozenset(
        value for path in paths for value in _walk(thing, path.split("__"))
    )


def _walk(here: Any, steps: list[str]) -> Iterable[Any]:
    if here is None:
        return
    if not steps:
        yield here.pk if isinstance(here, models.Model) else here
        return
    try:
        there = getattr(here, _accessor(here, steps[0]))
    except ObjectDoesNotExist:
        return
    found = there.all() if isinstance(there, models.Manager) else [there]
    for each in found:
        yield from _walk(each, steps[1:])


def _accessor(here: models.Model, step: str) -> str:
    """The attribute's name where a query's step goes by another."""
    for relation in here._meta.related_objects:
        if relation.name == step:
            return relation.get_accessor_name() or step
    return step
