"""Whether the pages' style sheets and scripts were made at set-up."""

from pathlib import Path

from django.conf import settings


def made() -> bool:
    """Whether the list of collected files is there."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file()
