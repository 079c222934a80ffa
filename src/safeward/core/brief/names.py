"""Names and ages of people of concern, and of nobody else."""

from datetime import date

import polars as pl
from attrs import frozen

from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked
from safeward.core.vocabulary.calendar import age_on

WITHHELD = "name withheld (restricted record)"


@frozen
class Named:
    """How the brief calls a person of concern."""

    text: str


def name_people(
    holdings: Holdings, linked: Linked, queue: pl.DataFrame, as_of: date
) -> dict[str, Named]:
    """Give each person in the queue a name, an age and an identifier to be read out.

    The name is the one of the latest police record that has one, else of the latest
    record of any agency. A person with a restricted record is not named.
    """
    mentions = (
        linked.people.select("record_id", "person_id")
        .join(queue.select("person_id", "identifier"), on="person_id")
        .join(
            holdings.persons.select(
                "record_id",
                "agency",
                "family_name",
                "given_names",
                "date_of_birth",
                "recorded_on",
                "restricted",
            ),
            on="record_id",
        )
        .sort(
            "person_id",
            pl.col("agency") != "police",
            pl.col("recorded_on").cast(pl.Int32).fill_null(0) * -1,
            "record_id",
        )
    )
    chosen = mentions.group_by("person_id", maintain_order=True).agg(
        pl.col("family_name").drop_nulls().first(),
        pl.col("given_names").drop_nulls().first(),
        pl.col("date_of_birth").drop_nulls().first(),
        pl.col("identifier").first(),
        pl.col("restricted").fill_null(False).any(),
    )
    return {
        row["person_id"]: Named(_text(row, as_of))
        for row in chosen.iter_rows(named=True)
    }


def _text(row: dict[str, object], as_of: date) -> str:
    if row["restricted"]:
        return f"{WITHHELD}, {row['person_id']}"
    family, given = row["family_name"], row["given_names"]
    name = ", ".join(
        part
        for part in (str(family).upper() if family else "", str(given or ""))
        if part
    )
    born = row["date_of_birth"]
    age = f", {age_on(as_of, born)}" if isinstance(born, date) else ", age not known"
    tag = f" ({row['identifier']})" if row["identifier"] else f" ({row['person_id']})"
    return f"{name or 'name not recorded'}{age}{tag}"
