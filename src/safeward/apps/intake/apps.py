"""How Django knows this app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """How a report, a referral or a file comes in."""

    name = "safeward.apps.intake"
    label = "intake"
    verbose_name = "Intake"

    def ready(self) -> None:
        """Register the rules of this app's tables, and who sends its notices."""
        from safeward.apps.intake import policy, regrouping
        from safeward.apps.intake.actions import alarms, uploads
        from safeward.apps.intake.queries.panel import panel
        from safeward.apps.people.registry import is_told_of_regrouping, shows_panel

        policy.register_all()
        alarms.listen()
        uploads.listen()
        is_told_of_regrouping(regrouping.follow)
        shows_panel(panel)
