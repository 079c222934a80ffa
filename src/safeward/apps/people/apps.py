"""How Django knows this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People and their identity."""

    name = "safeward.apps.people"
    label = "people"
    verbose_name = "People"

    def ready(self) -> None:
        """Register the rules of this app's tables."""
        from safeward.apps.people import policy

        policy.register_all()
