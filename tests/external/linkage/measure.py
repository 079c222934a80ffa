"""Link a benchmark with the shipped model or a trained one, and count."""

from functools import cache

import polars as pl
from attrs import frozen

from safeward.core.linkage.evaluate import Accuracy, clustered, pairwise
from safeward.core.linkage.link import edges, link_standardised
from safeward.core.linkage.model import Model, default_model
from safeward.core.linkage.standardise import standardise
from safeward.core.linkage.train import train_standardised
from tests.external.linkage import datasets
from tests.external.linkage.datasets import Benchmark


@frozen
class Measured:
    """What linking a benchmark came to.

    Attributes:
        before: Pairs at or above the threshold, before closure.
        after: Pairs inside groups.
        model: The model that was executed.
        people: ``record_id, person_id``.
    """

    before: Accuracy
    after: Accuracy
    model: Model
    people: pl.DataFrame


@cache
def benchmark(name: str) -> Benchmark:
    """Read one of the public data sets by the name of its function."""
    read = {
        "febrl_1": datasets.febrl_1,
        "febrl_4": datasets.febrl_4,
        "rldata_500": datasets.rldata_500,
        "fake_1000": datasets.fake_1000,
    }[name]
    return read()


@cache
def measured(name: str, *, trained: bool) -> Measured:
    """Link a benchmark with the shipped model, or with one trained on itself."""
    data = benchmark(name)
    std = standardise(data.persons)
    model = default_model()
    if trained:
        model, _ = train_standardised(std, model)
    found = edges(std, model)
    ids = std["record_id"]
    joined = pl.concat([found.pairs, found.copies], how="diagonal").filter(
        pl.col("weight").round(6) >= model.high
    )
    pairs = joined.select(
        record_a=ids.gather(joined["a"]), record_b=ids.gather(joined["b"])
    )
    linked = link_standardised(std, model=model)
    return Measured(
        before=pairwise(pairs, data.truth),
        after=clustered(linked.people, data.truth),
        model=model,
        people=linked.people,
    )
