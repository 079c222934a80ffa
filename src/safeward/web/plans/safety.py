"""Safety checks before actions, asked and answered; a victim survivor's own plan."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.cases import actions, queries
from safeward.apps.cases.types import Answer
from safeward.apps.foundation import clock
from safeward.web.cases.sending import carried_out, me
from safeward.web.plans.forms import Answering, Asking, SafetyPlanning
from safeward.web.purpose import purpose_of

USUAL = timedelta(days=7)


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """Questions to one's service."""
    found = queries.safety_requests(by=me(request), purpose=purpose_of(request))
    return render(request, "web/plans/checks.html", {"found": found})


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, action: UUID) -> HttpResponse:
    """Ask a service whether an action is safe."""
    by, purpose = me(request), purpose_of(request)
    page = queries.plan_page(
        by=by,
        plan=queries.plan_of_action(by=by, action=action, purpose=purpose),
        purpose=purpose,
    )
    line = next(one for one in page.actions if one.id == action)
    sent = request.POST if request.method == "POST" else None
    form = Asking(
        sent,
        victims=queries.victim_survivors(by=by, plan=page.line.id, purpose=purpose),
        services=queries.services(division=queries.division_of(case=page.case)),
    )
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        made = carried_out(
            request,
            form,
            "safety.ask",
            lambda: actions.ask_for_check(
                by=by,
                action=action,
                victim=UUID(said["victim"]),
                service=UUID(said["service"]),
                words=said["words"],
                purpose=purpose,
            ),
        )
        if made is not None:
            messages.success(request, "The service is asked.")
            return redirect("plan", plan=page.line.id)
    shown = {"form": form, "page": page, "action": line}
    return render(request, "web/plans/ask.html", shown)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, check: UUID) -> HttpResponse:
    """Answer for the service that holds a victim survivor."""
    by, purpose = me(request), purpose_of(request)
    line = queries.safety_request(by=by, question=check, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = Answering(sent, initial={"holds_until": clock.today() + USUAL})
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        made = carried_out(
            request,
            form,
            "safety.check",
            lambda: actions.answer_check(
                by=by,
                question=check,
                answer=Answer(said["answer"]),
                words=said["words"],
                holds_until=said["holds_until"],
                purpose=purpose,
            ),
        )
        if made is not None:
            messages.success(request, "The answer is with the unit.")
            return redirect("safety_checks")
    return render(request, "web/plans/check.html", {"form": form, "line": line})


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, victim: UUID) -> HttpResponse:
    """A victim survivor's own plan, for whoever stands beside her."""
    by, purpose = me(request), purpose_of(request)
    page = queries.safety_plan(by=by, victim=victim, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = SafetyPlanning(
        sent,
        teams=queries.own_teams(by=by),
        initial={**page.sections, "review_on": page.review_on},
    )
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        made = carried_out(
            request,
            form,
            "safety.plan",
            lambda: actions.write_safety_plan(
                by=by,
                victim=victim,
                team=UUID(said["team"]),
                sections={name: said[name] for name in queries.SECTION_WORDS},
                review_on=said["review_on"],
                purpose=purpose,
            ),
        )
        if made is not None:
            messages.success(request, "The plan is kept; the version before stays.")
            return redirect("safety_plan", victim=victim)
    shown = {
        "form": form,
        "page": page,
        "sections": [
            (label, page.sections[name])
            for name, label in queries.SECTION_WORDS.items()
        ],
    }
    return render(request, "web/plans/safety_plan.html", shown)
