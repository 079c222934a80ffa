"""An instrument as data: what it asks, how it scores, and what it was validated on.

One TOML file an instrument in ``library/`` has exactly these names. Whatever a source
does not say is left out here and named in ``not_found``; a weight that is not published
is written ``"NOT FOUND"``, and an instrument that holds one refuses to compute.
"""

from collections.abc import Iterator
from typing import Final, Literal

from attrs import field, frozen

NOT_FOUND: Final = "NOT FOUND"

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

ItemType = Literal["yes_no", "choice", "integer", "decimal", "text"]
Role = Literal[
    "question", "judgement", "result", "population", "context", "original_form"
]
"""What an item is for.

``question`` counts in the result and in completeness; ``judgement`` is what the
assessor believes, which nobody can be asked for; ``result`` is a total or level that
is taken as recorded; ``population`` says whether the instrument applies; ``context``
changes the result only when recorded; ``original_form`` is a topic of a form that is
only recorded here.
"""

AskWhen = Literal["from_records", "any_time", "alone_and_safe", "own_judgement"]
WhoMayAsk = Literal["records", "officer", "trained_assessor", "specialist_service"]

Weight = float | Literal["NOT FOUND"]


@frozen
class Level:
    """One possible answer of a choice.

    Attributes:
        code: What a column holds.
        label: In words.
        weight: Points or log-odds it adds, where levels carry them.
        value: The number that the item's weight multiplies, where it has one.
        at_least: A plain number from here up to ``at_most`` means this level too.
        at_most: Inclusive; None has no upper end.
        also: Other spellings that are understood.
    """

    code: str
    label: str = ""
    weight: Weight | None = None
    value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    also: tuple[str, ...] = ()


@frozen
class Column:
    """Another column that an item may be read from.

    Attributes:
        name: The column.
        codes: What its values stand for, where they are not the item's own.
    """

    name: str
    codes: dict[str, str] = field(factory=dict)


@frozen
class Item:
    """One thing an instrument needs to know.

    Attributes:
        id: Its column in a file of answers.
        label: The topic in our own words, never a licensed wording.
        type: ``yes_no``, ``choice``, ``integer``, ``decimal`` or ``text``.
        role: What it is for.
        yes_means: What counts as yes, or how to arrive at the value.
        unit: Of a number.
        levels: Possible answers of a choice.
        weight: What a yes adds, or what the number is multiplied by.
        low: Smallest possible number.
        high: Largest possible number.
        floor: Smaller numbers count as this one.
        cap: Larger numbers count as this one.
        default: Answer that is assumed when there is none, by the published rule.
        product_of: Items whose product it is when it is not answered itself.
        group: Part of the instrument it belongs to.
        serious: Whether the framework flags it as a factor of serious risk:
            ``confirmed``, ``unconfirmed`` or empty.
        source_field: Where records could fill it.
        ask_when: When it may be asked; never in front of the alleged perpetrator
            when ``alone_and_safe``.
        who_may_ask: Who may ask it.
        columns: Other columns it may be read from.
    """

    id: str
    label: str
    type: ItemType = "yes_no"
    role: Role = "question"
    yes_means: str = ""
    unit: str = ""
    levels: tuple[Level, ...] = ()
    weight: Weight | None = None
    low: float | None = None
    high: float | None = None
    floor: float | None = None
    cap: float | None = None
    default: str | None = None
    product_of: tuple[str, ...] = ()
    group: str = ""
    serious: Literal["confirmed", "unconfirmed", ""] = ""
    source_field: str = ""
    ask_when: AskWhen = "from_records"
    who_may_ask: WhoMayAsk = "records"
    columns: tuple[Column, ...] = ()


@frozen
class Condition:
    """A test of one item's answer; all of those that are given must hold.

    Attributes:
        item: The item.
        equals: A level's code, or ``yes`` or ``no``.
        at_least: Smallest number.
        at_most: Largest number.
        unanswered: Holds when there is no answer.
    """

    item: str
    equals: str | None = None
    at_least: float | None = None
    at_most: float | None = None
    unanswered: bool = False


@frozen
class Step:
    """What a number adds from a value on, until the next step."""

    at_least: float
    weight: Weight


@frozen
class Match:
    """One rung of a hierarchy: the first whose conditions hold gives the value."""

    value: Weight
    label: str = ""
    when: tuple[Condition, ...] = ()


@frozen
class Term:
    """One summand of a score: ``weight * form(items) ** power`` where ``when`` holds.

    Attributes:
        id: As the source names it.
        label: In words.
        form: ``one`` is 1; ``answer`` the item's number, its level's ``value``, or 1
            for yes; ``level`` the weight of the item's level; ``steps`` the step a
            number stands on; ``interval`` the years of ``scoring.interval``;
            ``log_rate`` is ``ln((item + plus) / (interval + boost))``;
            ``first_match`` the value of the first of ``matches`` that holds.
        weight: The coefficient.
        item: Which item.
        power: Exponent.
        plus: Added to the item in a rate.
        boost: Years added to the interval in a rate.
        rounded: The summand is rounded to a whole number, half up.
        steps: Of ``steps``, from low to high.
        matches: Of ``first_match``, in order.
        when: All must hold, else the summand is 0.
    """

    id: str
    form: Literal[
        "one", "answer", "level", "steps", "interval", "log_rate", "first_match"
    ]
    weight: Weight = 1.0
    label: str = ""
    item: str = ""
    power: int = 1
    plus: float = 0.0
    boost: float = 0.0
    rounded: bool = False
    steps: tuple[Step, ...] = ()
    matches: tuple[Match, ...] = ()
    when: tuple[Condition, ...] = ()


