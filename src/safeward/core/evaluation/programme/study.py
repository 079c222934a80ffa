"""A file turned into what a design reads: clean columns, and who was left out."""

from collections.abc import Callable

import numpy as np
import polars as pl
from attrs import field, frozen
from numpy.typing import NDArray

from safeward.core.evaluation import columns
from safeward.core.evaluation.programme.question import Question, option
from safeward.core.statistics.design import Design, design
from safeward.core.statistics.least_squares import repeats
from safeward.core.vocabulary.errors import UnusableInput

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@frozen(eq=False)
class Study:
    """The rows that can be used, and what was said of the others.

    Attributes:
        question: What is asked.
        where: Name of the file.
        frame: One column a role (``outcome``, ``treat``, ...), and covariates, controls
            and groups under their own names.
        rows: Rows of the file.
        left_out: Column and number of rows that lack it, first lack counted.
        notes: Sentences on how values were read.
    """

    question: Question
    where: str
    frame: pl.DataFrame
    rows: int
    left_out: tuple[tuple[str, int], ...]
    notes: list[str] = field(factory=list)

    def floats(self, role: str) -> Floats:
        """A column as numbers."""
        return self.frame[role].cast(pl.Float64).to_numpy().astype(float)

    def bools(self, role: str) -> Bools:
        """A column as yes and no."""
        return self.frame[role].to_numpy().astype(bool)

    def codes(self, role: str) -> Ints:
        """A column as numbers of its values in their order."""
        return (self.frame[role].rank("dense").cast(pl.Int64) - 1).to_numpy()

    def covariates(self, *, of: pl.DataFrame | None = None) -> Design:
        """Covariates as columns; those with one value only are left out with a note.

        Raises:
            UnusableInput: When one is made of the others, or a reference is no level.
        """
        frame = self.frame if of is None else of
        try:
            made = design(frame, self.question.covariates, self.question.references)
        except KeyError as error:
            column, level = error.args[0]
            raise UnusableInput(
                f"{self.where}: {column} never holds {level} (--reference)."
            ) from None
        for sentence in made.dropped:
            if sentence not in self.notes:
                self.notes.append(sentence)
        if repeats(made.columns):
            raise UnusableInput(
                f"{self.where}: the covariates repeat each other; leave one of "
                f"{', '.join(self.question.covariates)} out (--covariates)."
            )
        return made

    def weights(self) -> Floats | None:
        """Weights; None when every row counts once."""
        if self.question.weights is None:
            return None
        return self.floats("weights")


def read(
    frame: pl.DataFrame,
    question: Question,
    where: str,
    roles: dict[str, str],
    *,
    optional: frozenset[str] = frozenset(),
) -> Study:
    """Read the columns of the roles that a design needs, and the covariates.

    Args:
        frame: As read from the file, text or typed.
        question: Names the columns.
        where: Name of the file, for messages.
        roles: How each role is read: ``number``, ``yes_no``, ``key``, ``time``.
        optional: Roles in which a missing value keeps the row.

    Raises:
        UnusableInput: A role without a column, a column that is not there or cannot be
            read, or no row in which all are known.
    """
    given = {role: getattr(question, role) for role in roles}
    lacking = [role for role, column in given.items() if column is None]
    if lacking:
        raise UnusableInput(
            f"The design {question.design} needs {' and '.join(map(option, lacking))}: "
            f"name the column of {where} that holds it."
        )
    columns.check_present(question.columns(), frame.columns, where)
    notes: list[str] = []
    made: dict[str, pl.Series] = {}
    for role, kind in roles.items():
        made[role] = _READERS[kind](frame[given[role]], notes).rename(role)
    if question.weights:
        made["weights"] = columns.numbers(frame[question.weights], notes)
    if question.cluster:
        made["cluster"] = columns.text(frame[question.cluster])
    for name in question.covariates:
        made[name] = _covariate(frame[name], notes)
    for name in question.controls:
        made[name] = columns.numbers(frame[name], notes)
    for name in question.groups:
        made[name] = columns.text(frame[name])
    if question.cost:
        made["cost"] = columns.numbers(frame[question.cost], notes)
        optional = optional | {"cost"}
    clean = pl.DataFrame([column.rename(name) for name, column in made.items()])
    left_out = []
    for name in clean.columns:
        if name in optional or name in question.groups:
            continue
        kept = clean.filter(pl.col(name).is_not_null())
        if kept.height < clean.height:
            left_out.append((given.get(name) or name, clean.height - kept.height))
        clean = kept
    if clean.is_empty():
        raise UnusableInput(
            f"{where} has no row in which {', '.join(made)} are all known."
        )
    if "weights" in made and bool((clean["weights"] < 0).any()):
        raise UnusableInput(f"{where}: a weight is below 0 (--weights).")
    return Study(question, where, clean, frame.height, tuple(left_out), notes)


