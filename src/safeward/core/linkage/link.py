"""Who is who: standardise, collapse, block, score, cluster."""

from concurrent.futures import ThreadPoolExecutor

import polars as pl

from safeward.core.linkage.cluster import Grouping, group
from safeward.core.linkage.edges import contradicted, edges
from safeward.core.linkage.explain import basis
from safeward.core.linkage.model import Model, default_model
from safeward.core.linkage.people import memberships
from safeward.core.linkage.review import review_rows, weak_joins
from safeward.core.linkage.standardise import standardise
from safeward.core.linkage.types import Linked
from safeward.core.vocabulary.progress import Progress, silent


def link(
    persons: pl.DataFrame,
    *,
    model: Model | None = None,
    never_link: pl.DataFrame | None = None,
    progress: Progress = silent,
) -> Linked:
    """Find which mentions are one person.

    Args:
        persons: Columns of the holdings format, already restricted to what was known.
        model: The model to execute; the shipped one when None.
        never_link: ``record_a, record_b`` that people found to be two persons.
        progress: Told how far the work is.

    Returns:
        Everyone's person, what should be reviewed, and the joins that are weak.
    """
    progress("standardising records")
    std = standardise(persons)
    return link_standardised(std, model=model, never_link=never_link, progress=progress)


def link_standardised(
    std: pl.DataFrame,
    *,
    model: Model | None = None,
    never_link: pl.DataFrame | None = None,
    progress: Progress = silent,
) -> Linked:
    """Find which mentions are one person, from an already standardised frame."""
    given = model or default_model()
    model = given.for_records(std.height)
    found = edges(std, model, progress=progress)
    progress("grouping records")
    scored = pl.concat([found.pairs, found.copies], how="diagonal").sort("a", "b")
    against = scored.filter(contradicted(model).fill_null(value=False))
    grouping = group(
        std, scored, high=model.high, never_link=_forbidden(std, against, never_link)
    )
    ids = std["record_id"]
    with ThreadPoolExecutor(2) as pool:
        # neither needs the other
        naming = pool.submit(_people, std, scored, grouping, model)
        review = review_rows(ids, scored, grouping, low=model.low)
        weak = weak_joins(ids, scored, grouping, high=model.high)
        people = naming.result()
    return Linked(
        people=people,
        review=_with_contradictions(review, std, against, never_link, people),
        weak_joins=weak,
        records_read=std.height,
        pairs_scored=found.pairs_scored,
        model_id=model.name,
        notes=(*_size(given, model, std.height), *found.notes),
    )


def _size(given: Model, model: Model, records: int) -> tuple[str, ...]:
    """Say by how much the prior fell because of the size of the file, if it did."""
    if model is given:
        return ()
    bits = round(given.prior_weight - model.prior_weight)
    return (
        f"the prior is {bits} bit{'s' * (bits > 1)} lower for {records} records than"
        f" for {given.records}",
    )


def _people(
    std: pl.DataFrame, scored: pl.DataFrame, grouping: Grouping, model: Model
) -> pl.DataFrame:
    """Everyone's person and what that rests on, in the order of the records."""
    people = memberships(std, scored, grouping, high=model.high)
    return people.select(
        "record_id",
        "person_id",
        "probability",
        basis=pl.coalesce(_basis(people["edge"], scored, model), "kind"),
    )


def _basis(edge: pl.Series, scored: pl.DataFrame, model: Model) -> pl.Series:
    """What each record's edge rests on; null where it has none."""
    there = edge.is_not_null()
    used = scored.select("weight", pl.col("^level_.*$"))[edge.drop_nulls()]
    number = pl.select(pl.when(there).then(there.cum_sum() - 1)).to_series()
    return basis(used, model).gather(number.cast(pl.UInt32))


_AGAINST = "one identifier, but the evidence speaks against one person"


def _forbidden(
    std: pl.DataFrame, against: pl.DataFrame, never_link: pl.DataFrame | None
) -> pl.DataFrame:
    """Pairs that must not be joined: by people's word, or until people have looked."""
    ids = std["record_id"]
    pairs = pl.DataFrame(
        {"record_a": ids.gather(against["a"]), "record_b": ids.gather(against["b"])}
    )
    if never_link is None:
        return pairs
    said = never_link.select(pl.col("record_a", "record_b").cast(pl.String))
    return pl.concat([pairs, said])


def _with_contradictions(
    review: pl.DataFrame,
    std: pl.DataFrame,
    against: pl.DataFrame,
    never_link: pl.DataFrame | None,
    people: pl.DataFrame,
) -> pl.DataFrame:
    """Add the identifiers that the evidence contradicts, once for two persons."""
    if against.is_empty():
        return review
    ids, persons = std["record_id"], people["person_id"]
    one, other = persons.gather(against["a"]), persons.gather(against["b"])
    rows = (
        against.select(
            record_a=ids.gather(against["a"]),
            record_b=ids.gather(against["b"]),
            weight="weight",
            probability="probability",
            why=pl.lit(_AGAINST),
            low=pl.min_horizontal(one, other),
            high=pl.max_horizontal(one, other),
        )
        .sort("record_a", "record_b")
        .unique(["low", "high"], keep="first", maintain_order=True)
    )
    if never_link is not None:
        said = pl.concat(
            [
                never_link.select("record_a", "record_b"),
                never_link.select(record_a="record_b", record_b="record_a"),
            ]
        ).cast(pl.String)
        rows = rows.join(said, on=["record_a", "record_b"], how="anti")
    return pl.concat([review, rows.select(review.columns)]).sort("record_a", "record_b")
