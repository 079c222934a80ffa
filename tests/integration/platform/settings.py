"""The platform's own settings, with what only tests need."""

import atexit
from tempfile import TemporaryDirectory

from safeward.config.settings import *  # noqa: F403
from safeward.config.settings import DATABASES
from safeward.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.integration.platform.access.world"]
# Style sheets by their plain names: nothing has to be collected.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: one in memory would not let two writers queue.
    _folder = TemporaryDirectory(prefix="safeward-tests-")
    atexit.register(_folder.cleanup)
    DATABASES = {"default": {**DATABASES["default"]}}
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder.name}/platform.sqlite3"}
