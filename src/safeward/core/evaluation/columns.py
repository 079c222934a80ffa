"""Columns as people write them to numbers, yes and no: what cannot be read is counted.

Nothing is guessed. A value that cannot be read is missing, and a note says how many
there were and where the first one is; it never quotes the value, which could be
somebody's data.
"""

from difflib import get_close_matches

import polars as pl

from safeward.core.vocabulary.errors import UnusableInput

YES = ("yes", "y", "true", "t", "1", "1.0")
NO = ("no", "n", "false", "f", "0", "0.0")
MISSING = ("", "na", "n/a", "nan", "null", "#n/a")
UP = ("up", "higher", "graver", "1", "raised")
DOWN = ("down", "lower", "milder", "-1", "lowered")
KEPT = ("none", "no", "kept", "0", "same", "")
INDIGENOUS_YES = (
    *YES,
    "aboriginal",
    "torres_strait_islander",
    "both",
    "indigenous",
)
INDIGENOUS_NO = (*NO, "neither", "non_indigenous", "not_indigenous")


def check_present(wanted: dict[str, str], there: list[str], where: str) -> None:
    """Refuse a question about columns that are not there.

    Args:
        wanted: Option that named each column.
        there: Columns of the file.
        where: Name of the file.

    Raises:
        UnusableInput: Naming the closest columns.
    """
    for column, option in wanted.items():
        if column in there:
            continue
        folded = {name.casefold(): name for name in there}
        near = get_close_matches(column.casefold(), folded, n=3, cutoff=0.5)
        hint = (
            "did you mean " + " or ".join(folded[name] for name in near)
            if near
            else f"its columns are {', '.join(there[:12])}"
            + (f" and {len(there) - 12} more" if len(there) > 12 else "")
        )
        raise UnusableInput(f"{where} has no column {column} ({option}); {hint}?")


def text(column: pl.Series) -> pl.Series:
    """Trimmed text, null where nothing was written."""
    if column.dtype == pl.Boolean:
        column = column.replace_strict(
            {True: "yes", False: "no"}, return_dtype=pl.String
        )
    elif column.dtype.is_float() and bool((column == column.floor()).all()):
        column = column.cast(pl.Int64)
    cleaned = column.cast(pl.String).str.strip_chars()
    return cleaned.set(cleaned.str.to_lowercase().is_in(list(MISSING)), None)


def numbers(column: pl.Series, notes: list[str]) -> pl.Series:
    """Numbers, null where there is none; text among them is noted."""
    if column.dtype.is_numeric():
        found = column.cast(pl.Float64)
        return found.set(~found.is_finite(), None)
    if column.dtype == pl.Boolean:
        return column.cast(pl.Float64)
    written = text(column)
    found = written.cast(pl.Float64, strict=False)
    found = found.set(~found.is_finite(), None)
    _note(column.name, written.is_not_null() & found.is_null(), "not a number", notes)
    return found


def is_text(column: pl.Series) -> bool:
    """Whether a column is words rather than numbers: hardly anything in it is one."""
    if column.dtype.is_numeric() or column.dtype == pl.Boolean:
        return False
    written = text(column).drop_nulls()
    if not len(written):
        return False
    read = written.cast(pl.Float64, strict=False).is_not_null().sum()
    return bool(read * 2 < len(written))


def yes_or_no(
    column: pl.Series, notes: list[str], positive: tuple[str, ...] = ()
) -> pl.Series:
    """True and false, null where neither was written.

    Args:
        column: yes/no, true/false, y/n, t/f, 1/0; or anything, with ``positive``.
        notes: Gets a sentence when values cannot be read.
        positive: Texts that mean yes; everything else that was written means no.

    Raises:
        UnusableInput: When nothing can be read, naming what would help.
    """
    if column.dtype == pl.Boolean:
        return column
    written = text(column)
    if positive:
        wanted = [level.casefold() for level in positive]
        found = written.str.to_lowercase().is_in(wanted)
        if not found.any():
            raise UnusableInput(
                f"{column.name} never holds {' or '.join(positive)} (--positive); "
                f"{_levels(written)}."
            )
        return found.rename(column.name)
    folded = written.str.to_lowercase()
    found = folded.replace_strict(
        {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)},
        default=None,
        return_dtype=pl.Boolean,
    )
    number = written.cast(pl.Float64, strict=False)
    found = (
        pl.DataFrame({"found": found, "number": number})
        .select(
            pl.coalesce(
                "found",
                pl.when(pl.col("number") == 1)
                .then(True)
                .when(pl.col("number") == 0)
                .then(False),
            )
        )
        .to_series()
        .rename(column.name)
    )
    lost = written.is_not_null() & found.is_null()
    # 1 and 2, as some programs write it, must not become yes and missing.
    codes = bool(lost.any()) and written.drop_nulls().n_unique() == 2
    if codes or (found.is_null().all() and lost.any()):
        raise UnusableInput(
            f"{column.name} holds neither yes and no nor 1 and 0; say with --positive "
            f"which of its values mean that it happened ({_levels(written)})."
        )
    _note(column.name, lost, "neither yes nor no", notes)
    return found