def two_arms(study: Study, role: str = "treat") -> Bools:
    """The two arms as yes and no.

    Raises:
        UnusableInput: When everybody is in one arm.
    """
    arm = study.bools(role)
    if arm.all() or not arm.any():
        column = getattr(study.question, role)
        raise UnusableInput(
            f"{study.where}: {column} is the same in every usable row "
            f"({option(role)}); there is nobody to compare with."
        )
    return arm


def must_vary(study: Study, role: str = "outcome") -> None:
    """Refuse an outcome that is the same everywhere.

    Raises:
        UnusableInput: With the value's column.
    """
    values = study.floats(role)
    if len(values) and values.min() == values.max():
        column = getattr(study.question, role)
        raise UnusableInput(
            f"{study.where}: {column} has the same value in all {len(values):,} usable "
            f"rows ({option(role)}), so there is nothing to explain."
        )


def clusters(study: Study, at_least: int = 2) -> Ints | None:
    """Numbers of the clusters, if rows are clustered.

    Raises:
        UnusableInput: With fewer than two of them.
    """
    if study.question.cluster is None:
        return None
    found = study.codes("cluster")
    many = len(np.unique(found))
    if many < at_least:
        raise UnusableInput(
            f"{study.where}: {study.question.cluster} has one value only (--cluster); "
            "one cluster tells nothing of how clusters differ."
        )
    return found


def _covariate(column: pl.Series, notes: list[str]) -> pl.Series:
    if columns.is_text(column):
        written = columns.text(column)
        folded = set(written.drop_nulls().str.to_lowercase().unique().to_list())
        if folded and folded <= {*columns.YES, *columns.NO}:
            return columns.yes_or_no(column, notes)
        return written
    return columns.numbers(column, notes)


def _time(column: pl.Series, notes: list[str]) -> pl.Series:
    """Times as numbers: numbers as they are, dates as days, months as their order."""
    if column.dtype.is_temporal():
        return column.cast(pl.Date).cast(pl.Int32).cast(pl.Float64)
    if columns.is_text(column):
        written = columns.text(column)
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            days = written.str.to_date(form, strict=False)
            if days.null_count() == written.null_count():
                return days.cast(pl.Int32).cast(pl.Float64)
        months = (written + "-01").str.to_date("%Y-%m-%d", strict=False)
        if months.null_count() == written.null_count():
            return (months.dt.year() * 12 + months.dt.month()).cast(pl.Float64)
    return columns.numbers(column, notes)


def _measure(column: pl.Series, notes: list[str]) -> pl.Series:
    """Numbers; an outcome that is told as yes and no becomes 1 and 0."""
    if column.dtype == pl.String and columns.is_text(column):
        written = columns.text(column)
        folded = set(written.drop_nulls().str.to_lowercase().unique().to_list())
        if folded and folded <= {*columns.YES, *columns.NO}:
            return columns.yes_or_no(column, notes).cast(pl.Float64)
    return columns.numbers(column, notes)


def _arm(column: pl.Series, notes: list[str]) -> pl.Series:
    """Yes and no; or two words of which one plainly means nothing out of the usual."""
    if columns.is_text(column):
        written = columns.text(column).str.to_lowercase()
        levels = written.drop_nulls().unique().to_list()
        usual = [level for level in levels if level in USUAL]
        if len(levels) == 2 and len(usual) == 1:
            notes.append(f"{column.name}: {usual[0]} is taken as the comparison.")
            found: pl.Series = (written != usual[0]).rename(column.name)
            return found
    if column.dtype.is_numeric():
        values = column.drop_nulls()
        if len(values) and not set(values.cast(pl.Float64).unique()) <= {0.0, 1.0}:
            raise UnusableInput(
                f"{column.name} must say yes or no (1 or 0) for every row; it holds "
                "other numbers."
            )
    elif columns.is_text(column):
        folded = set(columns.text(column).drop_nulls().str.to_lowercase().unique())
        if not folded <= {*columns.YES, *columns.NO}:
            some = ", ".join(sorted(folded)[:4])
            raise UnusableInput(
                f"{column.name} must say yes or no (1 or 0) for every row; it holds "
                f"{some}{' and more' if len(folded) > 4 else ''}."
            )
    return columns.yes_or_no(column, notes)


USUAL = ("control", "controls", "comparison", "usual", "usual care", "none", "placebo")

_READERS: dict[str, Callable[[pl.Series, list[str]], pl.Series]] = {
    "number": _measure,
    "yes_no": _arm,
    "key": lambda column, _: columns.text(column),
    "time": _time,
}

TIME = _time
"""How one time is read, for a time that stands in no column."""
