"""One sealer at a time chains everything that stands, once, in the order it came."""

import datetime
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from safeward.apps.audit import actions, kept, sealer
from safeward.apps.audit.models import Entry, Seal, Waiting
from safeward.apps.audit.types import AuditFailed
from safeward.apps.audit.verify import verify
from safeward.apps.foundation import clock
from tests.integration.platform.audit.conftest import ME, Word, opened, person

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).parents[4]


def order() -> list[UUID]:
    return list(Seal.objects.order_by("number").values_list("entry", flat=True))


def test_entries_are_chained_in_the_order_they_came(heads: Path) -> None:
    entries = [opened(number) for number in range(7)]
    assert sealer.seal(heads, batch=3) == 7
    assert order() == entries
    assert not Waiting.objects.exists()
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [
        *range(1, 8)
    ]


def test_sealing_again_changes_nothing(heads: Path) -> None:
    opened()
    assert (sealer.seal(heads), sealer.seal(heads)) == (1, 0)
    opened()
    assert sealer.seal(heads) == 1
    assert verify(heads).sound


def test_an_entry_put_among_those_that_wait_again_is_not_chained_twice(
    heads: Path,
) -> None:
    entry = opened()
    sealer.seal(heads)
    Waiting.objects.create(entry=entry)
    Waiting.objects.create(entry=entry)
    other = opened()
    sealer.seal(heads)
    assert order() == [entry, other]
    assert not Waiting.objects.exists()


def test_a_transaction_that_ends_late_is_chained_when_it_is_seen(heads: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer: nothing can end between")
    begun, end = threading.Event(), threading.Event()
    late: list[UUID] = []

    def slowly() -> None:
        with transaction.atomic():
            late.append(
                actions.record_write(by=ME, action=Word.ACCEPT, things=[person(1)])
            )
            begun.set()
            end.wait(30)
        connection.close()

    other = threading.Thread(target=slowly)
    other.start()
    begun.wait(30)
    early = opened()
    assert sealer.seal(heads) == 1
    end.set()
    other.join()
    assert sealer.seal(heads) == 1
    assert late[0] < early
    assert order() == [early, late[0]]
    assert verify(heads).sound


def test_a_second_sealer_does_nothing_while_one_is_at_work(heads: Path) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("on SQLite it waits for the one lock; see the processes below")
    opened()
    results: list[int] = []

    def second() -> None:
        results.append(sealer.seal(heads))
        connection.close()

    with transaction.atomic():
        assert sealer._alone()
        other = threading.Thread(target=second)
        other.start()
        other.join()
    assert results == [0]
    assert sealer.seal(heads) == 1


def test_a_failure_on_the_way_chains_nothing_and_loses_nothing(
    heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()

    def full(*given: object, **named: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(Waiting.objects, "filter", full)
        with pytest.raises(OSError, match="no space"):
            sealer.seal(heads)
    assert not Seal.objects.exists()
    assert sealer.seal(heads) == 1


def test_a_head_that_could_not_be_kept_is_kept_when_a_sealer_starts(
    heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()

    def full(*given: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr(kept, "keep", full)
        with pytest.raises(OSError, match="no space"):
            sealer.seal(heads)
    assert kept.read(heads) == ()
    sealer.gather(heads)
    assert [head.number for head in kept.read(heads)] == [1]


def test_a_head_is_kept_each_day_also_when_nothing_happened(heads: Path) -> None:
    opened()
    turns = itertools.count()
    start = clock.now()

    def another() -> bool:
        return next(turns) < 1

    for day in range(3):
        turns = itertools.count()
        with clock.standing_at(start + datetime.timedelta(days=day)):
            sealer.watch(heads, on=another, pause=lambda seconds: None)
    assert [head.number for head in kept.read(heads)] == [1, 1, 1]


def test_what_comes_while_a_sealer_watches_is_chained_at_its_next_look(
    heads: Path,
) -> None:
    turns = iter([True, True, False])
    done = sealer.watch(heads, on=lambda: next(turns), pause=lambda seconds: opened())
    assert done == 1
    assert (Seal.objects.count(), Waiting.objects.count()) == (1, 1)


def test_a_sealer_refuses_a_database_that_does_not_lock(
    heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks by itself")
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})
    with pytest.raises(AuditFailed, match="IMMEDIATE"):
        sealer.seal(heads)


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A database of their own for processes, up to date; and what to tell them."""
    address = os.environ["SAFEWARD_TEST_DATABASE"] if _postgresql() else ""
    name = f"audit_{os.getpid()}"
    if address:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        before, _, after = address.partition("?")
        address = f"{before.rpartition('/')[0]}/{name}?{after}"
    told = {
        **os.environ,
        "SAFEWARD_DATABASE": address or str(tmp_path / "apart.sqlite3"),
        "SAFEWARD_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "safeward.config.settings",
    }
    subprocess.run([*SAFEWARD, "db", "migrate"], env=told, check=True, cwd=ROOT)
    yield told
    if address:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


SAFEWARD = [sys.executable, "-c", "from safeward.cli import main; main()"]
WORKING = [sys.executable, "-m", "tests.integration.platform.audit.working"]


def test_many_processes_write_and_two_seal(apart: dict[str, str]) -> None:
    sealers = [
        subprocess.Popen(
            [*SAFEWARD, "audit", "seal", "--watch"],
            env=apart,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for _ in range(2)
    ]
    writers = [
        subprocess.Popen(
            [*WORKING, str(seed), "40"],
            env=apart,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for seed in range(1, 4)
    ]
    stand = sum(int(writer.communicate(timeout=120)[0]) for writer in writers)
    time.sleep(3)
    for one in sealers:
        one.send_signal(signal.SIGTERM)
    chained = [int(one.communicate(timeout=30)[0].split()[0]) for one in sealers]
    assert [one.returncode for one in (*sealers, *writers)] == [0] * 5
    assert sum(chained) == stand
    assert stand > 60
    told = subprocess.run(
        [*SAFEWARD, "audit", "verify"],
        env=apart,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith(f"{stand} entries in the chain, 0 not yet, 1 kept")
    assert "The log is sound." in told.stdout


def _postgresql() -> bool:
    return connection.vendor == "postgresql"


def test_nothing_waits_in_a_log_without_entries(heads: Path) -> None:
    assert sealer.seal(heads) == 0
    assert not Entry.objects.exists()
    assert verify(heads).sound
