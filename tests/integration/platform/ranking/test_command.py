"""`safeward db rerank`, as anybody runs it."""

from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeward.apps.ranking.types import RankingRefused
from safeward.cli.app import app
from safeward.core.vocabulary.errors import UnusableInput
from tests.integration.platform.loaded import World
from tests.integration.platform.ranking.days import on_day

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["db", "rerank", *words])


def test_everybody_is_ranked_from_the_command_line(world: World) -> None:
    day = world.as_of
    with on_day(day):
        ranked = run("--as-of", day.isoformat())
        earlier = run("--as-of", (day - timedelta(days=1)).isoformat())
    assert ranked.exit_code == 0, ranked.output
    assert f"Ranked as of {day} by the policy" in ranked.output
    assert "entries written" in ranked.output
    assert isinstance(earlier.exception, RankingRefused)
    assert f"speaks of {day} already" in str(earlier.exception)


def test_a_capacity_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    wrong = run("--capacity", str(tmp_path / "nowhere.toml"))
    assert isinstance(wrong.exception, UnusableInput)
    assert "nowhere.toml" in str(wrong.exception)
