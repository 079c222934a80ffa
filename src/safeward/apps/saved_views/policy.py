"""Who may see kept views: their owner, and the team that each is shared with."""

from safeward.apps.access.registry import register
from safeward.apps.access.types import Rule
from safeward.apps.saved_views.models import SavedView


def register_all() -> None:
    """Register the rule of this app's table; it holds nothing about a case's people."""
    register(SavedView, Rule(team="team_id", involved=("owner_id",)))
