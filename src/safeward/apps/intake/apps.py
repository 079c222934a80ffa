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
        from safeward.apps.people.actions import is_told_of_regrouping
        from safeward.apps.people.queries import shows_panel, tells_what_rested

        policy.register_all()
        alarms.listen()
        uploads.listen()
        is_told_of_regrouping(regrouping.follow)
        shows_panel(panel)
        tells_what_rested(regrouping.rested)
