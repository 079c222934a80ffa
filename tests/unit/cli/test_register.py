"""`safeward register`: pages in a folder, and what is missing on a day."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from safeward.cli.app import app
from safeward.core.evaluation.register.subjects import shipped
from safeward.core.vocabulary.errors import UnusableInput


def run(*arguments: str) -> tuple[str, int]:
    result = CliRunner().invoke(app, ["register", *arguments])
    if isinstance(result.exception, UnusableInput):
        said = f"{result.output}{result.exception}"
        return said, result.exception.exit_status
    return result.output, result.exit_code


def test_a_page_is_built_for_everything(tmp_path: Path) -> None:
    out = tmp_path / "register"
    said, status = run("build", "--out", str(out))
    assert status == 0
    things = len(shipped())
    assert f"{things} entries" in said
    assert len([*out.glob("*.html")]) == things + 1
    assert len([*out.glob("*.md")]) == things + 1
    assert (out / "register.json").is_file()
    assert [*out.glob(".*")] == []


def test_building_again_replaces_pages_and_leaves_other_files(tmp_path: Path) -> None:
    run("build", "--out", str(tmp_path))
    first = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    (tmp_path / "policy-gone.html").write_text("old")
    (tmp_path / "minutes.html").write_text("ours")
    run("build", "--out", str(tmp_path))
    second = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert second.pop("minutes.html") == b"ours"
    assert second == first


def test_on_a_late_day_every_entry_is_overdue_and_its_role_named() -> None:
    said, status = run("check", "--today", "2030-01-01")
    assert status == 2
    assert said.count("was to be reviewed by") == len(shipped())
    assert "Senior officer" in said


def test_in_time_nothing_is_wrong() -> None:
    said, status = run("check", "--today", "2026-11-22")
    assert (status, "in date on 2026-11-22" in said) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--today", "soon"), "--today 'soon' is not a date"),
        (("check", "--entries", "nowhere"), "not a folder of entries"),
        (("build", "--out", "no/such/place"), "name another place"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    told, status = run(*arguments)
    assert status == 2
    assert said in told


def test_an_agencys_own_entries_stand_in_place_of_the_shipped_ones(
    tmp_path: Path,
) -> None:
    said, status = run("check", "--entries", str(tmp_path))
    assert status == 2
    assert said.count("has no entry in the register") == len(shipped())


def test_a_folder_without_entries_makes_no_empty_register(tmp_path: Path) -> None:
    entries, out = tmp_path / "entries", tmp_path / "out"
    entries.mkdir()
    said, status = run("build", "--entries", str(entries), "--out", str(out))
    assert (status, out.exists()) == (2, False)
    assert "holds no entry" in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfeid", "cannot be read as text"),
        (b"", "and 5 more"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
    ],
)
def test_an_entry_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    run("adopt", str(tmp_path / "mine"))
    (tmp_path / "mine" / "instruments" / "ogrs3.toml").write_bytes(content)
    got, status = run("check", "--entries", str(tmp_path / "mine"))
    assert status == 2
    assert "ogrs3.toml" in got
    assert said in got
    assert "\n" not in got.strip()
