"""What the platform is told from outside: environment variables, read once.

Safe by default: without a word from outside the platform expects HTTPS, shows no demo
people and will not sign anybody in, because it has no secret key.
"""

import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from attrs import frozen

from safeward.core.vocabulary.errors import ConfigurationRefused

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Hosts that only this machine can reach."""

SHORTEST_SECRET = 50
"""Characters; Django's own deployment check asks for as many."""


@frozen
class Environment:
    """How this installation is set up, after every value was found usable.

    ``secret_key`` is empty where none was given: commands that need no key still run,
    and Django refuses at the first use of it.
    """

    secret_key: str
    demo: bool
    hosts: tuple[str, ...]
    https: bool
    webhook_hosts: tuple[str, ...]
    data: Path
    database: dict[str, Any]
    time_zone: str


def _flag(values: Mapping[str, str], name: str, default: bool) -> bool:
    given = values.get(name, "").strip().lower()
    if given == "":
        return default
    if given in {"1", "yes", "true", "on"}:
        return True
    if given in {"0", "no", "false", "off"}:
        return False
    raise ConfigurationRefused(f"{name} is {given!r}; write 1 or 0.")


def _data(values: Mapping[str, str]) -> Path:
    given = values.get("SAFEWARD_DATA", "")
    if given:
        return Path(given).expanduser().resolve()
    home = values.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    return Path(home) / "safeward"


def sqlite(path: Path | str) -> dict[str, Any]:
    """The embedded database: one file, readers never blocked by the one writer.

    Write transactions take the lock when they begin, so that two of them queue for it
    instead of failing half-way; a commit is on the disk before it is answered.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
                "PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;"
            ),
        },
    }


def postgresql(address: str) -> dict[str, Any]:
    """PostgreSQL at an address such as ``postgresql://safeward@db/safeward``.

    What stands after a ``?`` goes to the client library, ``sslmode=verify-full`` or the
    folder of a socket (``host=``) for instance.

    Raises:
        ConfigurationRefused: The address names no database or cannot be read.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ConfigurationRefused(
            "SAFEWARD_DATABASE cannot be read; write "
            "postgresql://user:password@host:5432/name, odd characters as %XX."
        ) from None
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ConfigurationRefused(
            "SAFEWARD_DATABASE names no database; end it with /name."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _database(values: Mapping[str, str], data: Path) -> dict[str, Any]:
    given = values.get("SAFEWARD_DATABASE", "").strip()
    if not given:
        return sqlite(data / "safeward.sqlite3")
    if given.startswith(("postgresql://", "postgres://")):
        return postgresql(given)
    if "://" in given:
        raise ConfigurationRefused(
            "SAFEWARD_DATABASE must be the path of a file (SQLite) or an address that "
            "begins with postgresql://."
        )
    return sqlite(Path(given).expanduser().resolve())


def _secret(values: Mapping[str, str], demo: bool, data: Path) -> str:
    given = values.get("SAFEWARD_SECRET_KEY", "")
    if given and len(given) < SHORTEST_SECRET:
        raise ConfigurationRefused(
            f"SAFEWARD_SECRET_KEY has {len(given)} characters; give at least "
            f"{SHORTEST_SECRET}, for instance from `openssl rand -base64 48`."
        )
    if given or not demo:
        return given
    # A demo's key only has to differ between installations and outlive a restart.
    seed = f"demo {data} {tempfile.gettempdir()} {os.getuid()}"
    return "demo-only-" + sha256(seed.encode()).hexdigest()


def _names(given: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in given.split(",") if name.strip())


def read(values: Mapping[str, str]) -> Environment:
    """Read the installation's settings out of environment variables.

    Raises:
        ConfigurationRefused: A value is unusable or unsafe; the message says which.
    """
    demo = _flag(values, "SAFEWARD_DEMO", default=False)
    https = _flag(values, "SAFEWARD_HTTPS", default=not demo)
    given = values.get("SAFEWARD_HOSTS", "")
    hosts = _names(given)
    hosts = hosts or tuple(sorted(LOCAL))
    if demo and not set(hosts) <= LOCAL:
        raise ConfigurationRefused(
            "SAFEWARD_DEMO is set, which lets anybody in as a demo person, and "
            "SAFEWARD_HOSTS names a host that others can reach; unset one of them."
        )
    if not https and not set(hosts) <= LOCAL:
        raise ConfigurationRefused(
            "SAFEWARD_HTTPS=0 would send records in clear to the hosts in "
            "SAFEWARD_HOSTS; leave it unset, or serve localhost only."
        )
    if "*" in hosts:
        raise ConfigurationRefused(
            "SAFEWARD_HOSTS may not be *; name the hosts people type."
        )
    zone = values.get("SAFEWARD_TIME_ZONE", "") or "Australia/Melbourne"
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise ConfigurationRefused(
            f"SAFEWARD_TIME_ZONE {zone!r} is unknown; write one such as "
            "Australia/Melbourne."
        ) from None
    data = _data(values)
    return Environment(
        secret_key=_secret(values, demo, data),
        demo=demo,
        hosts=hosts,
        https=https,
        webhook_hosts=_names(values.get("SAFEWARD_WEBHOOK_HOSTS", "")),
        data=data,
        database=_database(values, data),
        time_zone=zone,
    )
