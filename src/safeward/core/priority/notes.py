"""What is recorded and shown beside the reasons without any effect on the tier."""

import polars as pl

from safeward.core.instruments.library import RECORDED_IDS, instrument
from safeward.core.priority.sentences import DAY


def notes(frame: pl.DataFrame) -> pl.DataFrame:
    """Instrument results that people should see although no point rests on them.

    Args:
        frame: One row a person with the columns of recorded results.

    Returns:
        ``person_id, sentence, source``, in a fixed order.
    """
    return pl.concat([_dash(frame), _maram(frame), _lap(frame), _stale(frame)])


def _dash(frame: pl.DataFrame) -> pl.DataFrame:
    """A count that missing answers leave open: lowest and highest possible."""
    tool = instrument("safelives_dash")
    return frame.filter(pl.col("dash_high") > pl.col("dash_low")).select(
        "person_id",
        sentence=pl.format(
            "{} of {}: between {} and {} of {}, {} questions not answered",
            pl.lit(tool.name),
            pl.col("dash_on").dt.strftime(DAY),
            "dash_low",
            "dash_high",
            pl.lit(len(tool.questions)),
            pl.col("dash_unanswered").list.len(),
        ),
        source=pl.lit("SafeLives"),
    )


def _maram(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("maram_latest").is_not_null()).select(
        "person_id",
        sentence=pl.format(
            "MARAM level {}, completed {}",
            pl.col("maram_latest").str.replace_all("_", " "),
            pl.col("maram_on").dt.strftime(DAY),
        ),
        source=pl.lit("MARAM"),
    )


def _lap(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("lap_trigger").fill_null(value=False)).select(
        "person_id",
        sentence=pl.format(
            "Lethality screen (LAP) triggered on {}, shown and never counted",
            pl.col("lap_on").dt.strftime(DAY),
        ),
        source=pl.lit("Messing 2015 (specificity .21)"),
    )


def _stale(frame: pl.DataFrame) -> pl.DataFrame:
    """Results over 12 months old are named and not used."""
    each = (
        frame.select("person_id", "stale")
        .explode("stale")
        .filter(pl.col("stale").is_not_null())
        .with_columns(pl.col("stale").str.split(" "))
    )
    tool, day = pl.col("stale").list.first(), pl.col("stale").list.last()
    names = {name: instrument(name).name for name in RECORDED_IDS}
    return each.select(
        "person_id",
        sentence=pl.format(
            "{} of {} is over 12 months old and not used",
            tool.replace(names),
            day.str.to_date().dt.strftime(DAY),
        ),
        source=pl.lit("judgement"),
    )
