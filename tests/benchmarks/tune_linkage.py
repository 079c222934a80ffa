"""Tune the shipped linkage model: a coordinate search over its weights.

Run as ``python -m tests.benchmarks.tune_linkage BASE.json OUT.json``. One threshold
must serve every public benchmark and a synthetic jurisdiction, names alone must never
join, and every bit by which a weight moves costs something, so that the search moves
only what it must. It needs the public data beside the repository.
"""

import math
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
from attrs import evolve, frozen

from safeward.core.linkage.cluster import group
from safeward.core.linkage.evaluate import clustered
from safeward.core.linkage.link import edges
from safeward.core.linkage.model import Comparison, Level, Model, read_model, write
from safeward.core.linkage.standardise import standardise
from safeward.core.synthetic import generate
from tests.external.linkage import datasets

NAMES_ALONE = 14.35
"""Bits for equal given and family names and sex, at most."""

NEEDED = NAMES_ALONE + 0.15
"""Bits of evidence from which a pair joins."""

LOW, HIGH = 0.0, 2.0
"""The thresholds: even odds, and four to one."""

AIMS = {"febrl_1": 0.5, "febrl_4": 2.5, "rldata_500": 2.0, "fake_1000": 1.5, "syn": 4.0}
ENOUGH = {"rldata_500": 0.9899, "fake_1000": 0.925}
COST_A_BIT = 0.001
STEPS = (1.5, 1.5, 0.75, 0.75)
FIXED = ("sex", "middle", "phone")

type Floats = npt.NDArray[np.float64]
type Bits = dict[str, Floats]


@frozen
class Sample:
    """A table's scored pairs, ready to be weighed anew.

    Attributes:
        std: The records.
        truth: Who they are.
        pairs: ``a, b`` and the levels.
        names: Bits for how common the names are, a pair.
    """

    std: pl.DataFrame
    truth: pl.DataFrame
    pairs: pl.DataFrame
    names: Floats


def sample(persons: pl.DataFrame, truth: pl.DataFrame, model: Model) -> Sample:
    """Score every blocked pair that any weights could join."""
    std = standardise(persons)
    found = edges(std, evolve(model, low=-14.0, contradicted=-99.0))
    pairs = pl.concat([found.pairs, found.copies], how="diagonal").sort("a", "b")
    plain = np.full(pairs.height, model.prior_weight)
    for comparison in model.comparisons:
        plain += bits_of(comparison)[pairs[f"level_{comparison.name}"].to_numpy()]
    return Sample(std, truth, pairs, pairs["weight"].to_numpy() - plain)


def bits_of(comparison: Comparison) -> Floats:
    """Weights of a comparison's levels."""
    return np.array([level.weight for level in comparison.levels])


def score(samples: Mapping[str, Sample], model: Model, bits: Bits) -> float:
    """How well the aims are met with these weights."""
    total = 0.0
    for name, some in samples.items():
        weight = model.prior_weight + some.names
        for comparison, table in bits.items():
            weight = weight + table[some.pairs[f"level_{comparison}"].to_numpy()]
        joined = some.pairs.select("a", "b", weight=weight).filter(
            pl.col("weight") >= model.high
        )
        found = group(some.std, joined, high=model.high)
        label = pl.Series(found.label).cast(pl.String)
        people = some.std.select("record_id", person_id=label)
        f1 = clustered(people, some.truth).f1
        total += AIMS[name] * min(f1, ENOUGH.get(name, 1.0))
    return total


def search(samples: Mapping[str, Sample], model: Model) -> Bits:
    """Move one weight at a time, for as long as it pays."""
    start = {c.name: bits_of(c) for c in model.comparisons}

    def worth(bits: Bits) -> float:
        moved = sum(float(np.abs(bits[n] - start[n]).sum()) for n in start)
        return score(samples, model, bits) - COST_A_BIT * moved

    bits, best = start, worth(start)
    for step in STEPS:
        for comparison in model.comparisons:
            for place, level in enumerate(comparison.levels):
                if level.null or level.terms or comparison.name in FIXED:
                    continue
                for move in (step, -step):
                    table = bits[comparison.name].copy()
                    table[place] += move
                    tried = {**bits, comparison.name: table}
                    reached = worth(tried)
                    if reached > best + 1e-5:
                        bits, best = tried, reached
                        print(comparison.name, level.predicate, move, round(best, 4))
                        break
    return bits


def based(model: Model) -> Model:
    """The model with its names capped and its prior set to the wanted evidence."""
    half = (NAMES_ALONE - 1.0) / 2
    equal = {
        level.terms: level.m
        for comparison in model.comparisons
        for level in comparison.levels
        if level.terms
    }
    terms = {}
    for name, table in model.terms.items():
        least = float(f"{equal[name] / 2**half:.3g}")
        kept = {word: share for word, share in table.values.items() if share > least}
        terms[name] = evolve(table, least=least, unseen=least, values=kept)
    odds = 2 ** (HIGH - NEEDED)
    prior = float(f"{odds / (1 + odds):.3g}")
    return evolve(model, terms=terms, prior=prior, low=LOW, high=HIGH)


def with_bits(model: Model, bits: Bits) -> Model:
    """Write weights into a model as shares.

    Agreement moves by how often strangers reach it, disagreement by how often true
    pairs do.
    """
    comparisons = []
    for comparison in model.comparisons:
        levels = [
            _moved(level, float(weight))
            for level, weight in zip(
                comparison.levels, bits[comparison.name], strict=True
            )
        ]
        comparisons.append(evolve(comparison, levels=tuple(levels)))
    return evolve(model, comparisons=tuple(comparisons))


def _moved(level: Level, weight: float) -> Level:
    if level.null or math.isclose(level.weight, weight, abs_tol=1e-9):
        return level
    if level.u < 0.5:
        return evolve(level, u=float(f"{level.m / 2**weight:.3g}"))
    return evolve(level, m=float(f"{level.u * 2**weight:.3g}"))


def main(base: Path, out: Path) -> None:
    """Tune a model and write it."""
    model = based(read_model(base))
    samples = {}
    for name in ("febrl_1", "febrl_4", "rldata_500", "fake_1000"):
        data = getattr(datasets, name)()
        samples[name] = sample(data.persons, data.truth, model)
    made = generate(incidents=30_000, divisions=4, years=5, seed=7)
    truth = made.truth["records"].select("record_id", person="true_person_id")
    half = truth["person"].unique().sort().gather_every(2)
    truth = truth.filter(pl.col("person").is_in(half.implode()))
    persons = made.tables["persons"].join(truth.select("record_id"), on="record_id")
    samples["syn"] = sample(persons, truth, model)
    out.write_text(write(with_bits(model, search(samples, model))), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
