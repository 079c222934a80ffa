"""A Questionnaire that others wrote: taken where nothing has to be guessed."""

import re
from typing import Final

from safeward.core.instruments.fhir import names
from safeward.core.instruments.fhir.items import Calculated, Read
from safeward.core.instruments.fhir.names import Element, Release
from safeward.core.instruments.fhir.rest import Content
from safeward.core.instruments.fhir.types import Imported, Publication
from safeward.core.instruments.library import structured
from safeward.core.vocabulary.errors import QuestionnaireRefused

SUM: Final = re.compile(
    r"%(?:resource|context)(?:\.repeat\(item\)|\.item|\.descendants\(\))*"
    r"(?:\.where\(linkId\s*=\s*'(?P<group>[^']+)'\)\.item)?"
    r"\.answer(?:\.value)?\.(?:ordinal|ordinalValue|weight)\(\)"
    r"\.(?:sum\(\)|aggregate\(\$this\s*\+\s*\$total,\s*0\))"
)
"""The sum of the weights of all answers, or of those in one group, as SDC writes it."""
_NOT_SAID: Final = "not stated in the imported form"
_KEPT: Final = (
    *("resourceType", "id", "meta", "extension", "url", "identifier", "name"),
    *("version", "title", "status", "date", "publisher", "description", "jurisdiction"),
    *("purpose", "copyright", "approvalDate", "lastReviewDate", "item"),
)


def instrument_of_elsewhere(
    form: Element, read: Read, publication: Publication, release: Release
) -> Imported:
    """An instrument with the form's questions, and its score where it is a plain sum.

    Raises:
        QuestionnaireRefused: A rule of the form would have to be guessed.
    """
    for found in form.get("extension", []):
        if found["url"].startswith((names.SDC, names.CORE)) and (
            found["url"] != names.RELATED
        ):
            raise QuestionnaireRefused(
                f"the form has the extension {found['url']}, which would be lost."
            )
    if not read.items:
        raise QuestionnaireRefused("the form asks no question.")
    summed = _summed(read)
    weighted = [i["id"] for i in read.items if _is_weighted(i)]
    missing = ["what its result predicts", "validity", "population", "horizon"]
    if weighted and not summed:
        missing.append("how the weights become a score")
    content: Content = {
        "id": _id(form),
        "name": form.get("title") or form.get("name") or _id(form),
        "title": form.get("title") or form.get("name") or _id(form),
        "version": form.get("version", _NOT_SAID),
        "status": "Imported from a FHIR Questionnaire; not checked against its source.",
        "kind": "points" if summed else "judgement",
        "jurisdiction": _texts(form, "jurisdiction") or _NOT_SAID,
        "population": _NOT_SAID,
        "about": form.get("description", _NOT_SAID),
        "predicts": form.get("purpose", _NOT_SAID),
        "horizon": _NOT_SAID,
        "calibration": "Nothing is known of its calibration.",
        "licence": {
            "text": form.get("copyright", _NOT_SAID),
            "administer": "original form",
        },
        "sources": [{"title": form.get("url", "imported form")}],
        "items": read.items,
        "bands": read.bands,
        "not_found": missing,
    }
    if summed:
        # What weighs nothing cannot change the sum: it is asked and not needed.
        content["items"] = [
            item if _is_weighted(item) else {**item, "role": "context"}
            for item in read.items
        ]
        content["scoring"] = {
            "formula": "the sum of the weights of the answers",
            "outputs": [{"name": "total", "form": "sum", "label": summed.text}],
            "score": "total",
            "missing": "counts_as_no",
        }
    left = [f"{name} of the form" for name in sorted(form.keys() - set(_KEPT))]
    tool = structured(content)
    return Imported(tool, publication, release, (*left, *read.notes))


def _summed(read: Read) -> Calculated | None:
    """The item that sums the weights, if there is one; any other rule is refused."""
    for found in read.calculated:
        match = SUM.fullmatch(re.sub(r"\s+", " ", found.rule.strip()))
        if not match:
            raise QuestionnaireRefused(
                f"item {found.link} is computed by a rule that is not a plain sum of "
                "weights; write the instrument as TOML instead."
            )
        group = match["group"]
        inside = read.groups.get(group, []) if group else None
        for item in read.items:
            if inside is not None and _is_weighted(item) and item["id"] not in inside:
                raise QuestionnaireRefused(
                    f"item {found.link} sums the group {group}, and {item['id']} "
                    "outside it has weights too, of a score that is not said."
                )
    if len(read.calculated) > 1:
        raise QuestionnaireRefused(
            "the form computes several sums; write the instrument as TOML instead."
        )
    return read.calculated[0] if read.calculated else None


def _is_weighted(item: Content) -> bool:
    return "weight" in item or any("weight" in v for v in item.get("levels", []))


def _id(form: Element) -> str:
    said = form.get("name") or form.get("id") or form.get("url", "").rsplit("/", 1)[-1]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", str(said))
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    if not name:
        raise QuestionnaireRefused("the form has no name, id or url to be called by.")
    return name


def _texts(form: Element, name: str) -> str:
    return ", ".join(
        said
        for place in form.get(name, [])
        for said in [
            place.get("text")
            or next(
                (c["display"] for c in place.get("coding", []) if "display" in c), ""
            )
        ]
        if said
    )
