"""How Django knows this app."""

from django.apps import AppConfig


class SavedViewsConfig(AppConfig):
    """Views that people keep of a list."""

    name = "safeward.apps.saved_views"
    label = "saved_views"
    verbose_name = "Saved views"

    def ready(self) -> None:
        """Register the rule of this app's table."""
        from safeward.apps.saved_views import policy

        policy.register_all()
