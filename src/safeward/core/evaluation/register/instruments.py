"""What an instrument's definition says about itself, for the register."""

from safeward.core.evaluation.register.types import Finding, Subject
from safeward.core.instruments.card import COMES, columns, computed, how
from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.types import Instrument, Validity


def shipped_instruments() -> tuple[Subject, ...]:
    """Every instrument of the library, by id."""
    return tuple(
        instrument_subject(
            instrument(name), f"src/safeward/core/instruments/library/{name}.toml"
        )
        for name in sorted(IDS)
    )


def instrument_subject(tool: Instrument, file: str) -> Subject:
    """An instrument as the register shows it."""
    asked = columns(tool)
    return Subject(
        kind="instrument",
        id=tool.id,
        name=f"{tool.name}: {tool.title}" if tool.name != tool.title else tool.name,
        version=tool.version,
        file=file,
        predicts=f"Predicts {tool.predicts} (time: {tool.horizon}). {tool.calibration}",
        population=f"{tool.population} Made for: {tool.jurisdiction}.",
        method=f"{tool.about} The result is {COMES[how(tool)]}. "
        f"Missing answers: {tool.missing_rule}",
        inputs=tuple(item.label for item in asked),
        outputs=_outputs(tool),
        findings=tuple(_finding(found) for found in tool.validity),
        weaknesses=tool.weaknesses,
        groups=tool.fairness,
        licence=_licence(tool),
        training=f"Training: {tool.licence.training}",
        sources=tuple(source.title for source in tool.sources),
    )


def _outputs(tool: Instrument) -> str:
    made = [output.label or output.name for output in tool.scoring.outputs]
    bands = ", ".join(band.label for band in tool.bands)
    said = "; ".join(made) if computed(tool) else "the recorded result"
    return f"{said}; bands: {bands}" if bands else said


def _licence(tool: Instrument) -> str:
    if tool.licence.administer == "original form":
        return f"{tool.licence.text} Administer the original form."
    return tool.licence.text


def _finding(found: Validity) -> Finding:
    auc = f"AUC {found.auc}" if found.auc else ""
    result = "; ".join(p for p in (auc, found.interval, found.other) if p)
    people = f"n {found.n:,}" if found.n else ""
    return Finding(
        result=result or "no figure found",
        measured_on=", ".join(p for p in (people, found.group) if p) or "not stated",
        outcome=", ".join(p for p in (found.outcome, found.follow_up) if p),
        source=found.source,
    )
