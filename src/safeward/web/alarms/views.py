"""Alarms: who reached the first tier, and who has it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from safeward.apps.intake import actions, queries
from safeward.web.purpose import purpose_of
from safeward.web.reports.drawing import me


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Alarms of one's division, those that nobody has first."""
    rows = queries.alarms(by=me(request), purpose=purpose_of(request))
    return render(request, "web/alarms/list.html", {"rows": rows})


@require_POST
def take(request: HttpRequest, alarm: UUID) -> HttpResponse:
    """Say that one has an alarm."""
    try:
        actions.acknowledge(by=me(request), alarm=alarm, purpose=purpose_of(request))
    except actions.AlarmMissing:
        raise Http404 from None
    messages.success(request, "You have it. Nobody else is told any more.")
    return redirect("alarms")
