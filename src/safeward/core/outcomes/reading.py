"""A framework from its file, TOML or JSON; refused with the line that is wrong."""

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import cattrs
from attrs import evolve

from safeward.core.outcomes.checking import problems
from safeward.core.outcomes.types import Framework
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.strict import strict_converter

LISTS = (
    "pillars",
    "ways",
    "domains",
    "outcomes",
    "indicators",
    "measures",
    "initiatives",
)
_SINGULAR = {
    "pillars": "pillar",
    "ways": "way",
    "domains": "domain",
    "outcomes": "outcome",
    "indicators": "indicator",
    "measures": "measure",
    "initiatives": "initiative",
}
_HEADING = re.compile(r"^\s*\[\[\s*(\w+)\s*\]\]\s*(#.*)?$")
SHOWN = 12
"""Problems that one message names; the rest are counted."""


class FrameworkRefused(UnusableInput):
    """A framework that does not hang together."""


def shipped() -> tuple[str, ...]:
    """Ids of the frameworks that come with the product."""
    folder = files("safeward.core.outcomes.frameworks")
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(n.removesuffix(".toml") for n in names if n.endswith(".toml")))


def framework(name: str) -> Framework:
    """A framework that comes with the product.

    Raises:
        UnusableInput: When there is none of that name.
    """
    if name not in shipped():
        raise UnusableInput(
            f"There is no framework {name}; there are {', '.join(shipped())}."
        )
    file = files("safeward.core.outcomes.frameworks") / f"{name}.toml"
    return parse(file.read_text(encoding="utf-8"), f"{name}.toml")


def read(path: Path) -> Framework:
    """Read a framework from a TOML or JSON file.

    Raises:
        FrameworkRefused: With the file, the line and what is wrong, up to twelve.
        UnusableInput: When the file is not there or of another kind.
    """
    if not path.is_file():
        raise UnusableInput(f"{path} is not a file that can be read.")
    try:
        text = path.read_text(encoding="utf-8")
    except ValueError:
        raise UnusableInput(f"{path} is not UTF-8 text.") from None
    if path.suffix == ".json":
        return from_json(text, path.name)
    return parse(text, path.name)


def parse(text: str, where: str) -> Framework:
    """Read a framework from the text of a TOML file."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FrameworkRefused(f"{where}: {error}.") from None
    lines = _lines(text)
    given = {
        several: content.pop(_SINGULAR[several], content.pop(several, []))
        for several in LISTS
    }
    return build(content, given, where, lines)


def from_json(text: str, where: str) -> Framework:
    """Read a framework from JSON, as `writing.to_json` writes it."""
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise FrameworkRefused(f"{where} line {error.lineno}: {error.msg}.") from None
    if not isinstance(content, dict):
        raise FrameworkRefused(f"{where}: a framework is one object.")
    given = {several: content.pop(several, []) for several in LISTS}
    return build(content, given, where, {})


def build(
    content: Mapping[str, Any],
    given: Mapping[str, Any],
    where: str,
    lines: Mapping[str, list[int]],
) -> Framework:
    """Make a framework of what a file said and refuse it whole if anything is wrong.

    Args:
        content: The strategy's own keys.
        given: Lists of what it is made of.
        where: Name of the file.
        lines: By kind, the line at which each entry begins.
    """
    said: list[tuple[int, str]] = []
    made: dict[str, tuple[Any, ...]] = {}
    for several in LISTS:
        entries = given[several]
        if not isinstance(entries, list):
            raise FrameworkRefused(f"{where}: {several} must be a list.")
        made[several] = tuple(
            entry
            for entry in (
                _entry(several, raw, at, lines.get(several, []), said)
                for at, raw in enumerate(entries)
            )
            if entry is not None
        )
    head = _head(content, where)
    if said:
        raise FrameworkRefused(_told(where, said))
    whole: Framework = _with(head, made)
    said = sorted(problems(whole))
    if said:
        raise FrameworkRefused(_told(where, said))
    return whole


def _head(content: Mapping[str, Any], where: str) -> Framework:
    empty: dict[str, list[Any]] = {several: [] for several in LISTS}
    try:
        return _converter().structure({"valid_to": None, **content, **empty}, Framework)
    except cattrs.BaseValidationError as error:
        raise FrameworkRefused(f"{where}: {_why(error)}.") from None


def _with(head: Framework, made: dict[str, Any]) -> Framework:
    return evolve(head, **made)


def _entry(
    several: str,
    raw: Any,
    at: int,
    lines: list[int],
    said: list[tuple[int, str]],
) -> Any:
    kind = _kind(several)
    line = lines[at] if at < len(lines) else 0
    name = raw.get("id", f"entry {at + 1}") if isinstance(raw, dict) else at + 1
    try:
        made = _converter().structure(raw, kind)
    except (cattrs.BaseValidationError, TypeError, ValueError) as error:
        said.append((line, f"{_SINGULAR[several]} {name}: {_why(error)}."))
        return None
    return evolve(made, line=line) if hasattr(made, "line") else made


def _kind(several: str) -> Any:
    from typing import get_args, get_type_hints

    return get_args(get_type_hints(Framework)[several])[0]


def _converter() -> cattrs.Converter:
    converter = strict_converter((str, float, bool, int))
    converter.register_structure_hook(date, _day)
    return converter


def _day(value: object, _: type) -> date:
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _why(error: BaseException) -> str:
    """The first thing that a value was refused for, in words."""
    if isinstance(error, BaseExceptionGroup) and error.exceptions:
        unknown = error.subgroup(cattrs.ForbiddenExtraKeysError)
        first = unknown.exceptions[0] if unknown else error.exceptions[0]
        return _why(first)
    if isinstance(error, KeyError):
        return f"says no {error.args[0]}"
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        return f"has a key that is none: {', '.join(sorted(error.extra_fields))}"
    notes = " ".join(getattr(error, "__notes__", []))
    found = re.search(r"attribute (\w+)", notes)
    place = f"{found[1]}: " if found else ""
    return f"{place}{error}".rstrip(".")


def _lines(text: str) -> dict[str, list[int]]:
    """By kind, the line at which each of its entries begins."""
    found: dict[str, list[int]] = {several: [] for several in LISTS}
    by_name = {_SINGULAR[several]: several for several in LISTS} | {s: s for s in LISTS}
    for number, line in enumerate(text.splitlines(), start=1):
        heading = _HEADING.match(line)
        if heading and heading[1] in by_name:
            found[by_name[heading[1]]].append(number)
    return found


def _told(where: str, said: Iterable[tuple[int, str]]) -> str:
    ordered = sorted(said)
    parts = [
        f"{where} line {line}: {sentence}" if line else f"{where}: {sentence}"
        for line, sentence in ordered[:SHOWN]
    ]
    if len(ordered) > SHOWN:
        parts.append(f"and {len(ordered) - SHOWN} more.")
    return " ".join(parts)
