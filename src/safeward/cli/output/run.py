"""The files of one run, in the names and columns of the holdings format."""

import hashlib
import json
import os
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from safeward.cli.output.tables import write_csv, write_parquet
from safeward.core.brief.page import render
from safeward.core.holdings.content_hash import content_hash
from safeward.core.pipeline import Result
from safeward.core.priority.types import Previous

FORMAT = "safeward.run/1"
QUEUE = (
    "rank",
    "person_id",
    "record_ids",
    "identifier",
    "division",
    "also_in",
    "stream",
    "tier",
    "since",
    "likelihood",
    "severity",
    "provisional",
    "tier_low",
    "tier_high",
    "checks",
    "response",
    "shortfall",
    "review_by",
    "last_event_on",
    "victim_survivors",
    "children",
    "reasons",
    "would_change",
)
_TABLES = (
    "persons",
    "incidents",
    "involvements",
    "orders",
    "assessments",
    "decisions",
)
_LIBRARIES = ("polars", "duckdb", "ibis-framework", "numpy", "rapidfuzz", "scipy")


def write_run(
    result: Result,
    folder: Path,
    *,
    previous: Previous | None = None,
    started: float,
) -> None:
    """Write every file of a run into a folder that is not in place yet.

    Args:
        result: What the pipeline found.
        folder: Where to write.
        previous: The earlier run that the brief compares with.
        started: The clock's reading when the command began, for ``run.json``.
    """
    queue = result.queue.sort("division", "rank").select(QUEUE)
    write_parquet(result.linked.people.sort("record_id"), folder / "people.parquet")
    write_csv(queue, folder / "queue.csv")
    write_parquet(queue, folder / "queue.parquet")
    write_csv(result.priorities.review, folder / "review.csv")
    write_csv(result.priorities.safety, folder / "safety.csv")
    write_parquet(result.priorities.relationships, folder / "relationships.parquet")
    _write_json(folder / "capacity.json", capacity_report(result))
    facts = result_facts(result)
    outputs = {path.name: _sha256(path) for path in sorted(folder.iterdir())}
    facts["run_id"] = name_run(facts, outputs)
    page = render(result, run_id=facts["run_id"], previous=previous)
    _write_text(folder / "brief.html", page)
    facts["outputs"] = {**outputs, "brief.html": _sha256(folder / "brief.html")}
    write_csv(result.holdings.rejected, folder / "rejected.csv")
    run = {
        "seconds": {
            **{name: round(value, 3) for name, value in result.seconds.items()},
            "total": round(time.monotonic() - started, 3),
        },
        "peak_memory_mb": _peak_memory_mb(),
        "inputs": [
            {
                "table": table.table,
                "file": table.path.name,
                "rows": table.rows,
                "sha256": table.sha256,
            }
            for table in result.holdings.inputs
        ],
        "rejected_sha256": _sha256(folder / "rejected.csv"),
        "versions": {
            "safeward": version("safeward"),
            "python": sys.version.split()[0],
            **{name: version(name) for name in _LIBRARIES},
        },
    }
    _write_json(folder / "run.json", {"format": FORMAT, "result": facts, "run": run})


def result_facts(result: Result) -> dict[str, Any]:
    """Everything about a run that repeats exactly: what went in and what came out."""
    tiers = dict(result.queue.group_by("tier").len().sort("tier").iter_rows())
    facts: dict[str, Any] = {
        "as_of": result.as_of.isoformat(),
        "policy": {
            "id": result.policy.id,
            "status": result.policy.status,
            "sha256": result.policy.sha256,
        },
        "model": result.linked.model_id,
        "jurisdiction": result.jurisdiction,
        "counts": {
            "records": result.linked.people.height,
            "people": result.linked.people["person_id"].n_unique(),
            "queue": result.queue.height,
            "tiers": tiers,
            "provisional": int(result.queue["provisional"].sum()),
            "shortfall": int(result.queue["shortfall"].sum() or 0),
            "doubtful_links": result.priorities.review.height,
            "safety": result.priorities.safety.height,
            "refused_rows": result.holdings.rejected.filter(pl.col("refused") == "row")
            .unique(["file", "line"])
            .height,
        },
        "tables": {name: content_hash(getattr(result.read, name)) for name in _TABLES},
        "capacity": "given" if result.allocation else "none: nothing was allocated",
        "review_load_hours": result.priorities.review_hours,
        "warnings": [*result.priorities.warnings, *result.priorities.not_collected],
    }
    return facts


def name_run(facts: dict[str, Any], outputs: dict[str, str]) -> str:
    """Name a run by what it says, so that paper with one name says one thing."""
    said = {name: facts[name] for name in ("as_of", "policy", "model", "jurisdiction")}
    identity = json.dumps([said, outputs], sort_keys=True)
    return "R" + hashlib.sha256(identity.encode()).hexdigest()[:12].upper()


def capacity_report(result: Result) -> dict[str, Any]:
    """Hours had, used and short by division, the line, and the certificate."""
    if result.allocation is None:
        return {
            "allocated": False,
            "note": "No capacity file was given, so nothing was allocated; tiers and "
            "ranks do not depend on capacity.",
        }
    return {"allocated": True, **result.allocation.report()}


def _write_json(path: Path, value: dict[str, Any]) -> None:
    _write_text(path, json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
    os.chmod(path, 0o600)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _peak_memory_mb() -> int:
    """Largest resident size of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
