"""The items of a form: questions, answers, weights, bounds, help, and the band."""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from safeward.core.instruments.fhir import names
from safeward.core.instruments.fhir.names import (
    Element,
    extensions_of,
    value_of,
)
from safeward.core.instruments.fhir.phrases import NO, YES
from safeward.core.instruments.fhir.rest import Content
from safeward.core.vocabulary.errors import QuestionnaireRefused

_KIND: Final = {
    "boolean": "yes_no",
    "integer": "integer",
    "decimal": "decimal",
    "string": "text",
    "text": "text",
    "choice": "choice",
    "coding": "choice",
}
_CHANGES_MEANING: Final = {
    "enableWhen": "asks it only under a condition",
    "initial": "fills in an answer before anybody gave one",
    "answerValueSet": "takes its answers from a list that is not in the form",
    "maxLength": "bounds the length of an answer",
}
_KNOWN: Final = frozenset(
    {
        names.MIN_VALUE,
        names.MAX_VALUE,
        names.UNIT,
        names.ITEM_CONTROL,
        names.CALCULATED,
        *names.WEIGHT.values(),
    }
)
_NO_MATTER: Final = ("code", "prefix", "definition", "answerConstraint")
"""Elements of an item that say nothing about scoring."""


@frozen
class Calculated:
    """An item that the form computes."""

    link: str
    text: str
    rule: str


@frozen
class Read:
    """What the items of a form say.

    Attributes:
        items: Questions, as a definition file has them.
        bands: Options of the item that holds the band.
        calculated: Items with an expression, but for the band.
        groups: Link ids of the questions inside each group's.
        notes: Elements that were left out.
    """

    items: list[Content] = field(factory=list)
    bands: list[Content] = field(factory=list)
    calculated: list[Calculated] = field(factory=list)
    groups: dict[str, list[str]] = field(factory=dict)
    notes: list[str] = field(factory=list)


def read_items(form: Element) -> Read:
    """All items of a form.

    Raises:
        QuestionnaireRefused: One asks for what an instrument here cannot hold.
    """
    read = Read()
    _walk(form.get("item", []), read, inside=[], group="")
    return read


def _walk(items: list[Element], read: Read, inside: list[str], group: str) -> None:
    for item in items:
        link, kind = item["linkId"], item["type"]
        _refuse(item)
        if kind == "group":
            named = item.get("text", "")
            _walk(item["item"], read, [*inside, link], named)
        elif kind == "display":
            read.notes.append(f"display {link}")
        elif link == names.BAND:
            read.bands.extend({"label": "", **v} for v in _levels(item, weight="least"))
        elif rules := extensions_of(item, names.CALCULATED):
            rule = str(value_of(rules[0]).get("expression", ""))
            read.calculated.append(Calculated(link, item.get("text", ""), rule))
        elif not link.startswith(names.RESULT):
            read.items.append(_question(item, read, group))
            for outer in inside:
                read.groups.setdefault(outer, []).append(link)


def _refuse(item: Element) -> None:
    link, kind = item["linkId"], item["type"]
    for name, said in _CHANGES_MEANING.items():
        if name in item:
            raise QuestionnaireRefused(
                f"item {link}: {name} {said}, which an instrument here cannot say."
            )
    if item.get("repeats"):
        raise QuestionnaireRefused(f"item {link} repeats; an answer here is one value.")
    if kind not in (*_KIND, "group", "display"):
        raise QuestionnaireRefused(
            f"item {link} has type {kind}; an instrument here asks for yes or no, a "
            "choice, a number or text."
        )
    for found in item.get("extension", []):
        if found["url"].startswith((names.SDC, names.CORE)) and (
            found["url"] not in _KNOWN
        ):
            raise QuestionnaireRefused(
                f"item {link} has the extension {found['url']}, which would be lost."
            )


def _question(item: Element, read: Read, group: str) -> Content:
    made: Content = {
        "id": item["linkId"],
        "label": item.get("text") or item["linkId"],
        "type": _KIND[item["type"]],
        "group": group,
        "yes_means": _help(item, read),
        **_bounds(item),
    }
    if made["type"] == "choice" and _is_yes_no(item):
        made["type"] = "yes_no"
        made |= _weight_of_yes(item)
    elif made["type"] == "choice":
        made["levels"] = [*_levels(item, weight="weight")]
    elif "answerOption" in item:
        raise QuestionnaireRefused(
            f"item {item['linkId']} offers values of type {item['type']} to choose "
            "from; make it a coded choice."
        )
    left = [name for name in _NO_MATTER if name in item]
    read.notes.extend(f"{name} of item {item['linkId']}" for name in left)
    return {key: value for key, value in made.items() if value != ""}


def _help(item: Element, read: Read) -> str:
    said: list[str] = []
    for inner in item.get("item", []):
        if inner["type"] != "display":
            raise QuestionnaireRefused(
                f"item {inner['linkId']} hangs under the answer to "
                f"{item['linkId']}; an instrument here has no nested questions."
            )
        control = extensions_of(inner, names.ITEM_CONTROL)
        codes = [c.get("code") for e in control for c in value_of(e).get("coding", [])]
        if "help" in codes and not said:
            said.append(inner.get("text", ""))
        else:
            read.notes.append(f"display {inner['linkId']}")
    return "".join(said)


def _bounds(item: Element) -> Content:
    found: Content = {}
    for extension in extensions_of(item, names.MIN_VALUE):
        found["low"] = value_of(extension)
    for extension in extensions_of(item, names.MAX_VALUE):
        found["high"] = value_of(extension)
    for extension in extensions_of(item, names.UNIT):
        unit = value_of(extension)
        found["unit"] = unit.get("display", unit.get("code", ""))
    return found


def _codings(item: Element) -> list[Element]:
    options = item.get("answerOption", [])
    if not options or any("valueCoding" not in option for option in options):
        raise QuestionnaireRefused(
            f"item {item['linkId']} is a choice without coded answers of its own."
        )
    return [option["valueCoding"] for option in options]


def _is_yes_no(item: Element) -> bool:
    codings = _codings(item)
    return [c["code"] for c in codings] == [YES, NO] and all(
        c.get("system") == names.YES_NO for c in codings
    )


def _weight_of_yes(item: Element) -> Content:
    yes, no = (_weight(coding) for coding in _codings(item))
    if no:
        raise QuestionnaireRefused(
            f"item {item['linkId']} gives {no:g} for no; say it as a choice with two "
            "answers of your own."
        )
    return {} if yes is None else {"weight": yes}


def _weight(coding: Element) -> float | None:
    """The weight of an answer, by either release's name."""
    found = extensions_of(coding, *names.WEIGHT.values())
    return value_of(found[0]) if found else None


def _levels(item: Element, weight: str) -> Iterator[Content]:
    codes: set[str] = set()
    for coding in _codings(item):
        if coding["code"] in codes:
            raise QuestionnaireRefused(
                f"item {item['linkId']} has the answer {coding['code']} twice."
            )
        codes.add(coding["code"])
        level = {
            "code": coding["code"],
            "label": coding.get("display", ""),
            weight: _weight(coding),
        }
        yield {key: value for key, value in level.items() if value not in (None, "")}
