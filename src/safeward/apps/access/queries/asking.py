"""May they, and what may they see: the two questions that every app asks here."""

from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Case, IntegerField, QuerySet, Value, When

from safeward.apps.access.deciding.facts import facts_of
from safeward.apps.access.deciding.many import Rows
from safeward.apps.access.deciding.one import decide, without_thing
from safeward.apps.access.models import User
from safeward.apps.access.standing import Standing, standing_of
from safeward.apps.access.types import Decision, Ground, Level, Permission, Purpose

type Actor = User | Standing | AnonymousUser


def may(
    actor: Actor,
    action: Permission,
    thing: models.Model | None = None,
    purpose: Purpose | None = None,
    *,
    at_least: Level | None = None,
) -> Decision:
    """Say whether somebody may do something, how much they see of it, and why.

    Args:
        actor: Who asks. Hand a `Standing` to ask many times with one reading.
        action: What is to be done.
        thing: The saved row it is done to; without one, whether it may be done at all.
        purpose: What it is needed for, where it lies beyond the actor's own work.
        at_least: The level that is needed; by itself "that it exists" for an action
            that only looks, and "everything" for one that changes something.

    Raises:
        RuleMissing: When nobody said who may see rows of the thing's table.
    """
    standing = _standing(actor)
    if standing is None:
        return Decision(False, Level.NOTHING, ("Sign in first.",), (Ground.INACTIVE,))
    if thing is None:
        return without_thing(standing, action)
    return decide(
        standing,
        action,
        facts_of(thing, standing.day),
        purpose,
        _least(action, at_least),
    )


def visible[M: models.Model](
    actor: Actor,
    rows: QuerySet[M],
    action: Permission,
    purpose: Purpose | None = None,
    *,
    at_least: Level | None = None,
) -> QuerySet[M]:
    """Keep the rows to which `may` says yes, in the same one query.

    Arguments and errors are those of `may`.
    """
    standing = _standing(actor)
    if standing is None:
        return rows.none()
    conditions = Rows(standing, rows.model, action, purpose)
    return rows.filter(conditions.at_least(_least(action, at_least)))


def with_level[M: models.Model](
    actor: Actor,
    rows: QuerySet[M],
    action: Permission,
    purpose: Purpose | None = None,
) -> QuerySet[M]:
    """Keep what may be seen at all, each row with its ``access_level`` (a number)."""
    standing = _standing(actor)
    if standing is None:
        return rows.none()
    conditions = Rows(standing, rows.model, action, purpose)
    level = Case(
        *(
            When(conditions.shown(level), then=Value(int(level)))
            for level in (Level.FULL, Level.SUMMARY)
        ),
        default=Value(int(Level.PRESENCE)),
        output_field=IntegerField(),
    )
    kept = rows.filter(conditions.at_least(Level.PRESENCE))
    annotated = kept.annotate(access_level=level)
    return cast(QuerySet[M], annotated)


def _standing(actor: Actor) -> Standing | None:
    if isinstance(actor, Standing):
        return actor
    return standing_of(actor) if isinstance(actor, User) else None


def _least(action: Permission, asked: Level | None) -> Level:
    if asked is not None:
        return max(asked, Level.PRESENCE)
    return Level.PRESENCE if action.looks_only else Level.FULL
