"""Teams and agencies, and the other systems that an agency lets be told of events."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.access.actions import (
    close_agency,
    close_team,
    must,
    open_agency,
    open_team,
)
from safeward.apps.access.queries import agency_list, may, unit_list
from safeward.apps.access.types import AgencyKind, Permission, Prescription
from safeward.apps.notices.actions import subscribe, unsubscribe
from safeward.apps.notices.queries import subscriptions
from safeward.apps.notices.types import Event
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.governance.frame import found, me, one_form, sent

CODE = r"^[a-z0-9_]+$"


class TeamForm(forms.Form):
    """A new team."""

    name = forms.CharField(label="Name", max_length=120)
    code = forms.RegexField(
        CODE,
        label="Code",
        help_text="Small letters, digits and _. It cannot be changed later.",
        max_length=40,
    )
    division = forms.CharField(
        label="Division",
        help_text="As it stands in the agency's records.",
        max_length=40,
        required=False,
    )
    prescription = forms.ChoiceField(
        label="What regulations prescribe its programme to be",
        choices=[(kind.value, kind.words) for kind in Prescription],
    )


class AgencyForm(forms.Form):
    """A new agency."""

    name = forms.CharField(label="Name", max_length=120)
    code = forms.RegexField(
        CODE,
        label="Code",
        help_text="As it stands in the agency's own records.",
        max_length=40,
    )
    kind = forms.ChoiceField(
        label="What it is", choices=[(kind.value, kind.words) for kind in AgencyKind]
    )


class SystemForm(forms.Form):
    """A system of the agency that is told of events."""

    address = forms.CharField(label="Address", help_text="Begins with https://.")
    events = forms.MultipleChoiceField(
        label="What it is told of",
        choices=[(event.value, event.words) for event in Event],
        widget=forms.CheckboxSelectMultiple,
    )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The teams and agencies that one keeps or oversees."""
    user = me(request)
    shown = {
        "teams": unit_list(by=user),
        "agencies": agency_list(by=user),
        "opens": bool(may(user, Permission.AGENCY_SET, user.agency)),
        "takes_in": user.agency.kind == AgencyKind.GOVERNMENT.value,
    }
    return render(request, "web/governance/units.html", shown)


@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Open a team of one's own agency."""
    user = me(request)
    must(user, Permission.AGENCY_SET, user.agency)

    def do(said: dict[str, Any]) -> None:
        said["prescription"] = Prescription(said["prescription"])
        open_team(by=user, agency=user.agency, **said)

    return one_form(
        request,
        TeamForm(sent(request)),
        title="Open a team",
        text=f"At {user.agency.name}.",
        button="Open the team",
        back="units",
        done="The team is open.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, team: UUID) -> HttpResponse:
    """Close a team."""
    user, row = me(request), found("access.team", team)
    must(user, Permission.AGENCY_SET, row)
    return one_form(
        request,
        forms.Form(sent(request)),
        title="Close a team",
        text="Every role in it ends.",
        button="Close the team",
        back="units",
        done="The team is closed.",
        do=lambda said: close_team(by=user, team=row),
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def open_agency_page(request: HttpRequest) -> HttpResponse:
    """Take an agency in."""
    user = me(request)
    must(user, Permission.AGENCY_SET, user.agency)

    def do(said: dict[str, Any]) -> None:
        said["kind"] = AgencyKind(said["kind"])
        open_agency(by=user, **said)

    return one_form(
        request,
        AgencyForm(sent(request)),
        title="Take an agency in",
        button="Take the agency in",
        back="units",
        done="The agency is taken in.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def close_one(request: HttpRequest, agency: UUID) -> HttpResponse:
    """Close an agency."""
    user, row = me(request), found("access.agency", agency)
    must(user, Permission.AGENCY_SET, row)
    return one_form(
        request,
        forms.Form(sent(request)),
        title="Close an agency",
        button="Close the agency",
        back="units",
        done="The agency is closed.",
        do=lambda said: close_agency(by=user, agency=row),
        warning=True,
    )


@require_http_methods(["GET", "POST"])
def systems(request: HttpRequest) -> HttpResponse:
    """The systems that one's agency lets be told of events, and a new one."""
    user = me(request)
    must(user, Permission.AGENCY_SET, user.agency)
    form = SystemForm(sent(request))
    made = None
    if form.is_bound and form.is_valid():
        try:
            made = subscribe(
                by=user,
                agency=user.agency,
                address=form.cleaned_data["address"],
                events=[Event(one) for one in form.cleaned_data["events"]],
            )
        except UnusableInput as error:
            form.add_error("address", str(error))
        else:
            form = SystemForm()
    shown = {"form": form, "made": made, "systems": subscriptions(by=user)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web/governance/systems.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def end_system(request: HttpRequest, subscription: UUID) -> HttpResponse:
    """Tell a system no longer."""
    user, row = me(request), found("notices.subscription", subscription)
    must(user, Permission.AGENCY_SET, row)
    return one_form(
        request,
        forms.Form(sent(request)),
        title="Tell a system no longer",
        button="End the subscription",
        back="systems",
        done="It is told nothing more.",
        do=lambda said: unsubscribe(by=user, subscription=subscription),
        warning=True,
    )
