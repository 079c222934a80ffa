"""Read the register's entries: one TOML file a thing, what all share written once.

``common.toml`` holds what is the same for every entry of a kind (who takes objections,
under which rules data arrive). A file says only what is its own, and wins where both
speak. An entry is whole or it is refused: no field is optional but the findings.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import cattrs

from safeward.core.evaluation.register.types import KINDS, Entry
from safeward.core.vocabulary.errors import EntryRefused
from safeward.core.vocabulary.strict import strict_converter

COMMON: Final = "common.toml"
_SHOWN: Final = 4
_OPTIONAL: Final = {"findings", "weaknesses"}


def shipped() -> Traversable:
    """The folder of entries that come with the program."""
    return resources.files("safeward.core.evaluation.register") / "entries"


def read_entries(folder: Traversable | Path | None = None) -> tuple[Entry, ...]:
    """Every entry of a folder, in the order of kind and id.

    Args:
        folder: Holds ``common.toml`` and a folder ``instruments``, ``models`` and
            ``policies``; the shipped one if none is named.

    Raises:
        EntryRefused: Names the file and the field that is missing or unusable.
    """
    root = shipped() if folder is None else folder
    common = _toml(root / COMMON) if (root / COMMON).is_file() else {}
    return tuple(
        entry_from(_merged(common, content), name) for name, content in _files(root)
    )


def entry_from(content: Mapping[str, Any], name: str) -> Entry:
    """An entry from its content.

    Raises:
        EntryRefused: A field is missing, empty, unknown or of the wrong type.
    """
    for where, text in _texts(content):
        if not text.strip():
            raise EntryRefused(f"{name}: {where} is empty; say it, or say who will.")
    try:
        return strict_converter((str, date)).structure(content, Entry)
    except Exception as error:
        faults = sorted(cattrs.transform_error(error, path="entry"))
        more = len(faults) - _SHOWN
        said = "; ".join(faults[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")
        raise EntryRefused(
            f"{name} is no complete entry of the register: {said}."
        ) from error


def _files(root: Traversable | Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for kind in KINDS:
        folder = root / {"policy": "policies"}.get(kind, f"{kind}s")
        if not folder.is_dir():
            continue
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".toml"):
                content = {"kind": kind, "id": file.name.removesuffix(".toml")}
                yield f"{folder.name}/{file.name}", content | _toml(file)


def _toml(file: Traversable | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EntryRefused(f"{file.name} cannot be read as text.") from error
    except RecursionError:
        raise EntryRefused(f"{file.name} is nested too deeply.") from None
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise EntryRefused(f"{file.name} cannot be read: {error}.") from error


def _merged(common: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What all share, then what the kind shares, then the entry's own words."""
    layers = [common.get("all", {}), common.get(own["kind"], {}), own]
    whole: dict[str, Any] = {}
    for layer in layers:
        for key, value in layer.items():
            if isinstance(value, Mapping):
                whole[key] = {**whole.get(key, {}), **value}
            elif key in {"risks", "impact"} and layer is not layers[0]:
                whole[key] = [*whole.get(key, []), *value]
            else:
                whole[key] = value
    return whole


def _texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, f"{where}.{key}" if where else str(key))
    elif isinstance(value, list | tuple):
        if not value and where not in _OPTIONAL:
            yield where, ""
        for place, inner in enumerate(value, start=1):
            yield from _texts(inner, f"{where} {place}")
