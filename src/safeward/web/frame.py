"""What the frame round every page needs: the demo notice and the menu.

Each part of the site enters its pages in `MENU`; an entry that the signed-in person may
not open is left out by its `shown`.
"""

from collections.abc import Callable
from typing import Any

from attrs import frozen
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from safeward.apps.access.queries import Standing, may, signed_in_as, standing_of
from safeward.apps.access.types import Permission
from safeward.web.purpose import purpose_of


@frozen
class Entry:
    """One line of the menu: a page's address name, its words, and who is shown it."""

    view: str
    words: str
    shown: Callable[[HttpRequest], bool]


def needing(*permissions: Permission) -> Callable[[HttpRequest], bool]:
    """Show an entry to whoever has one of these; a page reads once who asks."""

    def shown(request: HttpRequest) -> bool:
        standing = _standing(request)
        return standing is not None and any(may(standing, one) for one in permissions)

    return shown


MENU: list[Entry] = [
    Entry("queue", "Queue", needing(Permission.QUEUE_READ)),
    Entry(
        "reports", "Reports", needing(Permission.REPORT_MAKE, Permission.REFERRAL_MAKE)
    ),
    Entry("people", "Find a person", needing(Permission.PERSON_SEARCH)),
    Entry("identity", "Doubts", needing(Permission.IDENTITY_DECIDE)),
    Entry("alarms", "Alarms", needing(Permission.QUEUE_READ)),
    Entry("cases", "Cases", needing(Permission.CASE_READ)),
    Entry("safety_checks", "Safety checks", needing(Permission.SAFETY_CHECK_MAKE)),
    Entry("unit", "Unit", needing(Permission.WORKLOAD_READ)),
    Entry("station", "Station", needing(Permission.REPORT_CHECK)),
    Entry(
        "assessments",
        "Assessments",
        needing(
            Permission.ASSESSMENT_MAKE,
            Permission.OVERRIDE_APPROVE,
            Permission.ASSESSMENT_READ,
            Permission.FIGURES_READ,
        ),
    ),
    Entry("loads", "Loads", needing(Permission.HOLDINGS_LOAD)),
    Entry("limits", "Restrictions", needing(Permission.RESTRICTION_SET)),
    Entry("conflicts", "Conflicts", needing(Permission.CONFLICT_SET)),
    Entry("staff", "Staff", needing(Permission.STAFF_SET)),
    Entry("units", "Teams", needing(Permission.AGENCY_SET)),
    Entry("systems", "Other systems", needing(Permission.AGENCY_SET)),
    Entry("emergencies", "Emergency looks", needing(Permission.BREAK_GLASS_REVIEW)),
    Entry("audit", "Audit log", needing(Permission.AUDIT_READ)),
]


def _standing(request: HttpRequest) -> Standing | None:
    user = signed_in_as(request)
    if user is None:
        return None
    kept: Standing | None = getattr(request, "standing_in_frame", None)
    if kept is None:
        kept = standing_of(user)
        request.standing_in_frame = kept  # type: ignore[attr-defined]
    return kept


def _entries(request: HttpRequest) -> list[Entry]:
    return [entry for entry in MENU if entry.shown(request)]


def home(request: HttpRequest) -> HttpResponse:
    """Go to the first page of this person's menu, or to their account."""
    entries = _entries(request)
    return redirect(entries[0].view if entries else "account")


def context(request: HttpRequest) -> dict[str, Any]:
    """Say whether this is a demonstration, and which menu this person has."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.SAFEWARD_DEMO, "navigation": []}
    here = request.path
    navigation = []
    for entry in _entries(request):
        address = reverse(entry.view)
        current = here.startswith(address)
        navigation.append(
            {"address": address, "words": entry.words, "current": current}
        )
    return {
        "demo": settings.SAFEWARD_DEMO,
        "navigation": navigation,
        "purpose": purpose_of(request),
    }
