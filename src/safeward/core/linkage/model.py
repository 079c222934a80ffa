"""The linkage model is data: everything a weight depends on, in one versioned file.

A model follows Fellegi and Sunter (1969, JASA 64:1183): each comparison sorts a pair
into the first of its ordered levels that holds; a level weighs ``log2(m / u)`` bits,
where m is how often true pairs reach it and u how often unrelated pairs do. The prior
and all weights add up to the pair's weight. Common values weigh less than rare ones: a
level with a term table adds ``term_weight * (log2(u) - log2(max(tf_a, tf_b, least)))``,
the adjustment that Splink makes.
"""

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from attrs import evolve, field, frozen

from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.vocabulary.errors import ModelRefused

FORMAT: Final = 1

RECORDS: Final = 10_000
"""For files of up to so many records a prior holds where the model does not say."""


@frozen
class Terms:
    """How common each value of a column is.

    Attributes:
        column: The standardised column.
        least: Frequencies below this count as this, so that one rare name cannot
            decide alone.
        unseen: Frequency of a value that the table does not hold.
        values: Share of records with the value.
    """

    column: str
    least: float
    unseen: float
    values: Mapping[str, float] = field(factory=dict)

    def frequency(self, value: str) -> float:
        """Share of records with this value, never below ``least``."""
        return max(self.values.get(value, self.unseen), self.least)


@frozen
class Level:
    """One way in which two records can compare, and what it weighs.

    Attributes:
        predicate: Name in ``comparisons.PREDICATES``.
        m: Share of true pairs that reach this level (null levels: 1).
        u: Share of unrelated pairs that reach it (null levels: 1).
        null: The pair says nothing here: weight 0, and left out of m and u.
        floor: Least weight in bits, because estimation can drive rare levels absurdly
            low.
        terms: Name of the term table that adjusts the weight, or empty.
        term_weight: How much of the adjustment is applied, 0 to 1.
    """

    predicate: str
    m: float = 1.0
    u: float = 1.0
    null: bool = False
    floor: float = -10.0
    terms: str = ""
    term_weight: float = 1.0

    @property
    def weight(self) -> float:
        """Bits for a pair at this level, before any term adjustment."""
        return 0.0 if self.null else max(math.log2(self.m / self.u), self.floor)


@frozen
class Comparison:
    """An ordered list of levels; the first that holds is the pair's.

    Attributes:
        name: Short name; the score's column is ``level_<name>``.
        label: Words for people, as in "names, date of birth".
        levels: The null level first, the level that always holds last.
    """

    name: str
    label: str
    levels: tuple[Level, ...]


