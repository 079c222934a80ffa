"""Names and types of the elements of a Questionnaire, in R4 (4.0.1) and R5 (5.0.0)."""

from typing import Any, Final, TypedDict, get_type_hints


class _Any(TypedDict, total=False):
    """What every element may have."""

    id: str
    extension: list[Any]
    modifierExtension: list[Any]


class _Form(_Any, total=False):
    """Elements of a Questionnaire."""

    resourceType: str
    meta: dict[str, Any]
    implicitRules: str
    language: str
    text: dict[str, Any]
    contained: list[Any]
    url: str
    identifier: list[Any]
    version: str
    versionAlgorithmString: str
    versionAlgorithmCoding: dict[str, Any]
    name: str
    title: str
    derivedFrom: list[Any]
    status: str
    experimental: bool
    subjectType: list[Any]
    date: str
    publisher: str
    contact: list[Any]
    description: str
    useContext: list[Any]
    jurisdiction: list[Any]
    purpose: str
    copyright: str
    copyrightLabel: str
    approvalDate: str
    lastReviewDate: str
    effectivePeriod: dict[str, Any]
    code: list[Any]
    item: list[Any]


class _Item(_Any, total=False):
    """Elements of one of its items."""

    linkId: str
    definition: str
    code: list[Any]
    prefix: str
    text: str
    type: str
    enableWhen: list[Any]
    enableBehavior: str
    disabledDisplay: str
    required: bool
    repeats: bool
    readOnly: bool
    maxLength: int
    answerConstraint: str
    answerValueSet: str
    answerOption: list[Any]
    initial: list[Any]
    item: list[Any]


FORM: Final = get_type_hints(_Form)
ITEM: Final = get_type_hints(_Item)
