"""Doubts side by side, the history of who somebody is held to be, and undoing."""

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeward.apps.access.queries import signed_in_as
from safeward.apps.people import actions, queries
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.parts.paging import Paging
from safeward.web.people.views import tabs
from safeward.web.purpose import purpose_of

if TYPE_CHECKING:
    from safeward.apps.access.models import User

SIZE = 50
_DECIDING = {
    "confirm": (actions.confirm, "They are one person now. It can be undone."),
    "reject": (
        actions.reject,
        "They stay apart. You are asked again if a further record speaks for it.",
    ),
    "never_link": (actions.never_link, "They stay apart, whatever comes."),
}


class Why(forms.Form):
    """Why somebody decides; kept with the decision."""

    words = forms.CharField(
        label="Why?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A sentence that a colleague understands in a year.",
        error_messages={"required": "Say why; it is kept with the decision."},
    )


@never_cache
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Open doubts, the worst to be wrong about first."""
    number = max(1, _whole(request.GET.get("page", "1")))
    lines, total = queries.review_queue(
        by=_me(request),
        purpose=purpose_of(request),
        first=(number - 1) * SIZE,
        size=SIZE,
    )
    shown = {"lines": lines, "paging": Paging(number, SIZE, total)}
    return render(request, "web/identity/queue.html", shown)


@never_cache
@require_http_methods(["GET", "POST"])
def doubt(request: HttpRequest, review: UUID) -> HttpResponse:
    """Two records side by side, what speaks for one person, and the decision."""
    me, purpose = _me(request), purpose_of(request)
    form = Why(request.POST if request.method == "POST" else None)
    said = _DECIDING.get(request.POST.get("decision", ""))
    if request.method == "POST" and said is None:
        raise Http404
    if said is not None and form.is_valid():
        decide, done = said
        try:
            decide(
                by=me, review=review, words=form.cleaned_data["words"], purpose=purpose
            )
        except UnusableInput as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, done)
        return redirect("identity")
    page = queries.review_page(by=me, review=review, purpose=purpose)
    fields = list(zip(page.one.fields, page.other.fields, strict=True))
    rows = [(label, one, other) for (label, one), (_, other) in fields if one or other]
    shown = {"page": page, "form": form, "rows": rows}
    status = 422 if form.is_bound else 200
    return render(request, "web/identity/review.html", shown, status=status)


@never_cache
@require_GET
def history(request: HttpRequest, person: UUID) -> HttpResponse:
    """Every decision about who somebody is."""
    me, purpose = _me(request), purpose_of(request)
    lines = queries.identity_history(by=me, person=person, purpose=purpose)
    shown = {
        "lines": lines,
        "person": person,
        "records": queries.record_ids(person),
        "may_decide": any(line.may_undo for line in lines),
        "tabs": tabs(person, "person_identity"),
        "form": Why(),
    }
    return render(request, "web/identity/history.html", shown)


@require_POST
def split(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take records out of a person into a person of their own."""
    form = Why(request.POST)
    if not form.is_valid():
        messages.error(request, "Say why; it is kept with the decision.")
        return redirect("person_identity", person=person)
    try:
        actions.split(
            by=_me(request),
            person=person,
            records=request.POST.getlist("record"),
            words=form.cleaned_data["words"],
            purpose=purpose_of(request),
        )
    except UnusableInput as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "The records are a person of their own now.")
    return redirect("person_identity", person=person)


@never_cache
@require_http_methods(["GET", "POST"])
def undo(request: HttpRequest, decision: UUID) -> HttpResponse:
    """What rested on a decision, and undoing it."""
    me, purpose = _me(request), purpose_of(request)
    form = Why(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            undone = actions.undo(
                by=me,
                decision=decision,
                words=form.cleaned_data["words"],
                purpose=purpose,
            )
        except UnusableInput as problem:
            messages.error(request, str(problem))
            return redirect("identity")
        messages.success(request, "It is undone. What was decided later stands.")
        return redirect("person_identity", person=undone.person_id)
    line, rested = queries.rests_on(by=me, decision=decision, purpose=purpose)
    shown = {"line": line, "rested": rested, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "web/identity/undo.html", shown, status=status)


def _whole(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 9 else 1


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user
