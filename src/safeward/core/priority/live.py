"""One person's place in the queue, from one report's neighbourhood, in milliseconds.

What the night's run would show of this person on this day, given the same facts and the
same groups: the tier with its date, both axes, floors, reasons, checks and clocks. One
thing is left to the run: what doubtful links would change, which needs everybody whom
they touch. Tests hold the two to each other on random villages.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from safeward.core.history.memory.events import Event
from safeward.core.holdings.types import Holdings
from safeward.core.priority import live_beside as beside
from safeward.core.priority.beside import HARMED_MONTHS, NOTICE_MONTHS
from safeward.core.priority.live_history import Bundle, bundles_of, standing_of
from safeward.core.priority.live_orders import Stood
from safeward.core.priority.live_person import Lived, live
from safeward.core.priority.live_reading import Asked
from safeward.core.priority.live_rows import Known
from safeward.core.priority.live_said import LiveReason, day_said, reasons_of
from safeward.core.priority.live_unknown import gap_of
from safeward.core.priority.live_would_change import would_change_of
from safeward.core.priority.memory import Assessed
from safeward.core.priority.policy import Policy
from safeward.core.priority.replay import NOT_IN_QUEUE
from safeward.core.vocabulary.calendar import months_before
from safeward.core.vocabulary.codes import CHECKS
from safeward.core.vocabulary.law import Law


@frozen
class LiveEntry:
    """What the queue says of one person; the columns of the batch's queue.

    Attributes:
        person_id: Who.
        tier: The tier shown.
        raw_tier: What the facts of the day give, before any hold or review.
        held: What holds alone would show.
        since: The day on which the tier was reached.
        before: The tier shown the day before that, None for none.
        assessed: Axes, matrix and floors.
        order_points: What comes first inside a tier.
        division: Of the latest event.
        also_in: Other divisions with events in 24 months.
        last_event_on: The latest event.
        stream: ``adult``, ``young_person`` or ``under_age``.
        age: Completed years, None unknown.
        victim_survivors: Harmed in 36 months.
        children: Among them, those who took part as children only.
        checks: What must be looked at beside the tier.
        review_by: The day by which it is reviewed; None: on new information only.
        reviewed_on: The latest decision.
        tier_high: The tier if every unknown were yes.
        provisional_because: Which unknown would raise the tier; none where none would.
        reasons: Why, most important first.
        would_change: What would move the tier.
        stood: Custody and orders.
        main_reason: The first reason that the policy itself gives.
        taken: Reports taken out of the history: the day, and the notice kept.
        decided: The kind of what was decided today, None for nothing.
    """

    person_id: str
    tier: str
    raw_tier: str
    held: str
    since: date
    before: str | None
    assessed: Assessed
    order_points: int
    division: str
    also_in: tuple[str, ...]
    last_event_on: date | None
    stream: str
    age: int | None
    victim_survivors: int
    children: int
    checks: tuple[str, ...]
    review_by: date | None
    reviewed_on: date | None
    tier_high: str
    provisional_because: tuple[str, ...]
    reasons: tuple[LiveReason, ...]
    would_change: tuple[str, ...]
    stood: Stood
    main_reason: str
    taken: tuple[tuple[date, str], ...]
    decided: str | None


@frozen
class NotInQueue:
    """Somebody who is not in the queue, and why one who was has left it."""

    person_id: str
    why: str


class LiveEngine:
    """A policy and a law, ready to be asked about one person at a time."""

    def __init__(self, policy: Policy, law: Law) -> None:
        """Work out what the policy reads."""
        self.policy = policy
        self.law = law
        self._asked = Asked.by(policy)

    def entries(
        self,
        holdings: Holdings,
        person_of: Mapping[str, str],
        persons: Collection[str],
        *,
        as_of: date,
        first_decision_on: date | None,
        not_asked: Collection[tuple[str, str]] = (),
    ) -> dict[str, LiveEntry | NotInQueue]:
        """What the queue says of some people today.

        Args:
            holdings: Everything, of any date, that touches them: their records, every
                report of these and what it is tied to, and the other parties' records.
            person_of: Who each of those records is.
            persons: Who is asked about.
            as_of: The day to speak of.
            first_decision_on: The earliest decision that anybody recorded about anyone
                and that is known on the day; None where nobody recorded any.
            not_asked: Pairs of form (else agency) and marker that are not collected,
                as the last run found them.

        Returns:
            By person.
        """
        return self.entries_of(
            Known.of(holdings, person_of, as_of),
            persons,
            first_decision_on=first_decision_on,
            not_asked=not_asked,
        )

    def entries_of(
        self,
        known: Known,
        persons: Collection[str],
        *,
        first_decision_on: date | None,
        not_asked: Collection[tuple[str, str]] = (),
    ) -> dict[str, LiveEntry | NotInQueue]:
        """The same from what is known of their neighbourhood on the day."""
        bundles = bundles_of(known)
        return {
            person: self._entry(known, bundles, person, first_decision_on, not_asked)
            for person in persons
        }

    def _entry(
        self,
        known: Known,
        bundles: list[Bundle],
        person: str,
        first: date | None,
        not_asked: Collection[tuple[str, str]],
    ) -> LiveEntry | NotInQueue:
        as_of, law, policy = known.as_of, self.law, self.policy
        lived = live(
            known,
            bundles,
            person,
            asked=self._asked,
            law=law,
            first_decision_on=first,
            not_asked=not_asked,
        )
        board = lived.board
        if board is None:
            return NotInQueue(person, lived.why_out)
        recorded = first is not None
        read = lived.reading.on(as_of)
        standing = lived.reading.events(as_of)
        tier, raw = f"T{board.shown}", f"T{board.raw}"
        stood = lived.orders.on(as_of)
        age = beside.age_of(known, person)
        stream = beside.stream_of(age, law, as_of)
        gap = gap_of(lived.reading, as_of, tier)
        flags = {
            "aggressor": beside.aggressor(bundles, person, standing, as_of),
            "interstate": beside.interstate(known, person, law),
            "restricted": any(
                row["restricted"] for row in known.whose(known.persons, person)
            ),
            "age_unknown": beside.age_unknown(age, law, as_of),
            "death_review": beside.death_review(known, standing, as_of),
            "known_gap": gap is not None,
            **beside.order_checks_of(stood, policy, as_of),
        }
        checks = tuple(check for check in CHECKS if flags.get(check))
        due = beside.review_by_of(
            stood,
            policy,
            as_of=as_of,
            tier=tier,
            since=board.since,
            reviewed_on=lived.reviewed_on,
            recorded=recorded,
        )
        places = beside.places_of(standing, as_of)
        harmed = beside.harmed_by(standing, as_of)
        given = reasons_of(read, standing, policy)
        taken = sorted(beside.notices_of(known, person))
        said = [
            *_before(lived, bundles, known, stream, recorded),
            *given,
            *_taken(taken, as_of),
        ]
        return LiveEntry(
            person_id=person,
            tier=tier,
            raw_tier=raw,
            held=f"T{board.held}",
            since=board.since,
            before=None if board.before == NOT_IN_QUEUE else f"T{board.before}",
            assessed=read.assessed,
            order_points=read.assessed.likelihood * policy.order.likelihood
            + read.assessed.severity * policy.order.severity,
            division=places.division,
            also_in=places.also_in,
            last_event_on=places.last_event_on,
            stream=stream,
            age=age.years,
            victim_survivors=harmed.victim_survivors,
            children=harmed.children,
            checks=checks,
            review_by=due,
            reviewed_on=lived.reviewed_on,
            tier_high=gap.highest if gap else tier,
            provisional_because=(gap.because,) if gap else (),
            reasons=tuple(said),
            would_change=tuple(
                would_change_of(
                    lived.reading,
                    policy,
                    as_of=as_of,
                    tier=tier,
                    review_by=due,
                    checks=checks,
                )
            ),
            stood=stood,
            main_reason=given[0].sentence,
            taken=tuple(taken),
            decided=lived.decided_on(as_of),
        )


def _before(
    lived: Lived, bundles: list[Bundle], known: Known, stream: str, recorded: bool
) -> Iterator[LiveReason]:
    """What is said before the policy's reasons."""
    if stream != "adult":
        done = _done_to(lived.person, bundles, known.as_of)
        if done:
            plural = "" if len(done) == 1 else "s"
            yield LiveReason(
                "note",
                0,
                f"Was recorded as harmed in {len(done)} reported event{plural} in "
                f"{HARMED_MONTHS} months",
                "practice: prior victimisation is said first",
            )
    board = lived.board
    if board is not None and board.shown < board.raw:
        until = "until a review" if recorded else "for its time"
        yield LiveReason(
            "note",
            0,
            f"T{board.shown} reached on {day_said(board.since)} is held {until}, "
            f"today's facts alone would give T{board.raw}",
            "judgement",
        )


def _done_to(person: str, bundles: list[Bundle], as_of: date) -> set[str]:
    """Events in which somebody is said to have harmed this person."""
    first = months_before(as_of, HARMED_MONTHS)
    theirs = [bundle for bundle in bundles if person in bundle.people]
    others = {other for bundle in theirs for other in bundle.people}

    def counts(event: Event) -> bool:
        return person in event.victims and event.reported_on > first

    return {
        event.event_id
        for other in others
        for event in standing_of(theirs, other)
        if counts(event)
    }


def _taken(taken: Sequence[tuple[date, str]], as_of: date) -> Iterator[LiveReason]:
    """The notice kept of reports that were taken out of the history."""
    first = months_before(as_of, NOTICE_MONTHS)
    for sentence in sorted(said for on, said in taken if on > first):
        yield LiveReason("note", 0, sentence, "correction")
