"""What the pages of governance share: who asks, one form on a page, refusals."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from safeward.apps.access.queries import find_thing, signed_in_as
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

FORM = "web/governance/form.html"


def me(request: HttpRequest) -> "User":
    """Whoever is signed in."""
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def found(kind: str, key: UUID) -> Any:
    """A row of one table; one that is not there answers as every absent page."""
    row = find_thing(kind, key)
    if row is None:
        raise Http404
    return row


def one_form(
    request: HttpRequest,
    form: forms.Form,
    *,
    title: str,
    button: str,
    back: str,
    done: str,
    do: Callable[[dict[str, Any]], object],
    text: str = "",
    warning: bool = False,
) -> HttpResponse:
    """A page with one form: shown, sent, refused beside the field, or done.

    Args:
        request: The request.
        form: Bound when it was sent.
        title: The page's heading.
        button: What the button says.
        back: Name of the page to go back to.
        done: What is told when it is done.
        do: Does it with the form's values.
        text: A sentence under the heading.
        warning: Whether the button warns.
    """
    if form.is_bound and form.is_valid():
        try:
            do(form.cleaned_data)
        except UnusableInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {"form": form, "title": title, "button": button, "back": back}
    shown |= {"text": text, "warning": warning}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, FORM, shown, status=status)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; nothing where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def offer(form: forms.Form, name: str, choices: Iterable[tuple[object, str]]) -> None:
    """Let a field of a form offer what is open to whoever asks."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - so it is declared
    field.choices = [(str(value), words) for value, words in choices]
