"""Read reports: one's own, one alone; ask about one and answer."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from safeward.apps.access.queries import may
from safeward.apps.access.types import Level
from safeward.apps.intake import actions, queries
from safeward.apps.intake.types import (
    FollowUpReason,
    ReportKind,
    ReportShown,
    lists,
)
from safeward.web.parts import words
from safeward.web.parts.paging import Paging, number_asked
from safeward.web.purpose import purpose_of
from safeward.web.reports.drawing import me


class AskForm(forms.Form):
    """What a supervisor asks the maker of a report."""

    reason = forms.ChoiceField(
        label="What about",
        choices=[(reason.value, reason.words) for reason in FollowUpReason],
        error_messages={"required": "Choose what it is about."},
    )
    words = forms.CharField(
        label="What to do",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2_000,
        error_messages={"required": "Say what the member should do."},
    )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """One's drafts and reports, and what can be begun."""
    by, purpose = me(request), purpose_of(request)
    number = _number(request)
    rows, total = queries.my_reports(by=by, purpose=purpose, page=number)
    shown = {
        "drafts": queries.my_drafts(by=by),
        "rows": rows,
        "paging": Paging(number_asked(request.GET, total, 25), 25, total),
        "kinds": [kind for kind in ReportKind if may(by, queries.needed_for(kind))],
    }
    return render(request, "web/reports/list.html", shown)


@require_GET
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """One report, as far as the reader may see it."""
    try:
        shown = queries.report(
            by=me(request), report=report, purpose=purpose_of(request)
        )
    except queries.ReportMissing:
        raise Http404 from None
    return _show(request, shown, AskForm())


@require_POST
def ask(request: HttpRequest, report: UUID) -> HttpResponse:
    """Ask the maker of a report for something."""
    by, purpose, form = me(request), purpose_of(request), AskForm(request.POST)
    if not form.is_valid():
        try:
            shown = queries.report(by=by, report=report, purpose=purpose)
        except queries.ReportMissing:
            raise Http404 from None
        return _show(request, shown, form)
    actions.ask_follow_up(
        by=by,
        report=report,
        reason=FollowUpReason(form.cleaned_data["reason"]),
        words=form.cleaned_data["words"],
        purpose=purpose,
    )
    messages.success(request, "The member is asked.")
    return redirect("report", report)


@require_POST
def answer(request: HttpRequest, follow_up: UUID) -> HttpResponse:
    """Say what was done about what was asked."""
    try:
        about = actions.answer_follow_up(
            by=me(request), follow_up=follow_up, answer=request.POST.get("answer", "")
        )
    except (actions.WordsMissing, actions.AnsweredAlready) as error:
        messages.error(request, str(error))
        return redirect("reports")
    messages.success(request, "Your answer is sent.")
    return redirect("report", about)


def _show(request: HttpRequest, shown: ReportShown, form: AskForm) -> HttpResponse:
    context: dict[str, Any] = {
        "report": shown,
        "facts": _facts(shown),
        "markers": _said(lists.MARKERS, shown.markers or {}, lists.YES_NO),
        "checks": _said(lists.CHECKS, shown.checks or {}, lists.CHECKED),
        "parties": [_party(party) for party in shown.parties],
        "factors": [lists.FACTORS[code] for code in shown.aggressor_factors],
        "details": _details(shown),
        "ask": form if shown.may_ask else None,
        "follows": shown.level == Level.FULL and shown.mine,
    }
    return render(request, "web/reports/report.html", context)


def _facts(shown: ReportShown) -> list[tuple[str, str]]:
    facts = [
        ("Kind", shown.kind.words),
        ("Happened", words.day(shown.occurred_on)),
        ("Sent", words.moment(shown.submitted_at)),
        ("Division", shown.division.replace("_", " ")),
    ]
    if shown.no_family_violence:
        facts.append(("Finding", "No family violence identified"))
    if shown.made_by:
        facts.append(("Made by", shown.made_by))
    if shown.criminal:
        facts.append(("About an offence", lists.CRIMINAL[shown.criminal]))
    if shown.civil:
        facts.append(("About protection", lists.CIVIL[shown.civil]))
    if shown.concern:
        facts.append(("Judgement, before any score", shown.concern.words))
    return facts


def _said(
    labels: dict[str, str], said: Any, answers: dict[str, str]
) -> list[tuple[str, str]]:
    return [
        (labels[code], answers[value])
        for code, value in said.items()
        if value and code in labels
    ]


def _party(party: Any) -> dict[str, Any]:
    child = party.role == "child" and bool(party.name)
    return {
        "name": party.name,
        "person": party.person,
        "role": lists.ROLES.get(party.role, party.role),
        "relationship": lists.RELATIONSHIPS.get(party.relationship, ""),
        "injury": lists.INJURIES.get(party.injury, "") if party.injury else "",
        "referrals": [lists.REFERRALS[code] for code in party.referrals],
        "child": [
            ("Seen", lists.YES_NO.get(party.seen, "")),
            ("Spoken to", lists.YES_NO.get(party.spoken_to, "")),
            ("Where now", party.where_now),
            ("Safe tonight", lists.SAFE_TONIGHT.get(party.safe_tonight, "")),
        ]
        if child
        else [],
    }


def _details(shown: ReportShown) -> list[tuple[str, str]]:
    said = shown.details or {}
    labels = {
        "place": "Where",
        "occurred_at": "Time",
        "order_id": "Order breached",
        "began_on": "Since",
        "last_contact_on": "Last contact",
        "times": "How many times",
        "told_to_stop": "Told to stop",
        "asked_of_police": "Asked of the police",
    }
    shown_as = [(label, said[name]) for name, label in labels.items() if name in said]
    kinds = [w for c, w in lists.CONTACT_KINDS.items() if f"contact_{c}" in said]
    if kinds:
        shown_as.append(("Kinds of contact", "; ".join(kinds)))
    shown_as += [
        (label, lists.YES_NO[said[f"item_{code}"]])
        for code, label in lists.STALKING_ITEMS.items()
        if f"item_{code}" in said
    ]
    if "consent" in said:
        shown_as.append(("Shared because", lists.CONSENT[said["consent"]]))
    return shown_as


def _number(request: HttpRequest) -> int:
    try:
        return max(1, int(request.GET.get("page", "1")))
    except ValueError:
        return 1
