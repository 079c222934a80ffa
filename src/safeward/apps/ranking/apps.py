"""How Django knows this app."""

from django.apps import AppConfig


class RankingConfig(AppConfig):
    """Who comes first, and why."""

    name = "safeward.apps.ranking"
    label = "ranking"
    verbose_name = "Ranking"

    def ready(self) -> None:
        """Register the rules of this app's tables, and what it does for other apps."""
        from safeward.apps.foundation.actions import send_within
        from safeward.apps.ranking import connecting, policy
        from safeward.apps.ranking.telling import tier_changed
        from safeward.apps.ranking.types import TIER_CHANGED

        policy.register_all()
        connecting.connect()
        send_within(TIER_CHANGED, tier_changed)
