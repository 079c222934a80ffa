"""How Django knows this app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """What people and instruments say about a risk, and who set a tier."""

    name = "safeward.apps.assessments"
    label = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        """Register the rules of this app's tables, and follow people's identity."""
        from safeward.apps.assessments import following, policy
        from safeward.apps.assessments.queries.panel import panel
        from safeward.apps.people.actions import is_told_of_regrouping
        from safeward.apps.people.queries import shows_panel, tells_what_rested

        policy.register_all()
        is_told_of_regrouping(following.regrouped)
        tells_what_rested(following.rested)
        shows_panel(panel)
