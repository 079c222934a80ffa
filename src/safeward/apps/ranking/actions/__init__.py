"""Rank everybody, rank a few again, say who holds somebody."""

from safeward.apps.ranking.actions.holding import set_holder
from safeward.apps.ranking.actions.rerank import hours_come_from, rerank
from safeward.apps.ranking.actions.rescore import rescore

__all__ = ["hours_come_from", "rerank", "rescore", "set_holder"]
