"""What somebody looks things up for: said once after sign-in, changed at any time.

It goes with every look beyond one's own work, into the decision and into the audit. It
belongs to one sign-in: the next one asks again.
"""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from safeward.apps.access.actions import state_purpose
from safeward.apps.access.queries import claimable, purpose_stated, signed_in_as
from safeward.apps.access.types import Purpose

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def purpose_of(request: HttpRequest) -> Purpose | None:
    """What the person behind a request said they look things up for, if anything."""
    return purpose_stated(request)


def must_choose(request: HttpRequest) -> bool:
    """Whether somebody whose roles look beyond their own work has not said why."""
    if purpose_of(request) is not None:
        return False
    user = signed_in_as(request)
    return user is not None and bool(claimable(of=user))


class PurposeForm(forms.Form):
    """The purposes that the person's roles and teams may claim."""

    purpose = forms.ChoiceField(
        label="What will you look things up for?",
        help_text="It is recorded with everything you look at beyond your own work.",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you will look things up for."},
    )

    def __init__(
        self, *args: object, open_to_them: tuple[Purpose, ...], **kwargs: object
    ) -> None:
        """Offer what is open to them, in their words."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["purpose"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.value, one.words) for one in open_to_them]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Say or change what one looks things up for."""
    user = _me(request)
    open_to_them = claimable(of=user)
    sent = request.POST if request.method == "POST" else None
    present = purpose_of(request)
    form = PurposeForm(
        sent,
        open_to_them=open_to_them,
        initial={"purpose": present.value if present else None},
    )
    if sent is not None and form.is_valid():
        state_purpose(request, Purpose(form.cleaned_data["purpose"]))
        if present is not None:
            messages.success(request, "Your purpose is changed.")
        return redirect(_onward(request))
    shown = {"form": form, "any": bool(open_to_them), "next": _onward(request)}
    return render(request, "web/account/purpose.html", shown)


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def _onward(request: HttpRequest) -> str:
    """Where to go on to: only within this site.

    The link in the header names no page, because the frame of an error page repeats
    nothing that was asked for; the browser says where it was.
    """
    asked = request.POST.get("next") or request.GET.get("next")
    if not asked and request.method == "GET":
        came_from = urlsplit(request.headers.get("Referer", ""))
        here = came_from.netloc == request.get_host()
        asked = came_from._replace(scheme="", netloc="").geturl() if here else ""
    secure = request.is_secure()
    if asked and url_has_allowed_host_and_scheme(asked, None, require_https=secure):
        return "/" if asked.startswith(request.path) else asked
    return "/"
