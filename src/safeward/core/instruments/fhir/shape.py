"""Whether JSON has the shape of a FHIR Questionnaire: a hand-checked list.

Names, types and required elements of Questionnaire and its items in R4 (4.0.1) and R5
(5.0.0), and the invariants of both that a form can break (que-0 to que-12, but for
que-7 on enableWhen, which is refused anyway). Checked by hand instead of with a
validator, because its author must be told where the fault lies, and the parts that are
used here are few.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, get_origin

from safeward.core.instruments.fhir.elements import FORM, ITEM
from safeward.core.instruments.fhir.names import Element

STATUSES: Final = ("draft", "active", "retired", "unknown")
TYPES: Final = (
    *("group", "display", "question", "boolean", "decimal", "integer", "date"),
    *("dateTime", "time", "string", "text", "url", "choice", "open-choice", "coding"),
    *("attachment", "reference", "quantity"),
)
_ID: Final = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_NAME: Final = re.compile(r"[A-Z]([A-Za-z0-9_]){0,254}")
_CODED: Final = frozenset({"choice", "open-choice", "coding", "question"})
_WITH_OPTIONS: Final = _CODED | {
    "integer",
    "date",
    "time",
    "string",
    "text",
    "reference",
}
_LENGTH: Final = (
    *("boolean", "decimal", "integer", "string", "text", "url"),
    *("open-choice", "coding", "question"),
)


def faults(form: object) -> Iterator[str]:
    """What is wrong with the shape, each with the place where it is."""
    if not isinstance(form, dict):
        yield "the file holds no JSON object"
        return
    if form.get("resourceType") != "Questionnaire":
        yield f"resourceType is {form.get('resourceType')!r}, not 'Questionnaire'"
        return
    yield from _elements(form, FORM, "Questionnaire")
    yield from _heading(form)
    seen: set[str] = set()
    for place, item in enumerate(_list(form, "item")):
        yield from _item(item, f"item[{place}]", seen)


def _heading(form: Element) -> Iterator[str]:
    if form.get("status") not in STATUSES:
        yield f"status is {form.get('status')!r}; it must be one of {_or(STATUSES)}"
    for name, pattern in (("id", _ID), ("name", _NAME)):
        value = form.get(name)
        if isinstance(value, str) and not pattern.fullmatch(value):
            yield f"{name} {value!r} has letters that FHIR does not allow there"
    for name in ("approvalDate", "lastReviewDate", "date"):
        value = form.get(name)
        if isinstance(value, str) and not _is_day(value):
            yield f"{name} {value!r} is not a date as 2026-11-22"


def _item(item: object, where: str, seen: set[str]) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{where} is not an object"
        return
    link = item.get("linkId")
    where = f"item {link!r}" if isinstance(link, str) else where
    yield from _elements(item, ITEM, where)
    if not isinstance(link, str) or not link:
        yield f"{where} has no linkId"
    elif link in seen:
        yield f"{where} stands twice; link ids are unique (que-2)"
    else:
        seen.add(link)
    kind = item.get("type")
    if kind not in TYPES:
        yield f"{where} has type {kind!r}, which FHIR does not have"
        return
    yield from _invariants(item, str(kind), where)
    for place, option in enumerate(_list(item, "answerOption")):
        yield from _option(option, f"{where}, answerOption[{place}]")
    for place, inner in enumerate(_list(item, "item")):
        yield from _item(inner, f"{where}, item[{place}]", seen)


def _invariants(item: Element, kind: str, where: str) -> Iterator[str]:
    quiet = kind in ("group", "display")
    rules = [
        ("que-1", kind == "group" and not item.get("item"), "a group needs items"),
        ("que-1", kind == "display" and "item" in item, "a display has no items"),
        ("que-3", kind == "display" and "code" in item, "a display has no code"),
        (
            "que-4",
            "answerOption" in item and "answerValueSet" in item,
            "answers come from options or from a value set, not both",
        ),
        (
            "que-5",
            "answerOption" in item and kind not in _WITH_OPTIONS,
            f"type {kind} has no answer options",
        ),
        (
            "que-6",
            kind == "display" and ("required" in item or "repeats" in item),
            "a display is neither required nor repeated",
        ),
        ("que-8", quiet and "initial" in item, f"a {kind} has no initial value"),
        (
            "que-9",
            kind == "display" and "readOnly" in item,
            "a display is not read-only",
        ),
        (
            "que-10",
            "maxLength" in item and kind not in _LENGTH,
            f"type {kind} has no greatest length",
        ),
        (
            "que-11",
            "answerOption" in item and "initial" in item,
            "an item with options marks the initial one there",
        ),
        (
            "que-12",
            len(_list(item, "enableWhen")) > 1 and "enableBehavior" not in item,
            "several enableWhen need an enableBehavior",
        ),
    ]
    yield from (f"{where}: {said} ({rule})" for rule, broken, said in rules if broken)


def _option(option: object, where: str) -> Iterator[str]:
    if not isinstance(option, dict):
        yield f"{where} is not an object"
        return
    values = [key for key in option if key.startswith("value")]
    if len(values) != 1:
        yield f"{where} needs exactly one value"
    elif values == ["valueCoding"]:
        coding = option["valueCoding"]
        if not isinstance(coding, dict) or not isinstance(coding.get("code"), str):
            yield f"{where} has no code"


def _elements(element: Element, known: dict[str, Any], where: str) -> Iterator[str]:
    for name, value in element.items():
        if name.startswith("_"):
            continue
        if name not in known:
            yield f"{where} has {name!r}, which FHIR does not have there"
        elif type(value) is not (kind := get_origin(known[name]) or known[name]):
            yield f"{where}: {name} must be {_WORDS[kind]}"
        elif value in ("", [], {}):
            yield f"{where}: {name} is empty; FHIR leaves empty elements out"
    for place, extension in enumerate(_list(element, "extension")):
        if not isinstance(extension, dict) or not isinstance(extension.get("url"), str):
            yield f"{where}, extension[{place}] has no url"
    if "modifierExtension" in element:
        yield f"{where} has a modifierExtension, which may change what everything means"


_WORDS: Final = {str: "text", bool: "true or false", list: "a list", dict: "an object"}
_WORDS[int] = "a whole number"


def _list(element: Element, name: str) -> list[Any]:
    value = element.get(name, [])
    return value if isinstance(value, list) else []


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return bool(re.fullmatch(r"\d{4}(-\d{2})?", text))
    return True


def _or(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
