"""Sending a form twice is harmless: the second time gets the first one's result."""

from collections.abc import Callable
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from safeward.apps.foundation.models import Submission
from safeward.apps.foundation.types import Once
from safeward.core.vocabulary.errors import UnusableInput


class KeyReused(UnusableInput):
    """One key came with two different submits."""


def once(
    *, key: str, by: UUID, verb: str, content: bytes, do: Callable[[], UUID]
) -> Once:
    """Carry a submit out, unless this actor's key was carried out already.

    The key and what ``do`` writes commit together or not at all. Of two that arrive at
    the same moment one waits for the other and is told its result.

    Args:
        key: Made by the page or caller, one for each thing it means to do.
        by: Who submits; another person's equal key is another key.
        verb: What is done, such as ``report.submit``.
        content: What was sent, to tell a retry from another submit with the same key.
        do: Does it and says which row came of it.

    Raises:
        KeyReused: The key was used for another submit; nothing is done.
    """
    digest = sha256(verb.encode() + b"\0" + content).hexdigest()
    with transaction.atomic():
        earlier = _earlier(key, by, digest)
        if earlier is not None:
            return earlier
        try:
            with transaction.atomic():
                result = do()
                Submission.objects.create(
                    actor=by, key=key, verb=verb, content=digest, result=result
                )
                return Once(result=result, repeated=False)
        except IntegrityError:
            # Somebody's retry committed while this one was at work: theirs stands.
            earlier = _earlier(key, by, digest)
            if earlier is None:
                raise
            return earlier


def _earlier(key: str, by: UUID, digest: str) -> Once | None:
    row = Submission.objects.filter(actor=by, key=key).first()
    if row is None:
        return None
    if row.content != digest:
        raise KeyReused(
            "This was sent before with other contents; reload the page and send again."
        )
    return Once(result=row.result, repeated=True)
