"""Rank a few people again at once: a report came, something was decided or assessed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import evolve
from django.db import transaction

from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import post
from safeward.apps.ranking import rules
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.near import Near, near
from safeward.apps.ranking.said import Said, of_report
from safeward.apps.ranking.types import (
    TIER_CHANGED,
    Act,
    Completes,
    Direction,
    Kept,
)
from safeward.apps.ranking.writing import (
    Moved,
    entry_of,
    left,
    people_of_codes,
    replace,
    standing,
)
from safeward.core.priority.explain import REGROUPED
from safeward.core.priority.live import LiveEntry, NotInQueue
from safeward.core.priority.live_rows import Known
from safeward.core.priority.sentences import DAY
from safeward.core.vocabulary.codes import CHECKS

if TYPE_CHECKING:
    from safeward.apps.access.models import User

_DOUBT = "doubtful_link"


@transaction.atomic
def rescore(
    *,
    persons: Collection[UUID],
    at: datetime | None = None,
    by: "User | None" = None,
) -> None:
    """Let the queue say what is known of these people now.

    Within the caller's transaction: what it wrote and the new tier stand together or
    not at all. The tier is the one that the night's run would show; what only the run
    can say is marked on the entry. A notice is posted for each tier that changed.

    Args:
        persons: Whose facts, decisions or records changed.
        at: The moment to speak of; now when left out.
        by: Who caused it, for the audit; nobody is the platform.
    """
    persons = list(dict.fromkeys(persons))
    if not persons:
        return
    moment = at or clock.now()
    run = _run()
    day = max(clock.today(), run.as_of)
    around = near(persons)
    found = rules.engine().entries_of(
        Known.of_rows(around.rows.tables, around.person_of, day),
        sorted(set(around.codes.values())),
        first_decision_on=_first_decision(run, around, day),
        not_asked={(form, marker) for form, marker in run.not_asked},
    )
    before = standing(persons)
    whose = people_of_codes(found)
    ended, made, leaving = [], [], {}
    for code, one in found.items():
        earlier = before.pop(whose[code].id, None)
        if isinstance(one, NotInQueue):
            if earlier is not None:
                ended.append(earlier)
                leaving[earlier.pk] = one.why
            continue
        said, completes = _completed(of_report(one), earlier, code in around.doubtful)
        if code in around.cut:
            completes = (*completes, Completes.SHARED_EVENT.value)
        moved = _moved(one, said, earlier, day)
        if earlier is not None and earlier.content == said.content and not moved:
            continue
        made.append(
            entry_of(
                said,
                whose[code],
                run,
                day=day,
                before=earlier,
                moved=moved,
                live=True,
                completes=completes,
            )
        )
        if earlier is not None:
            ended.append(earlier)
    # Whoever has no record any more was joined with somebody else.
    for gone in before.values():
        ended.append(gone)
        leaving[gone.pk] = REGROUPED
    _write(ended, made, leaving, day=day, moment=moment, by=by)


def _write(
    ended: list[Entry],
    made: list[Entry],
    leaving: dict[UUID, str],
    *,
    day: date,
    moment: datetime,
    by: "User | None",
) -> None:
    if not ended and not made:
        return
    replace(ended, made, day=day, at=moment)
    left(leaving)
    was = {entry.person_id: entry.tier for entry in ended}
    for entry in made:
        if was.get(entry.person_id) != entry.tier:
            post(
                topic=TIER_CHANGED,
                about=entry.pk,
                body={"tier": entry.tier, "from": was.get(entry.person_id, "")},
            )
    record_write(
        by=by.pk if by else None,
        action=Act.RESCORED,
        things=[Thing(Kept.PERSON, entry.person_id) for entry in (*made, *ended)],
    )


def _run() -> Run:
    """The last run; before the first, one that says only which policy holds."""
    last = Run.objects.order_by("-as_of", "-id").first()
    return last or Run.objects.create(
        as_of=clock.today(),
        policy=rules.named(),
        policy_status=rules.policy().status,
        model="",
        jurisdiction=rules.JURISDICTION,
    )


def _first_decision(run: Run, around: Near, day: date) -> date | None:
    """The earliest decision about anybody; kept where a new one is earlier still."""
    here = [
        row["decided_on"]
        for row in around.rows.decisions
        if row["known_on"] is None or row["known_on"] <= day
    ]
    first = min(
        [*here, *([run.first_decision_on] if run.first_decision_on else [])],
        default=None,
    )
    if first != run.first_decision_on:
        run.first_decision_on = first
        run.save(update_fields=["first_decision_on"])
    return first


def _completed(
    said: Said, earlier: Entry | None, in_doubt: bool
) -> tuple[Said, tuple[str, ...]]:
    """Carry on what only a run can say, and name what the next one has to say anew."""
    values = dict(said.values)
    completes = []
    if earlier is not None and earlier.tier == said.tier:
        values |= {"response": earlier.response, "shortfall": earlier.shortfall}
    else:
        completes.append(Completes.RESPONSE.value)
    values["stake"] = {**(earlier.stake if earlier else {}), **values["stake"]}
    if earlier is None or earlier.stake != values["stake"]:
        completes.append(Completes.STAKE.value)
    if in_doubt:
        completes.append(Completes.DOUBTFUL_LINKS.value)
        if earlier is not None and _DOUBT in earlier.checks:
            values |= _doubt_of(earlier, values)
    return evolve(said, values=values), tuple(completes)


def _doubt_of(earlier: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the last run said of a doubtful link, beside what is known now."""
    links = [
        part
        for part in earlier.provisional_because.split("; ")
        if part and part not in earlier.unknowns
    ]
    because = [*values["unknowns"], *links]
    found = {*values["checks"], _DOUBT}
    tier = values["tier"]
    return {
        "provisional": True,
        "provisional_because": "; ".join(because),
        "checks": [check for check in CHECKS if check in found],
        "tier_low": max(tier, earlier.tier_low),
        "tier_high": min(tier, values["tier_high"], earlier.tier_high),
    }


def _moved(
    one: LiveEntry, said: Said, earlier: Entry | None, day: date
) -> Moved | None:
    """What moved somebody, in the words of the night's run."""
    if earlier is None:
        return Moved(Direction.NEW, "", day, said.main_reason)
    if earlier.tier == said.tier:
        return None
    if said.tier < earlier.tier:
        return Moved(Direction.ROSE, earlier.tier, day, said.main_reason)
    return Moved(Direction.FELL, earlier.tier, day, _why_fell(one, earlier, day))


def _why_fell(one: LiveEntry, earlier: Entry, day: date) -> str:
    taken = [sentence for on, sentence in one.taken if on >= earlier.shown_from]
    if taken:
        return taken[-1]
    if one.decided is not None:
        return (
            f"Recorded on {day.strftime(DAY)}: {one.decided}. The facts of that day "
            f"give {one.tier}"
        )
    if earlier.raw_tier > earlier.tier:
        return f"{earlier.tier} was held for its time and no new information came"
    reasons = [r["sentence"] for r in earlier.reasons if r["axis"] != "note"]
    ended = reasons[0] if reasons else "what was known"
    return f"No longer, as its time has passed: {ended}"
