"""What must hold of an installation, told by Django's checks and `safeward doctor`."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

OLDEST_POSTGRESQL = 15
OLDEST_SQLITE = (3, 37, 0)


@register(Tags.security)
def secret_key(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Nobody signs in to a site whose sessions anybody could forge."""
    if settings._wrapped.SECRET_KEY:  # type: ignore[misc]
        return []
    return [
        Error(
            "No secret key is set.",
            hint=(
                "Set SAFEWARD_SECRET_KEY to at least 50 random characters, for "
                "instance from `openssl rand -base64 48`; or set SAFEWARD_DEMO=1 to "
                "look round."
            ),
            id="safeward.E001",
        )
    ]


@register(Tags.database)
def database(
    app_configs: Sequence[AppConfig] | None,
    databases: Sequence[str] | None = None,
    **options: Any,
) -> list[CheckMessage]:
    """Both databases must be new enough and order text alike."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "postgresql":
            found += _postgresql(connection)
        elif sqlite3.sqlite_version_info < OLDEST_SQLITE:
            found.append(
                Error(
                    f"SQLite {sqlite3.sqlite_version} is too old.",
                    hint="Use a Python that was built with SQLite 3.37 or newer.",
                    id="safeward.E002",
                )
            )
    return found


def _postgresql(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0]) // 10_000
        cursor.execute(
            "SELECT datcollate, pg_encoding_to_char(encoding), datlocprovider "
            "FROM pg_database WHERE datname = current_database()"
        )
        collation, encoding, provider = cursor.fetchone()
    if version < OLDEST_POSTGRESQL:
        found.append(
            Error(
                f"PostgreSQL {version} is too old.",
                hint=f"Use PostgreSQL {OLDEST_POSTGRESQL} or newer.",
                id="safeward.E003",
            )
        )
    if collation not in {"C", "POSIX"} or encoding != "UTF8" or provider != "c":
        found.append(
            Error(
                f"The database orders text by {collation} in {encoding}, not by code "
                "point, so queues and lists would come out in another order.",
                hint=(
                    "Make it anew: CREATE DATABASE safeward TEMPLATE template0 "
                    "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'."
                ),
                id="safeward.E004",
            )
        )
    return found
