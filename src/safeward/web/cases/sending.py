"""Forms that change something: sent twice they act once, refused they say why."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django import forms
from django.http import Http404, HttpRequest

from safeward.apps.access.queries import signed_in_as
from safeward.apps.foundation.actions import once
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User


class Sent(forms.Form):
    """A form that carries the key of what it means to do."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Make a new key for a form that is shown for the first time."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["key"].initial = str(uuid4())


def me(request: HttpRequest) -> "User":
    """Who is signed in.

    Raises:
        Http404: Nobody is, which the site's guard has ruled out.
    """
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def carried_out(
    request: HttpRequest, form: forms.Form, verb: str, do: Callable[[], UUID]
) -> UUID | None:
    """Do what a form asks for, once; none when it cannot be done, which the form says.

    Raises:
        Refused: When it may not be done.
    """
    key = request.POST.get("key", "")
    if not key:
        form.add_error(None, "This page has gone stale; reload it and send again.")
        return None
    try:
        return once(
            key=key, by=me(request).pk, verb=verb, content=_content(request), do=do
        ).result
    except UnusableInput as error:
        form.add_error(None, str(error))
        return None


def _content(request: HttpRequest) -> bytes:
    """What was sent, and where to, to tell a retry from something else."""
    said = sorted(
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"key", "csrfmiddlewaretoken"}
        for value in values
    )
    return repr((request.path, said)).encode()
