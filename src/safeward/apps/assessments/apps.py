"""How Django knows this app."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """What people and instruments say about a risk, and who changed a tier."""

    name = "safeward.apps.assessments"
    label = "assessments"
    verbose_name = "Assessments"

    def ready(self) -> None:
        """Register the rules of this app's tables."""
        from safeward.apps.assessments import policy

        policy.register_all()
