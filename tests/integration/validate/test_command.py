"""`safeward validate` on files: what it writes, and what it says to a bad question."""

import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from safeward.cli.app import run

REFERENCE = Path(__file__).parents[3] / "docs/reference/validity.md"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def safeward(capsys: pytest.CaptureFixture[str]) -> Command:
    def command(*arguments: object) -> tuple[int, str, str]:
        status = 0
        try:
            run([str(word) for word in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def table() -> pl.DataFrame:
    rng = np.random.default_rng(2)
    score = rng.integers(1, 11, 400)
    return pl.DataFrame(
        {
            "score": score,
            "rival": rng.integers(1, 11, 400),
            "happened": rng.random(400) < score / 12,
            "sex": rng.choice(["F", "M"], 400),
            "days": rng.integers(1, 300, 400),
            "level": np.where(score < 5, "Low", "High"),
        }
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    table().write_csv(path)
    return path


def read(out: Path) -> dict[str, Any]:
    made = json.loads((out / "validity.json").read_text(encoding="utf-8"))
    assert isinstance(made, dict)
    return made


def test_a_report_and_a_page_are_written(
    safeward: Command, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    status, said, trouble = safeward(
        *("validate", file, "--score", "score", "--score", "rival"),
        *("--outcome", "happened", "--threshold", "7", "--group", "sex"),
        *("--time", "days", "--out", out, "--outcome-kind", "any_report"),
    )
    assert (status, trouble) == (0, "")
    assert "AUC" in said
    assert "predicts who is watched" in said
    assert sorted(path.name for path in out.iterdir()) == [
        "validity.html",
        "validity.json",
    ]
    made = read(out)
    assert made["question"]["file"] == "cases.csv"
    assert 0.5 < made["discrimination"]["auc"]["value"] < 1
    page = (out / "validity.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert not re.search(r'(src|href)="(https?:)?//', page)


@pytest.mark.parametrize("form", ["parquet", "csv.gz", "tsv", "semicolon.csv"])
def test_every_form_of_the_file_gives_the_same_report(
    safeward: Command, file: Path, tmp_path: Path, form: str
) -> None:
    other = tmp_path / f"cases.{form}"
    if form == "parquet":
        table().write_parquet(other)
    elif form == "csv.gz":
        other.write_bytes(gzip.compress(file.read_bytes()))
    else:
        table().write_csv(other, separator="\t" if form == "tsv" else ";")
    reports = []
    for path in (file, other):
        out = tmp_path / path.name.replace(".", "-")
        ask = ("--score", "score", "--outcome", "happened", "--group", "sex")
        assert safeward("validate", path, *ask, "--out", out)[0] == 0
        made = read(out)
        del made["question"]
        reports.append(made)
    assert reports[0] == reports[1]


def test_a_folder_that_is_there_keeps_its_other_files(
    safeward: Command, file: Path, tmp_path: Path
) -> None:
    ask = ("--score", "score", "--outcome", "happened", "--out", tmp_path)
    assert safeward("validate", file, *ask)[0] == 0
    assert safeward("validate", file, *ask)[0] == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"cases.csv", "validity.html", "validity.json"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--score", "scor", "--outcome", "happened"), "did you mean score"),
        (("--score", "score", "--outcome", "level"), "--positive"),
        (("--score", "level", "--outcome", "happened"), "--order"),
        (
            ("--score", "score", "--outcome", "happened", "--threshold", "x"),
            "--threshold x",
        ),
        (
            ("--score", "score", "--outcome", "happened", "--ties", "exact"),
            "efron, breslow",
        ),
        (
            ("--score", "score", "--outcome", "happened", "--reference", "sex"),
            "race=other",
        ),
        (
            ("--score", "score", "--outcome", "happened", "--event", "happened"),
            "--time",
        ),
        (
            ("--score", "score", "--outcome", "happened", "--outcome-kind", "arrest"),
            "any_report",
        ),
        (
            ("--score", "score", "--outcome", "happened", "--group", "gender"),
            "--group",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_gets_one_sentence(
    safeward: Command, file: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    out = tmp_path / "out"
    status, _, trouble = safeward("validate", file, *words, "--out", out)
    assert status == 2
    assert said in trouble
    assert len(trouble.strip().splitlines()) == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("none.csv", None),
        ("empty.csv", b""),
        ("header.csv", b"score,happened\n"),
        ("damaged.parquet", b"not parquet"),
        ("ragged.csv", b"score,happened\n1,0\n1,0,9,9\n"),
        ("cases.xlsx", b"PK"),
    ],
)
def test_a_file_that_is_no_table_gets_one_sentence(
    safeward: Command, tmp_path: Path, name: str, content: bytes | None
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    ask = ("--score", "score", "--outcome", "happened", "--out", tmp_path / "out")
    status, _, trouble = safeward("validate", path, *ask)
    assert status == 2
    assert name in trouble
    assert len(trouble.strip().splitlines()) == 1


def test_bytes_that_are_no_utf_8_spoil_only_their_own_value(
    safeward: Command, tmp_path: Path
) -> None:
    path = tmp_path / "cases.csv"
    rows = b"".join(b"%d,%d,ok\n" % (at % 7, at % 3 == 0) for at in range(60))
    path.write_bytes(b"\xef\xbb\xbfscore,happened,note\n" + rows + b"3,1,caf\xe9\n")
    ask = ("--score", "score", "--outcome", "happened", "--out", tmp_path / "out")
    assert safeward("validate", path, *ask)[0] == 0
    assert read(tmp_path / "out")["data"]["rows"] == 61


def test_every_key_of_the_report_is_documented(
    safeward: Command, file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    safeward(
        *("validate", file, "--score", "score", "--score", "rival"),
        *("--outcome", "happened", "--threshold", "7", "--group", "sex"),
        *("--time", "days", "--covariates", "rival,sex", "--period", "sex"),
        *("--kept", "happened", "--intensive", "happened", "--final", "rival"),
        *("--out", out),
    )
    documented = set(re.findall(r"`([^`\s]+)`", REFERENCE.read_text()))
    # Keys that are the file's own words, not ours.
    own = {"score", "rival", "sex", "sex[M]", "F", "M", "level", "happened", "days"}

    def keys(part: object) -> set[str]:
        if isinstance(part, dict):
            return set(part).union(*(keys(value) for value in part.values()))
        if isinstance(part, list):
            return set().union(*(keys(value) for value in part))
        return set()

    made = read(out)
    del made["question"]
    assert keys(made) - documented - own == set()
