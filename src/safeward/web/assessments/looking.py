"""What is to be done, a person's history, one assessment, cards, figures."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from safeward.apps.access.queries import may, standing_of
from safeward.apps.access.types import Permission
from safeward.apps.assessments.queries import (
    assessment_page,
    card_of,
    due,
    figures,
    history,
    instruments_for,
    open_sittings,
    waiting_overrides,
)
from safeward.apps.assessments.types import Because, Figures
from safeward.apps.foundation import clock
from safeward.web.assessments.asked import me
from safeward.web.purpose import purpose_of

YEAR = timedelta(days=365)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits: one's own assessments under way, what is due, what to approve."""
    who, purpose = me(request), purpose_of(request)
    standing = standing_of(who)
    makes = bool(may(standing, Permission.ASSESSMENT_MAKE))
    approves = bool(may(standing, Permission.OVERRIDE_APPROVE))
    reads = bool(may(standing, Permission.ASSESSMENT_READ))
    context = {
        "makes": makes,
        "approves": approves,
        "reads": reads,
        "counts": bool(may(standing, Permission.FIGURES_READ)),
        "open": open_sittings(by=who, purpose=purpose) if makes else (),
        "due": due(by=who, purpose=purpose) if reads else (),
        "waiting": waiting_overrides(by=who, purpose=purpose) if approves else (),
    }
    return render(request, "web/assessments/home.html", context)


@require_GET
def instruments(request: HttpRequest) -> HttpResponse:
    """The library, and which of it one may use."""
    choices = instruments_for(by=me(request))
    return render(request, "web/assessments/instruments.html", {"choices": choices})


@require_GET
def card(request: HttpRequest, name: str) -> HttpResponse:
    """Everything that must be known of an instrument."""
    tool, parts = card_of(name)
    return render(
        request, "web/assessments/card.html", {"tool": tool, "sections": parts}
    )


@require_GET
def history_page(request: HttpRequest, person: UUID) -> HttpResponse:
    """A person's assessments, those that were superseded too, and tiers set."""
    found = history(by=me(request), person=person, purpose=purpose_of(request))
    return render(request, "web/assessments/history.html", {"found": found})


@require_GET
def one(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """A completed assessment."""
    found = assessment_page(
        by=me(request), assessment=assessment, purpose=purpose_of(request)
    )
    context = {"found": found, "line": found.line, "because": list(Because)}
    return render(request, "web/assessments/one.html", context)


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """How judgement and score went together in the last twelve months."""
    today = clock.today()
    found: Figures = figures(by=me(request), since=today - YEAR, until=today)
    return render(request, "web/assessments/figures.html", {"found": found})
