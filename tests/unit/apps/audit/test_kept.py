"""The chain's head in a second place."""

import datetime
from pathlib import Path

import pytest

from safeward.apps.audit.kept import keep, latest, read
from safeward.apps.audit.types import AuditFailed, Head

DAY = datetime.date(2026, 3, 2)
NEXT = DAY + datetime.timedelta(days=1)


def test_a_head_is_read_as_it_was_kept(tmp_path: Path) -> None:
    folder = tmp_path / "audit" / "heads"
    keep(folder, Head(NEXT, 9, "b" * 64))
    keep(folder, Head(DAY, 5, "a" * 64))
    assert read(folder) == (Head(DAY, 5, "a" * 64), Head(NEXT, 9, "b" * 64))
    assert latest(folder) == Head(NEXT, 9, "b" * 64)


def test_within_a_day_the_head_moves_on_and_never_back(tmp_path: Path) -> None:
    for number in (5, 8, 6):
        keep(tmp_path, Head(DAY, number, f"{number}" * 64))
    assert read(tmp_path) == (Head(DAY, 8, "8" * 64),)


def test_an_empty_or_absent_folder_has_none(tmp_path: Path) -> None:
    assert read(tmp_path) == ()
    assert latest(tmp_path / "absent") is None


def test_a_failure_leaves_the_head_that_stood(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, Head(DAY, 5, "a" * 64))

    def full(handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        keep(tmp_path, Head(DAY, 6, "b" * 64))
    assert read(tmp_path) == (Head(DAY, 5, "a" * 64),)
    assert [p.name for p in tmp_path.glob(".head-*")] == []


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"day":"2026-03-02","number":"x"}'])
def test_a_spoiled_file_is_said_and_not_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / "2026-03-02.json").write_text(text)
    with pytest.raises(AuditFailed, match=r"2026-03-02\.json cannot be read"):
        read(tmp_path)
