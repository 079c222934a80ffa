"""What an installation may say of itself, and what is refused."""

from pathlib import Path

import pytest

from safeward.config.environment import read
from safeward.core.vocabulary.errors import ConfigurationRefused


def test_without_a_word_it_is_closed() -> None:
    given = read({})
    assert given.secret_key == ""
    assert not given.demo
    assert given.https
    assert set(given.hosts) == {"localhost", "127.0.0.1", "[::1]"}
    assert given.time_zone == "Australia/Melbourne"


def test_a_demo_has_a_key_and_needs_no_https() -> None:
    given = read({"SAFEWARD_DEMO": "1"})
    assert len(given.secret_key) >= 50
    assert not given.https


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("SAFEWARD_SECRET_KEY", {"SAFEWARD_SECRET_KEY": "short"}),
        ("SAFEWARD_DEMO", {"SAFEWARD_DEMO": "maybe"}),
        ("SAFEWARD_HOSTS", {"SAFEWARD_DEMO": "1", "SAFEWARD_HOSTS": "site.example"}),
        ("SAFEWARD_HOSTS", {"SAFEWARD_HOSTS": "*"}),
        ("SAFEWARD_HTTPS", {"SAFEWARD_HTTPS": "0", "SAFEWARD_HOSTS": "site.example"}),
        ("SAFEWARD_TIME_ZONE", {"SAFEWARD_TIME_ZONE": "Melbourne"}),
        ("SAFEWARD_TIME_ZONE", {"SAFEWARD_TIME_ZONE": "../../etc/passwd"}),
        ("SAFEWARD_DATABASE", {"SAFEWARD_DATABASE": "mysql://db/safeward"}),
        ("SAFEWARD_DATABASE", {"SAFEWARD_DATABASE": "postgresql://db"}),
        ("SAFEWARD_DATABASE", {"SAFEWARD_DATABASE": "postgresql://db:port/x"}),
    ],
)
def test_what_is_unusable_or_unsafe_is_refused_by_name(
    name: str, values: dict[str, str]
) -> None:
    with pytest.raises(ConfigurationRefused, match=name):
        read(values)


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        read({"SAFEWARD_DATABASE": "postgresql://me:hunter2@db:port/x"})
    assert "hunter2" not in str(refused.value)


def test_an_address_of_postgresql_is_taken_apart() -> None:
    database = read(
        {
            "SAFEWARD_DATABASE": "postgresql://me:p%40ss@db:5433/safe%20ward?sslmode=require"
        }
    ).database
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"]) == ("me", "p@ss")
    assert (database["HOST"], database["PORT"]) == ("db", "5433")
    assert database["NAME"] == "safe ward"
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_is_named_as_the_host() -> None:
    database = read(
        {"SAFEWARD_DATABASE": "postgresql:///safeward?host=/run/postgresql"}
    ).database
    assert database["HOST"] == "/run/postgresql"
    assert database["OPTIONS"] == {}


def test_a_path_is_an_embedded_database_whose_writers_queue(tmp_path: Path) -> None:
    database = read({"SAFEWARD_DATABASE": str(tmp_path / "x.sqlite3")}).database
    assert database["NAME"] == str(tmp_path / "x.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert "foreign_keys=ON" in database["OPTIONS"]["init_command"]


def test_the_database_stands_in_the_data_folder_unless_told(tmp_path: Path) -> None:
    given = read({"SAFEWARD_DATA": str(tmp_path)})
    assert given.database["NAME"] == str(tmp_path / "safeward.sqlite3")
