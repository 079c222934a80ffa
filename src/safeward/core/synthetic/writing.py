"""Put a generated jurisdiction into a folder: holdings, capacity, and the truth."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from safeward.core.synthetic.types import Jurisdiction


def write(
    jurisdiction: Jurisdiction,
    folder: Path,
    form: Literal["csv", "parquet"] = "parquet",
) -> None:
    """Write ``folder/holdings`` as agencies would, and ``folder/truth`` beside it.

    Args:
        jurisdiction: What was generated.
        folder: Made if it does not exist.
        form: ``csv`` or ``parquet`` for the holdings; the truth is always Parquet.
    """
    holdings = folder / "holdings"
    holdings.mkdir(parents=True, exist_ok=True)
    write_holdings(jurisdiction.tables, holdings, form)
    (holdings / "capacity.toml").write_text(jurisdiction.capacity_toml, "utf-8")
    truth = folder / "truth"
    truth.mkdir(exist_ok=True)
    for name in sorted(jurisdiction.truth):
        jurisdiction.truth[name].write_parquet(truth / f"{name}.parquet")


def write_holdings(
    tables: Mapping[str, pl.DataFrame], folder: Path, form: Literal["csv", "parquet"]
) -> None:
    """Write the tables in the format's words: ``yes`` and ``no``, ISO dates."""
    for name in sorted(tables):
        (folder / f"{name}.csv").unlink(missing_ok=True)
        (folder / f"{name}.parquet").unlink(missing_ok=True)
        if form == "parquet":
            tables[name].write_parquet(folder / f"{name}.parquet")
        else:
            tables[name].with_columns(
                pl.col(pl.Boolean).replace_strict(
                    {True: "yes", False: "no"}, default=None, return_dtype=pl.String
                )
            ).write_csv(folder / f"{name}.csv", datetime_format="%Y-%m-%dT%H:%M")
