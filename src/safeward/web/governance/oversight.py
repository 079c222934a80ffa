"""What oversight reads: emergency looks, who read what, whose day was unusual."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.access.actions import must, review_emergency_look
from safeward.apps.access.queries import (
    account_named,
    looks,
    names_of,
    person_coded,
)
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.queries import (
    done_by,
    last_check,
    unusual,
    waits_too_long,
    who_read,
)
from safeward.apps.audit.types import Line, LogThing, Thing
from safeward.apps.foundation import clock
from safeward.web.governance.frame import found, me, one_form, sent

DAYS = 30


class AuditForm(forms.Form):
    """Whom or what to ask about, and when."""

    what = forms.ChoiceField(
        label="Ask",
        choices=[
            ("person", "Who saw this person, by the person's code"),
            ("account", "What this account did, by its user name"),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label="Code or user name", max_length=60)
    since = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="To", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DayForm(forms.Form):
    """Which day."""

    day = forms.DateField(
        label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@require_GET
def emergencies(request: HttpRequest) -> HttpResponse:
    """Emergency looks, those to be reviewed first."""
    user = me(request)
    shown = {"waiting": looks(by=user), "done": looks(by=user, reviewed=True)}
    return render(request, "web/governance/emergencies.html", shown)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, look: UUID) -> HttpResponse:
    """Say that an emergency look has been looked into; nobody reviews their own."""
    user, row = me(request), found("access.breakglass", look)
    must(user, Permission.BREAK_GLASS_REVIEW)
    return one_form(
        request,
        forms.Form(sent(request)),
        title="Review an emergency look",
        text="Say that you have looked into it. What came of it belongs into your own "
        "records.",
        button="I have reviewed it",
        back="emergencies",
        done="The review is recorded.",
        do=lambda said: review_emergency_look(by=user, look=row),
    )


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """The state of the log, and what it says of a person or an account."""
    user = me(request)
    must(user, Permission.AUDIT_READ)
    today = clock.today()
    first = {"since": today - datetime.timedelta(days=DAYS), "until": today}
    asked = request.GET if "name" in request.GET else None
    form = AuditForm(asked, initial=first | {"what": "person"})
    shown: dict[str, Any] = {
        "form": form,
        "check": last_check(),
        "waits": waits_too_long(),
    }
    if form.is_bound and form.is_valid():
        lines = _answer(user, form)
        if lines is not None:
            accounts = {line.actor for line in lines if line.actor is not None}
            names = names_of(by=user, accounts=accounts)
            shown["lines"] = [
                (line, names.get(line.actor, "") if line.actor else "The platform")
                for line in lines
            ]
    return render(request, "web/governance/audit.html", shown)


@require_GET
def unusual_page(request: HttpRequest) -> HttpResponse:
    """Accounts whose day deserves a question."""
    user = me(request)
    must(user, Permission.AUDIT_READ)
    form = DayForm(
        request.GET if "day" in request.GET else None, initial={"day": clock.today()}
    )
    day = clock.today()
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
    rows = unusual(by=user.pk, purpose=Purpose.OVERSIGHT, day=day)
    names = names_of(by=user, accounts={row.actor for row in rows})
    shown = {
        "form": form,
        "day": day,
        "rows": [(row, names.get(row.actor, "")) for row in rows],
    }
    return render(request, "web/governance/unusual.html", shown)


def _answer(user: Any, form: AuditForm) -> tuple[Line, ...] | None:
    """The log's lines, or nothing where the form has to say what is wrong."""
    said = form.cleaned_data
    since = _start(said["since"])
    until = _start(said["until"] + datetime.timedelta(days=1))
    purpose = Purpose.OVERSIGHT
    if said["what"] == "account":
        account = account_named(by=user, username=said["name"])
        if account is None:
            form.add_error("name", "No account has that user name.")
            return None
        return done_by(
            by=user.pk, purpose=purpose, actor=account, since=since, until=until
        )
    person = person_coded(by=user, code=said["name"])
    if person is None:
        form.add_error("name", "Nobody has that code.")
        return None
    thing = Thing(LogThing.PERSON, person)
    return who_read(by=user.pk, purpose=purpose, thing=thing, since=since, until=until)


def _start(day: datetime.date) -> datetime.datetime:
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(day, datetime.time(), zone)
