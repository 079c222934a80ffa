"""How Django knows this app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices to people, webhooks to other systems."""

    name = "safeward.apps.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        """Register the rules of this app's tables, and who sends what."""
        from safeward.apps.foundation.actions import send_outside, send_within
        from safeward.apps.notices import fanning, policy, sending
        from safeward.apps.notices.types import EVENT, WEBHOOK

        policy.register_all()
        send_within(fanning.EMERGENCY_LOOK, fanning.emergency_look)
        send_within(EVENT, fanning.event)
        send_outside(WEBHOOK, sending.webhook)
