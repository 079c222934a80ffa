"""A FHIR Questionnaire as an instrument, refused where something would be lost.

A form that we wrote gives back the very instrument: it is exported again and compared.
A form from elsewhere is taken where its questions, options and weights can be said
here, and its score is a plain sum of them; what has no meaning for scoring (narrative,
codes, contacts) is left out and named. Conditions, default answers and rules that would
have to be guessed are refused.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from safeward.core.instruments.fhir import names
from safeward.core.instruments.fhir.elsewhere import instrument_of_elsewhere
from safeward.core.instruments.fhir.items import Read, read_items
from safeward.core.instruments.fhir.names import Element, Release, extensions_of
from safeward.core.instruments.fhir.rest import Content, strays, whole
from safeward.core.instruments.fhir.shape import faults
from safeward.core.instruments.fhir.types import Imported, Publication
from safeward.core.instruments.fhir.write import to_questionnaire
from safeward.core.instruments.library import structured
from safeward.core.instruments.types import Instrument
from safeward.core.vocabulary.errors import QuestionnaireRefused

_SAID: Final = 5
"""So many faults are named at once; the rest is counted."""


def from_questionnaire(form: object) -> Imported:
    """The instrument that a Questionnaire describes.

    Args:
        form: The resource as plain JSON values, R4 or R5.

    Raises:
        QuestionnaireRefused: Says which element, and why it cannot be taken.
    """
    _refuse([*faults(form)])
    if not isinstance(form, dict):
        raise QuestionnaireRefused("the file holds no JSON object.")
    release = _release(form)
    items = read_items(form)
    ours = extensions_of(form, names.REST)
    if not ours:
        return instrument_of_elsewhere(form, items, _publication(form), release)
    tool = _ours(form, items, ours)
    publication = _publication(form)
    again = to_questionnaire(tool, publication=publication, release=release)
    if difference := _difference(form, again, "Questionnaire"):
        raise QuestionnaireRefused(
            f"{difference}. Expressions, constraints and required follow from the "
            f"rule in the extension {names.REST}: change that, and export again."
        )
    return Imported(tool, publication, release)


def _refuse(wrong: list[str]) -> None:
    if wrong:
        more = f" (and {len(wrong) - _SAID} more)" if len(wrong) > _SAID else ""
        raise QuestionnaireRefused(
            f"not a Questionnaire as FHIR has it: {'; '.join(wrong[:_SAID])}{more}."
        )


def _release(form: Element) -> Release:
    """R5 where the form says so or uses its names, else R4."""
    said = [str(p) for p in form.get("meta", {}).get("profile", [])]
    if any(p.endswith("|4.0.0") for p in said if p.startswith(names.SDC)):
        return "R5"
    text = json.dumps(form)
    new = f'"type": "{names.CODED["R5"]}"' in text or names.WEIGHT["R5"] in text
    return "R5" if new else "R4"


def _publication(form: Element) -> Publication:
    return Publication(
        status=form["status"],
        publisher=form.get("publisher", ""),
        changed=_day(form, "date"),
        approved=_day(form, "approvalDate"),
        reviewed=_day(form, "lastReviewDate"),
    )


def _day(form: Element, name: str) -> date | None:
    said = form.get(name, "")
    return date.fromisoformat(said[:10]) if len(said) >= 10 else None


def _ours(form: Element, items: Read, ours: list[Element]) -> Instrument:
    rest = _rest(ours)
    identifiers = [i.get("value") for i in form.get("identifier", [])]
    placed: Content = {
        "id": identifiers[0] if identifiers else "",
        "version": form.get("version", ""),
        "title": form.get("title", ""),
        "about": form.get("description", ""),
        "predicts": form.get("purpose", ""),
        "jurisdiction": _jurisdiction(form),
        "licence": {"text": form.get("copyright", "")},
        "sources": [_source(e) for e in extensions_of(form, names.RELATED)],
        "items": items.items,
        "bands": items.bands,
    }
    if lost := strays(placed, rest):
        raise QuestionnaireRefused(
            f"the form no longer has {', '.join(lost)}, of which the extension "
            f"{names.REST} speaks; take it out there too."
        )
    return structured(whole(placed, rest))


def _rest(ours: list[Element]) -> Mapping[str, Any]:
    try:
        rest = json.loads(names.value_of(ours[0]))
    except (TypeError, ValueError) as error:
        raise QuestionnaireRefused(
            f"the extension {names.REST} holds no JSON: {error}."
        ) from error
    if len(ours) > 1 or not isinstance(rest, dict):
        raise QuestionnaireRefused(f"the extension {names.REST} must stand once.")
    return rest


def _jurisdiction(form: Element) -> str:
    return ", ".join(
        str(said)
        for place in form.get("jurisdiction", [])
        if (said := place.get("text"))
    )


def _source(found: Element) -> Content:
    related = names.value_of(found)
    source = {
        "title": related.get("citation") or related.get("display", ""),
        "url": related.get("document", {}).get("url", ""),
        "commit": related.get("label", ""),
    }
    return {key: value for key, value in source.items() if value}


def _difference(one: object, other: object, where: str) -> str:
    """The first place in which two values differ, in words; empty where none."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            if key not in other:
                return f"{where} has {key}, which cannot be kept"
            if key not in one:
                return f"{where} lacks {key}"
            name = _name(one[key]) or key
            if found := _difference(one[key], other[key], f"{where}, {name}"):
                return found
        return ""
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return f"{where} has {len(one)} entries, and by its own rule {len(other)}"
        for place, (mine, theirs) in enumerate(zip(one, other, strict=True), start=1):
            name = _name(mine) or str(place)
            if found := _difference(mine, theirs, f"{where} {name}"):
                return found
        return ""
    return "" if one == other else f"{where} is not what follows from its own rule"


def _name(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    said = value.get("linkId") or value.get("url")
    return str(said).rsplit("/", 1)[-1] if said else ""
