"""What an instrument asks: items, their possible answers, and who may ask when."""

from typing import Final, Literal

from attrs import field, frozen

NOT_FOUND: Final = "NOT FOUND"
"""Written in place of a weight that is not published."""

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
