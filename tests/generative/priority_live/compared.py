"""The live engine's entry of everybody beside the batch's, on one village and day."""

from datetime import date
from typing import Any

from safeward.core.history.rows import not_collected
from safeward.core.holdings.known import known
from safeward.core.priority.live import LiveEngine, LiveEntry, NotInQueue
from safeward.core.priority.policy import Policy, load_policy
from safeward.core.priority.prioritise import prioritise
from safeward.core.vocabulary.law import load_law
from tests.spec.priority_checks.village import TODAY, Village

SAME = (
    "tier",
    "raw_tier",
    "held",
    "since",
    "before",
    "order_points",
    "division",
    "last_event_on",
    "stream",
    "age",
    "victim_survivors",
    "children",
    "review_by",
    "reviewed_on",
    "tier_high",
)
SAME_LISTS = ("also_in", "checks", "provisional_because", "would_change")


def compare(
    village: Village, as_of: date = TODAY, policy: Policy | None = None
) -> dict[str, LiveEntry | NotInQueue]:
    """Hold the two engines to each other; gives the live engine's entries."""
    policy, law = policy or load_policy(), load_law("victoria")
    everything = village.holdings()
    then = known(everything, as_of)
    linked = village.linked(everything)
    batch = prioritise(then, village.linked(then), as_of=as_of, policy=policy, law=law)
    people = dict(linked.people.select("record_id", "person_id").iter_rows())
    entries = LiveEngine(policy, law).entries(
        everything,
        people,
        sorted(set(people.values())),
        as_of=as_of,
        first_decision_on=then.decisions["decided_on"].min(),
        not_asked=set(not_collected(then).iter_rows()),
    )
    queue = {row["person_id"]: row for row in batch.queue.to_dicts()}
    said: dict[str, list[tuple[Any, ...]]] = {}
    for row in batch.reasons.to_dicts():
        said.setdefault(row["person_id"], []).append(
            (
                row["axis"],
                row["points"],
                row["sentence"],
                row["source"],
                tuple(row["evidence"] or ()),
            )
        )
    here = {p for p, entry in entries.items() if isinstance(entry, LiveEntry)}
    assert here == set(queue)
    for person, entry in entries.items():
        if isinstance(entry, NotInQueue):
            continue
        row = queue[person]
        for name in SAME:
            assert getattr(entry, name) == row[name], f"{person}: {name}"
        for name in SAME_LISTS:
            assert list(getattr(entry, name)) == row[name], f"{person}: {name}"
        assessed = entry.assessed
        for name in ("likelihood", "severity", "matrix_tier", "floor_tier"):
            assert getattr(assessed, name) == row[name], f"{person}: {name}"
        assert list(assessed.floors) == row["floors"]
        assert [
            (r.axis, r.points, r.sentence, r.source, r.evidence) for r in entry.reasons
        ] == said[person]
    return entries
