"""Read capacity.toml: hours, responses, limits; a slip of the pen is refused.

An unknown key could only lift a restriction silently, so it is refused like a wrong
value, in one sentence that names the place.
"""

import math
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from safeward.core.capacity.types import MILLI, Capacity, DivisionHours, Response
from safeward.core.vocabulary.codes import (
    CHECKS,
    FRONTLINE_WITH_OVERSIGHT,
    STREAMS,
    TIERS,
)
from safeward.core.vocabulary.errors import CapacityRefused

PLAIN_KIND = "staff"
"""The kind of staff meant by a plain number of hours."""

ABOUT = ("perpetrator", "victim_survivor", "both")
RESPONSE_KEYS = (
    "hours",
    "value",
    "value_source",
    "for",
    "minimum_for",
    "streams",
    "not_when",
    "only_when",
    "about",
)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
MOST = 1_000_000
"""More hours, or a greater value, is a slip of the pen; sums stay whole numbers."""


def read_capacity(path: Path) -> Capacity:
    """Read what each division can do in the coming week.

    Args:
        path: A TOML file as in the holdings format.

    Returns:
        The responses and hours; an unset key is no restriction, an unset value is 1.

    Raises:
        CapacityRefused: One sentence, when the file cannot be read or says something
            that does not exist.
    """
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CapacityRefused(
            f"{path.name} cannot be read: {error.strerror or error}."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CapacityRefused(f"{path.name} is not TOML in UTF-8: {error}.") from error
    try:
        return parse_capacity(found)
    except CapacityRefused as error:
        raise CapacityRefused(f"{path.name}: {error}") from error


def parse_capacity(found: Mapping[str, Any]) -> Capacity:
    """Make a capacity of a parsed file; raises `CapacityRefused` in one sentence."""
    _only(found, ("responses", "divisions", "state"), "the file")
    responses = tuple(
        _response(name, _table(entry, f"responses.{name}"))
        for name, entry in sorted(
            _table(found.get("responses", {}), "responses").items()
        )
    )
    names = {response.name for response in responses}
    divisions = {
        code: _division(code, _table(entry, f"divisions.{code}"), names)
        for code, entry in sorted(
            _table(found.get("divisions", {}), "divisions").items()
        )
    }
    state = _table(found.get("state", {}), "state")
    _only(state, ("hours",), "state")
    return Capacity(responses, divisions, _hours(state.get("hours", {}), "state.hours"))


def _response(name: str, entry: Mapping[str, Any]) -> Response:
    where = f"responses.{name}"
    if not NAME.fullmatch(name):
        raise CapacityRefused(f"{where} needs a name of letters, digits, _ and -.")
    if name == FRONTLINE_WITH_OVERSIGHT:
        raise CapacityRefused(f"{where} is what a case below the line gets: rename it.")
    _only(entry, RESPONSE_KEYS, where)
    value = entry.get("value", 1)
    source = entry.get("value_source", "not stated")
    if not isinstance(source, str):
        raise CapacityRefused(f"{where}.value_source must be a text.")
    about = entry.get("about")
    if about is not None and about not in ABOUT:
        raise CapacityRefused(
            f"{where}.about is {about!r}, not one of {', '.join(ABOUT)}."
        )
    return Response(
        name=name,
        hours=_hours(entry.get("hours", {}), f"{where}.hours"),
        value=_thousandths(value, f"{where}.value"),
        value_source=source,
        suits=_codes(entry, "for", TIERS, where),
        minimum_for=_codes(entry, "minimum_for", TIERS, where) or frozenset(),
        streams=_codes(entry, "streams", STREAMS, where),
        not_when=_codes(entry, "not_when", CHECKS, where) or frozenset(),
        only_when=_codes(entry, "only_when", CHECKS, where) or frozenset(),
        about=about,
    )


def _division(
    code: str, entry: Mapping[str, Any], responses: Collection[str]
) -> DivisionHours:
    where = f"divisions.{code}"
    _only(entry, ("hours", "limits"), where)
    limits = _table(entry.get("limits", {}), f"{where}.limits")
    _only(limits, sorted(responses), f"{where}.limits", what="no response")
    for name, most in limits.items():
        if not isinstance(most, int) or isinstance(most, bool) or most < 0:
            raise CapacityRefused(f"{where}.limits.{name} must be a whole number.")
    return DivisionHours(_hours(entry.get("hours", {}), f"{where}.hours"), dict(limits))


def _hours(given: object, where: str) -> dict[str, int]:
    if not isinstance(given, dict):
        return {PLAIN_KIND: _thousandths(given, where)}
    return {
        kind: _thousandths(number, f"{where}.{kind}")
        for kind, number in sorted(given.items())
    }


def _thousandths(number: object, where: str) -> int:
    if (
        isinstance(number, bool)
        or not isinstance(number, int | float)
        or not math.isfinite(number)
        or not 0 <= number <= MOST
    ):
        raise CapacityRefused(f"{where} must be a number from 0 to {MOST:,}.")
    return round(number * MILLI)


def _codes(
    entry: Mapping[str, Any], key: str, allowed: tuple[str, ...], where: str
) -> frozenset[str] | None:
    if key not in entry:
        return None
    given = entry[key]
    if not isinstance(given, list):
        raise CapacityRefused(f"{where}.{key} must be a list.")
    for code in given:
        if code not in allowed:
            raise CapacityRefused(
                f"{where}.{key} names {code!r}, not one of {', '.join(allowed)}."
            )
    return frozenset(given)


def _table(given: object, where: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise CapacityRefused(f"{where} must be a table.")
    return given


def _only(
    given: Mapping[str, Any],
    allowed: Collection[str],
    where: str,
    what: str = "no key of the format",
) -> None:
    for key in given:
        if key not in allowed:
            raise CapacityRefused(f"{where}.{key} is {what}.")
