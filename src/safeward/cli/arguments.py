"""Arguments that several commands share, turned into values with clear refusals."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    import polars as pl

In = Annotated[
    list[Path],
    typer.Argument(
        metavar="IN...", help="One or more folders of agency files, read together."
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", metavar="FILE", help="A policy instead of the default."),
]
CapacityFile = Annotated[
    Path | None,
    typer.Option(
        "--capacity",
        metavar="FILE",
        help="A capacity file; wins over IN/capacity.toml.",
    ),
]
ModelFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A linkage model (JSON)."),
]
Jurisdiction = Annotated[
    str,
    typer.Option(
        "--jurisdiction", help="Whose dated law to apply, by the name of its file."
    ),
]


def day(text: str, option: str) -> date:
    """Read a date as people write it in files: 2026-11-22."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnusableInput(
            f"{option} {text!r} is not a date; write it as YYYY-MM-DD."
        ) from None


def folders(given: list[Path]) -> list[Path]:
    """Check that every input is a folder that can be opened."""
    for folder in given:
        if not folder.is_dir():
            raise UnusableInput(f"{folder} is not a folder of agency files.")
    return given


def existing(path: Path | None, what: str) -> Path | None:
    """Check that a named file is there."""
    if path is not None and not path.is_file():
        raise UnusableInput(f"{path} ({what}) is not a file that can be read.")
    return path


def writable(path: Path) -> Path:
    """Check that a file may be written: its folder is there, and it is no folder."""
    if not path.resolve().parent.is_dir():
        raise UnusableInput(f"{path.parent} is not a folder; make it first.")
    if path.is_dir():
        raise UnusableInput(f"{path} is a folder; name a file.")
    return path


def capacity_file(given: Path | None, inputs: list[Path]) -> Path | None:
    """Find the capacity file: the one named, else the only one among the inputs."""
    if given is not None:
        return existing(given, "--capacity")
    found = [path for folder in inputs if (path := folder / "capacity.toml").is_file()]
    if len(found) > 1:
        raise UnusableInput(
            f"{found[0]} and {found[1]} are both there; name one with --capacity."
        )
    return found[0] if found else None


def truth_tables(folder: Path | None) -> "dict[str, pl.DataFrame] | None":
    """Read the truth files beside synthetic holdings, if they were named."""
    import polars as pl

    if folder is None:
        return None
    files = sorted(folder.glob("*.parquet")) if folder.is_dir() else []
    if not files:
        raise UnusableInput(f"{folder} (--truth) holds no truth of a synthetic state.")
    return {path.stem: pl.read_parquet(path) for path in files}
