"""The door for a web server: refuses to open it where the set-up is unsafe."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
application = get_wsgi_application()
