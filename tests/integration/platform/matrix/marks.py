"""Words that say something of somebody, and what must be open for them to be seen."""

import re
from collections.abc import Iterable
from uuid import UUID

from attrs import field, frozen
from django.db.models import Model

from safeward.apps.access.models import User
from safeward.apps.access.queries import with_level
from safeward.apps.access.standing import Standing, standing_of
from safeward.apps.access.types import Level, Permission, Purpose


@frozen(eq=False)
class Opening:
    """One way to see a word: a permission at a row, and how much of it."""

    permission: Permission
    row: Model
    least: Level


@frozen(eq=False)
class Mark:
    """A word and every way to see it; without one, nobody may."""

    word: str
    openings: tuple[Opening, ...]


_WORD = re.compile(rb"\w+")
_ID = re.compile(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@frozen
class Hidden:
    """Words that may not be said, in small letters; found by reading a text once."""

    words: frozenset[bytes]
    phrases: frozenset[bytes]

    @classmethod
    def of(cls, words: Iterable[str]) -> "Hidden":
        """Tell words and ids, which are looked up, from what has to be searched for."""
        every = {word.lower().encode() for word in words}
        single = {one for one in every if _WORD.fullmatch(one) or _ID.fullmatch(one)}
        return cls(frozenset(single), frozenset(every - single))

    def within(self, text: bytes) -> list[bytes]:
        """Which of them a text in small letters says."""
        said = self.words & {*_WORD.findall(text), *_ID.findall(text)}
        return sorted(said | {one for one in self.phrases if one in text})


@frozen(eq=False)
class Levels:
    """What access gives each user at each row of the world; asked once a table."""

    rows: dict[type[Model], set[UUID]] = field(factory=dict)
    _standings: dict[UUID, Standing] = field(factory=dict)
    _known: dict[tuple[UUID, Permission, type[Model], Purpose | None], dict] = field(
        factory=dict
    )

    def hold(self, rows: Iterable[Model]) -> None:
        """Take in rows that will be asked about."""
        for row in rows:
            self.rows.setdefault(type(row), set()).add(row.pk)

    def standing(self, user: User) -> Standing:
        """Somebody's roles and limits, read once."""
        if user.pk not in self._standings:
            self._standings[user.pk] = standing_of(user)
        return self._standings[user.pk]

    def level(
        self, user: User, permission: Permission, row: Model, purpose: Purpose | None
    ) -> Level:
        """How much of a row is open to somebody for one permission."""
        table = type(row)
        key = (user.pk, permission, table, purpose)
        if key not in self._known:
            rows = table._default_manager.filter(pk__in=self.rows[table])
            found = with_level(self.standing(user), rows, permission, purpose)
            self._known[key] = {
                one.pk: Level(one.access_level) for one in found.order_by("pk")
            }
        return self._known[key].get(row.pk, Level.NOTHING)

    def hides(self, user: User, mark: Mark, purpose: Purpose | None) -> bool:
        """Whether nothing opens a word to somebody."""
        return all(
            self.level(user, one.permission, one.row, purpose) < one.least
            for one in mark.openings
        )
