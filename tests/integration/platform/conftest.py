"""Sets Django up for the platform's tests, and for these alone.

On SQLite unless SAFEWARD_TEST_DATABASE names a PostgreSQL (`make test-postgres`).
"""

import os
from collections.abc import Iterator

import django
import pytest

_DATABASE = os.environ.get("SAFEWARD_TEST_DATABASE", "")

for _name in [name for name in os.environ if name.startswith("SAFEWARD_")]:
    if _name != "SAFEWARD_TEST_DATABASE":
        del os.environ[_name]
os.environ["SAFEWARD_SECRET_KEY"] = (
    "a key for tests only, of more than fifty characters"
)
os.environ["SAFEWARD_HTTPS"] = "0"
os.environ["SAFEWARD_HOSTS"] = "localhost"
os.environ["SAFEWARD_DATABASE"] = _DATABASE or "build/tests/platform.sqlite3"
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.integration.platform.settings"
django.setup()

# Found by every test below; importable only now that Django is set up.
from tests.integration.platform.loaded import (  # noqa: E402
    loaded_world,
    ranked_world,
    world_folder,
)

__all__ = ["loaded_world", "ranked_world", "world_folder"]


@pytest.fixture(autouse=True, scope="session")
def _log_is_emptied_between_tests() -> Iterator[None]:
    """Lets Django empty the append-only tables after a test that commits."""
    from tests.integration.platform.append_only import emptied_between_tests

    with pytest.MonkeyPatch.context() as patch:
        emptied_between_tests(patch)
        yield
