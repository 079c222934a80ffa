"""One answer a person from the many that were recorded."""

import polars as pl


def counted_status(person: pl.Series, answer: pl.Series) -> pl.Series:
    """Whether each row's person counts as yes: the most frequent answer, yes wins ties.

    The counting rule by which the Crime Statistics Agency Victoria derives Indigenous
    status. An answer that was not given does not vote; a person who never gave one is
    not known.

    Args:
        person: Who each row is about; a row without a person stands for itself.
        answer: True, False or null, one a row.

    Returns:
        True, False or null, one a row, the same for every row of a person.
    """
    frame = pl.DataFrame({"person": person, "answer": answer.cast(pl.Boolean)})
    votes = pl.col("answer").sum().over("person")
    against = (~pl.col("answer")).sum().over("person")
    counted = pl.when(votes + against > 0).then(votes >= against)
    return (
        frame.select(
            pl.when(pl.col("person").is_null()).then("answer").otherwise(counted)
        )
        .to_series()
        .rename(answer.name)
    )
