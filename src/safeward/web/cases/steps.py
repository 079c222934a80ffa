"""The steps of a case: each a form that is shown, sent, and sent again harmlessly."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from attrs import frozen
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from safeward.apps.cases import actions, queries
from safeward.apps.cases.types import (
    CasePage,
    CloseReason,
    Contact,
    ReturnReason,
    ReviewOutcome,
    WakeUp,
)
from safeward.web.cases import forms as asked
from safeward.web.cases.sending import Sent, carried_out, me
from safeward.web.purpose import purpose_of

type Values = dict[str, Any]


@frozen
class Step:
    """One thing that can be done with a case.

    Attributes:
        title: The page's heading.
        button: What its button says.
        done: What is said when it is done.
        needs: What the page of the case says the actor may do.
        form: The form, given what the page of the case says.
        do: What is done with what was sent.
        hint: A sentence before the form.
        warns: Whether the button warns.
    """

    title: str
    button: str
    done: str
    needs: str
    form: Callable[[CasePage, Values], forms.Form]
    do: Callable[[Values, Values], UUID]
    hint: str = ""
    warns: bool = False


def _teams(page: CasePage, given: Values) -> Values:
    return given | {"teams": queries.other_teams(case=page.line.id)}


def _members(page: CasePage) -> queries.Choices:
    return queries.members_of_case(case=page.line.id)


STEPS = {
    "return": Step(
        "Return to frontline",
        "Return the case",
        "The case is with frontline.",
        "allocate",
        lambda page, given: asked.Returning(**_teams(page, given)),
        lambda who, sent: actions.give_back(
            **who,
            station=UUID(sent["station"]),
            reason=ReturnReason(sent["reason"]),
            words=sent["words"],
        ),
        "The liaison officer of the station looks after it from then on.",
    ),
    "transfer": Step(
        "Transfer to another unit",
        "Transfer the case",
        "The case waits for the other unit.",
        "allocate",
        lambda page, given: asked.Transferring(**_teams(page, given)),
        lambda who, sent: actions.transfer(
            **who, team=UUID(sent["team"]), words=sent["words"]
        ),
        "It waits there until somebody accepts it. You no longer work it.",
        warns=True,
    ),
    "lead": Step(
        "Name the lead",
        "Name the lead",
        "The lead is named.",
        "allocate",
        lambda page, given: asked.Naming(
            **given, members=_members(page), label="Who leads the case?"
        ),
        lambda who, sent: actions.name_lead(**who, officer=UUID(sent["officer"])),
    ),
    "supervisor": Step(
        "Name the supervisor",
        "Name the supervisor",
        "The supervisor is named.",
        "allocate",
        lambda page, given: asked.Naming(
            **given, members=_members(page), label="Who supervises the case?"
        ),
        lambda who, sent: actions.name_supervisor(**who, officer=UUID(sent["officer"])),
    ),
    "close": Step(
        "Close the case",
        "Close the case",
        "The case is closed.",
        "close",
        lambda page, given: asked.Closing(
            **given,
            reviews=tuple(
                (str(one.id), f"Review of {one.on:%-d %B %Y}, {one.by}")
                for one in page.reviews
                if one.contact == Contact.REACHED.words
            ),
        ),
        lambda who, sent: actions.close(
            **who,
            reason=CloseReason(sent["reason"]),
            words=sent["words"],
            evidence=[UUID(key) for key in sent["evidence"]],
        ),
        warns=True,
    ),
    "reopen": Step(
        "Reopen the case",
        "Reopen the case",
        "The case is open again.",
        "close",
        lambda page, given: asked.Reopening(**given),
        lambda who, sent: actions.reopen(**who, words=sent["words"]),
    ),
    "cold": Step(
        "Set aside as a cold case",
        "Set the case aside",
        "The case is set aside until something wakes it.",
        "allocate",
        lambda page, given: asked.SettingAside(**given),
        lambda who, sent: actions.mark_cold(
            **who,
            wake_on=[WakeUp(code) for code in sent["wake_on"]],
            words=sent["words"],
        ),
        "No score wakes a cold case: only what you choose here.",
    ),
    "wake": Step(
        "Take a cold case up again",
        "Take it up again",
        "The case is with the unit again.",
        "allocate",
        lambda page, given: asked.Waking(**given),
        lambda who, sent: actions.wake(**who, why=WakeUp(sent["why"])),
    ),
    "note": Step(
        "Write a note",
        "Keep the note",
        "The note is kept.",
        "work",
        lambda page, given: asked.Noting(**given),
        lambda who, sent: actions.note(**who, words=sent["words"]),
    ),
    "review": Step(
        "Record a review",
        "Record the review",
        "The review is recorded.",
        "work",
        lambda page, given: asked.Reviewing(**given),
        lambda who, sent: actions.review(
            **who,
            outcome=ReviewOutcome(sent["outcome"]),
            contact=Contact(sent["contact"]),
            plan_changed=sent["plan_changed"],
            found=sent["found"],
        ),
    ),
}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, case: UUID, verb: str) -> HttpResponse:
    """Show the form of a step, or take the step."""
    if verb not in STEPS:
        raise Http404
    chosen = STEPS[verb]
    by, purpose = me(request), purpose_of(request)
    page = queries.case_page(by=by, case=case, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = chosen.form(page, {"data": sent})
    if sent is not None and form.is_valid():
        who = {"by": by, "case": case, "purpose": purpose}
        done = carried_out(
            request, form, f"case.{verb}", lambda: chosen.do(who, form.cleaned_data)
        )
        if done is not None:
            messages.success(request, chosen.done)
            return redirect("case", case=case)
    shown = {"step": chosen, "form": form, "line": page.line}
    return render(request, "web/cases/step.html", shown)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take a person over into one's unit."""
    return _taken(request, person, overseen=False)


