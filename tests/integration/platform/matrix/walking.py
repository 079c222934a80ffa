"""Finds every address that the platform answers, pages and operations alike."""

from collections.abc import Iterator
from uuid import UUID

from attrs import frozen
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.integration.platform.matrix.marked import Subject

NOBODY = UUID(int=7)
PEOPLE = {"person", "thing", "one", "victim", "record", "incident"}
"""Names in an address that lead to somebody of this world."""


@frozen
class Address:
    """One address: its name, with its space, and the names in it."""

    name: str
    names: tuple[str, ...]

    @property
    def concerns_somebody(self) -> bool:
        """Whether it differs from scope to scope."""
        return bool(PEOPLE & set(self.names))

    def of(self, subject: Subject) -> str:
        """The address as it concerns one scope."""
        return reverse(
            self.name, kwargs={one: fill(one, subject) for one in self.names}
        )


def addresses() -> tuple[Address, ...]:
    """Every address that has a name, in the order of the names."""
    found = {one.name: one for one in _walk(get_resolver(), "", ())}
    return tuple(found[name] for name in sorted(found))


def unnamed() -> list[str]:
    """Patterns that have no name, which nothing could declare."""
    return list(_nameless(get_resolver()))


def fill(name: str, subject: Subject) -> object:
    """What stands for a name in an address.

    Raises:
        KeyError: A name that nobody said how to fill: add it here.
    """
    person = subject.person.pk
    known: dict[str, object] = {
        "kind": "people.person",
        "thing": person,
        "person": person,
        "rest": "x",
        "pk": 1,
        "session": NOBODY,
        "notice": NOBODY,
        "view": NOBODY,
        "token": NOBODY,
        "account": NOBODY,
        "membership": NOBODY,
        "team": NOBODY,
        "agency": NOBODY,
        "subscription": NOBODY,
        "limit": NOBODY,
        "conflict": NOBODY,
        "look": NOBODY,
        "one": person,
        "victim": subject.victim.pk,
        "verb": "close",
        "name": "odara",
        **dict.fromkeys(
            (
                *("review", "decision", "flag", "report", "alarm", "follow_up", "case"),
                *("assessment", "override", "plan", "action", "question"),
                *("draft", "load", "upload", "sitting", "licence", "training", "link"),
                *("rule", "event", "check", "document", "entry"),
            ),
            NOBODY,
        ),
        "draft": NOBODY,
        "report": NOBODY,
        "follow_up": NOBODY,
        "alarm": NOBODY,
        "upload": NOBODY,
        "record": subject.record,
        "incident": subject.incident,
    }
    return known[name]


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
