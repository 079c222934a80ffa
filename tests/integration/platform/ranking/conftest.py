"""What the tests of the ranking share."""

import pytest

from safeward.apps.access.models import User
from safeward.apps.ranking.models import Entry, Run
from tests.integration.platform.loaded import World, loaded_world, world_folder
from tests.integration.platform.queue import entries

__all__ = ["loaded_world", "somebody", "world", "world_folder"]


@pytest.fixture
def world(loaded_world: World, db: None) -> World:
    """The made-up state, loaded and placed, before anybody was ranked."""
    del db
    Entry.objects.all().delete()
    Run.objects.all().delete()
    return loaded_world


@pytest.fixture
def somebody(db: None) -> User:
    """A manager of a division's unit."""
    del db
    return entries.staff("asha", entries.police_team())
