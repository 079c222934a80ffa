"""Say why two records are held to be one person, or not: field by field, in bits."""

import math

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.linkage.model import Model, probability
from safeward.core.linkage.pairs import Pairs
from safeward.core.linkage.score import Scorer
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.errors import UnusableInput

_SHOWN: dict[str, tuple[str, ...]] = {
    "given": ("given", "middle"),
    "middle": ("middle",),
    "family": ("family",),
    "born": ("born",),
    "sex": ("sex",),
    "address": ("address", "suburb", "postcode"),
    "phone": ("phone",),
    "email": ("email",),
}


@frozen
class Evidence:
    """What one comparison adds to a pair's weight.

    Attributes:
        comparison: Words for the field or fields compared.
        found: What was found, such as "same date of birth".
        value_a: The standardised value in the one record; empty when missing.
        value_b: In the other.
        weight: Bits for what was found, before the adjustment.
        adjustment: Bits for how common the value is.
    """

    comparison: str
    found: str
    value_a: str
    value_b: str
    weight: float
    adjustment: float


@frozen
class Explanation:
    """A pair's weight, taken apart; ``prior`` and all evidence add up to ``weight``.

    Attributes:
        record_a: The smaller record_id.
        record_b: The other.
        prior: Bits before any evidence: how rarely two records are one person.
        evidence: One entry a comparison, in the model's order.
        weight: The pair's weight.
        probability: Chance that the two are one person.
        verdict: ``joined``, ``review`` or ``apart``, by weight alone.
    """

    record_a: str
    record_b: str
    prior: float
    evidence: tuple[Evidence, ...]
    weight: float
    probability: float
    verdict: str


def explain(
    record_a: str, record_b: str, persons: pl.DataFrame, model: Model
) -> Explanation:
    """Take the weight of two records apart.

    Args:
        record_a: A record_id.
        record_b: Another.
        persons: The file that was linked, columns of the holdings format: its size is
            part of the weight. Must hold both records.
        model: The model to execute.

    Returns:
        The explanation; its weights add up to what linkage gave the pair (1e-6).

    Raises:
        UnusableInput: One of the records is not there, or both are the same.
    """
    wanted = sorted({record_a, record_b})
    both = persons.filter(pl.col("record_id").is_in(wanted))
    if len(wanted) != 2 or both.height != 2:
        raise UnusableInput(
            "An explanation needs two different records that are both held."
        )
    model = model.for_records(persons.height)
    std = standardise(both)
    columns = Columns.of(std)
    scorer = Scorer.of(model, columns)
    pairs = Pairs(columns, np.array([0]), np.array([1]))
    scores = scorer.score(pairs.left, pairs.right)
    evidence = []
    for comparison in model.comparisons:
        found = scores.levels[comparison.name]
        level = comparison.levels[int(found[0])]
        bits = float(scorer.bits(comparison, pairs, found)[0])
        shown = _SHOWN.get(comparison.name, ())
        evidence.append(
            Evidence(
                comparison=comparison.label,
                found=PREDICATES[level.predicate].sentence,
                value_a=_value(std, 0, shown),
                value_b=_value(std, 1, shown),
                weight=level.weight,
                adjustment=bits - level.weight,
            )
        )
    weight = math.fsum(
        [model.prior_weight, *(e.weight + e.adjustment for e in evidence)]
    )
    return Explanation(
        record_a=wanted[0],
        record_b=wanted[1],
        prior=model.prior_weight,
        evidence=tuple(evidence),
        weight=weight,
        probability=probability(weight),
        verdict=verdict(weight, model),
    )


def verdict(weight: float, model: Model) -> str:
    """What a weight alone decides: ``joined``, ``review`` or ``apart``."""
    if round(weight, 6) >= model.high:
        return "joined"
    return "review" if round(weight, 6) >= model.low else "apart"


def _value(std: pl.DataFrame, row: int, columns: tuple[str, ...]) -> str:
    values = std.select(columns).row(row) if columns else ()
    return ", ".join(str(v) for v in values if v is not None)


def basis(edges: pl.DataFrame, model: Model) -> pl.Series:
    """Name for each scored pair its weight and the fields that spoke for it.

    Args:
        edges: ``weight`` and the ``level_`` columns.
        model: The model that gave them.

    Returns:
        Texts such as ``weight 17.3: names, date of birth``.
    """
    # one text for each set of fields that spoke for a pair, of which there are few
    spoke = np.zeros(edges.height, dtype=np.int64)
    for place, comparison in enumerate(model.comparisons):
        agrees = np.array([v.weight > 0 for v in comparison.levels], dtype=np.int64)
        spoke |= agrees[edges[f"level_{comparison.name}"].to_numpy()] << place
    sets, which = np.unique(spoke, return_inverse=True)
    texts = [
        ", ".join(
            comparison.label
            for place, comparison in enumerate(model.comparisons)
            if fields >> place & 1
        ).replace("given name, family name", "names")
        for fields in sets.tolist()
    ]
    tenths = pl.col("weight").round(1).cast(pl.String)
    listed = pl.Series(texts, dtype=pl.String).gather(which)
    return edges.select(
        pl.concat_str(pl.lit("weight "), tenths, pl.lit(": "), listed).alias("basis")
    )["basis"]
