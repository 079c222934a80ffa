"""Signing in as one of the demonstration's people; there only in demo mode."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from safeward.apps.access.queries import demo_people

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def people() -> list[tuple[Any, str]]:
    """Who can be chosen on the sign-in page: nobody outside a demonstration."""
    return list(demo_people()) if settings.SAFEWARD_DEMO else []


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as the chosen person."""
    chosen = request.POST.get("person", "")
    for user, _role in people():
        if user.username == chosen:
            login(request, user, backend=BACKEND)
            return redirect(settings.LOGIN_REDIRECT_URL)
    raise Http404
