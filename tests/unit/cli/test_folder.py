"""An output folder appears whole or not at all."""

import stat
from pathlib import Path

import pytest

from safeward.cli.output.folder import check_replaceable, whole, whole_or_empty
from safeward.core.vocabulary.errors import UnusableInput


def filled(folder: Path) -> None:
    (folder / "run.json").write_text("{}")
    (folder / "queue.csv").write_text("rank\n")


def fails_half_way(out: Path) -> None:
    with whole(out) as folder:
        (folder / "queue.csv").write_text("half")
        raise ValueError("half-way")


def test_a_new_folder_appears_when_the_block_ends(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole(out) as folder:
        filled(folder)
        assert not out.exists()
    assert sorted(path.name for path in out.iterdir()) == ["queue.csv", "run.json"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_earlier_run_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole(out) as folder:
        filled(folder)
        (folder / "old.csv").write_text("old")
    with whole(out) as folder:
        filled(folder)
    assert not (out / "old.csv").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_failure_leaves_the_earlier_run_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole(out) as folder:
        filled(folder)
    with pytest.raises(ValueError, match="half"):
        fails_half_way(out)
    assert (out / "queue.csv").read_text() == "rank\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("content", [None, "thesis.txt"])
def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, content: str | None
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    if content:
        (out / content).write_text("precious")
    with pytest.raises(UnusableInput, match=r"run\.json"):
        check_replaceable(out)


def test_a_file_a_link_and_a_missing_parent_are_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link", "none/out"):
        with pytest.raises(UnusableInput):
            check_replaceable(tmp_path / name)


def test_an_output_around_the_input_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "out" / "in"
    inside.mkdir(parents=True)
    with pytest.raises(UnusableInput, match="input"):
        check_replaceable(tmp_path / "out", (inside,))


def test_an_empty_folder_may_be_filled_where_nothing_is_replaced(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with whole_or_empty(out) as folder:
        filled(folder)
    assert (out / "run.json").is_file()
    with pytest.raises(UnusableInput, match="not empty"), whole_or_empty(out):
        pass
