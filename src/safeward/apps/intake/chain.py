"""The escalation chain: stages and minutes as data, read and checked once."""

import tomllib
from functools import cache
from importlib.resources import files

from attrs import field, frozen, validators

WHERE = ("division", "agency")


@frozen
class Stage:
    """Who is told at a stage, and how long it lasts before the next begins.

    Attributes:
        words: The stage as it is shown.
        roles: Codes of the roles that are told.
        where: Whether teams of the division or of the whole agency.
        minutes: Until the next stage, or until this one is repeated if it is the last.
    """

    words: str
    roles: tuple[str, ...] = field(converter=tuple, validator=validators.min_len(1))
    where: str = field(validator=validators.in_(WHERE))
    minutes: int = field(validator=validators.ge(1))


@cache
def stages() -> tuple[Stage, ...]:
    """The stages in order; there is at least one."""
    text = files("safeward.apps.intake").joinpath("escalation.toml").read_text("utf-8")
    found = tuple(Stage(**stage) for stage in tomllib.loads(text)["stage"])
    if not found:
        raise ValueError("an escalation chain without a stage tells nobody")
    return found


def stage_at(number: int) -> Stage:
    """The stage of a number from 0; past the end the last one repeats."""
    all_of_them = stages()
    return all_of_them[min(number, len(all_of_them) - 1)]
