"""Whether the register is whole: every thing has an entry, every entry is in date."""

from collections.abc import Iterable, Iterator
from datetime import date

from safeward.core.evaluation.register.types import Card, Entry, Subject


def cards(subjects: Iterable[Subject], entries: Iterable[Entry]) -> tuple[Card, ...]:
    """Things beside their entries, those that have both."""
    by_key = {(entry.kind, entry.id): entry for entry in entries}
    return tuple(
        Card(subject, by_key[subject.kind, subject.id])
        for subject in subjects
        if (subject.kind, subject.id) in by_key
    )


def problems(
    subjects: Iterable[Subject], entries: Iterable[Entry], today: date
) -> Iterator[str]:
    """What is wrong with the register on a day, a sentence each.

    Args:
        subjects: Everything that must be registered.
        entries: What stands in the register.
        today: The day on which it is asked.

    Yields:
        A thing without an entry, an entry without a thing, an entry about another
        version, dates that cannot be, and reviews that are overdue.
    """
    things = {(subject.kind, subject.id): subject for subject in subjects}
    written = {(entry.kind, entry.id): entry for entry in entries}
    for kind, name in sorted(things.keys() - written.keys()):
        yield f"{kind} {name} has no entry in the register."
    for kind, name in sorted(written.keys() - things.keys()):
        yield f"the entry of {kind} {name} is about nothing that exists."
    for key in sorted(things.keys() & written.keys()):
        yield from _one(things[key], written[key], today)


def _one(subject: Subject, entry: Entry, today: date) -> Iterator[str]:
    name = f"the entry of {entry.kind} {entry.id}"
    if entry.covers != subject.version:
        yield (
            f"{name} covers version {entry.covers}, and it is now "
            f"{subject.version}: read it again and say so."
        )
    if not entry.entered <= entry.updated <= entry.review_by:
        yield f"{name} has days out of order: entered, updated, then review."
    if entry.status == "in use" and entry.approved is None:
        yield f"{name} says in use and not on which day it was approved."
    if entry.status != "retired" and entry.review_by < today:
        yield (
            f"{name} was to be reviewed by {entry.review_by}; "
            f"{entry.owner.senior_owner} answers for it."
        )
    if (entry.review_by - entry.updated).days > 400:
        yield f"{name} is reviewed over a year after its last change; a year at most."
