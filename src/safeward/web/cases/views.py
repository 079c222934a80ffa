"""Lists of cases, one case, and its paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from safeward.apps.cases import queries
from safeward.apps.cases.queries import Whose
from safeward.apps.cases.types import Status
from safeward.web.cases.picture import drawn
from safeward.web.cases.sending import me
from safeward.web.parts.paging import Paging
from safeward.web.purpose import purpose_of


@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    """Cases of the team, of one's own, or all that are open to the reader."""
    whose = _of(Whose, request.GET.get("whose", "")) or Whose.TEAM
    chosen = _of(Status, request.GET.get("status", ""))
    try:
        number = int(request.GET.get("page", "1"))
    except ValueError:
        number = 1
    found = queries.cases(
        by=me(request),
        purpose=purpose_of(request),
        whose=whose,
        statuses=[chosen] if chosen else (),
        page=number,
    )
    shown = {
        "found": found,
        "paging": Paging(found.number, found.size, found.total),
        "whose": whose,
        "status": chosen,
        "whoses": [(one.value, one.words) for one in Whose],
        "statuses": [("", "Every open case")]
        + [
            (one.value, f"{one.words} ({found.counts.get(one.value, 0)})")
            for one in Status
        ],
    }
    return render(request, "web/cases/list.html", shown)


@require_GET
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case."""
    page = queries.case_page(by=me(request), case=case, purpose=purpose_of(request))
    shown = {"page": page, "line": page.line, "picture": drawn(page)}
    return render(request, "web/cases/case.html", shown)


@require_GET
def of(request: HttpRequest, person: UUID) -> HttpResponse:
    """Go to the case of a person."""
    found = queries.case_of(by=me(request), person=person, purpose=purpose_of(request))
    if found is None:
        raise Http404
    return redirect("case", case=found)


@require_GET
def paper(request: HttpRequest, case: UUID) -> HttpResponse:
    """One case to be printed; nothing about a victim survivor is on it."""
    page = queries.printed(by=me(request), case=case, purpose=purpose_of(request))
    return render(request, "web/cases/paper.html", {"page": page})


def _of[E: (Whose, Status)](kind: type[E], code: str) -> E | None:
    return kind(code) if code in set(kind) else None
