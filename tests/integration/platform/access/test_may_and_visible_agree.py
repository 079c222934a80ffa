"""One thing decided in Python and many in SQL give the same answer."""

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeward.apps.access.deciding.facts import facts_of
from safeward.apps.access.deciding.one import decide
from safeward.apps.access.queries import may, visible, with_level
from safeward.apps.access.standing import standing_of
from safeward.apps.access.types import Level, Permission, Purpose
from tests.integration.platform.access.world.models import (
    Dossier,
    Human,
    Note,
)
from tests.integration.platform.access.world.worlds import (
    made_from,
    restrict,
    restrictions,
    worlds,
)

pytestmark = pytest.mark.django_db

worlds_settings = settings(
    max_examples=25,
    derandomize=True,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
actions = st.sampled_from(
    [
        Permission.PERSON_READ,
        Permission.CASE_READ,
        Permission.REPORT_READ,
        Permission.SAFETY_PLAN_READ,
        Permission.CASE_CLOSE,
        Permission.PLAN_MAKE,
    ]
)
purposes = st.sampled_from([None, *Purpose])
tables = (Dossier, Note, Human)


def seen(actor, table: type[models.Model], action, purpose) -> dict:
    levels = with_level(actor, table._base_manager.all(), action, purpose)
    found = {row.pk: Level(row.access_level) for row in levels}
    assert len(found) == len(levels), "a row came back twice"
    return found


@worlds_settings
@given(worlds, actions, purposes, st.sampled_from([None, *Level]))
def test_level_by_level_and_row_by_row(drawn, other, why, least) -> None:
    with transaction.atomic():
        world = made_from(drawn)
        standing = standing_of(world.actor)
        for table in tables:
            rows = list(table._base_manager.order_by("id"))
            facts = {row.pk: facts_of(row, standing.day) for row in rows}
            for action in (Permission.PERSON_READ, Permission.CASE_READ, other):
                for purpose in (None, Purpose.RISK_ASSESSMENT, why):
                    found = seen(standing, table, action, purpose)
                    for row in rows:
                        about = facts[row.pk]
                        one = decide(standing, action, about, purpose, Level.FULL)
                        assert one.level == found.get(row.pk, Level.NOTHING)
                        assert one.reasons
            kept = visible(
                standing, table._base_manager.all(), other, why, at_least=least
            )
            assert sorted(row.pk for row in kept) == [
                row.pk for row in rows if may(standing, other, row, why, at_least=least)
            ]
        transaction.set_rollback(True)


@worlds_settings
@given(worlds, restrictions, actions, purposes)
def test_one_more_restriction_never_widens(drawn, more, action, purpose) -> None:
    with transaction.atomic():
        world = made_from(drawn)
        before = {t: seen(world.actor, t, action, purpose) for t in tables}
        restrict(world, more)
        after = {t: seen(world.actor, t, action, purpose) for t in tables}
        for table in tables:
            for row, level in after[table].items():
                assert level <= before[table].get(row, Level.NOTHING)
        transaction.set_rollback(True)


@worlds_settings
@given(worlds, st.integers(0, 3), actions, purposes)
def test_a_conflict_leaves_nothing(drawn, human, action, purpose) -> None:
    from tests.integration.platform.access.world import made

    with transaction.atomic():
        world = made_from(drawn)
        made.conflict(world.actor, world.humans[human].pk, world.other)
        dossiers = Dossier.objects.filter(parties=world.humans[human])
        assert not set(seen(world.actor, Dossier, action, purpose)) & {
            row.pk for row in dossiers
        }
        assert world.humans[human].pk not in seen(world.actor, Human, action, purpose)
        transaction.set_rollback(True)
