"""The door for a web server; stays shut where no secret key is set."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
application = get_wsgi_application()
# Django refuses an empty key where it is first used, which would be somebody's sign-in.
if not settings.SECRET_KEY:
    raise ImproperlyConfigured("Set SAFEWARD_SECRET_KEY before the site is served.")
