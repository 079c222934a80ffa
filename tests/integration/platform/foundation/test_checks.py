"""What an installation's database must be."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection
from django.test import override_settings

from safeward.apps.foundation.checks import _postgresql


def problems(**options: object) -> set[str | None]:
    return {message.id for message in run_checks(**options)}  # type: ignore[arg-type]


def test_a_missing_key_is_an_error() -> None:
    with override_settings(SECRET_KEY=""):
        assert "safeward.E001" in problems(tags=[Tags.security])
    assert "safeward.E001" not in problems(tags=[Tags.security])


@pytest.mark.django_db
def test_this_database_will_do() -> None:
    assert problems(tags=[Tags.database], databases=["default"]) == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite knows one order of text"
)
def test_another_order_of_text_is_refused_and_the_remedy_is_accepted() -> None:
    def made(name: str, how: str) -> set[str | None]:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 {how}")
        other = connection.copy()
        other.settings_dict = {**connection.settings_dict, "NAME": name}
        try:
            return {message.id for message in _postgresql(other)}
        finally:
            other.close()
            with connection.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")

    assert made("loose", "ENCODING 'UTF8' LOCALE 'C.UTF-8'") == {"safeward.E004"}
    assert made("latin", "ENCODING 'LATIN1' LOCALE 'C'") == {"safeward.E004"}
    remedy = "ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE 'C'"
    assert made("mended", remedy) == set()


@pytest.mark.django_db
def test_a_connection_has_what_the_rules_rest_on() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
        else:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150_000
