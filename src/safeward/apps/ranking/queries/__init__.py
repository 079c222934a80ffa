"""What ranking answers: who comes first, as each reader may see it."""

from safeward.apps.ranking.queries.moving import changes, overdue
from safeward.apps.ranking.queries.now import clocks, last_run, panel, standing, tiers
from safeward.apps.ranking.queries.queue import export, queue

__all__ = [
    "changes",
    "clocks",
    "export",
    "last_run",
    "overdue",
    "panel",
    "queue",
    "standing",
    "tiers",
]