def ordered(
    column: pl.Series, order: tuple[str, ...], notes: list[str]
) -> tuple[pl.Series, tuple[str, ...]]:
    """Levels of a text score as 1, 2, 3 from the lowest.

    Raises:
        UnusableInput: When the order was not given, naming the levels.
    """
    written = text(column)
    if not order:
        raise UnusableInput(
            f"{column.name} holds text; give its levels from the lowest to the highest "
            f"with --order ({_levels(written)})."
        )
    places = {level.casefold(): at + 1.0 for at, level in enumerate(order)}
    found = written.str.to_lowercase().replace_strict(
        places, default=None, return_dtype=pl.Float64
    )
    if found.is_null().all():
        raise UnusableInput(
            f"{column.name} holds none of the levels of --order; {_levels(written)}."
        )
    _note(
        column.name,
        written.is_not_null() & found.is_null(),
        "not a level of --order",
        notes,
    )
    return found.rename(column.name), order


def direction(column: pl.Series, notes: list[str]) -> pl.Series:
    """1 for an override up, -1 for one down, 0 for none."""
    folded = text(column).str.to_lowercase().fill_null("")
    found = folded.replace_strict(
        {
            **dict.fromkeys(KEPT, 0),
            **dict.fromkeys(UP, 1),
            **dict.fromkeys(DOWN, -1),
        },
        default=None,
        return_dtype=pl.Int8,
    )
    _note(column.name, found.is_null(), "neither up, down nor none", notes)
    return found


def indigenous(column: pl.Series, notes: list[str]) -> pl.Series:
    """Whether each recorded answer says Aboriginal or Torres Strait Islander."""
    folded = (
        text(column)
        .str.to_lowercase()
        .str.replace_all(r"[^a-z0-9.]+", "_")
        .str.strip_chars("_")
    )
    known = folded.replace_strict(
        {
            **dict.fromkeys(INDIGENOUS_YES, True),
            **dict.fromkeys(INDIGENOUS_NO, False),
        },
        default=None,
        return_dtype=pl.Boolean,
    )
    # Longer wordings: "Non-Indigenous", "Aboriginal and/or Torres Strait Islander".
    longer = (
        pl.DataFrame({"known": known, "text": folded})
        .select(
            pl.coalesce(
                "known",
                pl.when(pl.col("text").str.contains(r"^(non|not|neither)_"))
                .then(
                    pl.when(~pl.col("text").str.contains("stated|known|recorded")).then(
                        False
                    )
                )
                .when(pl.col("text").str.contains("aboriginal|torres|indigenous"))
                .then(True),
            )
        )
        .to_series()
        .rename(column.name)
    )
    if longer.is_null().all():
        notes.append(
            f"{column.name} holds no answer that says whether somebody is Aboriginal "
            "or Torres Strait Islander; every row counts as not stated."
        )
    return longer


def _levels(written: pl.Series) -> str:
    found = sorted(written.drop_nulls().unique().to_list())
    if len(found) > 8:
        return f"it holds {len(found)} different texts"
    return f"it holds {', '.join(found)}"


def _note(name: str, bad: pl.Series, what: str, notes: list[str]) -> None:
    count = int(bad.sum())
    if count:
        first = int(bad.arg_true()[0]) + 1
        rows = "value is" if count == 1 else "values are"
        notes.append(
            f"{name}: {count:,} {rows} {what} and counted as missing (the first in "
            f"data row {first:,})."
        )
