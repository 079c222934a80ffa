"""Values of the log into rows and back; a row that we did not write is not read."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from safeward.apps.audit import types
from safeward.apps.audit.chain import canonical
from safeward.apps.audit.models import About, Entry


def store(entry: types.Entry) -> None:
    """Add an entry, and what it is about."""
    Entry(
        id=entry.id,
        recorded_at=entry.at,
        kind=entry.kind,
        action=entry.action,
        actor=entry.actor,
        purpose=entry.purpose,
        detail=entry.detail,
        outside=entry.outside,
        things=_text([[kind, thing.hex] for kind, thing in entry.things]),
        reasons=_text(entry.reasons),
        counts=_text(dict(entry.counts)),
    ).save(force_insert=True)
    if entry.things:
        About.objects.bulk_create(
            About(entry=entry.id, thing=thing, kind=kind)
            for kind, thing in entry.things
        )


def value(row: Entry) -> types.Entry:
    """The entry that a row holds.

    Raises:
        ValueError: When a text of the row is not as this program writes it.
    """
    return types.Entry(
        id=row.id,
        at=row.recorded_at,
        kind=row.kind,
        action=row.action,
        actor=row.actor,
        purpose=row.purpose,
        detail=row.detail,
        outside=row.outside,
        things=tuple((str(kind), UUID(hex=thing)) for kind, thing in _read(row.things)),
        reasons=tuple(str(reason) for reason in _read(row.reasons)),
        counts=tuple(_read(row.counts).items()),
    )


def said(row: Entry | None) -> bytes:
    """The bytes of a row that its hash covers; none when it is gone or not ours.

    A row that somebody removed or spoiled while it waited still gets its place, and
    a check names it there.
    """
    try:
        return canonical(value(row)) if row else b""
    except (ValueError, TypeError, AttributeError):
        return b""


def about(entries: Iterable[UUID]) -> dict[UUID, set[tuple[str, UUID]]]:
    """What the index says that each of these entries is about."""
    found: dict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    rows = About.objects.filter(entry__in=list(entries))
    for entry, kind, thing in rows.values_list("entry", "kind", "thing"):
        found[entry].add((kind, thing))
    return found


def _text(said: object) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _read(text: str) -> Any:
    said = json.loads(text)
    if _text(said) != text:
        raise ValueError("not as written")
    return said
