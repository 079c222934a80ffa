"""What a process of its own does to an installation in the tests of its copies.

``load COUNT`` writes accounts and entries of the log; ``rows`` prints every row held.
"""

import json
import sys
from uuid import UUID

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from safeward.apps.access.models import Agency, User  # noqa: E402
from safeward.apps.audit import actions  # noqa: E402
from safeward.apps.audit.types import LogAction, LogThing, Thing  # noqa: E402


def load(count: int) -> None:
    """Make an account and its entry, so many times; none of them chained."""
    agency, _made = Agency.objects.get_or_create(name="Harbourside", kind="police")
    held = User.objects.count()
    for number in range(held, held + count):
        with transaction.atomic():
            user = User.objects.create(
                username=f"user{number}", display_name="Zoë — ’x", agency=agency
            )
            things = [Thing(LogThing.ACCOUNT, user.pk)]
            by = UUID(int=1)
            actions.record_write(by=by, action=LogAction.DONE_BY, things=things)


def rows() -> dict[str, list[str]]:
    """Every table with its rows, in an order that no database chooses."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(repr(row) for row in cursor.fetchall())
    return found


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(int(sys.argv[2]))
    else:
        print(json.dumps(rows()))
