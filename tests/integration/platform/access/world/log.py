"""What the audit log holds, in the order written."""

from safeward.apps.audit.models import Entry


def outcomes() -> list[str]:
    rows = Entry.objects.filter(kind="sign_in").order_by("id")
    return list(rows.values_list("action", flat=True))
