"""Order the doubts: how bad it would be to be wrong, as the ranking works it out."""

from collections.abc import Mapping

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


_NONE = Harm(0)


@transaction.atomic
def note_harm(*, harm: Mapping[tuple[str, str], Harm]) -> None:
    """Write down how bad it would be to be wrong about open doubts.

    The platform's own work after a run; doubts decided since are left as they are, and
    those of which it says nothing come last.

    Args:
        harm: By the two records of a doubt.
    """
    changed = []
    for row in LinkReview.objects.filter(verdict="").order_by("id"):
        said = harm.get((row.record_a, row.record_b), _NONE)
        if (row.harm, tuple(row.would_move)) != (said.rank, said.would_move):
            row.harm, row.would_move = said.rank, list(said.would_move)
            changed.append(row)
    LinkReview.objects.bulk_update(changed, ["harm", "would_move"], batch_size=500)
