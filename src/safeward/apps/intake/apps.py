"""How Django knows this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """How a report, a referral or a file comes in."""

    name = "safeward.apps.intake"
    label = "intake"
    verbose_name = "Intake"

    def ready(self) -> None:
        """Register the rules of this app's tables."""
        from safeward.apps.intake import policy

        policy.register_all()
