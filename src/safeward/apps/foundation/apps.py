"""How Django knows this app."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The ground under the other apps."""

    name = "safeward.apps.foundation"
    label = "foundation"
    verbose_name = "Foundation"

    def ready(self) -> None:
        """Register what must hold of an installation."""
        from safeward.apps.foundation import checks

        del checks
