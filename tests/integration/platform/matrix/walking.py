"""Finds every address that the platform answers, pages and operations alike."""

from collections.abc import Iterator
from uuid import UUID

from attrs import frozen
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.integration.platform.matrix.marked import Subject

NOBODY = UUID(int=7)
_CASE_REVIEWS = {"case_review_approve", "api:approve_review"}
_NAMED = {
    "thing": "person",
    "one": "person",
    "review": "link",
    "check": "question",
}
"""Names in an address that stand for a row of another name."""
_WORDS: dict[str, object] = {
    "kind": "people.person",
    "rest": "x",
    "pk": 1,
    "session": NOBODY,
    "notice": NOBODY,
    "view": NOBODY,
    "token": NOBODY,
    "subscription": NOBODY,
    "verb": "close",
    "name": "odara",
}
"""Names that lead to nobody of this world."""
_ANYBODY = {"team", "account", "membership", "agency", "limit", "conflict", "look"}
"""Names of rows that are the same in every scope, or nearly."""


@frozen
class Address:
    """One address: its name, with its space, and the names in it."""

    name: str
    names: tuple[str, ...]

    @property
    def concerns_somebody(self) -> bool:
        """Whether it differs from scope to scope."""
        return bool(set(self.names) - set(_WORDS) - _ANYBODY)

    def of(self, subject: Subject) -> str:
        """The address as it concerns one scope."""
        return reverse(
            self.name, kwargs={one: self.fill(one, subject) for one in self.names}
        )

    def fill(self, name: str, subject: Subject) -> object:
        """What stands for a name in the address.

        Raises:
            KeyError: A name that nobody said how to fill: add it here.
        """
        if name in _WORDS:
            return _WORDS[name]
        if name == "review" and self.name in _CASE_REVIEWS:
            return subject.work["case_review"].pk
        return subject.work[_NAMED.get(name, name)].pk


def addresses() -> tuple[Address, ...]:
    """Every address that has a name, in the order of the names."""
    found = {one.name: one for one in _walk(get_resolver(), "", ())}
    return tuple(found[name] for name in sorted(found))


def unnamed() -> list[str]:
    """Patterns that have no name, which nothing could declare."""
    return list(_nameless(get_resolver()))


def _walk(here: URLResolver, space: str, names: tuple[str, ...]) -> Iterator[Address]:
    for one in here.url_patterns:
        within = (*names, *one.pattern.converters, *_groups(one))
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from _walk(one, inner, within)
        elif one.name:
            yield Address(f"{space}{one.name}", tuple(dict.fromkeys(within)))


def _groups(one: URLPattern | URLResolver) -> tuple[str, ...]:
    return tuple(getattr(one.pattern.regex, "groupindex", {}))


def _nameless(here: URLResolver) -> Iterator[str]:
    for one in here.url_patterns:
        if isinstance(one, URLResolver):
            yield from _nameless(one)
        elif not one.name:
            yield str(one.pattern)
