from django.apps import AppConfig


class WorldConfig(AppConfig):
    name = "tests.integration.platform.access.world"
    label = "access_world"

    def ready(self) -> None:
        from tests.integration.platform.access.world import policy

        policy.register_all()
