"""Names of people that are no names: stable, unspeaking, the same on every run."""

import base64
import hashlib

SEPARATOR = "\x1f"


def person_id(agency: str, record_id: str) -> str:
    """Name the person whose smallest record is this one.

    Args:
        agency: Code of the agency that holds the smallest record of the group.
        record_id: That record's id; "smallest" compares (agency, record_id) by code
            point.

    Returns:
        ``P`` and twelve base-32 letters of the SHA-256 of both, joined by the unit
        separator. The same group keeps its name on every run, machine and file order.
    """
    digest = hashlib.sha256(f"{agency}{SEPARATOR}{record_id}".encode()).digest()
    return "P" + base64.b32encode(digest).decode("ascii")[:12]
