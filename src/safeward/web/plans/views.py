"""Write a plan, show it, have it approved, and record how it goes."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeward.apps.cases import actions, queries
from safeward.apps.cases.types import Progress
from safeward.web.cases.sending import Sent, carried_out, me
from safeward.web.plans.forms import (
    Adding,
    Aiming,
    Progressing,
    Proposing,
    SendingBack,
)
from safeward.web.purpose import purpose_of


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, case: UUID) -> HttpResponse:
    """Draft a plan from the risk factors found, or the next version."""
    by, purpose = me(request), purpose_of(request)
    proposal = queries.proposal(by=by, case=case, purpose=purpose)
    if proposal is None:
        messages.error(request, "This person is not in the queue; there is no tier.")
        return redirect("case", case=case)
    sent = request.POST if request.method == "POST" else None
    form = Proposing(
        sent,
        proposal=proposal,
        owners=queries.owners(case=case),
        own=by.pk,
    )
    if sent is not None and form.is_valid():
        made = carried_out(
            request,
            form,
            "plan.propose",
            lambda: actions.begin_plan(
                by=by,
                case=case,
                aim=form.cleaned_data["aim"],
                actions=form.wanted(),
                purpose=purpose,
            ),
        )
        if made is not None:
            messages.success(request, "The draft is kept. Change it, then submit it.")
            return redirect("plan", plan=made)
    shown = {"form": form, "proposal": proposal, "case": case}
    return render(request, "web/plans/new.html", shown)


@require_GET
def plan(request: HttpRequest, plan: UUID) -> HttpResponse:
    """One version of a plan."""
    page = queries.plan_page(by=me(request), plan=plan, purpose=purpose_of(request))
    shown = {
        "page": page,
        "aim": Aiming(initial={"aim": page.aim}),
        "send_back": SendingBack(),
        "plain": Sent(),
    }
    return render(request, "web/plans/plan.html", shown)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Put one action more into a draft."""
    by, purpose = me(request), purpose_of(request)
    page = queries.plan_page(by=by, plan=plan, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = Adding(
        sent, responses=queries.responses(), owners=queries.owners(case=page.case)
    )
    if sent is not None and form.is_valid():
        made = carried_out(
            request,
            form,
            "plan.add",
            lambda: actions.add_action(
                by=by, plan=plan, action=form.wanted(), purpose=purpose
            ),
        )
        if made is not None:
            messages.success(request, "The action is in the draft.")
            return redirect("plan", plan=plan)
    return render(request, "web/plans/add.html", {"form": form, "page": page})


@require_POST
def remove(request: HttpRequest, action: UUID) -> HttpResponse:
    """Take an action out of a draft."""
    by, purpose = me(request), purpose_of(request)
    plan = queries.plan_of_action(by=by, action=action, purpose=purpose)
    return _sent(
        request,
        plan,
        Sent(request.POST),
        "plan.remove",
        lambda form: actions.remove_action(by=by, action=action, purpose=purpose),
        "The action is out of the draft.",
    )


@require_POST
def aim(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Say what a draft is to achieve."""
    by, purpose = me(request), purpose_of(request)
    return _sent(
        request,
        plan,
        Aiming(request.POST),
        "plan.aim",
        lambda form: actions.set_aim(
            by=by, plan=plan, aim=form.cleaned_data["aim"], purpose=purpose
        ),
        "The aim is kept.",
    )


@require_POST
def submit(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Put a draft before a supervisor."""
    by, purpose = me(request), purpose_of(request)
    return _sent(
        request,
        plan,
        Sent(request.POST),
        "plan.submit",
        lambda form: actions.submit_plan(by=by, plan=plan, purpose=purpose),
        "The plan waits for a supervisor who did not write it.",
    )


@require_POST
def approve(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Approve a plan."""
    by, purpose = me(request), purpose_of(request)
    return _sent(
        request,
        plan,
        Sent(request.POST),
        "plan.approve",
        lambda form: actions.approve_plan(by=by, plan=plan, purpose=purpose),
        "The plan is approved and in force.",
    )


@require_POST
def send_back(request: HttpRequest, plan: UUID) -> HttpResponse:
    """Send a plan back to its author."""
    by, purpose = me(request), purpose_of(request)
    return _sent(
        request,
        plan,
        SendingBack(request.POST),
        "plan.send_back",
        lambda form: actions.send_back(
            by=by, plan=plan, words=form.cleaned_data["words"], purpose=purpose
        ),
        "The plan is back with its author.",
    )


@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, action: UUID) -> HttpResponse:
    """Record how an action goes."""
    by, purpose = me(request), purpose_of(request)
    page = queries.plan_page(
        by=by,
        plan=queries.plan_of_action(by=by, action=action, purpose=purpose),
        purpose=purpose,
    )
    line = next(one for one in page.actions if one.id == action)
    sent = request.POST if request.method == "POST" else None
    form = Progressing(sent)
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        made = carried_out(
            request,
            form,
            "plan.progress",
            lambda: actions.progress(
                by=by,
                action=action,
                state=Progress(said["state"]),
                result=said["result"],
                purpose=purpose,
            ),
        )
        if made is not None:
            messages.success(request, "It is recorded.")
            return redirect("plan", plan=page.line.id)
    shown = {"form": form, "page": page, "action": line}
    return render(request, "web/plans/progress.html", shown)


def _sent[F: Sent](
    request: HttpRequest,
    plan: UUID,
    form: F,
    verb: str,
    do: Callable[[F], UUID],
    done: str,
) -> HttpResponse:
    """Do what a form on the plan's page asks for; show it there when it cannot be."""
    valid = form.is_valid()
    if valid and carried_out(request, form, verb, lambda: do(form)) is not None:
        messages.success(request, done)
        return redirect("plan", plan=plan)
    said = [str(error) for errors in form.errors.values() for error in errors]
    messages.error(request, " ".join(said))
    return redirect("plan", plan=plan)
