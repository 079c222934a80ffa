"""Where this installation may send: hosts that its configuration names, nowhere else.

An address that anybody could choose would let them make the platform ask the agency's
own network things (server-side request forgery).
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from safeward.core.vocabulary.errors import UnusableInput

LOCAL = {"localhost", "127.0.0.1", "::1"}


class AddressRefused(UnusableInput):
    """An address to which this installation does not send."""


def checked(address: str, hosts: Collection[str]) -> str:
    """Give an address back if events may be sent there.

    Raises:
        AddressRefused: Not HTTPS (plain HTTP is for this machine), a host that the
            configuration does not name, or with a user's name in it.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise AddressRefused("That address cannot be read.") from None
    del port
    host = parts.hostname or ""
    if parts.username or parts.password or parts.fragment:
        raise AddressRefused("Leave names, passwords and # out of the address.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        raise AddressRefused("The address must begin with https://.")
    if host not in hosts:
        raise AddressRefused(
            "This installation does not send there. Whoever runs it names hosts in "
            "SAFEWARD_WEBHOOK_HOSTS."
        )
    return parts.geturl()
