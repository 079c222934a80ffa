"""Who asks, what for, and once: what every view of this section begins with."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404, HttpRequest

from safeward.apps.access.queries import signed_in_as
from safeward.apps.foundation.actions import once
from safeward.apps.foundation.identifiers import uuid7

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def me(request: HttpRequest) -> "User":
    """Whoever is signed in."""
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def new_key() -> str:
    """A key for one form, so that sending it twice does one thing."""
    return str(uuid7())


def sent_once(request: HttpRequest, verb: str, do: Callable[[], UUID]) -> UUID:
    """Carry a form out, unless it was carried out already.

    Raises:
        KeyReused: The key came with another form before.
    """
    sent = sorted(
        (name, value)
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "key")
    )
    return once(
        key=request.POST.get("key") or new_key(),
        by=me(request).pk,
        verb=verb,
        content=repr(sent).encode(),
        do=do,
    ).result