@require_http_methods(["GET", "POST"])
def oversee(request: HttpRequest, person: UUID) -> HttpResponse:
    """Leave a person with frontline, under one's unit's eye."""
    return _taken(request, person, overseen=True)


def _taken(request: HttpRequest, person: UUID, *, overseen: bool) -> HttpResponse:
    by, purpose = me(request), purpose_of(request)
    before = queries.before_taking(by=by, person=person, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = asked.Taking(
        sent, teams=before.teams, members=before.members, overseen=overseen
    )
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        given = {
            "by": by,
            "person": person,
            "team": UUID(said["team"]),
            "purpose": purpose,
            "lead": UUID(said["lead"]) if said["lead"] else None,
            "supervisor": UUID(said["supervisor"]) if said["supervisor"] else None,
            "words": said["words"],
        }
        done = carried_out(
            request,
            form,
            "case.oversee" if overseen else "case.accept",
            lambda: (
                actions.oversee(**given, reason=ReturnReason(said["reason"]))
                if overseen
                else actions.accept(**given)
            ),
        )
        if done is not None:
            messages.success(
                request,
                "The case is overseen by your unit."
                if overseen
                else "The case is yours. A wrong click can be taken back today.",
            )
            return redirect("case", case=done)
    shown = {"before": before, "form": form, "overseen": overseen, "person": person}
    return render(request, "web/cases/take.html", shown)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, event: UUID) -> HttpResponse:
    """Take back a step that was a mistake."""
    by, purpose = me(request), purpose_of(request)
    before = queries.before_withdrawing(by=by, event=event, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = asked.Withdrawing(sent)
    if sent is not None and form.is_valid():
        words = form.cleaned_data["words"]
        done = carried_out(
            request,
            form,
            "case.withdraw",
            lambda: actions.withdraw(by=by, event=event, words=words, purpose=purpose),
        )
        if done is not None:
            messages.success(request, "The step is taken back; both stay in the case.")
            return redirect("cases")
    shown = {"before": before, "form": form}
    return render(request, "web/cases/withdraw.html", shown)


@require_POST
def approve(request: HttpRequest, review: UUID) -> HttpResponse:
    """Approve a review after which the tier may fall."""
    by, purpose = me(request), purpose_of(request)
    form = Sent(request.POST)
    done = carried_out(
        request,
        form,
        "case.review_approve",
        lambda: actions.approve_review(by=by, review=review, purpose=purpose),
    )
    if done is None:
        messages.error(request, " ".join(str(one) for one in form.non_field_errors()))
    else:
        messages.success(request, "The review is approved; the tier follows the facts.")
    return redirect(
        "case", case=queries.case_of_review(by=by, review=review, purpose=purpose)
    )
