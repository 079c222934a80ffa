"""How Django knows this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may see and do what."""

    name = "safeward.apps.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Register the rules of this app's tables, and listen for sign-ins."""
        from safeward.apps.access import policy, signals

        policy.register_all()
        signals.listen()
