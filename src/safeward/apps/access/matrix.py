"""The roles against the permissions as a table, for the reference and for whoever asks.

Each cell says how near a record must be and what is then seen: F everything, S a
summary, P that it exists.
"""

from safeward.apps.access.roles import ROLES, Role
from safeward.apps.access.types import Level, Permission, Reach

_LETTERS = {Level.PRESENCE: "P", Level.SUMMARY: "S", Level.FULL: "F"}


def cell(role: type[Role], permission: Permission) -> str:
    """Say in one cell what a permission gives a role, nearest first."""
    grant = role.grants.get(permission, {})
    by_level: dict[Level, list[str]] = {}
    for reach in Reach:
        if reach in grant:
            by_level.setdefault(grant[reach], []).append(reach.value)
    return "; ".join(
        f"{_LETTERS[level]} {', '.join(reaches)}" for level, reaches in by_level.items()
    )


def table() -> str:
    """Write one table a role in Markdown: what it is for, and what it may do."""
    parts = []
    for role in ROLES.values():
        first = (role.__doc__ or "").splitlines()[0]
        held = ", ".join(sorted(kind.words for kind in role.held_at))
        purposes = "; ".join(sorted(purpose.words for purpose in role.purposes))
        rows = [
            f"| {permission.words} | {said} |"
            for permission in Permission
            if (said := cell(role, permission))
        ]
        parts.append(
            f"### {role.title}\n\n{first} Held at: {held}. "
            f"May ask in order to: {purposes or 'nothing'}.\n\n"
            "| may | how near, and how much |\n|---|---|\n" + "\n".join(rows)
        )
    return "\n\n".join(parts) + "\n"
