"""How Django knows this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """How a report, a referral or a file comes in."""

    name = "safeward.apps.intake"
    label = "intake"
    verbose_name = "Intake"

    def ready(self) -> None:
        """Register the rules of this app's tables, and who sends its notices."""
        from safeward.apps.intake import policy
        from safeward.apps.intake.actions import alarms

        policy.register_all()
        alarms.listen()
