"""How Django knows this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases, plans, reviews, and what a unit and a station have to look after."""

    name = "safeward.apps.cases"
    label = "cases"
    verbose_name = "Cases"

    def ready(self) -> None:
        """Register the rules of this app's tables, and what it tells others."""
        from safeward.apps.cases import listening, policy

        policy.register_all()
        listening.listen()
