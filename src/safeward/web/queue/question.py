"""What the address of the queue asks for, there and back, and in words."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlencode
from uuid import UUID

from attrs import evolve, frozen
from django.http import QueryDict

from safeward.apps.ranking.types import Filters, Sort
from safeward.core.vocabulary.words import (
    CHECK_WORDS,
    STREAM_WORDS,
    TIER_WORDS,
    spoken,
)
from safeward.web.parts import words

ME, NOBODY = "me", "nobody"
ADULT = "adult"
LONGEST_CODE = 40


class Only(StrEnum):
    """One kind of entry that people come for in the morning."""

    CHANGED = "changed"
    OVERDUE = "overdue"
    PROVISIONAL = "provisional"

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return _ONLY[self]


_ONLY = {
    Only.CHANGED: "Changed since the day before",
    Only.OVERDUE: "Review overdue",
    Only.PROVISIONAL: "Provisional tier",
}


@frozen
class Question:
    """A queue as somebody asked for it; what was not asked for is no condition.

    Attributes:
        tiers: Codes, in their order.
        division: One code, or "".
        stream: One code; "" is the adults. Young people stand in a list of their own.
        check: One code, or "".
        held: "", ``me``, ``nobody`` or the id of an account.
        only: One of `Only`, or "".
        sort: The order.
        on: The past day whose queue is asked for; None is now.
    """

    tiers: tuple[str, ...] = ()
    division: str = ""
    stream: str = ""
    check: str = ""
    held: str = ""
    only: str = ""
    sort: Sort = Sort.RANK
    on: date | None = None

    @classmethod
    def of(cls, query: QueryDict) -> "Question":
        """Read an address; what it cannot mean is left out, so old links still open."""
        asked = set(query.getlist("tier"))
        return cls(
            tiers=tuple(tier for tier in TIER_WORDS if tier in asked),
            division=_short(query.get("division")),
            stream=_among(query.get("stream"), STREAM_WORDS.keys() - {ADULT}),
            check=_among(query.get("check"), CHECK_WORDS),
            held=_holder(query.get("held", "")),
            only=_among(query.get("only"), [one.value for one in Only]),
            sort=Sort(_among(query.get("sort"), list(Sort)) or Sort.RANK),
            on=_day(query.get("on", "")),
        )

    @property
    def query(self) -> str:
        """The address's query, without the page and without what is not asked for."""
        pairs = [("tier", tier) for tier in self.tiers]
        pairs += [
            (name, value)
            for name, value in (
                ("division", self.division),
                ("stream", self.stream),
                ("check", self.check),
                ("held", self.held),
                ("only", self.only),
                ("sort", "" if self.sort == Sort.RANK else self.sort.value),
                ("on", self.on.isoformat() if self.on else ""),
            )
            if value
        ]
        return urlencode(pairs)

    @property
    def kept(self) -> str:
        """The query as a view keeps it: a view is of every day, not of one."""
        return evolve(self, on=None).query

    @property
    def narrowed(self) -> int:
        """How many conditions are set, the order and the day not among them."""
        parts = (self.tiers, self.division, self.stream, self.check)
        return sum(map(bool, (*parts, self.held, self.only)))

    def filters(self, *, me: UUID, today: date) -> Filters:
        """The same for the query behind the page."""
        holder = {ME: me, NOBODY: None, "": None}
        person = holder[self.held] if self.held in holder else UUID(self.held)
        day = self.on or today
        return Filters(
            tiers=self.tiers,
            divisions=[self.division] if self.division else (),
            streams=[self.stream or ADULT],
            checks=[self.check] if self.check else (),
            held_by=person,
            unheld=self.held == NOBODY,
            provisional=True if self.only == Only.PROVISIONAL else None,
            overdue=self.only == Only.OVERDUE,
            changed_since=(
                day - timedelta(days=1) if self.only == Only.CHANGED else None
            ),
        )

    def in_words(self, holders: dict[str, str] | None = None) -> str:
        """What is shown, as a line under the title and on paper."""
        said = [" and ".join(map(words.tier_words, self.tiers))]
        said.append(spoken(self.division))
        said.append(words.stream_words(self.stream) if self.stream else "")
        said.append(words.check_words(self.check) if self.check else "")
        if self.held == ME:
            said.append("held by you")
        elif self.held == NOBODY:
            said.append("held by nobody")
        elif self.held:
            name = (holders or {}).get(self.held, "one person")
            said.append(f"held by {name}")
        said.append(Only(self.only).words.lower() if self.only else "")
        said.append("" if self.sort == Sort.RANK else self.sort.words.lower())
        return ", ".join(part for part in said if part)


def _short(value: str | None) -> str:
    text = value or ""
    return text if len(text) <= LONGEST_CODE and text.isprintable() else ""


def _among(value: str | None, known: Iterable[str]) -> str:
    return value if value is not None and value in set(known) else ""


def _holder(value: str) -> str:
    if value in {ME, NOBODY}:
        return value
    try:
        return str(UUID(value))
    except ValueError:
        return ""


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
