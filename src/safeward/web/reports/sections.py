"""How a report's page is laid out: its parts in order, each with its fields."""

from collections.abc import Iterator

from attrs import frozen
from django.forms.boundfield import BoundField

from safeward.apps.intake.types import ReportKind, lists
from safeward.web.reports.forms import ReportForm

EVENT = ("occurred_on", "occurred_at", "division", "place", "detected")
AGGRESSOR = (
    "aggressor_confidence",
    "aggressor",
    "aggressor_factors",
    "considered",
    "aggressor_words",
)
FINDING = ("no_family_violence", "no_family_violence_because")


@frozen
class Section:
    """One part of the page.

    Attributes:
        id: Its anchor.
        title: Its heading.
        fields: What it asks, in order.
        hint: A sentence under the heading.
        compact: Whether its questions are short ones, answered side by side.
    """

    id: str
    title: str
    fields: tuple[BoundField, ...] = ()
    hint: str = ""
    compact: bool = False


def sections(form: ReportForm) -> tuple[Section, ...]:
    """The parts of a report of this kind, in the order of the page."""
    return tuple(_of(form))


def _of(form: ReportForm) -> Iterator[Section]:
    kind = form.kind
    yield Section("event", "When and where", _fields(form, EVENT))
    yield Section(
        "people",
        "Who was there",
        _fields(form, ("no_child_because",)),
        "Add each person, each child on their own. Search before you say that somebody "
        "is new.",
    )
    yield Section("narrative", "What happened", _fields(form, ("narrative",)))
    if kind is ReportKind.STALKING:
        yield Section(
            "pattern",
            "The pattern",
            _starting(form, "details-"),
            "It is recorded, not scored.",
            compact=True,
        )
    if kind is ReportKind.PARTNER_REFERRAL:
        yield Section("referral", "The referral", _starting(form, "details-"))
    yield Section(
        "markers",
        "What was done, said or threatened",
        (*_fields(form, ("victim_fear",)), *_markers(form)),
        "By the alleged perpetrator, in or around this event. Not recorded is no "
        "answer; it is never read as no.",
        compact=True,
    )
    if kind is not ReportKind.PARTNER_REFERRAL:
        checks = [f"checks-{code}" for code in lists.CHECKS]
        yield Section(
            "checks",
            "What was checked",
            _fields(form, (*checks, "order_breached", "order_id")),
        )
    if kind is ReportKind.FAMILY_VIOLENCE:
        yield Section(
            "aggressor",
            "Predominant aggressor",
            _fields(form, AGGRESSOR),
            "Who drives the fear and control over time, not who hit first or who is "
            "calmer now.",
        )
    yield Section(
        "concern", "Your judgement", _fields(form, ("concern", "concern_words"))
    )
    if kind is not ReportKind.PARTNER_REFERRAL:
        yield Section("done", "What was done", _fields(form, ("criminal", "civil")))
    if kind is ReportKind.FAMILY_VIOLENCE:
        yield Section(
            "finding", "If you found no family violence", _fields(form, FINDING)
        )


def _fields(form: ReportForm, names: tuple[str, ...]) -> tuple[BoundField, ...]:
    return tuple(form[name] for name in names)


def _starting(form: ReportForm, prefix: str) -> tuple[BoundField, ...]:
    return tuple(form[name] for name in form.fields if name.startswith(prefix))


def _markers(form: ReportForm) -> tuple[BoundField, ...]:
    return tuple(form[f"markers-{code}"] for code in lists.MARKERS)