@frozen
class Model:
    """Everything that decides whether two records are one person.

    Attributes:
        id: Name of the model.
        version: Version of the model.
        prior: Chance that two records taken at random are one person, in a file of up
            to ``records``.
        low: Weight from which a pair is doubtful and goes to review.
        high: Weight from which a pair is joined.
        contradicted: Weight below which even an equal identifier goes to review.
        comparisons: In the order in which evidence is shown.
        terms: Term tables by name.
        training: How, on what and when the model was estimated.
        records: Largest file for which the prior holds as it stands.
    """

    id: str
    version: str
    prior: float
    low: float
    high: float
    contradicted: float
    comparisons: tuple[Comparison, ...]
    terms: Mapping[str, Terms]
    training: Mapping[str, Any]
    records: int = RECORDS

    @property
    def name(self) -> str:
        """The model as it is named in results."""
        return f"{self.id} {self.version}"

    @property
    def prior_weight(self) -> float:
        """Bits for the prior: log2 of its odds."""
        return math.log2(self.prior / (1.0 - self.prior))

    def for_records(self, count: int) -> "Model":
        """The model for a file of so many records.

        Whoever is met at random is the less likely the same person the more people
        there are: the odds of the prior halve with every whole doubling of the file
        beyond ``records``, and never rise. Whole doublings, so that weights do not
        change from day to day. ``contradicted`` moves along, as it is about evidence.
        """
        doublings = max(count // self.records, 1).bit_length() - 1
        if not doublings:
            return self
        odds = self.prior / (1.0 - self.prior) / 2**doublings
        return evolve(
            self,
            prior=odds / (1.0 + odds),
            records=self.records * 2**doublings,
            contradicted=self.contradicted - doublings,
        )


def probability(weight: float) -> float:
    """Chance that a pair of this weight (bits, prior included) is one person."""
    return 1.0 / (1.0 + 2.0**-weight) if weight > -1000 else 0.0


def parse(text: str) -> Model:
    """Read a model from JSON.

    Raises:
        ModelRefused: The text is no model, or names what does not exist.
    """
    try:
        raw = json.loads(text)
        if raw["format"] != FORMAT:
            raise ModelRefused(
                f"The linkage model has format {raw['format']}; this program"
                f" executes format {FORMAT}."
            )
        model = Model(
            id=raw["id"],
            version=raw["version"],
            prior=float(raw["prior"]),
            low=float(raw["thresholds"]["low"]),
            high=float(raw["thresholds"]["high"]),
            contradicted=float(raw["thresholds"]["contradicted"]),
            comparisons=tuple(
                Comparison(
                    c["name"], c["label"], tuple(Level(**v) for v in c["levels"])
                )
                for c in raw["comparisons"]
            ),
            terms={name: Terms(**t) for name, t in raw["terms"].items()},
            training=raw["training"],
            records=int(raw.get("records", RECORDS)),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelRefused(f"The linkage model cannot be read: {error}.") from error
    return checked(model)


def checked(model: Model) -> Model:
    """Return the model if it can be executed.

    Raises:
        ModelRefused: Says which comparison or number cannot be used.
    """
    if not 0.0 < model.prior < 1.0:
        raise ModelRefused("The linkage model's prior must lie between 0 and 1.")
    if model.records < 1:
        raise ModelRefused("The linkage model's prior must hold for a record or more.")
    if not model.contradicted < model.low <= model.high:
        raise ModelRefused(
            "The linkage model's thresholds must rise: contradicted, low, high."
        )
    for comparison in model.comparisons:
        where = f"The linkage model's comparison {comparison.name!r}"
        levels = comparison.levels
        if not levels or not levels[0].null or any(v.null for v in levels[1:]):
            raise ModelRefused(f"{where} needs its null level first, and only one.")
        if levels[-1].predicate != "otherwise":
            raise ModelRefused(f"{where} must end with the level 'otherwise'.")
        for level in levels:
            if level.predicate not in PREDICATES:
                raise ModelRefused(f"{where} names no predicate: {level.predicate!r}.")
            if not (0.0 < level.m <= 1.0 and 0.0 < level.u <= 1.0):
                raise ModelRefused(f"{where} has an m or u outside (0, 1].")
            if level.terms and level.terms not in model.terms:
                raise ModelRefused(f"{where} names no term table: {level.terms!r}.")
    return model


def write(model: Model) -> str:
    """The model as JSON text that ``parse`` reads back, the same on every run."""
    data = {
        "format": FORMAT,
        "id": model.id,
        "version": model.version,
        "prior": model.prior,
        "records": model.records,
        "thresholds": {
            "low": model.low,
            "high": model.high,
            "contradicted": model.contradicted,
        },
        "comparisons": [
            {
                "name": c.name,
                "label": c.label,
                "levels": [_level(v) for v in c.levels],
            }
            for c in model.comparisons
        ],
        "terms": {
            name: {
                "column": t.column,
                "least": t.least,
                "unseen": t.unseen,
                "values": dict(sorted(t.values.items())),
            }
            for name, t in sorted(model.terms.items())
        },
        "training": dict(model.training),
    }
    return json.dumps(data, indent=1, ensure_ascii=True) + "\n"


def _level(level: Level) -> dict[str, Any]:
    if level.null:
        return {"predicate": level.predicate, "null": True}
    data: dict[str, Any] = {
        "predicate": level.predicate,
        "m": level.m,
        "u": level.u,
        "floor": level.floor,
    }
    if level.terms:
        data |= {"terms": level.terms, "term_weight": level.term_weight}
    return data


def read_model(path: Path) -> Model:
    """Read a model file.

    Raises:
        ModelRefused: The file cannot be read or executed.
    """
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelRefused(f"The linkage model {path} cannot be read.") from error


@cache
def default_model() -> Model:
    """The model that ships with the program."""
    folder = resources.files("safeward.core.linkage") / "models"
    return parse((folder / "default.json").read_text(encoding="utf-8"))
