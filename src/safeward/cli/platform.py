"""Sets the platform up for a command; only commands that need it import Django."""

import os
from pathlib import Path

from safeward.core.vocabulary.errors import ConfigurationRefused


def set_up(*, folder: bool = True) -> None:
    """Load settings and apps; make the folder of an embedded database unless told not.

    Raises:
        ConfigurationRefused: A setting is unusable, or the folder cannot be made.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
    import django
    from django.conf import settings

    django.setup()
    if folder and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        place = Path(settings.DATABASES["default"]["NAME"]).parent
        try:
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigurationRefused(
                f"the folder {place} for the database cannot be made "
                f"({error.strerror}); set SAFEWARD_DATA to one that can."
            ) from None


def waiting_migrations() -> list[str]:
    """The steps that the database still has to take, in order.

    Raises:
        ConfigurationRefused: The database does not answer.
    """
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise ConfigurationRefused(_away(error)) from None
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


def _away(error: Exception) -> str:
    from django.conf import settings

    database = settings.DATABASES["default"]
    where = database.get("HOST") or database["NAME"]
    return (
        f"the database at {where} does not answer ({type(error).__name__}); see that "
        "it runs, and that SAFEWARD_DATABASE names it rightly."
    )
