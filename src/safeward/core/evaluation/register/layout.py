"""A card in the order of the transparency standard: sections, labels, values.

The order and the questions follow the UK Algorithmic Transparency Recording Standard,
version 3 (public overview; then owner and responsibility, description and rationale,
decision making, technical specification and data, risks and impact), in words of our
own; what a model card adds comes last. Pages and JSON are made from this one layout.
"""

from collections.abc import Iterable

from attrs import frozen

from safeward.core.evaluation.register.types import STATUSES, Card, Finding

NOT_SAID = "not published, or not found"


@frozen
class Row:
    """One question of the standard and its answer, as text or as a list."""

    label: str
    value: str | tuple[str, ...]


@frozen
class Section:
    """One part of a card; ``table`` holds rows under ``columns``, if any."""

    title: str
    rows: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def sections(card: Card) -> tuple[Section, ...]:
    """Everything that a page shows of one thing, in order."""
    return (
        _overview(card),
        _owner(card),
        _rationale(card),
        _decision(card),
        _specification(card),
        _data(card),
        _validity(card),
        _groups(card),
        _risks(card),
        _life(card),
    )


def _overview(card: Card) -> Section:
    entry, subject = card.entry, card.subject
    return Section(
        "Overview",
        (
            Row("What it is for", entry.purpose),
            Row("What its result means", subject.predicts),
            Row("How far it may be relied on", status(card)),
            Row("Who answers questions", entry.owner.contact),
        ),
    )


def status(card: Card) -> str:
    """The status with its meaning."""
    return f"{card.entry.status.capitalize()}. {STATUSES[card.entry.status]}"


def _owner(card: Card) -> Section:
    owner = card.entry.owner
    return Section(
        "Owner and responsibility",
        (
            Row("Organisation", owner.organisation),
            Row("Team", owner.team),
            Row("Senior owner", owner.senior_owner),
            Row("Made by, and what access they have", owner.supplier),
        ),
    )


def _rationale(card: Card) -> Section:
    entry, subject = card.entry, card.subject
    return Section(
        "Description and rationale",
        (
            Row("How a result comes about", subject.method),
            Row("For whom it was made", subject.population),
            Row("What it should make better", entry.benefits),
            Row("How it was decided before", entry.before),
        ),
        ("Also considered", "Why not"),
        tuple((a.option, a.why_not) for a in entry.alternatives),
    )


def _decision(card: Card) -> Section:
    decision = card.entry.decision
    return Section(
        "How a human decides",
        (
            Row("Where in the work", decision.place),
            Row("What the person sees", decision.shown),
            Row("How often, about how many", decision.scale),
            Row("Who decides, and may differ", decision.human),
            Row("What they must have learned", decision.training),
            Row("How to object", decision.appeal),
        ),
    )


def _specification(card: Card) -> Section:
    subject = card.subject
    return Section(
        "Specification",
        (
            Row("Version", _joined((subject.version, _content(subject.content)))),
            Row("File", f"`{subject.file}`"),
            Row("Reads", subject.inputs or NOT_SAID),
            Row("Gives", subject.outputs),
            Row("Licence and training", _joined((subject.licence, subject.training))),
            Row("Published in", subject.sources or NOT_SAID),
        ),
    )


def _data(card: Card) -> Section:
    data = card.entry.data
    return Section(
        "Data",
        (
            Row("Made from", data.development),
            Row("Runs on", data.operational),
            Row("Sensitive attributes", data.sensitive),
            Row("Under which rules data arrive", data.sharing),
            Row("Who sees results, and how long they are kept", data.access),
        ),
    )


def _validity(card: Card) -> Section:
    return Section(
        "Validity",
        (Row("Where it is known to be weak", card.weaknesses or NOT_SAID),),
        ("Result", "Measured on", "Of what", "Source"),
        tuple(_finding(finding) for finding in card.findings),
    )


def _finding(finding: Finding) -> tuple[str, ...]:
    return (finding.result, finding.measured_on, finding.outcome, finding.source)


def _groups(card: Card) -> Section:
    groups = card.entry.groups
    return Section(
        "Groups of people",
        (
            Row("Published on groups", card.subject.groups or NOT_SAID),
            Row("Known gaps here", groups.gaps),
            Row("Who measures them here", groups.measured_by),
            Row("Who sees results for Aboriginal people first", groups.first_seen_by),
        ),
    )


def _risks(card: Card) -> Section:
    return Section(
        "Risks and impact",
        (Row("Assessments made, or needed before use", card.entry.impact),),
        ("What could go wrong", "What is done against it"),
        tuple((risk.risk, risk.mitigation) for risk in card.entry.risks),
    )


def _life(card: Card) -> Section:
    entry = card.entry
    return Section(
        "Review and retirement",
        (
            Row("Entered, last changed", f"{entry.entered}, {entry.updated}"),
            Row("Approved", str(entry.approved or "not approved for use")),
            Row("To be reviewed by", entry.review_by.isoformat()),
            Row("Retirement", entry.retirement),
        ),
    )


def _content(stamp: str) -> str:
    return f"(content {stamp})" if stamp else ""


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part) or NOT_SAID
