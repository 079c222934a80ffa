"""A file turned into what the sections read: clean columns, and what was left out."""

import re

import numpy as np
import polars as pl
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from safeward.core.evaluation import columns
from safeward.core.evaluation.validity.question import Question
from safeward.core.statistics.most_frequent import counted_status
from safeward.core.vocabulary.errors import UnusableInput

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
GUARDED = re.compile(r"indigenous|aboriginal|atsi|torres|first_nation", re.IGNORECASE)
INDIGENOUS_WORDS = {
    True: "Aboriginal or Torres Strait Islander",
    False: "not Aboriginal or Torres Strait Islander",
}
NOT_RECORDED = "not recorded"


@frozen(eq=False)
class Study:
    """What is known of each row.

    Attributes:
        question: What is asked.
        frame: Clean columns: scores as numbers, outcome, event, kept and intensive as
            booleans, groups and victim groups as text, others as numbers.
        thresholds: Cut-off of each score, if there is one.
        levels: Names of a text score's levels, lowest first.
        probability: Scores that state a probability.
        notes: What was left out or read in a certain way, as sentences.
        shown: Groups of each column that may be shown; filled when fairness is judged.
    """

    question: Question
    frame: pl.DataFrame
    thresholds: dict[str, float]
    levels: dict[str, tuple[str, ...]]
    probability: frozenset[str]
    notes: list[str]
    shown: dict[str, tuple[str, ...]] = field(factory=dict)

    def usable(self, *names: str) -> pl.DataFrame:
        """Rows in which the outcome, the weight and every named column is known."""
        needed = [self.question.outcome, *names]
        if self.question.weights:
            needed.append(self.question.weights)
        return self.frame.drop_nulls(needed)

    def happened(self, frame: pl.DataFrame) -> Bools:
        """The outcome as an array."""
        return frame[self.question.outcome].to_numpy().astype(bool)

    def weights(self, frame: pl.DataFrame) -> Floats | None:
        """Weights as an array; None when everybody counts once."""
        name = self.question.weights
        return frame[name].to_numpy().astype(float) if name else None

    def level(self, score: str, value: float) -> str:
        """A value of a score as people read it: 5, 0.25 or Medium."""
        names = self.levels.get(score)
        if names and value == int(value) and 1 <= value <= len(names):
            return names[int(value) - 1]
        return f"{value:.6g}"


def study(frame: pl.DataFrame, question: Question, where: str = "the file") -> Study:
    """Read the columns that a question is about.

    Args:
        frame: As read from the file; text or typed.
        question: Names its columns.
        where: Name of the file, for messages.

    Raises:
        UnusableInput: When a column is not there or nothing of it can be read.
    """
    question, notes = _allowed(question)
    columns.check_present(question.columns(), frame.columns, where)
    if question.outcome in question.scores:
        raise UnusableInput(
            f"{question.outcome} is both a score and the outcome; name another column."
        )
    if frame.height == 0:
        raise UnusableInput(f"{where} holds a header and no rows.")
    clean: dict[str, pl.Series] = {}
    levels: dict[str, tuple[str, ...]] = {}
    for score in (*question.scores, *([question.final] if question.final else [])):
        column = frame[score]
        if columns.is_text(column):
            clean[score], levels[score] = columns.ordered(column, question.order, notes)
        else:
            clean[score] = columns.numbers(column, notes)
        if clean[score].is_null().all():
            raise UnusableInput(f"{score} holds no value that could be read.")
    clean[question.outcome] = columns.yes_or_no(
        frame[question.outcome], notes, question.positive
    )
    _numbers(frame, question, clean, notes)
    if question.event and question.event not in clean:
        clean[question.event] = _event(frame[question.event], question, notes)
    for name in (question.kept, question.intensive):
        if name and name not in clean:
            clean[name] = columns.yes_or_no(frame[name], notes)
    if question.override:
        clean[question.override] = columns.direction(frame[question.override], notes)
    people = columns.text(frame[question.person]) if question.person else None
    if people is not None and question.person:
        clean[question.person] = people
    for name in (question.period, *question.groups, *question.victim_groups):
        if name:
            clean[f"group:{name}"] = _group(frame[name], people, notes)
    if question.indigenous and f"group:{question.indigenous}" not in clean:
        name = question.indigenous
        clean[f"group:{name}"] = _status(frame[name], people, notes)
    for name in question.covariates:
        column = frame[name]
        clean[f"covariate:{name}"] = (
            columns.text(column)
            if columns.is_text(column)
            else columns.numbers(column, notes)
        )
    tidy = pl.DataFrame(clean)
    tidy = tidy.with_columns(pl.Series("row", np.arange(tidy.height)))
    return Study(
        question=question,
        frame=tidy,
        thresholds=_thresholds(question, levels),
        levels=levels,
        probability=_probabilities(tidy, question, levels, notes),
        notes=notes,
    )


