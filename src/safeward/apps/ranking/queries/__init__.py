"""What ranking answers: who comes first, as each reader may see it."""

from safeward.apps.ranking.queries.queue import export, queue

__all__ = ["export", "queue"]
