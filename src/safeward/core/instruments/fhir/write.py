"""An instrument as a FHIR Questionnaire with Structured Data Capture."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from safeward.core.instruments.card import PARAPHRASE
from safeward.core.instruments.fhir import names
from safeward.core.instruments.fhir.names import Element, Release, expression, extension
from safeward.core.instruments.fhir.paths import Paths, computable
from safeward.core.instruments.fhir.phrases import NO, YES, holds
from safeward.core.instruments.fhir.rest import rest_of
from safeward.core.instruments.fhir.types import Publication
from safeward.core.instruments.types import (
    NOT_FOUND,
    Instrument,
    Item,
    Level,
    Output,
)

SDC_VERSION: Final[dict[Release, str]] = {"R4": "3.0.0", "R5": "4.0.0"}
_PLAIN: Final = {"integer": "integer", "decimal": "decimal", "text": "string"}
_VALUE: Final = {"integer": "Integer", "decimal": "Decimal"}


def to_questionnaire(
    tool: Instrument,
    *,
    publication: Publication | None = None,
    release: Release = "R4",
) -> Element:
    """The form that asks an instrument's questions and computes its result.

    Args:
        tool: Any instrument; one whose rule is not public asks and computes nothing.
        publication: Status and dates, as the register has them.
        release: R4 (SDC 3.0) or R5 (SDC 4.0).

    Returns:
        The resource as plain JSON values. ``from_questionnaire`` gives the instrument
        back whole.
    """
    published = publication or Publication()
    form: Element = {
        "resourceType": "Questionnaire",
        "id": tool.id.replace("_", "-"),
        "meta": {"profile": [f"{names.PROFILE}|{SDC_VERSION[release]}"]},
        "extension": [*_extensions(tool, release)],
        "url": names.canonical(tool.id),
        "identifier": [{"system": f"{names.BASE}/instrument", "value": tool.id}],
        "version": tool.version,
        "name": _computer_name(tool.id),
        "title": tool.title,
        "derivedFrom": _derived_from(tool),
        "status": published.status,
        "subjectType": ["Person"],
        "date": published.changed and published.changed.isoformat(),
        "publisher": published.publisher,
        "description": tool.about,
        "jurisdiction": [{"text": tool.jurisdiction}],
        "purpose": tool.predicts,
        "copyright": tool.licence.text,
        "approvalDate": published.approved and published.approved.isoformat(),
        "lastReviewDate": published.reviewed and published.reviewed.isoformat(),
        "item": [*_gate(tool), *_groups(tool, release), *_results(tool, release)],
    }
    return {key: value for key, value in form.items() if value not in (None, "", [])}


def _computer_name(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def _derived_from(tool: Instrument) -> list[str]:
    """The form that answers for this one when an answer is missing."""
    other = tool.scoring.fall_back
    return [names.canonical(other)] if other else []


def _extensions(tool: Instrument, release: Release) -> Iterator[Element]:
    for source in tool.sources:
        related: Element = {"type": "citation", "citation": source.title}
        if source.commit:
            related["label"] = source.commit
        if source.url:
            related["document"] = {"url": source.url}
        yield extension(names.RELATED, "RelatedArtifact", related)
    for name, text in Paths(tool, release).variables():
        yield extension(names.VARIABLE, "Expression", expression(text, name))
    yield from _constraints(tool, release)
    rest = json.dumps(rest_of(tool), ensure_ascii=False, sort_keys=True)
    yield extension(names.REST, "String", rest)


def _constraints(tool: Instrument, release: Release) -> Iterator[Element]:
    """Whom it refuses and when it warns everybody; never what could reveal somebody."""
    rules = [("error", p.refuse, p.when) for p in tool.preconditions]
    rules += [
        ("warning", c.sentence, c.when)
        for c in tool.cautions
        if c.when and c.audience == "everyone"
    ]
    for place, (severity, sentence, when) in enumerate(rules, start=1):
        text = f"iif({holds(when, tool)}, false, true)"
        rule = (
            {"url": "expression", "valueString": text}
            if release == "R4"
            else {"url": "expression", "valueExpression": expression(text)}
        )
        yield {
            "url": names.CONSTRAINT[release],
            "extension": [
                {"url": "key", "valueId": f"{severity}-{place}"},
                {"url": "severity", "valueCode": severity},
                rule,
                {"url": "human", "valueString": sentence},
            ],
        }


def _gate(tool: Instrument) -> Iterator[Element]:
    """What stands first on a form whose wording is somebody else's."""
    if tool.licence.administer == "original form":
        yield {"linkId": "original-form", "text": PARAPHRASE, "type": "display"}


