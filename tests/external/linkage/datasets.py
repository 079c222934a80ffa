"""Public data with known duplicates, each as one persons table with its truth."""

from pathlib import Path

import polars as pl
import pytest
from attrs import frozen

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"


@frozen
class Benchmark:
    """Mentions and who they truly are.

    Attributes:
        persons: A persons table of the holdings format; birth dates as text, since
            some are impossible.
        truth: ``record_id, person``.
    """

    persons: pl.DataFrame
    truth: pl.DataFrame


def _found(*parts: str) -> Path:
    path = DATA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"external data {'/'.join(parts)} is not beside the repository")
    return path


def _benchmark(frame: pl.DataFrame, person: pl.Expr) -> Benchmark:
    return Benchmark(
        persons=frame.drop(c for c in ("person",) if c in frame.columns).with_columns(
            agency=pl.lit("benchmark")
        ),
        truth=frame.select("record_id", person=person.cast(pl.String)),
    )


def febrl(*files: str) -> Benchmark:
    """FEBRL as published, without the national number.

    The name of a record tells its person: ``rec-12-org`` and ``rec-12-dup-0``.
    """
    parts = []
    for name in files:
        raw = pl.read_csv(_found("febrl", name), infer_schema=False)
        raw = raw.rename({c: c.strip() for c in raw.columns})
        parts.append(raw.with_columns(pl.all().str.strip_chars()))
    raw = pl.concat(parts)
    frame = raw.select(
        record_id="rec_id",
        given_names="given_name",
        family_name="surname",
        date_of_birth="date_of_birth",
        address=pl.concat_str(
            "street_number", "address_1", "address_2", separator=" ", ignore_nulls=True
        ),
        suburb="suburb",
        postcode="postcode",
        state="state",
    )
    return _benchmark(frame, pl.col("record_id").str.extract(r"rec-(\d+)-"))


def febrl_1() -> Benchmark:
    """500 people, 500 of them twice."""
    return febrl("dataset1.csv.gz")


def febrl_4() -> Benchmark:
    """5,000 people in two files of 5,000, as one table."""
    return febrl("dataset4a.csv.gz", "dataset4b.csv.gz")


def rldata_500() -> Benchmark:
    """450 people, 50 of them twice: German names and birth dates only."""
    raw = pl.read_csv(
        _found("rldata", "RLdata500.csv"), infer_schema=False, null_values="NA"
    )
    who = pl.read_csv(_found("rldata", "identity.RLdata500.csv"))
    frame = raw.with_row_index("row").select(
        record_id=pl.concat_str(
            pl.lit("r"), pl.col("row").cast(pl.String).str.zfill(3)
        ),
        given_names=pl.concat_str(
            "fname_c1", "fname_c2", separator=" ", ignore_nulls=True
        ),
        family_name=pl.concat_str(
            "lname_c1", "lname_c2", separator=" ", ignore_nulls=True
        ),
        date_of_birth=pl.concat_str(
            "by",
            pl.col("bm").str.zfill(2),
            pl.col("bd").str.zfill(2),
            separator="-",
        ),
        person=who["x"],
    )
    return _benchmark(frame, pl.col("person"))


def fake_1000() -> Benchmark:
    """Splink's 1,000 messy mentions of 251 people."""
    raw = pl.read_csv(_found("splink", "fake_1000.csv"), infer_schema=False)
    frame = raw.select(
        record_id=pl.col("unique_id").str.zfill(4),
        given_names="first_name",
        family_name="surname",
        date_of_birth="dob",
        suburb="city",
        email="email",
        person="cluster",
    )
    return _benchmark(frame, pl.col("person"))


def fake_1000_labels() -> pl.DataFrame:
    """Splink's clerical labels: ``record_a, record_b, same`` (Boolean)."""
    raw = pl.read_csv(_found("splink", "fake_1000_labels.csv"), infer_schema=False)
    return raw.select(
        record_a=pl.col("unique_id_l").str.zfill(4),
        record_b=pl.col("unique_id_r").str.zfill(4),
        same=pl.col("clerical_match_score").cast(pl.Float64) >= 0.5,
    )
