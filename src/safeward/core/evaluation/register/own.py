"""What an agency made itself: its fitted scorecards, policies and definitions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from safeward.core.evaluation.register.instruments import instrument_subject
from safeward.core.evaluation.register.models import linkage_subject, policy_subject
from safeward.core.evaluation.register.types import Entry, Finding, Subject
from safeward.core.instruments.library import read
from safeward.core.linkage.model import read_model as read_linkage
from safeward.core.priority.policy import load_policy
from safeward.core.risk.model import FORMAT, Model, read_model
from safeward.core.vocabulary.errors import EntryRefused


def own_subjects(folder: Path, entries: Iterable[Entry]) -> tuple[Subject, ...]:
    """The things that entries of an agency name by file.

    Args:
        folder: The entries' folder; files are named from here.
        entries: Those that stand in it.

    Raises:
        EntryRefused: A named file is not there.
        UnusableInput: A named file cannot be read as what its entry says it is.
    """
    return tuple(
        _subject(entry, folder / entry.file) for entry in entries if entry.file
    )


def _subject(entry: Entry, path: Path) -> Subject:
    if not path.is_file():
        raise EntryRefused(
            f"the entry of {entry.kind} {entry.id} names {entry.file}, which is not a "
            "file there."
        )
    if entry.kind == "instrument":
        return instrument_subject(read(path), entry.file)
    if entry.kind == "policy":
        return policy_subject(load_policy(path), entry.file)
    if FORMAT in path.read_text(encoding="utf-8", errors="replace")[:1000]:
        return scorecard_subject(read_model(path), entry.file)
    return linkage_subject(read_linkage(path), entry.file)


def scorecard_subject(model: Model, file: str) -> Subject:
    """A fitted scorecard as the register shows it; results by group stay out of it."""
    training = model.training
    return Subject(
        kind="model",
        id=model.id.replace("-", "_"),
        name=f"Risk scorecard {model.id}",
        version=model.sha256[:12],
        file=file,
        predicts=model.predicts,
        population=model.population,
        method=f"Points for {len(model.lines)} kinds of recorded facts, never negative "
        f"and never for who somebody is, fitted on {training.people:,} people on "
        f"{training.dates} days from {training.as_of_from} to {training.as_of_to}.",
        inputs=model.inputs,
        outputs="Points with a reason each, and the chance that they stood for.",
        findings=tuple(_findings(model)),
        weaknesses=model.caveats,
        groups=str(model.fairness.get("note", "")),
        licence="The agency's own.",
        training="Reading points, a calibration table and their caveats.",
        sources=(model.source,),
    )


def _findings(model: Model) -> list[Finding]:
    found = []
    names = {"time": "later days", "place": "divisions left out"}
    for held_out, said in names.items():
        part = model.validity.get(held_out)
        if not part:
            continue
        judged, calibration = part["judged"], part["calibration"]
        auc = part["orders"]["this scorecard"]["auc"]
        found.append(
            Finding(
                result=f"AUC {_figure(auc)}; calibration slope "
                f"{_figure(calibration['slope'])}; Brier {calibration['brier']:.4f} "
                f"(base rate alone {calibration['brier_of_base_rate']:.4f})",
                measured_on=f"{judged['people']:,} people on {judged['dates']} days "
                f"from {judged['from']} to {judged['to']}, {said}",
                outcome=f"{model.outcome}, {model.horizon_days} days",
                source=f"the model file, content {model.sha256[:12]}",
            )
        )
    return found


def _figure(interval: dict[str, Any]) -> str:
    value, low, high = (float(interval[key]) for key in ("value", "low", "high"))
    return f"{value:.3f} ({low:.3f} to {high:.3f})"
