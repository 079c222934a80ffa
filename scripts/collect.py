"""Collects the pages' style sheets, scripts and typeface into build/static."""

import os
import shutil
from pathlib import Path

for name in [name for name in os.environ if name.startswith("SAFEWARD_")]:
    del os.environ[name]
os.environ["SAFEWARD_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "safeward.config.settings"

import django  # noqa: E402
from django.core.management import call_command  # noqa: E402

shutil.rmtree(Path("build/static"), ignore_errors=True)
django.setup()
call_command("collectstatic", interactive=False, verbosity=0)
