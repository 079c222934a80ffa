"""A small model that tests may change."""

from typing import Any

from safeward.core.risk.model import (
    FORMAT,
    VERSION,
    ChanceTable,
    Model,
    Training,
    stamped,
)
from safeward.core.risk.scorecard import ScoreLine

LINES = (
    ScoreLine(
        "days_since_last_event",
        "Latest report of {alleged}harm {n} day{s} ago: {latest}",
        at_most=((28, 30), (365, 10)),
    ),
    ScoreLine(
        "breaches_12m",
        "{n} {alleged}order breach{es} in 12 months: {named}",
        at_least=((1, 5), (2, 12)),
    ),
)


def a_model(lines: tuple[ScoreLine, ...] = LINES, **changed: Any) -> Model:
    content: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "id": "safeward-any-report-365d",
        "outcome": "any_report",
        "horizon_days": 365,
        "predicts": "Predicts another report of alleged harm within 365 days.",
        "population": "People of whom alleged harm was known on the day.",
        "lines": lines,
        "inputs": tuple(sorted(line.input for line in lines)),
        "calibration": ChanceTable(-3.0, 0.07, ()),
        "training": Training(
            agencies=("police",),
            as_of_from="2024-01-01",
            as_of_to="2025-01-01",
            step_days=28,
            dates=14,
            data_from="2020-01-01",
            data_to="2026-06-30",
            rows=1000,
            people=300,
            outcomes=100,
            grave_days=180.0,
            proactive=False,
            inputs_considered=tuple(line.input for line in lines),
            strength=0.001,
            l1_share=0.5,
            seed=0,
        ),
        "validity": {"time": None, "place": None},
        "timing": {"cox": None, "incidence": None, "why": "one day only"},
        "fairness": {},
        "caveats": ("Harm is what agencies came to record.",),
        "data_sha256": "0" * 64,
    }
    return stamped(Model(**{**content, **changed}))
