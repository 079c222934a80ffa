"""How Django knows this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Source records."""

    name = "safeward.apps.records"
    label = "records"
    verbose_name = "Source records"

    def ready(self) -> None:
        """Say that no surface shows these tables by themselves."""
        from safeward.apps.records import policy

        policy.register_all()
