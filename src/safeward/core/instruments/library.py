"""The instruments that are shipped, each a file of data in ``library``.

A file of somebody else's is read by the same door and refused with one sentence when it
does not say what a definition has to say.
"""

import math
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import cattrs

from safeward.core.instruments.checks import problems
from safeward.core.instruments.types import NOT_FOUND, Instrument, Weight
from safeward.core.vocabulary.errors import InstrumentRefused, InstrumentUnknown

RECORDED_IDS: Final = (
    "vp_safvr",
    "maram",
    "safelives_dash",
    "lap_lethality_screen",
)
"""Instruments whose recorded results the priority policy knows."""

IDS: Final = (
    *RECORDED_IDS,
    "s_dash",
    "odara",
    "danger_assessment",
    "sash",
    "b_safer",
    "sara",
    "viogen_vpr",
    "ogrs3",
    "ovp1",
    "ogp1",
    "arp_static",
    "arp_dynamic",
    "vrp_static",
    "vrp_dynamic",
    "svrp_static",
    "svrp_dynamic",
    "osp_dc",
    "osp_iic",
    "csrp",
)
"""Every instrument of the library."""


@cache
def instrument(name: str) -> Instrument:
    """The instrument of that id.

    Raises:
        KeyError: It is not in the library.
    """
    if name not in IDS:
        raise KeyError(name)
    folder = resources.files("safeward.core.instruments") / "library"
    return structured(tomllib.loads((folder / f"{name}.toml").read_text("utf-8")))


def find(name: str) -> Instrument:
    """The instrument of an id as somebody typed it.

    Raises:
        InstrumentUnknown: There is none; close ids are suggested.
    """
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in IDS:
        return instrument(wanted)
    close = get_close_matches(wanted, IDS, n=3, cutoff=0.5)
    held = [i for i in IDS if len(wanted) > 1 and (wanted in i or i in wanted)]
    near = list(dict.fromkeys([*held, *close]))[:4]
    advice = (
        f"did you mean {' or '.join(near)}?"
        if near
        else "the ids are " + (", ".join(sorted(IDS)) + ".")
    )
    raise InstrumentUnknown(f"no instrument is called {name!r}; {advice}")


def read(path: Path) -> Instrument:
    """The instrument that a TOML file defines.

    Raises:
        InstrumentRefused: The file cannot be read as a definition.
    """
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except RecursionError:
        raise InstrumentRefused(f"{path} is nested too deeply.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InstrumentRefused(f"{path} cannot be read as text.") from error
    except tomllib.TOMLDecodeError as error:
        raise InstrumentRefused(f"{path} is not TOML: {error}.") from error
    try:
        return structured(content)
    except InstrumentRefused as error:
        raise InstrumentRefused(f"{path}: {error}") from error


def structured(content: Mapping[str, Any]) -> Instrument:
    """A definition from plain mappings, checked.

    Raises:
        InstrumentRefused: It lacks something, has something unknown, or contradicts
            itself.
    """
    try:
        tool = _CONVERTER.structure(content, Instrument)
    except (cattrs.BaseValidationError, cattrs.ForbiddenExtraKeysError) as error:
        said = "; ".join(cattrs.transform_error(error)[:3])
        raise InstrumentRefused(f"not a definition of an instrument: {said}") from error
    if found := problems(tool):
        raise InstrumentRefused(f"the definition of {tool.id} {found[0]}.")
    if fault := _falls_back(tool):
        raise InstrumentRefused(f"the definition of {tool.id} {fault}.")
    return tool


def _falls_back(tool: Instrument) -> str:
    """What is wrong with the form that scores where answers are missing."""
    name = tool.scoring.fall_back
    if not name:
        return ""
    if name not in IDS or name == tool.id:
        return f"falls back on {name!r}, which is no other instrument of the library"
    other = instrument(name)
    lacks = {o.name for o in tool.scoring.outputs} - {
        o.name for o in other.scoring.outputs
    }
    if lacks or {b.label for b in other.bands} - {b.label for b in tool.bands}:
        return f"falls back on {name!r}, whose results or bands are not its own"
    return ""


def unstructured(tool: Instrument) -> dict[str, Any]:
    """A definition as plain mappings; what is left to its default is left out."""
    content: dict[str, Any] = _CONVERTER.unstructure(tool)
    return content


def _weight(value: object, _: object) -> float | str | None:
    if value is None:
        return None
    return NOT_FOUND if value == NOT_FOUND else _number(value, float)


def _number(value: object, _: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{value!r} is no finite number")
        return float(value)
    raise ValueError(f"{value!r} is not a number")


def _text(value: object, _: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is not text")


def _truth(value: object, _: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is neither true nor false")


def _converter() -> cattrs.Converter:
    """Strict reading: no unknown names, no text for a number, none for a text."""
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    converter.register_structure_hook_func(
        lambda kind: kind in (Weight, Weight | None), _weight
    )
    converter.register_structure_hook(float, _number)
    converter.register_structure_hook(str, _text)
    converter.register_structure_hook(bool, _truth)
    return converter


_CONVERTER: Final = _converter()
