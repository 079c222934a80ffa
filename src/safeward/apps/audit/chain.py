"""How entries hang together: each seal's hash covers its entry and all before it.

``hash = SHA-256("safeward audit 1" | number | hash before | entry)``, each part on a
line of its own, the entry as JSON with sorted keys, no spaces and ASCII alone, times in
UTC to the microsecond, ids as 32 hexadecimal digits. Fields that are empty are left
out, so that a field added in years to come changes no hash of today. Nobody needs a
secret, this program or its database to work it out again.
"""

import datetime
import hashlib
import json
from typing import Any

from safeward.apps.audit.types import Entry

FORM = "safeward audit 1"
BEGINNING = "0" * 64


def canonical(entry: Entry) -> bytes:
    """The bytes of an entry that its hash covers; equal entries have equal bytes."""
    said: dict[str, Any] = {
        "id": entry.id.hex,
        "at": moment(entry.at),
        "kind": entry.kind,
        "action": entry.action,
        "actor": entry.actor.hex if entry.actor else None,
        "purpose": entry.purpose,
        "detail": entry.detail,
        "outside": entry.outside,
        "things": [[kind, thing.hex] for kind, thing in entry.things],
        "reasons": list(entry.reasons),
        "counts": dict(entry.counts),
    }
    kept = {name: value for name, value in said.items() if value}
    return json.dumps(kept, sort_keys=True, separators=(",", ":")).encode("ascii")


def moment(at: datetime.datetime) -> str:
    """A time in UTC with six decimals, whatever zone it came in.

    Raises:
        ValueError: When the time has no zone.
    """
    if at.tzinfo is None:
        raise ValueError("A time in the log needs its zone.")
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")


def hashed(number: int, before: str, said: bytes) -> str:
    """The hash of a place, as 64 hexadecimal digits, from the bytes of its entry."""
    head = f"{FORM}\n{number}\n{before}\n".encode("ascii")
    return hashlib.sha256(head + said).hexdigest()
