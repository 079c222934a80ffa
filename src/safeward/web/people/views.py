"""Find a person, and look at one."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeward.apps.access.actions import must
from safeward.apps.access.queries import may, signed_in_as
from safeward.apps.access.types import Level, Permission
from safeward.apps.foundation import clock
from safeward.apps.people import actions, queries
from safeward.apps.people.types import SafeHow
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.words import spoken
from safeward.web.people.forms import ContactForm, SearchForm, WarningForm
from safeward.web.people.picture import picture
from safeward.web.purpose import purpose_of

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.types.page import PersonPage


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Search before create: what is known of somebody, and whom it may be."""
    me = _me(request)
    must(me, Permission.PERSON_SEARCH)
    sent = request.POST if request.method == "POST" else None
    form = SearchForm(sent)
    shown: dict[str, Any] = {"form": form}
    if sent is not None and form.is_valid():
        try:
            result = queries.search(
                by=me,
                asked=form.asked(),
                purpose=purpose_of(request),
                reason=form.why(),
            )
        except UnusableInput as problem:
            form.add_error(None, str(problem))
        else:
            shown["result"] = result
            shown["presence"] = Level.PRESENCE
            if result.too_little:
                form.add_error(
                    "family_name",
                    "One name or place fits too many people. Add another name, a date "
                    "of birth, a telephone, a street address or a number.",
                )
            if result.reason_needed:
                form.add_error(
                    "reason",
                    "You have searched several times and opened nobody. Say why you "
                    "go on; it is recorded.",
                )
    asks_reason = "result" in shown and shown["result"].reason_needed
    if not asks_reason:
        form.fields["reason"].widget = forms.HiddenInput()
    return render(request, "web/people/search.html", shown)


@never_cache
@require_GET
def page(request: HttpRequest, person: UUID) -> HttpResponse:
    """One person, as far as the reader may see them."""
    me, purpose = _me(request), purpose_of(request)
    found = queries.person_page(by=me, person=person, purpose=purpose)
    if found.moved_to is not None:
        return redirect("person", person=found.moved_to)
    return _drawn(request, me, found)


@require_POST
def warn(request: HttpRequest, person: UUID) -> HttpResponse:
    """Warn whoever meets the person."""
    form = WarningForm(request.POST)
    if form.is_valid():
        kind, words, until = form.said()
        try:
            actions.flag(
                by=_me(request),
                person=person,
                kind=kind,
                words=words,
                until=until,
                purpose=purpose_of(request),
            )
        except UnusableInput as problem:
            form.add_error("until", str(problem))
        else:
            messages.success(request, "The warning stands on the person’s page.")
            return redirect("person", person=person)
    return _again(request, person, warning=form)


@require_POST
def contact(request: HttpRequest, person: UUID) -> HttpResponse:
    """Say how the person may be reached safely."""
    form = ContactForm(request.POST)
    if form.is_valid():
        actions.set_safe_contact(
            by=_me(request),
            person=person,
            how=SafeHow(form.cleaned_data["how"]),
            words=form.cleaned_data["words"],
            purpose=purpose_of(request),
        )
        messages.success(request, "The rule stands on the person’s page.")
        return redirect("person", person=person)
    return _again(request, person, rule=form)


@require_POST
def end_warning(request: HttpRequest, person: UUID, flag: UUID) -> HttpResponse:
    """End a warning today."""
    actions.end_flag(by=_me(request), flag=flag, purpose=purpose_of(request))
    messages.success(request, "The warning has ended. It stays in the history.")
    return redirect("person", person=person)


@require_POST
def end_contact(request: HttpRequest, person: UUID, rule: UUID) -> HttpResponse:
    """End a rule of contact today."""
    actions.end_safe_contact(
        by=_me(request), safe_contact=rule, purpose=purpose_of(request)
    )
    messages.success(request, "The rule has ended. It stays in the history.")
    return redirect("person", person=person)


def _again(request: HttpRequest, person: UUID, **forms_sent: Any) -> HttpResponse:
    me = _me(request)
    found = queries.person_page(by=me, person=person, purpose=purpose_of(request))
    return _drawn(request, me, found, status=422, **forms_sent)


def _drawn(
    request: HttpRequest,
    me: "User",
    found: "PersonPage",
    status: int = 200,
    warning: WarningForm | None = None,
    rule: ContactForm | None = None,
) -> HttpResponse:
    purpose = purpose_of(request)
    opened = found.level >= Level.SUMMARY
    shown = {
        "page": found,
        "full": found.level >= Level.FULL,
        "opened": opened,
        "panels": queries.panels(me, found.person, purpose) if opened else [],
        "picture": picture(found) if opened else None,
        "events": _events(found),
        "warning": warning or WarningForm(),
        "rule": rule or ContactForm(),
        "today": clock.today(),
        "tabs": tabs(found.person, "person"),
        "may_in_emergency": not opened and bool(may(me, Permission.BREAK_GLASS)),
    }
    return render(request, "web/people/person.html", shown, status=status)


def tabs(person: UUID, here: str) -> list[dict[str, Any]]:
    """Links between the pages of one person."""
    pages = (("person", "Overview"), ("person_identity", "Identity"))
    return [
        {
            "address": reverse(name, args=[person]),
            "words": words,
            "current": name == here,
            "count": None,
        }
        for name, words in pages
    ]


def _events(found: "PersonPage") -> list[dict[str, Any]]:
    roles = {"perpetrator": "alleged perpetrator"}
    return [
        {
            "on": event.on,
            "title": spoken(event.kind).capitalize()
            + ": "
            + ", ".join(roles.get(role, spoken(role)) for role in event.roles),
            "words": "; ".join(event.details),
            "source": f"{event.division}, from {', '.join(event.agencies)}",
        }
        for event in found.timeline
    ]


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user
