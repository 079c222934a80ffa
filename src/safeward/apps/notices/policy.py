"""Who may see this app's tables."""

from safeward.apps.access.registry import register
from safeward.apps.access.types import Rule
from safeward.apps.notices.models import Notice, Subscription


def register_all() -> None:
    """Register the rule of every table of this app."""
    register(Notice, Rule(involved=("user_id",)))
    register(Subscription, Rule(agency="agency__code"))
