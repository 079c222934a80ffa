"""One person of the queue as a line of the page says it."""

from datetime import date

from attrs import frozen

from safeward.apps.ranking.types import Direction, QueueRow, Reason, Sort
from safeward.core.vocabulary.calendar import age_on
from safeward.core.vocabulary.words import spoken
from safeward.web.parts import words

TOLD = 3
"""Reasons shown at once; the rest stand behind a click."""

HEADINGS = {
    "T1": "T1, deal with today",
    "T2": "T2, a named lead and a plan within two working days",
    "T3": "T3, frontline lead with unit oversight",
    "T4": "T4, frontline, with the liaison officer's quality check",
}


@frozen
class Line:
    """A row and what the page says of it in words.

    Attributes:
        row: What the reader may see.
        name: FAMILY, Given.
        facts: Age and code, to tell people of one name apart.
        told: The first reasons.
        more: The other reasons.
        heading: Words above the row where another tier begins, or "".
        cut: Whether this week's hours end before this row in its division.
    """

    row: QueueRow
    name: str
    facts: str
    told: tuple[Reason, ...]
    more: tuple[Reason, ...]
    heading: str
    cut: bool

    @property
    def changed(self) -> str:
        """What moved the person, in words; "" where nothing did."""
        change = self.row.change
        if change is None:
            return ""
        if change.direction in {Direction.ROSE, Direction.FELL} and change.from_tier:
            return f"{change.direction.words} from {change.from_tier}"
        return change.direction.words

    @property
    def up(self) -> bool:
        """Whether what moved the person calls for more."""
        change = self.row.change
        return change is not None and change.direction in {
            Direction.ROSE,
            Direction.NEW,
        }

    @property
    def between(self) -> str:
        """The tiers between which a provisional one may lie."""
        low, high = self.row.tier_low, self.row.tier_high
        return f"between {high} and {low}" if high != low else ""

    @property
    def clock(self) -> str:
        """When the next review is due, or how late it is."""
        row = self.row
        if row.overdue_days:
            return f"Review {words.days(row.overdue_days)} overdue"
        if row.review_by:
            return f"Review by {words.short_day(row.review_by)}"
        return "No review due"

    @property
    def clock_within(self) -> str:
        """The same within a sentence."""
        return self.clock[:1].lower() + self.clock[1:]

    @property
    def proposed(self) -> str:
        """The response that the run proposes, in words."""
        said = spoken(self.row.response)
        return said[:1].upper() + said[1:]

    @property
    def others(self) -> str:
        """How many people are harmed, never who."""
        row = self.row
        adults = words.counted(row.victim_survivors, "victim survivor")
        children = words.counted(row.children, "child", "children")
        return f"{adults}, {children}" if row.children else adults


def lines(rows: tuple[QueueRow, ...], *, on: date, sort: Sort) -> list[Line]:
    """Put rows into words, with the headings and the cut lines between them.

    Args:
        rows: One page of the queue.
        on: The day it speaks of, for ages.
        sort: Headings and lines stand only where the order is that of urgency.
    """
    said: list[Line] = []
    beyond: set[str] = set()
    before: QueueRow | None = None
    ranked = sort == Sort.RANK
    for row in rows:
        another = before is None or before.tier != row.tier
        said.append(
            Line(
                row=row,
                name=name_of(row),
                facts=_facts(row, on),
                told=row.reasons[:TOLD],
                more=row.reasons[TOLD:],
                heading=HEADINGS.get(row.tier, "") if ranked and another else "",
                cut=ranked and row.beyond and row.division not in beyond,
            )
        )
        beyond |= {row.division} if row.beyond else set()
        before = row
    return said


def name_of(row: QueueRow) -> str:
    """How a person is called in a queue, as in the brief: FAMILY, Given."""
    parts = (row.family_name.upper(), row.given_names)
    return ", ".join(part for part in parts if part) or "Name not recorded"


def _facts(row: QueueRow, on: date) -> str:
    born = row.date_of_birth
    age = f"{age_on(on, born)}" if born else "age not known"
    return f"{age}, {row.code}"
