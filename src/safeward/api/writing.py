"""A change that is asked for twice is made once: the caller names each by a key."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from safeward.api.callers import Caller
from safeward.api.problems import Problem
from safeward.apps.foundation.actions import once

KEY_HEADER = "Idempotency-Key"
LONGEST_KEY = 80


class Done(Schema):
    """What a change came to; ``repeated`` when this key had carried it out before."""

    id: UUID
    repeated: bool


def carried_out(
    request: HttpRequest, by: Caller, verb: str, do: Callable[[], UUID]
) -> Done:
    """Make a change unless this caller's key has made it already.

    Raises:
        Problem: The token only looks, or the request names no key.
        KeyReused: The key came with another change.
    """
    if getattr(request, "only_looks", False):
        raise Problem(403, "This token only looks; make one that may change things.")
    key = request.headers.get(KEY_HEADER, "").strip()
    if not 1 <= len(key) <= LONGEST_KEY or not key.isprintable():
        raise Problem(
            400,
            f"Send {KEY_HEADER}: a text of your own for each change, up to 80 long.",
        )
    asked = f"{request.method} {request.path}\n".encode() + request.body
    result = once(key=key, by=by.user.pk, verb=verb, content=asked, do=do)
    return Done(id=result.result, repeated=result.repeated)