@frozen
class Output:
    """A result column, made from the sum of the terms.

    Attributes:
        name: The column.
        form: ``sum`` the sum itself; ``logistic`` of ``slope * sum + intercept``;
            ``percent`` 100 times that, rounded to two places; ``whole_percent`` that
            rounded half up and kept within 1 to 99; ``sum_percent`` 100 times the
            sum, rounded to two places; ``reaches`` whether the sum reaches ``least``.
        label: In words.
        slope: Of the logistic.
        intercept: Of the logistic.
        zero_when_zero: A sum of 0 gives 0 whatever the intercept.
        least: Of ``reaches``.
    """

    name: str
    form: Literal[
        "sum", "logistic", "percent", "whole_percent", "sum_percent", "reaches"
    ]
    label: str = ""
    slope: float = 1.0
    intercept: float = 0.0
    zero_when_zero: bool = False
    least: float = 0.0


@frozen
class Scoring:
    """How answers become a result.

    Attributes:
        formula: As a sentence or formula for the reader.
        terms: Summands; further, a yes and each level with a weight of their own add
            that weight.
        outputs: Result columns.
        score: Which output is the main score.
        band_of: Which output the bands are of.
        interval: Later and earlier age, whose difference the terms use.
        not_above: Pairs of items; the first cannot be above the second.
        missing: ``counts_as_no`` (no answer adds nothing to the score), ``none``
            (no score unless what is missing cannot change it), ``fall_back`` (as
            ``none``, but the instrument in ``fall_back`` scores instead).
        fall_back: Id of the instrument that scores when a needed answer is missing.
        any_of: Of a trigger, items of which one yes is enough.
        count_of: Of a trigger, items that are counted.
        count: How many of those are enough.
        raised_by: Items of the assessor's judgement that raise to the highest band.
        lowered_by: Item whose yes lowers the band one step, from ``lowered_from`` up.
        lowered_from: Code of that band.
    """

    formula: str = ""
    terms: tuple[Term, ...] = ()
    outputs: tuple[Output, ...] = ()
    score: str = ""
    band_of: str = ""
    interval: tuple[str, str] | None = None
    not_above: tuple[tuple[str, str], ...] = ()
    missing: Literal["counts_as_no", "none", "fall_back"] = "none"
    fall_back: str = ""
    any_of: tuple[str, ...] = ()
    count_of: tuple[str, ...] = ()
    count: int = 0
    raised_by: tuple[str, ...] = ()
    lowered_by: str = ""
    lowered_from: str = ""


@frozen
class Band:
    """A band of the result, from ``least`` up to the next one's.

    Attributes:
        code: As other parts name it.
        label: As shown.
        least: Smallest value in it; None for a level that has no number.
        most: Largest value in it as published, for the reader.
        action: What the source says to do, empty where it leaves that to policy.
        note: Where it comes from if not the instrument itself.
    """

    code: str
    label: str
    least: float | None = None
    most: float | None = None
    action: str = ""
    note: str = ""


@frozen
class Precondition:
    """Whom the instrument does not cover, and how that is said."""

    when: tuple[Condition, ...]
    refuse: str


@frozen
class Caution:
    """What to know when the conditions hold; without conditions, always.

    Attributes:
        sentence: What to know.
        when: All must hold.
        audience: ``assessor`` for what could reveal something about a person: shown
            on the assessor's own screen only, elsewhere ``instead`` is said of
            everybody alike.
        instead: The general sentence for everybody.
    """

    sentence: str
    when: tuple[Condition, ...] = ()
    audience: Literal["everyone", "assessor"] = "everyone"
    instead: str = ""


@frozen
class Validity:
    """One published finding on how well it predicts.

    Attributes:
        outcome: What was predicted.
        follow_up: Over which time.
        auc: As published, a number or range in words; empty where not found.
        interval: As published.
        n: Size of the sample, or None.
        group: Whom it is about.
        other: Sensitivity, specificity and the rest, in words.
        source: Where it is published.
    """

    outcome: str
    source: str
    follow_up: str = ""
    auc: str = ""
    interval: str = ""
    n: int | None = None
    group: str = ""
    other: str = ""


@frozen
class Licence:
    """On what terms it may be used.

    Attributes:
        text: The terms.
        administer: ``original form`` where our labels are paraphrase and must not be
            read out; else ``this form``.
        training: Who must be trained in what.
    """

    text: str
    administer: Literal["original form", "this form"] = "this form"
    training: str = ""


@frozen
class Source:
    """A publication."""

    title: str
    url: str = ""
    commit: str = ""


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
    scoring: Scoring = Scoring()
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
