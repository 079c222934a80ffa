"""A fitted scorecard as data: what it counts, what it was fitted on, how it did."""

import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Literal

import attrs
import cattrs
from attrs import frozen

from safeward.core.risk.guard import check
from safeward.core.risk.inputs import BY_ID
from safeward.core.risk.scorecard import MOST_POINTS, ScoreLine
from safeward.core.risk.types import Outcome
from safeward.core.vocabulary.errors import ScorecardRefused
from safeward.core.vocabulary.strict import strict_converter

FORMAT: Final = "safeward-scorecard"
VERSION: Final = 1
APART: Final = ("fairness", "sha256")
"""Left out of the hash: group figures are read beside the model, never by it."""


@frozen
class Training:
    """What a model was fitted on.

    Attributes:
        agencies: Codes of the agencies whose incidents were read.
        as_of_from, as_of_to: First and last day looked back from, ISO.
        step_days: Days between two.
        dates: Number of days.
        data_from, data_to: First and last day on which anything was reported.
        rows: People on days.
        people: Different people.
        outcomes: Rows followed by the outcome.
        grave_days: Days of harm from which an event is grave.
        proactive: Whether what only proactive checks found was counted.
        inputs_considered: Everything that could have entered.
        strength, l1_share: Of the elastic net's penalty.
        seed: Of folds and intervals.
    """

    agencies: tuple[str, ...]
    as_of_from: str
    as_of_to: str
    step_days: int
    dates: int
    data_from: str
    data_to: str
    rows: int
    people: int
    outcomes: int
    grave_days: float
    proactive: bool
    inputs_considered: tuple[str, ...]
    strength: float
    l1_share: float
    seed: int


@frozen
class ChanceTable:
    """From points to a chance, and what was observed on the rows learned from.

    Attributes:
        intercept, slope: log odds = intercept + slope x points, fitted on all rows.
        table: One entry a range of points:
            ``points_from, points_to, n, happened, said, observed, low, high``.
    """

    intercept: float
    slope: float
    table: tuple[dict[str, Any], ...]


@frozen
class Model:
    """A scorecard that counts only what people are recorded to have done.

    Attributes:
        format, version: Of the file.
        id: Name of the model.
        outcome: What it predicts, by name.
        horizon_days: Over how long.
        predicts: The same as a sentence to stand beside every score.
        population: About whom it may speak.
        lines: Reasons and points, most points first.
        inputs: Exactly the inputs of the lines.
        calibration: From points to a chance.
        training: What it was fitted on.
        validity: How the same fitting did on days and places held out.
        timing: When, not only whether.
        fairness: Gaps between groups, for oversight; outside ``sha256``.
        caveats: Sentences that belong beside every figure.
        data_sha256: Of the inputs and outcomes that were learned from.
        sha256: Of everything but ``fairness``; a changed file is refused.
    """

    format: Literal["safeward-scorecard"]
    version: Literal[1]
    id: str
    outcome: Outcome
    horizon_days: int
    predicts: str
    population: str
    lines: tuple[ScoreLine, ...]
    inputs: tuple[str, ...]
    calibration: ChanceTable
    training: Training
    validity: dict[str, Any]
    timing: dict[str, Any]
    fairness: dict[str, Any]
    caveats: tuple[str, ...]
    data_sha256: str
    sha256: str = ""

    @property
    def source(self) -> str:
        """Where its points come from, as a policy's line says it."""
        t = self.training
        return f"fitted on {', '.join(t.agencies)} {t.as_of_from} to {t.as_of_to}"


def stamped(model: Model) -> Model:
    """The same model with the hash of its content."""
    return attrs.evolve(model, sha256=_hash(_plain(model)))


def write(model: Model) -> str:
    """The model's file: JSON, the same bytes for the same model."""
    text = json.dumps(_plain(model), indent=2, ensure_ascii=False)
    # A rung reads best on one line.
    return re.sub(r"\[\s+(-?\d+),\s+(-?\d+)\s+\]", r"[\1, \2]", text) + "\n"


def read_model(path: Path) -> Model:
    """The model in a file.

    Raises:
        ScorecardRefused: It cannot be read, is not monotone, or was changed.
        GuardedInput: It names a field that no model may read.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ScorecardRefused(f"{path.name} is no scorecard: {error}.") from error
    return model_from(content, path.name)


def model_from(content: object, name: str = "model") -> Model:
    """A model from its content, refused where it may not score anybody.

    Raises:
        ScorecardRefused: One sentence that names what is wrong.
        GuardedInput: It names a field that no model may read.
    """
    if not isinstance(content, dict):
        raise ScorecardRefused(f"{name} is no scorecard: it holds no object.")
    check(_named(content))
    try:
        model = strict_converter((int, float, str, bool)).structure(content, Model)
    except Exception as error:
        first = cattrs.transform_error(error)[0]
        raise ScorecardRefused(f"{name} cannot be read: {first}.") from error
    for sentence in broken(model):
        raise ScorecardRefused(f"{name} is refused: {sentence}")
    if model.sha256 != _hash(content):
        raise ScorecardRefused(
            f"{name} is refused: it was changed after it was fitted, so its validity "
            "is no longer its own; fit it again."
        )
    return model


def broken(model: Model) -> Iterator[str]:
    """Yield a sentence for everything by which a scorecard could do wrong."""
    if not model.lines:
        yield "it has no lines."
    names = [line.input for line in model.lines]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name} is counted twice."
    if tuple(sorted(names)) != tuple(sorted(model.inputs)):
        yield "inputs does not name exactly what the lines read."
    for line in model.lines:
        yield from _line(line)
    if sum(line.most for line in model.lines) > MOST_POINTS:
        yield f"its points can reach more than {MOST_POINTS}."
    if model.calibration.slope < 0:
        yield "more points would mean a smaller chance."


def _line(line: ScoreLine) -> Iterator[str]:
    moves = BY_ID[line.input].moves
    if bool(line.at_least) == bool(line.at_most):
        yield f"{line.input} needs exactly one of at_least and at_most."
    if (moves == "rising") != bool(line.at_least):
        yield f"{line.input} would give fewer points for what is graver or fresher."
    for rungs, rising in ((line.at_least, True), (line.at_most, False)):
        if any(after[0] <= before[0] for before, after in pairwise(rungs)):
            yield f"the rungs of {line.input} are not in rising order."
        points = [given for _, given in rungs]
        if any(given < 0 for given in points):
            yield f"{line.input} takes points away."
        if sorted(points, reverse=not rising) != points:
            yield f"{line.input} gives fewer points for what is graver or fresher."
        if any(at < (1 if rising else 0) for at, _ in rungs):
            yield f"{line.input} gives points for nothing recorded."
    if not line.sentence.strip() or ";" in line.sentence:
        yield f"{line.input} needs a sentence for people, without a semicolon."


def _named(content: dict[str, Any]) -> list[str]:
    """Every field that a file says it reads, wherever it says so."""
    found = [name for name in _listed(content.get("inputs")) if isinstance(name, str)]
    training = content.get("training")
    if isinstance(training, dict):
        found += [
            name
            for name in _listed(training.get("inputs_considered"))
            if isinstance(name, str)
        ]
    for line in _listed(content.get("lines")):
        if isinstance(line, dict) and isinstance(line.get("input"), str):
            found.append(line["input"])
    return found


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _plain(model: Model) -> dict[str, Any]:
    plain = attrs.asdict(model)
    found: dict[str, Any] = json.loads(json.dumps(plain))
    return found


def _hash(content: dict[str, Any]) -> str:
    kept = {key: value for key, value in content.items() if key not in APART}
    text = json.dumps(kept, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