def _event(column: pl.Series, question: Question, notes: list[str]) -> pl.Series:
    """Yes and no, else the values that --positive names for the outcome."""
    try:
        return columns.yes_or_no(column, notes)
    except UnusableInput:
        if not question.positive:
            raise
        return columns.yes_or_no(column, notes, question.positive)


def _allowed(question: Question) -> tuple[Question, list[str]]:
    """Leave guarded columns out of models until their results may be seen."""
    if question.oversight or question.released:
        return question, []
    guarded = [
        name
        for name in question.covariates
        if GUARDED.search(name) or name == question.indigenous
    ]
    kept = tuple(name for name in question.covariates if name not in guarded)
    return evolve(question, covariates=kept), [
        f"{name} was left out of the models: results by it go to the oversight role "
        "and the community body first (--oversight)."
        for name in guarded
    ]


def _numbers(
    frame: pl.DataFrame,
    question: Question,
    clean: dict[str, pl.Series],
    notes: list[str],
) -> None:
    """Read the columns that hold amounts, none of which may be negative."""
    for name, what in (
        (question.weights, "weight"),
        (question.time, "duration"),
        (question.entry, "entry time"),
        (question.harm, "amount of harm"),
    ):
        if name is None or name == question.outcome:
            continue
        column = columns.numbers(frame[name], notes)
        negative = (column < 0).fill_null(False)
        if negative.any():
            count = int(negative.sum())
            notes.append(
                f"{name}: {count:,} negative {what}{'s' if count > 1 else ''} counted "
                "as missing."
            )
            column = column.set(negative, None)
        if name == question.weights and (column == 0).any():
            # Somebody who counts for nothing is not there.
            notes.append(
                f"{name}: {int((column == 0).sum()):,} weights of 0 counted as missing."
            )
            column = column.set((column == 0).fill_null(False), None)
        clean[name] = column


def _group(column: pl.Series, people: pl.Series | None, notes: list[str]) -> pl.Series:
    if GUARDED.search(column.name):
        return _status(column, people, notes)
    return columns.text(column).fill_null(NOT_RECORDED)


def _status(column: pl.Series, people: pl.Series | None, notes: list[str]) -> pl.Series:
    """Indigenous status of each row's person by the agency's counting rule."""
    answer = columns.indigenous(column, notes)
    if people is not None:
        answer = counted_status(people, answer)
    else:
        notes.append(
            f"{column.name}: no --person column was named, so each row's own answer "
            "counts instead of the person's most frequent one."
        )
    return answer.replace_strict(
        INDIGENOUS_WORDS, default=NOT_RECORDED, return_dtype=pl.String
    )


def _thresholds(
    question: Question, levels: dict[str, tuple[str, ...]]
) -> dict[str, float]:
    given = question.thresholds
    if not given:
        return {}
    if len(given) not in (1, len(question.scores)):
        raise UnusableInput(
            f"{len(given)} thresholds for {len(question.scores)} scores; give one for "
            "all or one for each."
        )
    each = given * len(question.scores) if len(given) == 1 else given
    found = {}
    for score, written in zip(question.scores, each, strict=True):
        names = [level.casefold() for level in levels.get(score, ())]
        if written.casefold() in names:
            found[score] = names.index(written.casefold()) + 1.0
            continue
        try:
            found[score] = float(written)
        except ValueError:
            known = f" or one of {', '.join(levels[score])}" if names else ""
            raise UnusableInput(
                f"--threshold {written} is not a number{known} for {score}."
            ) from None
        if not np.isfinite(found[score]):
            raise UnusableInput(f"--threshold {written} is not a number for {score}.")
    return found


def _probabilities(
    frame: pl.DataFrame,
    question: Question,
    levels: dict[str, tuple[str, ...]],
    notes: list[str],
) -> frozenset[str]:
    """Which scores state a probability, and a sentence for each that was guessed."""
    found = set()
    for score in question.scores:
        column = frame[score].drop_nulls()
        inside = bool(((column >= 0) & (column <= 1)).all())
        if question.scale == "probability":
            if not inside:
                notes.append(
                    f"{score} goes beyond 0 to 1, so it is not read as a probability."
                )
                continue
            found.add(score)
        elif (
            question.scale == "auto"
            and inside
            and score not in levels
            and bool((column != column.floor()).any())
        ):
            found.add(score)
            notes.append(
                f"{score} lies between 0 and 1 and is read as a probability; say "
                "--scale points if it is not one."
            )
    return frozenset(found)
