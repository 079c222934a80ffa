"""The names that a FHIR Questionnaire uses, by release, and small builders.

R4 and R5 differ where it matters here in three names: a coded question is ``choice`` or
``coding``, the weight of an answer ``ordinalValue`` or ``itemWeight``, and a rule that
a form must keep ``questionnaire-constraint`` or ``targetConstraint``. Sources: HL7 FHIR
R4 and R5, Questionnaire; Structured Data Capture (SDC) 3.0 and 4.0; the HL7 extensions
pack.
"""

from typing import Any, Final, Literal, TypedDict

from safeward.core.vocabulary.errors import QuestionnaireRefused

Release = Literal["R4", "R5"]
RELEASES: Final[tuple[Release, ...]] = ("R4", "R5")

BASE: Final = "https://safeward.example/fhir"
"""Our namespace. The project holds no domain; ``.example`` belongs to nobody."""

CORE: Final = "http://hl7.org/fhir/StructureDefinition"
SDC: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
YES_NO: Final = "http://terminology.hl7.org/CodeSystem/v2-0136"
CONTROL: Final = "http://hl7.org/fhir/questionnaire-item-control"

REST: Final = f"{BASE}/StructureDefinition/instrument"
"""The one extension of ours: what SDC cannot say, as JSON."""
VARIABLE: Final = f"{CORE}/variable"
CALCULATED: Final = f"{SDC}/sdc-questionnaire-calculatedExpression"
ITEM_CONTROL: Final = f"{CORE}/questionnaire-itemControl"
UNIT: Final = f"{CORE}/questionnaire-unit"
MIN_VALUE: Final = f"{CORE}/minValue"
MAX_VALUE: Final = f"{CORE}/maxValue"
RELATED: Final = f"{CORE}/artifact-relatedArtifact"
WEIGHT: Final[dict[Release, str]] = {
    "R4": f"{CORE}/ordinalValue",
    "R5": f"{CORE}/itemWeight",
}
CONSTRAINT: Final[dict[Release, str]] = {
    "R4": f"{CORE}/questionnaire-constraint",
    "R5": f"{CORE}/targetConstraint",
}
CODED: Final[dict[Release, str]] = {"R4": "choice", "R5": "coding"}
PROFILE: Final = f"{SDC}/sdc-questionnaire"

RESULT: Final = "result."
"""What the link ids of calculated items begin with."""
BAND: Final = f"{RESULT}band"

Element = dict[str, Any]


def canonical(name: str) -> str:
    """The canonical address of an instrument's Questionnaire."""
    return f"{BASE}/Questionnaire/{name}"


def system(instrument: str, item: str) -> str:
    """The code system of an item's answers."""
    return f"{BASE}/CodeSystem/{instrument}/{item}"


def extension(url: str, kind: str, value: object) -> Element:
    """One extension with a value of that type, as in ``valueDecimal``."""
    return {"url": url, f"value{kind}": value}


class Expression(TypedDict, total=False):
    """An expression that a form filler computes."""

    name: str
    language: str
    expression: str


def expression(text: str, name: str = "") -> Element:
    """A FHIRPath expression, named where others refer to it."""
    made = Expression(language="text/fhirpath", expression=text)
    return {"name": name, **made} if name else {**made}


def extensions_of(element: Element, *urls: str) -> list[Element]:
    """Its extensions with one of those addresses, in order."""
    return [e for e in element.get("extension", []) if e.get("url") in urls]


def value_of(found: Element) -> Any:
    """The value of an extension, whatever its type.

    Raises:
        QuestionnaireRefused: It has none, or several.
    """
    values = [value for key, value in found.items() if key.startswith("value")]
    if len(values) != 1:
        raise QuestionnaireRefused(
            f"the extension {found.get('url')} needs exactly one value; it has "
            f"{len(values)}."
        )
    return values[0]
