"""What SDC can say of an instrument, and the rest of it.

Export moves every part that Structured Data Capture has a place for into that place,
and what remains goes as JSON into one extension of ours. Nothing is said twice, so an
edited form cannot contradict itself; what is derived (expressions, constraints) is made
again on import and compared.
"""

from collections.abc import Mapping
from typing import Any, Final

from safeward.core.instruments.library import unstructured
from safeward.core.instruments.types import NOT_FOUND, Instrument

Content = dict[str, Any]
PLACED: Final = ("id", "version", "title", "about", "predicts", "jurisdiction")
"""Top-level texts that have an element of their own."""
ITEM_PLACED: Final = (
    "id",
    "label",
    "type",
    "yes_means",
    "group",
    "unit",
    "low",
    "high",
)


def rest_of(tool: Instrument) -> Content:
    """What SDC has no place for, keyed by item, level and band."""
    rest = {k: v for k, v in unstructured(tool).items() if k not in PLACED}
    rest["licence"] = {k: v for k, v in rest["licence"].items() if k != "text"}
    del rest["sources"]
    rest["items"] = {
        item["id"]: kept for item in rest["items"] if (kept := _rest_of_item(item))
    }
    rest["bands"] = {
        band["code"]: kept
        for band in rest.get("bands", [])
        if (kept := {k: v for k, v in band.items() if k not in _BAND})
    }
    return {key: value for key, value in rest.items() if value not in ({}, [], ())}


_BAND: Final = ("code", "label", "least")


def _rest_of_item(item: Content) -> Content:
    kept = {k: v for k, v in item.items() if k not in (*ITEM_PLACED, "levels")}
    if item.get("type", "yes_no") == "yes_no" and kept.get("weight") != NOT_FOUND:
        kept.pop("weight", None)
    levels = {
        level["code"]: other
        for level in item.get("levels", [])
        if (other := {k: v for k, v in level.items() if not _placed(k, v)})
    }
    return {**kept, "levels": levels} if levels else kept


def _placed(key: str, value: object) -> bool:
    return key in ("code", "label") or (key == "weight" and value != NOT_FOUND)


def whole(placed: Content, rest: Mapping[str, Any]) -> Content:
    """Put the two parts of an instrument together again.

    Args:
        placed: Read from the elements of the form.
        rest: Read from our extension; parts of items, levels and bands that are not
            in the form are named by ``strays`` first.
    """
    items = rest.get("items", {})
    bands = rest.get("bands", {})
    content = {k: v for k, v in rest.items() if k not in ("items", "bands", "licence")}
    content |= placed
    content["licence"] = {**rest.get("licence", {}), **placed["licence"]}
    content["items"] = [_item(i, items.get(i["id"], {})) for i in placed["items"]]
    content["bands"] = [b | bands.get(b["code"], {}) for b in placed.get("bands", [])]
    return content


def _item(placed: Content, rest: Content) -> Content:
    levels = rest.get("levels", {})
    item = {**{k: v for k, v in rest.items() if k != "levels"}, **placed}
    if "levels" in placed:
        item["levels"] = [v | levels.get(v["code"], {}) for v in placed["levels"]]
    return item


def strays(placed: Content, rest: Mapping[str, Any]) -> list[str]:
    """Items and bands that our extension speaks of and the form does not have."""
    asked = {item["id"]: item for item in placed["items"]}
    known = {band["code"] for band in placed.get("bands", [])}
    lost = [f"item {name}" for name in rest.get("items", {}) if name not in asked]
    lost += [f"band {code}" for code in rest.get("bands", {}) if code not in known]
    for name, item in rest.get("items", {}).items():
        codes = {level["code"] for level in asked.get(name, {}).get("levels", [])}
        gone = [code for code in item.get("levels", {}) if code not in codes]
        lost += [f"answer {code} of item {name}" for code in gone if name in asked]
    return lost
