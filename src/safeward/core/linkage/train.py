"""Estimate a linkage model on a table's own records, with Splink.

The numbers that a table cannot support stay as shipped: every estimate is blended with
the given model as if that had been seen on a few more pairs, so a table of five hundred
mentions moves the model a little and one of a million moves it entirely. Thresholds
never move.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import polars as pl
from attrs import evolve

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.estimate import LevelKey, Session, estimate_m, estimate_u
from safeward.core.linkage.model import Model, Terms, checked
from safeward.core.linkage.pairs import Pairs
from safeward.core.linkage.score import levels_of
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.progress import Progress, silent

RULES: Final[Mapping[tuple[str, ...], tuple[LevelKey, ...]]] = {
    ("born",): (("born", "born_equal"),),
    ("given", "family"): (("given", "given_equal"), ("family", "family_equal")),
    ("given", "address"): (("given", "given_equal"), ("address", "address_equal")),
    ("given", "phone"): (("given", "given_equal"), ("phone", "phone_equal")),
    ("email",): (("email", "email_equal"),),
}
"""Columns that the pairs of a session share, and the levels that this agrees with.

Never an address or a telephone alone: a family shares these and a name, and would be
learned as one person with many given names."""

SUPPORT: Final = 10.0
"""Expected true pairs below which a comparison's shares of true pairs stand."""

_SHIPPED_MATCHES = 10.0
_SHIPPED_PAIRS = 20_000.0
_SHIPPED_RECORDS = 500.0
_SAMPLE = 2_000_000.0
_SESSION = 1_000_000
_TERM_LEAST_COUNT = 3


def train(
    persons: pl.DataFrame, base: Model, *, seed: int = 1, progress: Progress = silent
) -> tuple[Model, tuple[str, ...]]:
    """Estimate a model on a persons table.

    Args:
        persons: Columns of the holdings format.
        base: Gives comparisons, thresholds, floors and whatever these data cannot.
        seed: Same seed, same model.
        progress: Told which part is being estimated.

    Returns:
        The model, and in sentences what could not be estimated.
    """
    return train_standardised(standardise(persons), base, seed=seed, progress=progress)


def train_standardised(
    std: pl.DataFrame, base: Model, *, seed: int = 1, progress: Progress = silent
) -> tuple[Model, tuple[str, ...]]:
    """Estimate a model on an already standardised frame; see ``train``."""
    pairs = std.height * (std.height - 1) / 2
    present = _presence(std, base, seed)
    names = [name for name, share in present.items() if share > 0]
    if pairs < SUPPORT or not names:
        return base, ("Too few records to estimate anything; the given model stands.",)

    progress("estimating how unrelated records compare")
    sample = min(_SAMPLE, pairs)
    raw_u = estimate_u(std, base, names, pairs=sample, seed=seed)
    progress("estimating how true pairs compare")
    first = estimate_m(std, base, names, list(RULES), most=_SESSION)
    prior = _prior(first, base, pairs)
    model = _with_u(base, raw_u, present, prior, sample)
    sessions = estimate_m(std, model, names, list(RULES), most=_SESSION)
    model = _with_m(model, sessions)
    model = evolve(
        model,
        id=f"{base.id}, trained",
        prior=_prior(sessions, model, pairs),
        records=std.height if sessions else model.records,
        terms={name: _terms(std, t) for name, t in base.terms.items()},
        training={
            "method": "Splink: u on random pairs, m by expectation maximisation",
            "base": base.name,
            "records": std.height,
            "seed": seed,
            "sessions": [
                {
                    "pairs share": list(s.rule),
                    "pairs": s.pairs,
                    "expected matches": round(s.matches, 1),
                }
                for s in sessions
            ],
        },
    )
    return checked(model), _notes(base, sessions)


def _presence(std: pl.DataFrame, model: Model, seed: int) -> dict[str, float]:
    """Share of random pairs in which a comparison has something to compare."""
    generator = np.random.default_rng(seed)
    columns = Columns.of(std)
    left, right = generator.integers(0, std.height, size=(2, 20_000))
    pairs = Pairs(columns, left, right)
    return {c.name: float(np.mean(levels_of(c, pairs) != 0)) for c in model.comparisons}


