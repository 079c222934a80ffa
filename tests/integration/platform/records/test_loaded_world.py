"""The small state that other tests stand on."""

import pytest

from safeward.apps.people.models import Place
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.records.models import Load
from safeward.apps.records.queries import holdings
from tests.integration.platform.loaded import INCIDENTS, World

pytestmark = pytest.mark.django_db


def test_it_is_loaded_and_placed(loaded_world: World) -> None:
    assert loaded_world.holdings.incidents.height == INCIDENTS
    assert loaded_world.divisions == ("ND1", "ND2")
    assert Place.objects.count() == loaded_world.holdings.persons.height


def test_what_a_test_changes_is_undone_after_it(loaded_world: World) -> None:
    Load.objects.update(source="changed by a test")


def test_nothing_of_the_test_before_is_left(loaded_world: World) -> None:
    assert Load.objects.get().source != "changed by a test"
    assert holdings().persons.height == loaded_world.holdings.persons.height


def test_its_module_may_ask_and_be_recorded(loaded_world: World) -> None:
    """A read is recorded in a transaction of its own, which this one lets it be."""
    from uuid import uuid4

    from safeward.apps.audit.actions import record_read
    from safeward.apps.audit.types import Detail, LogAction

    record_read(
        by=uuid4(),
        action=LogAction.WHO_READ,
        purpose=None,
        detail=Detail.SUMMARY,
        things=[],
    )


def test_its_people_can_be_ranked_too(ranked_world: World) -> None:
    assert Run.objects.get().as_of == ranked_world.as_of
    assert Entry.objects.filter(superseded_at=None).count() > 10
