"""Sets Django up for the platform's tests, and for these alone.

On SQLite unless SAFEWARD_TEST_DATABASE names a PostgreSQL (`make test-postgres`).
"""

import os

import django

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

from django.conf import settings as _settings  # noqa: E402

# Tables that stand in for cases while access is tested.
_settings.INSTALLED_APPS = [
    *_settings.INSTALLED_APPS,
    "tests.integration.platform.access.world",
]
django.setup()