def _prior(sessions: Sequence[Session], model: Model, pairs: float) -> float:
    """Chance that two records are one person.

    A session's matches, divided by the share of true pairs that share its columns, are
    all matches there are; the session that saw most decides.
    """
    if not sessions:
        return model.prior
    best = max(sessions, key=lambda s: (s.matches, s.rule))
    m = _m_of(model, sessions)
    agreeing = math.prod(m[key] for key in RULES[best.rule])
    return min(max(best.matches / agreeing / pairs, 0.01 / pairs), 0.5)


def _m_of(model: Model, sessions: Sequence[Session]) -> dict[LevelKey, float]:
    return {
        (c.name, v.predicate): v.m
        for c in _with_m(model, sessions).comparisons
        for v in c.levels
        if not v.null
    }


def _with_u(
    base: Model,
    raw: Mapping[LevelKey, float],
    present: Mapping[str, float],
    prior: float,
    sample: float,
) -> Model:
    """Take the true pairs out of what random pairs showed, and blend."""
    changed = []
    for comparison in base.comparisons:
        trust = sample * present[comparison.name]
        levels = []
        for level in comparison.levels:
            seen = raw.get((comparison.name, level.predicate), 0.0)
            unrelated = max((seen - prior * level.m) / (1 - prior), 0.0)
            u = _blend(unrelated, trust, level.u, _SHIPPED_PAIRS)
            levels.append(level if level.null else evolve(level, u=u))
        changed.append(evolve(comparison, levels=tuple(levels)))
    return evolve(base, comparisons=tuple(changed))


def _with_m(base: Model, sessions: Sequence[Session]) -> Model:
    """Blend what the sessions found, each by the matches it saw."""
    weight: dict[str, float] = {}
    total: dict[LevelKey, float] = {}
    for session in sessions:
        for name in sorted({name for name, _ in session.m}):
            weight[name] = weight.get(name, 0.0) + session.matches
        for key, m in session.m.items():
            total[key] = total.get(key, 0.0) + session.matches * m
    changed = []
    for comparison in base.comparisons:
        trust = weight.get(comparison.name, 0.0)
        levels = []
        for level in comparison.levels:
            seen = total.get((comparison.name, level.predicate), 0.0)
            m = _blend(seen / max(trust, 1.0), trust, level.m, _SHIPPED_MATCHES)
            supported = trust >= SUPPORT and not level.null
            levels.append(evolve(level, m=m) if supported else level)
        changed.append(evolve(comparison, levels=tuple(levels)))
    return evolve(base, comparisons=tuple(changed))


def _blend(seen: float, trust: float, shipped: float, pairs: float) -> float:
    return (seen * trust + shipped * pairs) / (trust + pairs)


def _terms(std: pl.DataFrame, base: Terms) -> Terms:
    """Count values; those on one or two records stay out, so that no model names them.

    The given model's table counts as if it had been seen on a few hundred records.
    """
    counts = std[base.column].drop_nulls().value_counts().sort(base.column)
    records = int(counts["count"].sum())
    if records == 0:
        return base
    whole = records + _SHIPPED_RECORDS
    common = counts.filter(pl.col("count") >= _TERM_LEAST_COUNT)
    values = {
        value: (count + _SHIPPED_RECORDS * base.frequency(value)) / whole
        for value, count in common.iter_rows()
    }
    kept = set(values)
    values |= {
        value: _SHIPPED_RECORDS * share / whole
        for value, share in base.values.items()
        if value not in kept
    }
    rare = counts.filter(pl.col("count") < _TERM_LEAST_COUNT)["count"]
    mean = int(rare.sum()) / rare.len() if rare.len() else 1.0
    unseen = (mean + _SHIPPED_RECORDS * base.unseen) / whole
    return evolve(base, unseen=unseen, values=values)


def _notes(base: Model, sessions: Sequence[Session]) -> tuple[str, ...]:
    """Say which comparisons keep the given model's shares of true pairs."""
    found: dict[str, float] = {}
    for session in sessions:
        for name in {name for name, _ in session.m}:
            found[name] = found.get(name, 0.0) + session.matches
    kept = [c.label for c in base.comparisons if found.get(c.name, 0.0) < SUPPORT]
    if not kept:
        return ()
    return (
        "These data hold too few pairs to estimate how true pairs compare in "
        f"{', '.join(kept)}: the weights of {base.name} stand there.",
    )
