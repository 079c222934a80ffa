"""Order the doubts: how bad it would be to be wrong, as the ranking works it out."""

from collections.abc import Mapping
from uuid import UUID

from attrs import frozen
from django.db import transaction

from safeward.apps.people.models import LinkReview


@frozen
class Harm:
    """How bad it would be to be wrong about a doubt.

    Attributes:
        rank: The greater, the earlier it is decided.
        would_move: What deciding it would move, in words such as "T3 to T1".
    """

    rank: int
    would_move: tuple[str, ...] = ()


@transaction.atomic
def note_harm(*, harm: Mapping[UUID, Harm]) -> None:
    """Write down how bad it would be to be wrong about open doubts.

    The platform's own work after a run; doubts decided since are left as they are.
    """
    rows = list(LinkReview.objects.filter(pk__in=harm, verdict="").order_by("id"))
    for row in rows:
        row.harm = harm[row.pk].rank
        row.would_move = list(harm[row.pk].would_move)
    LinkReview.objects.bulk_update(rows, ["harm", "would_move"], batch_size=500)
