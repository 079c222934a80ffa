"""Fills a demonstration's database with a queue made row by row.

``python -m tests.functional.queue_made DIVISION COUNT``, with the site's environment.
"""

import sys

import django

django.setup()

from safeward.apps.access.models import User  # noqa: E402
from safeward.apps.foundation import clock  # noqa: E402
from tests.integration.platform.queue import entries  # noqa: E402


def fill(division: str, count: int) -> None:
    """Make a run of today and so many people; the manager holds one of them."""
    night = entries.run(clock.today())
    made = entries.made(night, count, division=division)
    made[1].holder = User.objects.get(username="demo_unit_manager")
    made[1].save()


if __name__ == "__main__":
    fill(sys.argv[1], int(sys.argv[2]))
