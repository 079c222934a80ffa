"""`safeward train` on files: a model, its card, a policy that runs, clear refusals."""

import json
import subprocess
import sys
import tomllib
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest

from safeward.core.capacity.read import read_capacity
from safeward.core.evaluation.training.policy_file import toml
from safeward.core.evaluation.training.training import Asked, train_on
from safeward.core.holdings.types import Holdings
from safeward.core.priority.lawful import broken
from safeward.core.priority.policy import content_of, load_policy
from safeward.core.risk.card import card
from safeward.core.risk.model import read_model, write
from safeward.core.vocabulary.law import load_law

COMMAND = Path(sys.executable).with_name("safeward")
DATES = ("--as-of-from", "2023-02-06", "--as-of-to", "2025-03-01", "--step", "84")
WHAT = ("--outcome", "any_report", "--horizon", "365d")


def safeward(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )


@pytest.fixture(scope="module")
def made(
    state: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("models")
    said = safeward(
        *("train", state / "holdings", *DATES, *WHAT, "--truth", state / "truth"),
        *("--out", folder / "model.json", "--policy", folder / "fitted.toml"),
    )
    assert said.returncode == 0, said.stderr
    return folder, said


def test_it_writes_a_model_that_loads_a_card_and_a_policy(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = made
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["fitted.toml", "model.html", "model.json"]
    model = read_model(folder / "model.json")
    assert model.outcome == "any_report"
    assert model.horizon_days == 365
    assert model.training.seed == 0
    time = model.validity["time"]
    assert {"this scorecard", "VP-SAFvR, latest of 12 months"} <= set(time["orders"])
    for order in time["orders"].values():
        assert order["auc"]["low"] <= order["auc"]["value"] <= order["auc"]["high"]
        assert order["auc_grave_harm"] is not None
        assert 0 <= order["grave_harm_reached"]["capacity"] <= 1
    assert time["responses"]["all"]["rows"] == time["judged"]["rows"]
    assert time["responses"]["only"]["rows"] > 0
    assert model.validity["place"]["groups"] == 3
    assert set(model.fairness["groups"]) == {"sex", "age", "aboriginal_status"}


def test_it_prints_the_caveat_of_reporting_and_judges_grave_harm_beside_it(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    _, said = made
    assert "another report, not harm" in said.stdout
    assert "grave" in said.stdout
    assert "ceiling" in said.stdout
    assert all(len(line) <= 88 for line in said.stdout.splitlines()[:-2])


def test_the_policy_keeps_every_law_and_says_where_its_points_come_from(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = made
    policy = load_policy(folder / "fitted.toml")
    model = read_model(folder / "model.json")
    assert list(broken(policy)) == []
    assert policy.status == "draft"
    assert [line.feature for line in policy.likelihood] == [
        line.input for line in model.lines
    ]
    for line in policy.likelihood:
        assert line.source.startswith("fitted on ")
    default = load_policy()
    assert policy.severity == default.severity
    assert policy.floors == default.floors


def test_the_policy_prioritises(
    made: tuple[Path, subprocess.CompletedProcess[str]], state: Path, tmp_path: Path
) -> None:
    folder, _ = made
    said = safeward(
        *("prioritise", state / "holdings", "--as-of", "2026-06-30"),
        *("--policy", folder / "fitted.toml", "--out", tmp_path / "today"),
    )
    assert said.returncode == 0, said.stderr
    queue = pl.read_parquet(tmp_path / "today" / "queue.parquet")
    assert queue["likelihood"].max() > 0  # type: ignore[operator]
    run = json.loads((tmp_path / "today" / "run.json").read_text())
    assert "safeward-any-report-365d" in json.dumps(run["result"])


def test_the_library_gives_the_bytes_of_the_command_in_another_process(
    made: tuple[Path, subprocess.CompletedProcess[str]], state: Path, holdings: Holdings
) -> None:
    folder, _ = made
    trained = train_on(
        holdings,
        Asked(date(2023, 2, 6), date(2025, 3, 1), "any_report", 365, step=84),
        policy=content_of(),
        law=load_law("demo"),
        capacity=read_capacity(state / "holdings" / "capacity.toml"),
        truth={f.stem: pl.read_parquet(f) for f in (state / "truth").glob("*.parquet")},
    )
    for name, text in (
        ("model.json", write(trained.model)),
        ("model.html", card(trained.model)),
        ("fitted.toml", toml(trained.policy, trained.model)),
    ):
        assert (folder / name).read_text() == text


class Page(HTMLParser):
    """What a card refers to, and its tables."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [
            value or "" for name, value in attrs if name in ("src", "href", "action")
        ]


def test_the_card_stands_alone(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = made
    text = (folder / "model.html").read_text()
    page = Page()
    page.feed(text)
    assert "script" not in page.tags
    assert [each for each in page.addresses if not each.startswith("#")] == []
    assert page.tags.count("table") >= 5
    assert "svg" in page.tags
    assert "no risk" not in text.lower()
    assert "Held back here" in text
    assert "Torres Strait Islander" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--as-of-from", "2025-01-01", "--as-of-to", "2026-01-01", *WHAT),
            "as-of dates up to 2025-06-30 fit",
        ),
        (
            ("--as-of-from", "2025-02-01", "--as-of-to", "2025-01-01", *WHAT),
            "is before --as-of-from",
        ),
        (
            ("--as-of-from", "last year", "--as-of-to", "2025-01-01", *WHAT),
            "YYYY-MM-DD",
        ),
        (
            ("--as-of-from", "1999-01-01", "--as-of-to", "1999-06-01", *WHAT),
            "no alleged harm was known",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence_and_nothing_is_written(
    arguments: tuple[str, ...], said: str, state: Path, tmp_path: Path
) -> None:
    ran = safeward(
        "train", state / "holdings", *arguments, "--out", tmp_path / "model.json"
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (("--outcome", "injury"), "any_report"),
        (("--horizon", "90d"), "28d"),
        (("--out", "model.txt"), "must end in .json"),
        (("--out", "nowhere/model.json"), "is not a folder"),
        (("--policy", "policy.json"), "must end in .toml"),
        (("--truth", "."), "holds no truth"),
    ],
)
def test_wrong_arguments_are_refused_before_any_work(
    changed: tuple[str, str],
    said: str,
    state: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    given = {
        **dict(zip(DATES[::2], DATES[1::2], strict=True)),
        **dict(zip(WHAT[::2], WHAT[1::2], strict=True)),
        "--out": "model.json",
        changed[0]: changed[1],
    }
    flat = [word for pair in given.items() for word in pair]
    ran = safeward("train", state / "holdings", *flat)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fitted_policy_is_toml_that_people_can_change(
    made: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, _ = made
    text = (folder / "fitted.toml").read_text()
    content = tomllib.loads(text)
    assert text.startswith("# Who must be dealt with first")
    first = content["likelihood"][0]
    assert set(first) >= {"id", "feature", "sentence", "source"}
    low, high = content["matrix"]["likelihood_cuts"]
    assert 0 < low < high <= 100
