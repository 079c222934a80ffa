"""The queue: who comes first and why, what changed, what is overdue."""

from datetime import date
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from safeward.api.callers import caller
from safeward.api.operating import reads
from safeward.api.schemas import schema_of
from safeward.apps.ranking.queries import changes, overdue, queue
from safeward.apps.ranking.types import Filters, QueuePage, Sort
from safeward.core.vocabulary.codes import TIERS

router = Router(tags=["queue"])
PAGE = schema_of(QueuePage)
Page = Annotated[int, Query(ge=1, le=100_000)]
Size = Annotated[int, Query(ge=1, le=100)]


@router.get("/queue", response=PAGE, operation_id="queue", url_name="queue")
def page(
    request: HttpRequest,
    page: Page = 1,
    size: Size = 50,
    sort: Sort = Sort.RANK,
    on: date | None = None,
    tier: Annotated[list[str], Query(max_length=4)] = [],  # noqa: B006
    held_by: UUID | None = None,
    unheld: bool = False,
    overdue_only: bool = False,
    provisional: bool | None = None,
    changed_since: date | None = None,
) -> QueuePage:
    """Who comes first, with tier, reasons, clocks and what would change it."""
    who = caller(request)
    filters = Filters(
        tiers=frozenset(tier) & frozenset(TIERS),
        held_by=held_by,
        unheld=unheld,
        overdue=overdue_only,
        provisional=provisional,
        changed_since=changed_since,
    )
    return queue(
        by=who.user,
        purpose=who.purpose,
        filters=filters,
        sort=sort,
        page=page,
        size=size,
        on=on,
    )


reads(router, "/queue/changes", changes, "queue_changes")
reads(router, "/queue/overdue", overdue, "queue_overdue")
