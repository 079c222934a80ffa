"""An instrument as data: what it asks, how it scores, and what it was validated on.

One TOML file an instrument in ``library/`` has exactly these names. Whatever a source
does not say is left out here and named in ``not_found``; a weight that is not published
is written ``"NOT FOUND"``, and an instrument that holds one refuses to compute.
"""

from collections.abc import Iterator
from typing import Literal

from attrs import field, frozen

from safeward.core.instruments.types.items import NOT_FOUND, Item
from safeward.core.instruments.types.rules import Scoring
from safeward.core.instruments.types.standing import (
    Band,
    Caution,
    Licence,
    Precondition,
    Source,
    Validity,
)

Kind = Literal[
    "recorded",
    "judgement",
    "count",
    "unscored_count",
    "trigger",
    "points",
    "logistic",
    "points_then_logistic",
    "first_match",
    "sum_of_percentages",
]
"""How an instrument comes to its result.

``recorded`` takes a total or level as it was recorded, ``judgement`` takes the level
that a trained person concluded; neither is ever computed here. ``unscored_count``
counts and has no cut-off.
"""


@frozen
class Instrument:
    """A published instrument as data.

    Attributes:
        id: Its id, and its file's name.
        name: Short, as people say it.
        title: In full.
        version: Frozen in every result.
        status: What was found, in a sentence.
        kind: How it comes to a result.
        jurisdiction: Where it comes from.
        population: For whom.
        about: One sentence on what it is.
        predicts: What it was validated on; stands beside every score.
        horizon: Over which time.
        calibrated_for: Jurisdictions whose rates its numbers are known to fit.
        calibration: The sentence on that, on every result.
        items: What it needs to know, in order.
        scoring: How that becomes a result.
        missing_rule: What the source says on missing answers.
        bands: From least to most serious; of a judgement, its levels.
        band_variable: What the bands are of, in words.
        override: What professional judgement may do.
        preconditions: Whom it refuses.
        cautions: What to know beside a result.
        validity: Published findings.
        fairness: What is known by group.
        weaknesses: Known ones.
        licence: Terms.
        sources: Publications.
        not_found: What was looked for and not found.
        conflicts: Where sources disagree, and which was followed.
    """

    id: str
    name: str
    title: str
    version: str
    status: str
    kind: Kind
    jurisdiction: str
    population: str
    about: str
    predicts: str
    horizon: str
    calibration: str
    licence: Licence
    items: tuple[Item, ...]
    sources: tuple[Source, ...]
    calibrated_for: tuple[str, ...] = ()
    scoring: Scoring = field(factory=Scoring)
    missing_rule: str = ""
    bands: tuple[Band, ...] = ()
    band_variable: str = ""
    override: str = ""
    preconditions: tuple[Precondition, ...] = ()
    cautions: tuple[Caution, ...] = ()
    validity: tuple[Validity, ...] = ()
    fairness: str = ""
    weaknesses: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Item, ...]:
        """Items that count in the result and in completeness."""
        return tuple(item for item in self.items if item.role == "question")

    @property
    def levels(self) -> tuple[str, ...]:
        """Codes of the bands, from least to most serious."""
        return tuple(band.code for band in self.bands)

    @property
    def cut_offs(self) -> dict[str, float]:
        """Smallest value of each band above the lowest, by code."""
        return {b.code: b.least for b in self.bands if b.least is not None and b.least}

    @property
    def missing_weights(self) -> tuple[str, ...]:
        """Ids of items and terms whose weight is not published."""
        return tuple(_unpublished(self))

    def item(self, name: str) -> Item:
        """The item of that id.

        Raises:
            KeyError: There is none.
        """
        for found in self.items:
            if found.id == name:
                return found
        raise KeyError(name)


def _unpublished(tool: Instrument) -> Iterator[str]:
    for item in tool.items:
        weights = [item.weight, *(level.weight for level in item.levels)]
        if NOT_FOUND in weights:
            yield item.id
    for term in tool.scoring.terms:
        weights = [term.weight, *(step.weight for step in term.steps)]
        if NOT_FOUND in [*weights, *(match.value for match in term.matches)]:
            yield term.id
