"""Standardise a few mentions without a frame: milliseconds matter where one is typed.

The same values as `standardise` makes of a frame; a test holds the two to each other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from anyascii import anyascii

from safeward.core.linkage.nicknames import roots_of
from safeward.core.linkage.standardise import (
    IDLE_EMAILS,
    PARTICLES,
    PHONE_DIGITS,
    PHONE_LEAST,
    PLACEHOLDERS,
    STANDARDISED,
    STREETS,
    TEXTS,
    TITLES,
)

_SPACE: Final = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
_WORD: Final = re.compile("[a-z0-9]+")
_MARKS: Final = re.compile("['’`.]")
_EIGHT: Final = re.compile(r"[0-9]{8}")
_DIGITS: Final = re.compile("[0-9]+")
_NO_DIGIT: Final = re.compile("[^0-9]")
_LOCAL: Final = re.compile("[^@+]+")
_UNIT: Final = re.compile(r"^([0-9]+[a-z]?)\s*/\s*")
_STREET: Final = re.compile(f" ({'|'.join(map(re.escape, STREETS))}) ")


def standardise_few(persons: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Bring a few mentions of people into the form in which they are compared.

    Args:
        persons: By column of the holdings format; the birth date a date or none.

    Returns:
        One row a record, sorted by ``record_id``, values in the order of
        ``STANDARDISED``.
    """
    rows = sorted((_one(person) for person in persons), key=lambda r: r["record_id"])
    return [tuple(row[column] for column in STANDARDISED) for row in rows]


def _one(person: Mapping[str, Any]) -> dict[str, Any]:
    texts = {name: _text(name, person.get(name)) for name in TEXTS}
    death = person.get("date_of_death")
    return {
        "record_id": texts["record_id"],
        "agency": texts["agency"],
        "identifier": texts["identifier"],
        "death": death,
        "sex": _up(texts["sex"]),
        "address": _line(texts["address"]),
        "suburb": _line(texts["suburb"]),
        "state": _up(texts["state"]),
        **_names(texts),
        **_birth(person.get("date_of_birth")),
        **_contacts(texts),
    }


def _text(name: str, value: Any) -> str | None:
    """The text as ASCII, none where nothing stands."""
    if value is None:
        return None
    if not isinstance(value, str) and isinstance(value, Sequence):
        value = ";".join(value)
    text = str(value).strip(_SPACE)
    if name != "record_id" and not text.isascii():
        text = anyascii(text)
    return text or None


def _plain(text: str | None) -> str:
    """Lower case without apostrophes and dots; placeholders are missing."""
    low = (text or "").lower()
    return "" if low in PLACEHOLDERS else _MARKS.sub("", low)


def _tokens(text: str) -> list[str]:
    return _WORD.findall(text.replace("-", ""))


def _names(texts: Mapping[str, str | None]) -> dict[str, Any]:
    given = [t for t in _tokens(_plain(texts["given_names"])) if t not in TITLES]
    family = _tokens(_plain(texts["family_name"]).replace("-", " "))
    also = _tokens(_plain(texts["other_names"]).replace("-", " "))
    if not family and len(given) >= 2:
        given, family = given[:-1], given[-1:]
    main = [word for word in family if word not in PARTICLES] or family
    first = given[0] if given else None
    return {
        "given": first,
        "middle": given[1] if len(given) > 1 else None,
        "given_roots": roots_of(first) if first else None,
        "family": "".join(family) or None,
        "family_first": main[0] if main else None,
        "family_last": main[-1] if main else None,
        "other": sorted({*given[1:], *also}) or None,
        "names": " ".join([*given, *also]),
    }


def _birth(born: date | None) -> dict[str, Any]:
    text = born.isoformat().replace("-", "") if born else ""
    if not _EIGHT.fullmatch(text):
        return dict.fromkeys(("born", "birth_year", "birth_month", "birth_day"))
    return {
        "born": text,
        "birth_year": int(text[:4]),
        "birth_month": int(text[4:6]),
        "birth_day": int(text[6:]),
    }


def _contacts(texts: Mapping[str, str | None]) -> dict[str, Any]:
    digits = _NO_DIGIT.sub("", texts["phone"] or "")
    # The country code and the leading nought are the same telephone.
    real = len(digits) >= PHONE_LEAST and digits.strip(digits[-1])
    email = re.sub(r"\s", "", (texts["email"] or "").lower())
    local = _LOCAL.match(email) if "@" in email else None
    idle = local is None or local.group() in IDLE_EMAILS
    postcode = _DIGITS.search(texts["postcode"] or "")
    return {
        "postcode": postcode.group() if postcode else None,
        "phone": digits[-PHONE_DIGITS:] if real else None,
        "email": None if idle else email,
        "email_local": None if idle or local is None else local.group(),
    }


def _up(text: str | None) -> str | None:
    return text.upper() if text else None


def _line(text: str | None) -> str | None:
    """An address line: words apart, usual words shortened, ``3/12`` as ``u 3 12``."""
    low = _UNIT.sub(r"u \1 ", _plain(text))
    words = f" {' '.join(_WORD.findall(low))} "
    return _STREET.sub(_shortened, words).strip() or None


def _shortened(found: re.Match[str]) -> str:
    return f" {STREETS[found.group(1)]} "
