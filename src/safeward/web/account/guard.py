"""Between sign-in and every page: is the session good, unlocked and well secured?"""

import json
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from safeward.apps.access.actions import record_refused
from safeward.apps.access.queries import may, session_state, signed_in_as
from safeward.apps.access.types import Level, Permission, Refused, SessionState
from safeward.apps.audit.actions import record_sign_in
from safeward.apps.audit.types import SignIn
from safeward.web.purpose import must_choose

ALWAYS = frozenset({"health", "account_logout", "account_login"})
WHILE_LOCKED = ALWAYS | {"unlock"}
WITHOUT_SECOND_FACTOR = ALWAYS | {
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


class Guard:
    """Sends whoever is signed in where they must go first, and records refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Stand before the rest of the site."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let a request through, or send its sender somewhere else first."""
        if signed_in_as(request) is not None:
            elsewhere = self._elsewhere(request)
            if elsewhere is not None:
                return elsewhere
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        """Record a refusal before it is answered.

        A thing of which somebody may see nothing answers as one that is not there.
        """
        if not isinstance(exception, Refused):
            return None
        user = signed_in_as(request)
        record_refused(by=user.pk if user else None, refused=exception)
        if exception.thing and exception.decision.level == Level.NOTHING:
            return render(request, "404.html", status=404)
        shown = {"refusal": str(exception), "emergency": _emergency(request, exception)}
        return render(request, "403.html", shown, status=403)

    def _elsewhere(self, request: HttpRequest) -> HttpResponse | None:
        page = _page(request)
        if page in ALWAYS:
            return None
        state = session_state(request)
        if state in {SessionState.GONE, SessionState.IDLE_TOO_LONG}:
            user = signed_in_as(request)
            logout(request)
            if state == SessionState.IDLE_TOO_LONG and user:
                record_sign_in(by=user.pk, outcome=SignIn.ENDED_IDLE)
            return _go(request, settings.LOGIN_URL)
        if state == SessionState.LOCKED and page not in WHILE_LOCKED:
            return _go(request, "unlock")
        if page not in WITHOUT_SECOND_FACTOR and _lacks_second_factor(request):
            return _go(request, "mfa_index")
        if _program(request):
            return None  # says its purpose with each request
        if not _about_oneself(request) and must_choose(request):
            return _go(request, "purpose")
        return None


def _emergency(request: HttpRequest, refused: Refused) -> str:
    """Where to open in an emergency what somebody knows to be there, if they may."""
    user = signed_in_as(request)
    if user is None or not (refused.kind and refused.thing):
        return ""
    if not (refused.action.looks_only and may(user, Permission.BREAK_GLASS)):
        return ""
    address = reverse("emergency", args=[refused.kind, refused.thing])
    return f"{address}?{urlencode({'next': request.path})}"


def _lacks_second_factor(request: HttpRequest) -> bool:
    user = signed_in_as(request)
    demo = settings.SAFEWARD_DEMO and user is not None and user.is_demo
    return not demo and not is_mfa_enabled(user)


def _program(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def _about_oneself(request: HttpRequest) -> bool:
    """Account, sign-in and emergency pages ask nobody for a purpose first."""
    return request.path_info.startswith(reverse("account"))


def _page(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""


def _go(request: HttpRequest, page: str) -> HttpResponse:
    """Send a browser to a page; a part of a page takes the whole page along."""
    if _program(request):
        said = {"title": "Unauthorized", "status": 401, "detail": "Sign in again."}
        kind = "application/problem+json"
        return HttpResponse(json.dumps(said), content_type=kind, status=401)
    back = request.get_full_path() if request.method == "GET" else "/"
    part = request.headers.get("HX-Request") == "true"
    query = urlencode({"next": "/" if part else back})
    address = f"{reverse(page)}?{query}"
    if part:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
