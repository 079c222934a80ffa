"""How Django knows this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, plans, reviews, and what a unit and a station have to look after."""

    name = "safeward.apps.cases"
    label = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        """Register the rules of this app's tables."""
        from safeward.apps.cases import policy

        policy.register_all()
