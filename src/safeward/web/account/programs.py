"""Tokens for one's own programs, and notices that were read."""

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from safeward.apps.access.actions import TokenRefused, end_token, make_token
from safeward.apps.access.queries import memberships, signed_in_as, tokens
from safeward.apps.access.types import TOKEN_LONGEST_DAYS
from safeward.apps.notices.actions import mark_read

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class TokenForm(forms.Form):
    """What a program may do as its owner, and for how long."""

    name = forms.CharField(
        label="What it is for", help_text="Nobody's name.", max_length=60
    )
    membership = forms.ChoiceField(label="In which of your roles it acts")
    days = forms.IntegerField(
        label="For how many days",
        min_value=1,
        max_value=TOKEN_LONGEST_DAYS,
        initial=30,
        help_text=f"At most {TOKEN_LONGEST_DAYS}.",
    )
    changes = forms.BooleanField(
        label="It may change things",
        help_text="Otherwise it only looks.",
        required=False,
    )


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a new one; what that says is shown once."""
    user = _me(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    field = form.fields["membership"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = [(str(key), words) for key, words in memberships(of=user)]
    made = None
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = make_token(
                by=user,
                membership=UUID(said["membership"]),
                name=said["name"],
                days=said["days"],
                changes=said["changes"],
            )
        except TokenRefused as error:
            form.add_error(None, str(error))
    shown = {"form": form, "made": made, "tokens": tokens(of=user)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "web/account/programs.html", shown, status=status)


@require_POST
def end(request: HttpRequest, token: UUID) -> HttpResponse:
    """End a token of one's own."""
    end_token(by=_me(request), token=token)
    messages.success(request, "That program is let in no longer.")
    return redirect("tokens")


@require_POST
def read(request: HttpRequest, notice: UUID) -> HttpResponse:
    """Take note that one read a notice."""
    mark_read(by=_me(request), notice=notice)
    return redirect("account")


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user
