"""One person's inputs or reports, and what the default policy says of them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from safeward.core.history.catalogue import CATALOGUE
from safeward.core.history.events import build_events
from safeward.core.history.ibis_engine import evaluate
from safeward.core.instruments.recorded import recorded_results
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.priority.policy import load_policy
from safeward.core.priority.tiers import score
from tests.spec.history.examples import holdings, incident, parties, table, themselves

TODAY = date(2026, 6, 30)
POLICY = load_policy()
READ = [name for name, entry in INPUTS.items() if entry.origin == "history"] + [BEFORE]
ASKED = [CATALOGUE[name] for name in READ]
COHORT = pl.DataFrame({"person_id": ["AL"], "as_of": [TODAY]})


def of_inputs(**values: int | str | None) -> dict[str, Any]:
    """The policy's answer to these inputs, everything else not recorded."""
    override = values.pop("override_tier", None)
    rows = {name: [values.get(name)] for name in [*INPUTS, BEFORE]}
    features = pl.DataFrame(rows, schema=dict.fromkeys(rows, pl.Int32)).with_columns(
        person_id=pl.lit("AL"),
        as_of=pl.lit(TODAY),
        override_tier=pl.lit(override, pl.String),
    )
    none = COHORT.clear()
    return score(features, none, POLICY).row(0, named=True)


def ago(days: int) -> date:
    """The day so many days before the run's."""
    return TODAY - timedelta(days=days)


def reports(*events: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
    """Incidents and involvements of reports against AL, ``days`` ago each."""
    incidents, involved = [], []
    for number, event in enumerate(events):
        facts = dict(event)
        name, day = f"I{number:03d}", ago(facts.pop("days", 0))
        harmed = {
            role: facts.pop(role)
            for role in ("victim_survivor", "child")
            if role in facts
        } or {"victim_survivor": "bo"}
        incidents.append(
            incident(name, facts.pop("occurred_on", day)) | {"reported_on": day} | facts
        )
        involved += parties(name, perpetrator="al", **harmed)
    return incidents, involved


def known_of(
    *events: Mapping[str, Any], assessed: tuple[tuple[str, int, str, str], ...] = ()
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Features with evidence, recorded results and standing events of AL today."""
    incidents, involved = reports(*events)
    people = themselves("al", "bo", "cy", "di", "kid")
    found = build_events(holdings(incidents, involved), people)
    features = evaluate(found, COHORT, ASKED)
    rows = [
        {
            "assessment_id": f"A{i}",
            "instrument": tool,
            "completed_on": ago(days),
            "record_id": "al",
            "victim_record_id": "bo",
            "item": item,
            "answer": answer,
        }
        for i, (tool, days, item, answer) in enumerate(assessed)
    ]
    recorded = recorded_results(table("assessments", rows), people, COHORT)
    standing = found.events.filter(pl.col("known_to").is_null())
    return features, recorded, standing


def of_reports(
    *events: Mapping[str, Any], assessed: tuple[tuple[str, int, str, str], ...] = ()
) -> dict[str, Any]:
    """The policy's answer to these reports and assessments."""
    features, recorded, _ = known_of(*events, assessed=assessed)
    return score(features, recorded, POLICY).row(0, named=True)
