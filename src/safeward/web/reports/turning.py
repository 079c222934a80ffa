"""Between the form that a browser sends and the content that the app keeps."""

from typing import Any
from uuid import UUID

from attrs import asdict, fields
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types import (
    AggressorConfidence,
    Choice,
    Content,
    Party,
    ReportKind,
)
from safeward.web.reports.forms import PartyForm, ReportForm

KEYS = "party"
"""Hidden field that names each party's key, in order."""

_PARTY = {each.name for each in fields(Party)} - {"key", "choice", "person", "shown"}
_PLAIN = {each.name for each in fields(Content)} & set(ReportForm.base_fields) - {
    "concern",
    "aggressor_confidence",
}
_GROUPS = ("markers", "checks", "details")


def content_of(
    sent: QueryDict, form: ReportForm, parties: list[PartyForm], before: Content
) -> Content:
    """What a form says, as far as it can be read; what cannot be read is left out.

    Whom searches have offered no form says: that stays as it was before.
    """
    said = read(form)
    groups: dict[str, Any] = {
        group: {
            name.removeprefix(f"{group}-"): text(value)
            for name, value in said.items()
            if name.startswith(f"{group}-") and text(value)
        }
        for group in _GROUPS
    }
    occurred_at = said["occurred_at"]
    return Content(
        **{name: said[name] for name in _PLAIN - {"occurred_at"}},
        occurred_at=occurred_at.strftime("%H:%M") if occurred_at else "",
        division=said["division"],
        aggressor=said["aggressor"],
        aggressor_confidence=member(AggressorConfidence, said["aggressor_confidence"]),
        concern=member(Concern, said["concern"]),
        parties=tuple(_party(form, before) for form in parties),
        **groups,
    )


def initial_of(content: Content) -> dict[str, Any]:
    """What a form shows for a content."""
    shown: dict[str, Any] = {
        name: value
        for name, value in asdict(content, recurse=False).items()
        if name not in (*_GROUPS, "parties")
    }
    for group in _GROUPS:
        for name, value in getattr(content, group).items():
            shown[f"{group}-{name}"] = value
    return shown


def party_form(party: Party, sent: QueryDict | None = None) -> PartyForm:
    """The form of one party, under its key."""
    shown = {name: getattr(party, name) for name in _PARTY}
    shown["choice"] = party.choice.value if party.choice else ""
    shown["person"] = str(party.person or "")
    return PartyForm(sent, prefix=f"p-{party.key}", initial=shown)


def party_forms(sent: QueryDict) -> list[PartyForm]:
    """The forms of the parties that a browser sent, in order."""
    return [PartyForm(sent, prefix=f"p-{key}") for key in keys(sent)]


def keys(sent: QueryDict) -> list[str]:
    """The keys of the parties that a browser sent, each once."""
    return [key for key in dict.fromkeys(sent.getlist(KEYS)) if key.isalnum()][:40]


def name_of(party: Party) -> str:
    """A party as the reporter knows them."""
    return f"{party.given_names} {party.family_name}".strip() or "Name not known"


def read(form: forms.Form) -> dict[str, Any]:
    """What each field of a form says, field by field; a bad value reads as nothing."""
    said = {}
    for name, field in form.fields.items():
        raw = field.widget.value_from_datadict(
            form.data, form.files, form.add_prefix(name)
        )
        try:
            value = field.to_python(raw)
        except ValidationError:
            value = field.to_python("")
        said[name] = tuple(value) if isinstance(value, list) else value
    return said


def member[E: (AggressorConfidence, Concern, Choice)](
    kind: type[E], value: str
) -> E | None:
    """The member of a closed list, if the text is one."""
    return kind(value) if value in set(kind) else None


def text(value: Any) -> str:
    """A value of a group as text; a tick is yes, and no tick says nothing."""
    if value is True:
        return "yes"
    return str(value) if value else ""


def _party(form: PartyForm, before: Content) -> Party:
    said = read(form)
    key = (form.prefix or "").removeprefix("p-")
    known = before.party(key)
    return Party(
        key=key,
        choice=member(Choice, said["choice"]),
        person=_identifier(said["person"]),
        shown=known.shown if known else (),
        **{name: said[name] for name in _PARTY & set(said)},
    )


def _identifier(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


def field_of(problem: str) -> tuple[str, str]:
    """Which form, by party key or empty, and which field a problem is about."""
    first, *rest = problem.split(".")
    if first == "parties" and len(rest) == 2:
        return rest[0], rest[1]
    return "", "-".join([first, *rest])


def new_form(
    kind: ReportKind,
    content: Content,
    divisions: tuple[str, ...],
    sent: QueryDict | None = None,
) -> ReportForm:
    """The form of a report, showing a content or what a browser sent."""
    offered = dict.fromkeys([*divisions, *filter(None, [content.division])])
    return ReportForm(
        sent,
        kind=kind,
        divisions=tuple(offered),
        parties=[(party.key, name_of(party)) for party in content.parties],
        initial=initial_of(content),
    )


def show_problem(form: forms.Form, name: str, sentence: str) -> None:
    """Let a form that was never sent show a sentence beside a field."""
    if not hasattr(form, "cleaned_data"):
        form.full_clean()
        form.cleaned_data = {}
    form.add_error(name, sentence)
