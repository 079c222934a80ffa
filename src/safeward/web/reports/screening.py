"""The screening instrument within a report: begin it, judge first, drop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from safeward.apps.assessments.actions import judge
from safeward.apps.intake import actions
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.reports.drawing import me
from safeward.web.reports.writing import kept


@require_POST
def screen(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Keep what was typed, then begin, judge or drop the screening."""
    by, doing = me(request), request.POST.get("do", "")
    try:
        content, _revision, shown = kept(request, draft)
        if doing == "begin":
            chosen = request.POST.get("instrument", "")
            actions.begin_screening(by=by, draft=draft, instrument=chosen)
        if doing == "judge" and shown.sitting is not None:
            judge(
                by=by,
                sitting=shown.sitting,
                judgement=content.concern.value if content.concern else "",
                words=content.concern_words,
            )
        if doing == "drop":
            actions.discard_screening(by=by, draft=draft)
    except UnusableInput as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('report_draft', args=[draft])}#concern")
