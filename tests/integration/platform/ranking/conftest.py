"""What the tests of the ranking share."""

import pytest

from safeward.apps.access.models import User
from tests.integration.platform.loaded import loaded_world, world_folder
from tests.integration.platform.queue import entries

__all__ = ["loaded_world", "somebody", "world_folder"]


@pytest.fixture
def somebody(db: None) -> User:
    """A manager of a division's unit."""
    del db
    return entries.staff("asha", entries.police_team())
