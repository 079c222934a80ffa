"""Words of FHIRPath that several expressions share: numbers, answers, conditions."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from safeward.core.instruments.types import Condition, Instrument, Item, Output

YES: Final = "Y"
NO: Final = "N"
NOTHING: Final = "{}"


def number(value: float | str) -> str:
    """A number as FHIRPath writes it: every digit, no exponent, no superfluous nought.

    >>> number(-2.648918335e-07), number(4.0)
    ('(-0.0000002648918335)', '4')
    """
    text = format(Decimal(repr(float(value))), "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"({text})" if text.startswith("-") else text


def raw(item: Item) -> str:
    """The answer as it was given."""
    coded = ".code" if item.type in ("yes_no", "choice") else ""
    link = item.id.replace("'", "\\'")
    return f"%resource.repeat(item).where(linkId = '{link}').answer.value{coded}"


def holds(conditions: Iterable[Condition], tool: Instrument) -> str:
    """Whether all conditions hold, read from the answers and no variable."""
    return " and ".join(
        part for c in conditions for part in tests(c, raw(tool.item(c.item)))
    )


def tests(condition: Condition, answer: str) -> Iterator[str]:
    """The parts of a condition, each an expression that must hold."""
    if condition.unanswered:
        yield f"{answer}.empty()"
    if condition.equals is not None:
        yield f"{answer} = '{_code(condition.equals)}'"
    if condition.at_least is not None:
        yield f"{answer} >= {number(condition.at_least)}"
    if condition.at_most is not None:
        yield f"{answer} <= {number(condition.at_most)}"


def _code(answer: str) -> str:
    return {"yes": YES, "no": NO}.get(answer, answer)


def first(condition: str, then: str, otherwise: str) -> str:
    """One or the other, and nothing where it is not known which."""
    return f"iif(({condition}).exists(), iif({condition}, {then}, {otherwise}), {{}})"


def names_of(tool: Instrument) -> dict[str, str]:
    """A name for each item that is both an id of FHIR R4 and a name of FHIRPath."""
    called: dict[str, str] = {}
    for place, item in enumerate(tool.items, start=1):
        words = re.split(r"[^A-Za-z0-9]+", item.id)
        name = "".join(word[:1].upper() + word[1:] for word in words)[:40]
        called[item.id] = name if name not in called.values() else f"{name}N{place}"
    return called


def assumed(item: Item) -> str:
    """The answer, or what the published rule assumes; kept within floor and cap."""
    value = raw(item)
    if item.default is not None:
        coded = item.type in ("yes_no", "choice")
        default = f"'{_code(item.default)}'" if coded else item.default
        value = f"iif({value}.exists(), {value}, {default})"
    if item.floor is not None:
        least = number(item.floor)
        value = f"iif({value} < {least}, {least}, {value})"
    if item.cap is not None:
        most = number(item.cap)
        value = f"iif({value} > {most}, {most}, {value})"
    return value


def chance(output: Output) -> str:
    """The logistic of the sum of the terms."""
    line = "%sum" if output.slope == 1 else f"{number(output.slope)} * %sum"
    if output.intercept:
        line = f"{line} + {number(output.intercept)}"
    share = f"1 / (1 + (0 - ({line})).exp())"
    return f"iif(%sum = 0, 0, {share})" if output.zero_when_zero else share
