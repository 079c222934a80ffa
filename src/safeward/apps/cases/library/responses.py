"""One response: what can be done, by whose decision, on what evidence, at what risk."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from attrs import frozen

from safeward.apps.cases.types import ResponseType

FOLDER = Path(__file__).parent / "responses"


class Evidence(StrEnum):
    """How well it is known that a response lowers harm, best first."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    PRACTICE = "practice"

    @property
    def words(self) -> str:
        """The grade as it is shown."""
        return _GRADES[self]


_GRADES = {
    Evidence.STRONG: "Strong: randomised trials",
    Evidence.MODERATE: "Moderate: comparisons that could be otherwise explained",
    Evidence.LIMITED: "Limited: few or mixed studies",
    Evidence.PRACTICE: "Practice: asked for by practitioners, not measured",
}


@frozen
class Response:
    """One thing that can be done about a person or for a victim survivor.

    Attributes:
        id: Its code.
        type: What it sets out to do.
        title: What it is called.
        what: What exactly is done; the first words of an action, to be made fit.
        about: Whom it concerns: perpetrator, victim survivor, child, both.
        legal_basis: On what it rests.
        who_decides: Who must say yes.
        evidence: How well its effect is known.
        evidence_words: What is known of it.
        checked: Whether that was read in a source; otherwise it is recalled.
        effect: What it does to the victim survivor's safety, harm included.
        alerts_perpetrator: Whether he may notice; such an action needs a safety check.
        factors: Codes of the risk factors it answers.
        tiers: Tiers it suits.
        streams: Streams it may be proposed in.
        not_when: Checks that rule it out.
        days: Days until it is due, by tier.
        sources: Where the facts come from.
        unconfirmed: What nobody has checked at its source; "" for nothing.
    """

    id: str
    type: ResponseType
    title: str
    what: str
    about: str
    legal_basis: str
    who_decides: str
    evidence: Evidence
    evidence_words: str
    checked: bool
    effect: str
    alerts_perpetrator: bool
    factors: tuple[str, ...]
    tiers: frozenset[str]
    streams: frozenset[str]
    not_when: frozenset[str]
    days: Mapping[str, int]
    sources: tuple[str, ...]
    unconfirmed: str = ""

    def suits(self, tier: str, stream: str, checks: frozenset[str]) -> bool:
        """Whether it may be proposed for a person as they stand today."""
        return (
            tier in self.tiers
            and stream in self.streams
            and not (self.not_when & checks)
        )


@cache
def library() -> Mapping[str, Response]:
    """Every response, by its code, in the order of the files.

    Raises:
        LibraryRefused: One of the files cannot be used.
    """
    from safeward.apps.cases.library.read import read_responses

    return read_responses(FOLDER)
