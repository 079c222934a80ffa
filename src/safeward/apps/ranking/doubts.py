"""How bad it would be to be wrong about each doubt of identity, as a run found it."""

import re
from typing import Final

import polars as pl

from safeward.apps.people.actions import Harm
from safeward.core.linkage.types import Linked
from safeward.core.priority.types import Priorities

_MOVE: Final = re.compile(r"from (T\d) to (T\d)")
_NO_TIER: Final = "T9"

type Pair = tuple[str, str]


def harm_of(found: Priorities, who: Linked) -> dict[Pair, Harm]:
    """Rank the doubts on which people must decide.

    First those that would move a tier, as the run orders them: the most urgent tier at
    stake first, then the longest way. Then the others, by the more urgent tier of the
    two persons and then as the run orders them.

    Args:
        found: What the run came to.
        who: The grouping it rests on.

    Returns:
        By pair of records; the greater the rank, the earlier it is decided.
    """
    tiers = dict(found.queue.select("person_id", "tier").iter_rows())
    person = dict(who.people.select("record_id", "person_id").iter_rows())
    rows = found.review.filter(pl.col("kind") == "doubtful").select(
        "record_a", "record_b", "would_move"
    )
    ordered: list[tuple[int, str, int, Pair, tuple[str, ...]]] = []
    for place, (one, other, moves) in enumerate(rows.iter_rows()):
        said = _MOVE.findall(moves or "")
        words = tuple(sorted({f"{before} to {after}" for before, after in said}))
        urgent = min(
            tiers.get(person.get(record, ""), _NO_TIER) for record in (one, other)
        )
        # Those that move nobody come after all others, whatever their tier.
        order = (0, "") if words else (1, urgent)
        ordered.append((*order, place, (one, other), words))
    ordered.sort()
    return {
        pair: Harm(len(ordered) - place, words)
        for place, (*_, pair, words) in enumerate(ordered)
    }
