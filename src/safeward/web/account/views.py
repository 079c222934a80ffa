"""Pages about oneself: account, sessions, the locked screen, an emergency."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeward.apps.access.actions import (
    break_glass,
    end_other_sessions,
    end_session,
    must,
    unlock_session,
)
from safeward.apps.access.queries import (
    find_thing,
    open_looks,
    open_sessions,
    own_session,
    posts,
    signed_in_as,
)
from safeward.apps.access.types import BREAK_GLASS_HOURS, BreakGlassReason, Permission
from safeward.apps.notices.queries import notices
from safeward.web.account import demo

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class SignInView(LoginView):  # type: ignore[misc]
    """Name and password, or a passkey; in a demonstration also its people."""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the demonstration's people, if this is one."""
        shown: dict[str, Any] = super().get_context_data(**context)
        return shown | {"people": demo.people()}


sign_in = SignInView.as_view()


class UnlockForm(forms.Form):
    """The password once more."""

    password = forms.CharField(
        label="Password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        """Know who is to be let in again."""
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Check it, with the lock-out of every sign-in."""
        password: str = self.cleaned_data["password"]
        user = _me(self.request)
        if not get_adapter(self.request).reauthenticate(user, password):
            raise ValidationError("That is not your password.")
        return password


class EmergencyForm(forms.Form):
    """Why a record is opened in an emergency."""

    reason = forms.ChoiceField(
        label="Why do you need it now?",
        choices=[(reason.value, reason.words) for reason in BreakGlassReason],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason."},
    )


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """One's own roles, open emergency looks, and ways to secure the account."""
    user = _me(request)
    shown = {
        "posts": posts(of=user),
        "looks": open_looks(of=user),
        "notices": notices(of=user),
    }
    return render(request, "web/account/account.html", shown)


@require_GET
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    shown = {"sessions": open_sessions(of=_me(request)), "own": own_session(request)}
    return render(request, "web/account/sessions.html", shown)


@require_POST
def end_one(request: HttpRequest, session: UUID) -> HttpResponse:
    """Sign one other browser out."""
    end_session(by=_me(request), session=session)
    messages.success(request, "That browser is signed out.")
    return redirect("sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other browser out."""
    own = own_session(request)
    if own is None:
        raise Http404
    count = end_other_sessions(by=_me(request), but=own)
    messages.success(request, f"Signed out elsewhere: {count}.")
    return redirect("sessions")


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the password again after a while without a request."""
    form = UnlockForm(_sent(request), request=request)
    if request.method == "POST" and form.is_valid():
        unlock_session(request)
        return redirect(_onward(request))
    shown = {"form": form, "next": _onward(request)}
    return render(request, "web/account/unlock.html", shown)


@require_http_methods(["GET", "POST"])
def emergency(request: HttpRequest, kind: str, thing: UUID) -> HttpResponse:
    """Give a reason and open a record for four hours; the same page for any record."""
    must(_me(request), Permission.BREAK_GLASS)
    form = EmergencyForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        row = find_thing(kind, thing)
        if row is None:
            raise Http404
        reason = BreakGlassReason(form.cleaned_data["reason"])
        break_glass(by=_me(request), thing=row, reason=reason)
        messages.success(
            request,
            f"Open for {BREAK_GLASS_HOURS} hours. The owner and oversight are told.",
        )
        return redirect(_onward(request, otherwise="account"))
    shown = {
        "form": form,
        "hours": BREAK_GLASS_HOURS,
        "next": _onward(request, otherwise="account"),
    }
    return render(request, "web/account/emergency.html", shown)


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; nothing where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def _onward(request: HttpRequest, otherwise: str = "/") -> str:
    """Where to go on to: only within this site."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    secure = request.is_secure()
    if url_has_allowed_host_and_scheme(asked, None, require_https=secure):
        return asked
    return otherwise
