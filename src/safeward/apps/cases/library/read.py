"""Read a folder of responses; a slip of the pen is refused in one sentence."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safeward.apps.cases.errors import LibraryRefused
from safeward.apps.cases.library.factors import factors
from safeward.apps.cases.library.responses import Evidence, Response
from safeward.apps.cases.types import ResponseType
from safeward.core.vocabulary.codes import CHECKS, STREAMS, TIERS

ABOUT = ("perpetrator", "victim_survivor", "child", "both")
TEXTS = (
    "title",
    "what",
    "about",
    "legal_basis",
    "who_decides",
    "evidence",
    "evidence_words",
    "effect",
)
LISTS = ("factors", "tiers", "streams", "not_when", "sources")
OTHER = ("alerts_perpetrator", "checked", "days", "unconfirmed")
KEYS = frozenset((*TEXTS, *LISTS, *OTHER))
LONGEST_DAYS = 90


def read_responses(folder: Path) -> Mapping[str, Response]:
    """Read every response of a folder, one file a type.

    Raises:
        LibraryRefused: One sentence naming file, response and what is wrong.
    """
    read: dict[str, Response] = {}
    for kind in ResponseType:
        path = folder / f"{kind.value}.toml"
        for code, entry in _entries(path).items():
            where = f"{path.name}, {code}"
            if code in read:
                raise LibraryRefused(f"{where}: this response is there already.")
            read[code] = _response(code, kind, entry, where)
    return read


def _entries(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LibraryRefused(f"{path.name} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LibraryRefused(f"{path.name} is not TOML in UTF-8: {error}.") from None


def _response(code: str, kind: ResponseType, entry: object, where: str) -> Response:
    if not isinstance(entry, dict):
        raise LibraryRefused(f"{where} must be a table of its own.")
    unknown = sorted(set(entry) - KEYS)
    if unknown:
        raise LibraryRefused(f"{where}: {unknown[0]} is no key of a response.")
    texts = {key: _text(entry, key, where) for key in TEXTS}
    evidence = texts.pop("evidence")
    if evidence not in set(Evidence):
        raise LibraryRefused(f"{where}: evidence {evidence!r} is no grade.")
    if texts["about"] not in ABOUT:
        raise LibraryRefused(f"{where}: about must be one of {', '.join(ABOUT)}.")
    alerts = entry.get("alerts_perpetrator")
    if not isinstance(alerts, bool):
        raise LibraryRefused(
            f"{where}: say alerts_perpetrator = true or false; nothing is assumed."
        )
    answered = _codes(entry, "factors", tuple(factors()), where)
    if not answered:
        raise LibraryRefused(f"{where}: name at least one factor that it answers.")
    streams = frozenset(_codes(entry, "streams", STREAMS, where) or STREAMS)
    checks = frozenset(_codes(entry, "not_when", CHECKS, where))
    if kind == ResponseType.ENFORCEMENT and (
        streams != {"adult"} or "aggressor" not in checks
    ):
        # Law of the policy, kept where a file could break it.
        raise LibraryRefused(
            f"{where}: enforcement is for adults only, and not while it is in "
            'question who the aggressor is: streams = ["adult"], '
            'not_when = ["aggressor"].'
        )
    days = _days(entry, where)
    tiers = frozenset(_codes(entry, "tiers", TIERS, where) or TIERS)
    if set(days) != tiers:
        raise LibraryRefused(f"{where}: days must name the tiers it suits, no others.")
    sources = _list(entry, "sources", where)
    if not sources:
        raise LibraryRefused(f"{where}: name at least one source.")
    return Response(
        id=code,
        type=kind,
        evidence=Evidence(evidence),
        checked=entry.get("checked", False) is True,
        alerts_perpetrator=alerts,
        factors=tuple(answered),
        tiers=tiers,
        streams=streams,
        not_when=checks,
        days=days,
        sources=tuple(sources),
        unconfirmed=str(entry.get("unconfirmed", "")),
        **texts,
    )


def _text(entry: Mapping[str, Any], key: str, where: str) -> str:
    value = entry.get(key, "")
    if not isinstance(value, str) or not value.strip():
        raise LibraryRefused(f"{where}: {key} is missing.")
    return value.strip()


def _list(entry: Mapping[str, Any], key: str, where: str) -> list[str]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
        raise LibraryRefused(f"{where}: {key} must be a list of texts.")
    return values


def _codes(
    entry: Mapping[str, Any], key: str, known: tuple[str, ...], where: str
) -> list[str]:
    values = _list(entry, key, where)
    for value in values:
        if value not in known:
            raise LibraryRefused(f"{where}: {key} names {value!r}, which is unknown.")
    return values


def _days(entry: Mapping[str, Any], where: str) -> dict[str, int]:
    days = entry.get("days", {})
    if not isinstance(days, dict) or not days:
        raise LibraryRefused(f"{where}: days must say by tier when it is due.")
    for tier, number in days.items():
        if tier not in TIERS or type(number) is not int:
            raise LibraryRefused(f"{where}: days.{tier} must be whole days of a tier.")
        if not 0 <= number <= LONGEST_DAYS:
            raise LibraryRefused(f"{where}: days.{tier} must be 0 to {LONGEST_DAYS}.")
    return dict(days)
