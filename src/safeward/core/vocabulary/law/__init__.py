"""A jurisdiction's facts as dated data: ages, order kinds, deadlines.

One TOML file a jurisdiction lies beside this module. A fact has a value, the dates
between which it holds, its source and how sure we are of it; nothing in the program is
a legal constant. The demo's jurisdiction is fictional, Victoria's facts ship beside it.
"""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from safeward.core.vocabulary.errors import UnusableInput

Confidence = Literal["source", "secondary", "recall", "fictional"]
Value = int | str | tuple[str, ...]


class LawUnknown(UnusableInput):
    """A jurisdiction, or a fact of it on that day, that nobody has written down."""


@frozen
class Fact:
    """What held in a jurisdiction between two dates.

    Attributes:
        id: Name of the fact, such as ``minimum_age``.
        value: A number, a word or several words.
        unit: Of a number: ``years``, ``days``, ``months`` or ``hours``.
        valid_from: First day, or None when it is not known to have begun.
        valid_to: Last day, or None when it still holds.
        source: Where it is written.
        confidence: ``source`` (read there), ``secondary`` (read about), ``recall`` (not
            confirmed) or ``fictional``.
        note: What a user of the fact should know.
    """

    id: str
    value: Value
    source: str
    confidence: Confidence
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the fact held on that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


@frozen
class Law:
    """The dated facts of one jurisdiction.

    Attributes:
        jurisdiction: Name of its file.
        name: As people say it.
        fictional: Invented for demonstrations.
        facts: All of them, by id and date.
    """

    jurisdiction: str
    name: str
    fictional: bool
    facts: tuple[Fact, ...]

    def fact(self, name: str, on: date) -> Fact:
        """The fact of that name which held on that day.

        Raises:
            LawUnknown: None is written down.
        """
        for fact in self.facts:
            if fact.id == name and fact.holds_on(on):
                return fact
        raise LawUnknown(
            f"The law of {self.jurisdiction} says nothing on {name} for {on}: add a "
            "dated fact to its file."
        )

    def number(self, name: str, on: date) -> int:
        """A fact that is a whole number, such as an age in years or a delay in days."""
        value = self.fact(name, on).value
        if not isinstance(value, int):
            raise LawUnknown(f"{name} is not a number in {self.jurisdiction}.")
        return value

    def words(self, name: str, on: date) -> tuple[str, ...]:
        """A fact that is a list of codes, such as kinds of order."""
        value = self.fact(name, on).value
        if not isinstance(value, tuple):
            raise LawUnknown(f"{name} is not a list in {self.jurisdiction}.")
        return value


def jurisdictions() -> tuple[str, ...]:
    """Names of the jurisdictions whose law is shipped."""
    folder = resources.files(__package__)
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


@cache
def load_law(jurisdiction: str) -> Law:
    """The law of a shipped jurisdiction, by the name of its file.

    Raises:
        LawUnknown: No such file, or one that cannot be read.
    """
    if jurisdiction not in jurisdictions():
        raise LawUnknown(
            f"There is no law for {jurisdiction}: it is one of "
            f"{', '.join(jurisdictions())}."
        )
    text = (resources.files(__package__) / f"{jurisdiction}.toml").read_text("utf-8")
    return law_from(tomllib.loads(text), jurisdiction)


def read_law(path: Path) -> Law:
    """The law in a file of an agency's own.

    Raises:
        LawUnknown: The file cannot be read.
    """
    try:
        return law_from(tomllib.loads(path.read_text("utf-8")), path.stem)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LawUnknown(f"Law {path.name} cannot be read: {error}.") from error


def law_from(content: dict[str, Any], jurisdiction: str) -> Law:
    """A law from what its TOML holds; refused when two facts of a name overlap."""
    try:
        facts = tuple(_fact(entry) for entry in content["facts"])
        law = Law(jurisdiction, content["name"], content["fictional"], facts)
    except (KeyError, TypeError) as error:
        raise LawUnknown(f"Law {jurisdiction} cannot be read: {error}.") from error
    for position, fact in enumerate(facts):
        for other in facts[:position]:
            if fact.id == other.id and _overlap(fact, other):
                raise LawUnknown(
                    f"Law {jurisdiction} has two facts {fact.id} on the same day."
                )
    return law


def _fact(entry: dict[str, Any]) -> Fact:
    value = entry["value"]
    return Fact(**{**entry, "value": tuple(value) if type(value) is list else value})


def _overlap(one: Fact, other: Fact) -> bool:
    return (one.valid_from or date.min) <= (other.valid_to or date.max) and (
        other.valid_from or date.min
    ) <= (one.valid_to or date.max)
