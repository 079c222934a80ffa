"""The platform's own settings, with what only tests need."""

from safeward.config.settings import *  # noqa: F403
from safeward.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.integration.platform.access.world"]
# Style sheets by their plain names: nothing has to be collected.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
