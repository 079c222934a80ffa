"""Take records in and take loads back; each change names who makes it."""

from safeward.apps.records.actions.appending import append
from safeward.apps.records.actions.loading import commit_load, dry_run
from safeward.apps.records.actions.undoing import undo_load
from safeward.apps.records.actions.withdrawing import withdraw_decision

__all__ = ["append", "commit_load", "dry_run", "undo_load", "withdraw_decision"]
