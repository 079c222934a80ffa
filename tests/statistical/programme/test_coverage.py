"""Intervals of known effects hold the truth about as often as they say."""

import numpy as np
import polars as pl
import pytest

from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.report import evaluate

SEEDS = 400
"""With so many, 92 to 98 per cent is what chance leaves of 95."""


def _trial(chance: np.random.Generator) -> tuple[pl.DataFrame, dict[str, str]]:
    place = np.repeat(np.arange(40), 10)
    had = place % 2
    y = 0.5 * chance.normal(size=40)[place] + 0.3 * had + chance.normal(size=400)
    frame = pl.DataFrame({"place": place, "had": had, "y": y})
    return frame, {"design": "trial", "treat": "had", "cluster": "place"}


def _panel(chance: np.random.Generator) -> tuple[pl.DataFrame, dict[str, str]]:
    units, months = np.repeat(np.arange(40), 6), np.tile(np.arange(6), 40)
    on = (units % 2 == 1) & (months >= 3)
    y = chance.normal(size=40)[units] + 0.1 * months + 0.3 * on
    y = y + chance.normal(size=240)
    frame = pl.DataFrame({"u": units, "t": months, "had": on, "y": y})
    return frame, {"design": "did", "treat": "had", "unit": "u", "time": "t"}


def _staggered(chance: np.random.Generator) -> tuple[pl.DataFrame, dict[str, str]]:
    units, months = np.repeat(np.arange(60), 6), np.tile(np.arange(1, 7), 60)
    start = np.array([0, 3, 5])[units % 3]
    on = (start > 0) & (months >= start)
    y = chance.normal(size=60)[units] + 0.1 * months + 0.3 * on
    y = y + chance.normal(size=360)
    frame = pl.DataFrame({"u": units, "t": months, "start": start, "y": y})
    return frame, {"design": "did", "unit": "u", "time": "t", "cohort": "start"}


@pytest.mark.parametrize("made", [_trial, _panel, _staggered])
def test_intervals_cover_as_often_as_they_say(made) -> None:  # type: ignore[no-untyped-def]
    held = 0
    for seed in range(SEEDS):
        frame, named = made(np.random.default_rng([11, seed]))
        found = evaluate(frame, Question(outcome="y", **named))
        held += found["low"] <= 0.3 <= found["high"]

    assert 0.92 <= held / SEEDS <= 0.98
