"""What stands in the register about one instrument, model or policy.

Two halves, kept apart so that neither can contradict the other. A ``Subject`` is what
the thing's own file says: what it predicts, of whom, how well. An ``Entry`` is what
only the people who answer for it can say: why it is used, who decides, who may object,
when it is looked at again. ``layout`` puts both in the order of the UK Algorithmic
Transparency Recording Standard.
"""

from datetime import date
from typing import Final, Literal

from attrs import frozen

Kind = Literal["instrument", "model", "policy"]
Status = Literal["draft", "trial", "in use", "recorded only", "reference", "retired"]

KINDS: Final[tuple[Kind, ...]] = ("instrument", "model", "policy")
STATUSES: Final[dict[str, str]] = {
    "draft": "Not to be relied on: no agency has validated or approved it.",
    "trial": "Used beside existing practice to be judged; no decision rests on it.",
    "in use": "Approved; a named human decides with it in view.",
    "recorded only": "Results recorded elsewhere are shown; nothing is computed here.",
    "reference": "For comparison and testing; never for a decision about a person.",
    "retired": "No longer used; kept so that old results can be understood.",
}


@frozen
class Finding:
    """One published or measured result.

    Attributes:
        result: The figure with its interval, as published.
        measured_on: Of whom, how many, followed how long.
        outcome: What it was held against.
        source: Where it is published, with its year.
    """

    result: str
    measured_on: str
    outcome: str
    source: str


@frozen
class Subject:
    """What the file of an instrument, model or policy says about itself.

    Attributes:
        kind: What it is.
        id: As results name it.
        name: As people say it.
        version: Printed in every result.
        file: Where it lies in the repository.
        predicts: What its result means, and not more.
        population: For whom it was made.
        method: How a result comes about, in a sentence or two.
        inputs: What it reads.
        outputs: What it gives.
        findings: Published validity.
        weaknesses: Where it is known to be weak.
        groups: What is published on its results by group of people.
        licence: On what terms it may be used.
        training: What people must have learned before using it.
        sources: Where all this is published.
        content: Stamp of what the file holds, where results carry one.
    """

    kind: Kind
    id: str
    name: str
    version: str
    file: str
    predicts: str
    population: str
    method: str
    inputs: tuple[str, ...]
    outputs: str
    findings: tuple[Finding, ...] = ()
    weaknesses: tuple[str, ...] = ()
    groups: str = ""
    licence: str = ""
    training: str = ""
    sources: tuple[str, ...] = ()
    content: str = ""


@frozen
class Alternative:
    """Something else that could have been used, and why it is not."""

    option: str
    why_not: str


@frozen
class Risk:
    """Something that could go wrong, and what is done against it."""

    risk: str
    mitigation: str


@frozen
class Owner:
    """Roles, never persons.

    Attributes:
        organisation: Who carries responsibility.
        team: Which part of it runs the thing.
        senior_owner: The role that answers for it.
        contact: The role that the public and staff write to.
        supplier: Who made it, and what access they have to data.
    """

    organisation: str
    team: str
    senior_owner: str
    contact: str
    supplier: str


@frozen
class Decision:
    """How a human decides with it.

    Attributes:
        place: Where in the work it is used.
        shown: What the person who decides sees.
        scale: How often, about how many people.
        human: Who decides, and how they may differ from it.
        training: What they must have learned first.
        appeal: How the person assessed, and the victim survivor, may object.
    """

    place: str
    shown: str
    scale: str
    human: str
    training: str
    appeal: str


@frozen
class Data:
    """Which data it was made from and runs on.

    Attributes:
        development: What it was made from.
        operational: What it reads in use.
        sensitive: Sensitive attributes in either, and what keeps them out of scores.
        sharing: Under which rules data reach it.
        access: Who sees its results, and how long they are kept.
    """

    development: str
    operational: str
    sensitive: str
    sharing: str
    access: str


@frozen
class Groups:
    """How it does for different groups of people.

    Attributes:
        gaps: Known differences, or that none have been published.
        measured_by: Who measures them here, and how.
        first_seen_by: The roles that see results for Aboriginal people before anyone
            else does.
    """

    gaps: str
    measured_by: str
    first_seen_by: str


@frozen
class Entry:
    """What the people who answer for a tool say about it.

    Attributes:
        kind: What it is.
        id: The thing's id.
        covers: The version that was read when this was written.
        status: How far it may be relied on.
        entered: Day of the first entry.
        updated: Day of the last change.
        review_by: Day by which it must be looked at again.
        purpose: Why it is used, in words for anybody.
        benefits: What it should make better.
        before: How the same was decided without it.
        alternatives: What else was considered.
        owner: Who answers for it.
        decision: How a human decides with it.
        data: What it was made from and runs on.
        groups: How it does for different groups.
        impact: Assessments made, or that must be made before use.
        risks: What could go wrong.
        retirement: When it stops being used, and what happens to its results.
        findings: Results that the thing's own file does not hold.
        weaknesses: Known weaknesses that it does not hold either.
        approved: Day the agency approved it for use.
        file: Of what an agency made itself: where it lies, from the entries' folder.
    """

    kind: Kind
    id: str
    covers: str
    status: Status
    entered: date
    updated: date
    review_by: date
    purpose: str
    benefits: str
    before: str
    alternatives: tuple[Alternative, ...]
    owner: Owner
    decision: Decision
    data: Data
    groups: Groups
    impact: tuple[str, ...]
    risks: tuple[Risk, ...]
    retirement: str
    findings: tuple[Finding, ...] = ()
    weaknesses: tuple[str, ...] = ()
    approved: date | None = None
    file: str = ""


@frozen
class Card:
    """A thing and its entry, side by side."""

    subject: Subject
    entry: Entry

    @property
    def page(self) -> str:
        """Name of its page, without an ending."""
        return f"{self.entry.kind}-{self.entry.id.replace('_', '-')}"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All results, those of the thing's own file first."""
        return (*self.subject.findings, *self.entry.findings)

    @property
    def weaknesses(self) -> tuple[str, ...]:
        """Where it is known to be weak, by its own file first."""
        return (*self.subject.weaknesses, *self.entry.weaknesses)
