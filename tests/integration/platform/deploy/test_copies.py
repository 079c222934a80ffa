"""What is lost comes back from a copy, and the log tells when it is not all of it."""

import importlib
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from safeward.config.environment import read
from tests.integration.platform.deploy.conftest import (
    ROOT,
    TEST_DATABASE,
    Installation,
)

type Install = Callable[[], Installation]

if TEST_DATABASE and shutil.which("pg_dump") is None:
    pytest.skip("PostgreSQL's client programs are not here", allow_module_level=True)


@frozen
class Kept:
    """An installation, a copy of it, and the rows it held when that was made."""

    place: Installation
    copy: Path
    rows: dict[str, list[str]]


@pytest.fixture(scope="module")
def kept(install: Install, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three accounts are in the copy; two more came after it."""
    place = install()
    place.safeward("db", "migrate")
    place.load(3)
    rows = place.rows()
    copy = place.back_up(tmp_path_factory.mktemp("copies"))
    place.load(2)
    return Kept(place, copy, rows)


def test_what_was_destroyed_comes_back_whole(kept: Kept, install: Install) -> None:
    anew = install()
    anew.restore(kept.copy)
    assert "The log is sound." in anew.safeward("audit", "verify")
    assert anew.rows() == kept.rows
    heads = {path.name: path.read_text() for path in anew.heads.glob("*.json")}
    copied = (kept.copy / "heads").iterdir()
    assert heads == {path.name: path.read_text() for path in copied}
    assert heads
    assert len(kept.rows["access_user"]) == 3
    assert anew.safeward("db", "status").endswith("The database is up to date.\n")
    # It goes on: the chain takes what comes after.
    anew.load(1)
    assert "4 entries in the chain" in anew.safeward("audit", "verify")


def test_a_database_that_holds_anything_is_left_alone_unless_told(kept: Kept) -> None:
    before = kept.place.rows()
    said = kept.place.restore(kept.copy, fails=True)
    assert "holds something already" in said
    assert kept.place.rows() == before
    assert "The log is sound." in kept.place.safeward("audit", "verify")


def test_an_older_database_under_newer_heads_is_found(
    kept: Kept, install: Install, tmp_path: Path
) -> None:
    place = install()
    place.restore(kept.copy)
    place.load(2)
    said = place.restore(kept.copy, "--replace")
    assert place.rows() == kept.rows
    assert "The log is sound." in place.safeward("audit", "verify")
    aside = Path(said.split("stood here are in ")[1].strip().rstrip("."))
    shutil.rmtree(place.heads)
    aside.rename(place.heads)
    assert "the end is gone" in place.safeward("audit", "verify", fails=True)


def test_a_copy_that_somebody_altered_is_refused(
    kept: Kept, install: Install, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(kept.copy, copy)
    head = next((copy / "heads").iterdir())
    head.write_text(head.read_text().replace('"number": 3', '"number": 2'))
    assert "not those that were copied" in install().restore(copy, fails=True)


def test_a_restore_that_fails_takes_nothing_away(
    kept: Kept, install: Install, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(kept.copy, copy)
    held = next(copy.glob("safeward.*"))
    held.write_bytes(held.read_bytes()[: held.stat().st_size // 2])
    names = [str(path.relative_to(copy)) for path in copy.rglob("*.*")]
    files = [name for name in names if name != "sha256.txt"]
    summed = subprocess.run(
        ["sha256sum", *sorted(files)], cwd=copy, capture_output=True, check=True
    )
    (copy / "sha256.txt").write_bytes(summed.stdout)
    place = install()
    place.restore(kept.copy)
    said = place.restore(copy, "--replace", fails=True)
    assert "not those that were copied" not in said
    assert place.rows() == kept.rows
    assert "The log is sound." in place.safeward("audit", "verify")


def test_nobody_else_may_read_a_copy(kept: Kept) -> None:
    for path in [kept.copy, *kept.copy.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_heads_are_copied_before_the_database(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "deploy"))
    backup = importlib.import_module("backup")
    order = []

    def copies(database: dict[str, Any], to: Path) -> None:
        order.append(sorted(path.name for path in (to.parent / "heads").iterdir()))
        to.touch()

    monkeypatch.setattr(backup, "_sqlite", copies)
    monkeypatch.setattr(backup, "_postgresql", copies)
    values = {
        "SAFEWARD_DATA": str(kept.place.data),
        "SAFEWARD_DATABASE": kept.place.database,
    }
    backup.back_up(read(values), tmp_path)
    assert order == [sorted(path.name for path in kept.place.heads.glob("*.json"))]
