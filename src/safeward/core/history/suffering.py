"""Who suffered in an event, as seen from the one who is alleged to have done it."""

import polars as pl

FROM_THE_OTHER_SIDE = {
    "parent": "child",
    "child": "parent",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "carer": "cared_for",
    "cared_for": "carer",
}
"""What the recorded perpetrator is to the person who turned out to be the aggressor."""


def suffering(
    alone: pl.DataFrame, several: pl.DataFrame, parties: pl.DataFrame
) -> pl.DataFrame:
    """One row a case and victim survivor or child.

    In a case gained by a determination the recorded perpetrators count too.

    Returns:
        ``case, victim`` (a number), ``relationship, is_child, child, injury``.
    """
    several = _mentions(several, parties)
    grouped = (
        several.sort("case", "victim", "row")
        .group_by("case", "victim", maintain_order=True)
        .agg(
            pl.col("relationship").filter(pl.col("relationship").is_not_null()).last(),
            pl.col("is_child").all(),
            pl.col("child").any(),
            pl.col("injury").max(),
        )
    )
    return pl.concat([_mentions(alone, parties).drop("row"), grouped])


def _mentions(resting: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """One row a case, report and person who suffered."""
    theirs = parties.rename({"person": "victim"})
    recorded = (
        resting.filter(~pl.col("gained"))
        .select("case", "row", "person")
        .join(theirs.filter("suffers"), on="row")
        .filter(pl.col("victim") != pl.col("person"))
        .select(
            "case",
            "victim",
            "row",
            "relationship",
            pl.col("child_only").alias("is_child"),
            "child",
            "injury",
        )
    )
    own = parties.select("row", "person", own_word="relationship", recorded="names")
    gained = (
        resting.filter("gained")
        .select("case", "row", "person")
        .join(own, on=["row", "person"], how="left")
        .join(theirs, on="row")
        .filter(pl.col("victim") != pl.col("person"))
        .select(
            "case",
            "victim",
            "row",
            pl.when("recorded")
            .then("relationship")
            .when("names")
            .then(pl.col("own_word").replace(FROM_THE_OTHER_SIDE)),
            (pl.col("child_only") & ~pl.col("names")).alias("is_child"),
            "child",
            pl.max_horizontal("injury", "own_injury"),
        )
    )
    return pl.concat([recorded, gained])
