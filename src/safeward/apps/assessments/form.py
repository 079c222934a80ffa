"""What a form of an instrument asks, and which answers it can take."""

from collections.abc import Mapping

from safeward.apps.assessments.types import NotForThisCase
from safeward.core.instruments.reading import possible
from safeward.core.instruments.types import Instrument, Item


def asked_in(tool: Instrument) -> tuple[Item, ...]:
    """The items of a form, in the order of the instrument's file.

    Topics of an original form are not among them; they are only ever recorded there.
    """
    return tuple(item for item in tool.items if item.role != "original_form")


def known_answers(tool: Instrument, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to items of the instrument, blanks trimmed; others are left out.

    Raises:
        NotForThisCase: When one is none that its item can have.
    """
    given = {}
    for item in asked_in(tool):
        if item.id not in answers:
            continue
        value = answers[item.id].strip()
        if value and not fits(item, value):
            raise NotForThisCase(f"{item.label}: give {possible(item)}.")
        given[item.id] = value
    return given


def fits(item: Item, value: str) -> bool:
    """Whether an item can have an answer."""
    if item.type == "yes_no":
        return value in ("yes", "no")
    if item.type == "choice":
        return value in {level.code for level in item.levels}
    if item.type == "text":
        return len(value) <= 60
    try:
        number = float(value)
    except ValueError:
        return False
    whole = item.type != "integer" or number.is_integer()
    low = float("-inf") if item.low is None else item.low
    high = float("inf") if item.high is None else item.high
    return whole and abs(number) < 1e9 and low <= number <= high