def _groups(tool: Instrument, release: Release) -> Iterator[Element]:
    """Items in order; neighbours of one part of the instrument are nested."""
    for place, (group, items) in enumerate(groupby(tool.items, lambda i: i.group), 1):
        asked = [_item(item, tool, release) for item in items]
        if group:
            linked = f"group.{place}"
            yield {"linkId": linked, "text": group, "type": "group", "item": asked}
        else:
            yield from asked


def _item(item: Item, tool: Instrument, release: Release) -> Element:
    coded = item.type in ("yes_no", "choice")
    made: Element = {
        "extension": [*_bounds(item)],
        "linkId": item.id,
        "text": item.label,
        "type": names.CODED[release] if coded else _PLAIN[item.type],
        "required": _required(item, tool) or None,
        "answerOption": [*_options(item, tool, release)],
        "item": _help(item),
    }
    return {key: value for key, value in made.items() if value not in (None, [])}


def _bounds(item: Item) -> Iterator[Element]:
    if item.type in _VALUE:
        whole = item.type == "integer"
        for url, bound in ((names.MIN_VALUE, item.low), (names.MAX_VALUE, item.high)):
            if bound is not None:
                value = int(bound) if whole else bound
                yield extension(url, _VALUE[item.type], value)
    if item.unit:
        yield extension(names.UNIT, "Coding", {"display": item.unit})


def _required(item: Item, tool: Instrument) -> bool:
    """Whether the rule needs it: no score without it, and no answer to assume."""
    needed = item.role in ("question", "population") and item.default is None
    return needed and tool.scoring.missing != "counts_as_no" and computable(tool)


def _options(item: Item, tool: Instrument, release: Release) -> Iterator[Element]:
    if item.type == "yes_no":
        yield _option(names.YES_NO, YES, "Yes", item.weight, release)
        nothing = None if item.weight in (None, NOT_FOUND) else 0
        yield _option(names.YES_NO, NO, "No", nothing, release)
    elif item.type == "choice":
        system = names.system(tool.id, item.id)
        for level in item.levels:
            yield _option(system, level.code, level.label, level.weight, release)


def _option(
    system: str, code: str, display: str, weight: float | str | None, release: Release
) -> Element:
    known = None if weight == NOT_FOUND else weight
    coding: Element = {
        "extension": []
        if known is None
        else [extension(names.WEIGHT[release], "Decimal", known)],
        "system": system,
        "code": code,
        "display": display,
    }
    return {"valueCoding": {k: v for k, v in coding.items() if v not in ("", [])}}


def _help(item: Item) -> list[Element]:
    if not item.yes_means:
        return []
    control = {"coding": [{"system": names.CONTROL, "code": "help"}]}
    return [
        {
            "extension": [extension(names.ITEM_CONTROL, "CodeableConcept", control)],
            "linkId": f"{item.id}.help",
            "text": item.yes_means,
            "type": "display",
        }
    ]


def _results(tool: Instrument, release: Release) -> Iterator[Element]:
    for output in tool.scoring.outputs:
        yield _result(output, tool, release)
    if tool.bands:
        yield _band(tool, release)


def _result(output: Output, tool: Instrument, release: Release) -> Element:
    made: Element = {
        "linkId": f"{names.RESULT}{output.name}",
        "text": output.label or output.name,
        "type": "boolean" if output.form == "reaches" else "decimal",
        "readOnly": True,
    }
    if computable(tool):
        held = f"%{Paths(tool, release).result(output)}"
        made = {"extension": [_calculated(held)], **made}
    return made


def _band(tool: Instrument, release: Release) -> Element:
    system = names.system(tool.id, "band")
    levels = [Level(b.code, b.label, weight=b.least) for b in tool.bands]
    made: Element = {
        "linkId": names.BAND,
        "text": "Band",
        "type": names.CODED[release],
        "readOnly": True,
        "answerOption": [
            _option(system, v.code, v.label, v.weight, release) for v in levels
        ],
    }
    rule = Paths(tool, release).band()
    return {"extension": [_calculated(rule)], **made} if rule else made


def _calculated(text: str) -> Element:
    return extension(names.CALCULATED, "Expression", expression(text))
