"""How answers become a result: conditions, summands, result columns."""

from typing import Literal

from attrs import frozen

from safeward.core.instruments.types.items import Weight


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
            ``none``, but the instrument in ``fall_back`` scores instead; items that it
            does not ask and a table leaves out count as 0 when the table has a column
            for another of them).
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
