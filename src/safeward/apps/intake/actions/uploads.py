"""Files handed over here: looked at first, then taken in, and taken back if wrong.

Looking and taking in are long; they are done beside the site (`safeward work`), one at
a time, and the page tells how far they are. Nothing is taken in that nobody looked at.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import post_for
from safeward.apps.access.types import Permission
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Counts, Thing
from safeward.apps.foundation import clock
from safeward.apps.foundation.actions import post, send_outside
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.foundation.types import Message
from safeward.apps.intake import staging
from safeward.apps.intake.actions.drafts import not_there
from safeward.apps.intake.models import Upload
from safeward.apps.intake.types.audited import Act, Counted, Kept
from safeward.apps.intake.types.words import UploadState
from safeward.apps.people.actions import place, withdraw
from safeward.apps.people.queries import people_of
from safeward.apps.ranking.actions import rescore
from safeward.apps.records.actions import commit_load, dry_run, undo_load
from safeward.apps.records.types import LoadRefused, Outcome, UndoRefused
from safeward.core.vocabulary.errors import HoldingsRejected, UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

LOOK = "intake.look"
TAKE_IN = "intake.take_in"
MOST_TRIED_OUT = 5_000
"""Mentions whose places are tried out before they are taken in; it takes seconds."""

MOST_RANKED_AT_ONCE = 500
"""People whose tiers follow a load at once; of more, with the night's run."""

FAILED = "It could not be taken in, and nothing of it was. Try again."

_one_at_a_time = threading.Lock()


class NotNow(UnusableInput):
    """What was asked does not fit where the upload stands."""


def listen() -> None:
    """Enter what does the work on files."""
    send_outside(LOOK, lambda message: _beside(look, message))
    send_outside(TAKE_IN, lambda message: _beside(take_in_now, message))


def receive(
    *,
    by: "User",
    files: Iterable[tuple[str, Iterable[bytes]]],
    source: str,
    as_of: date,
) -> UUID:
    """Take files over, to be looked at.

    Args:
        by: Who hands them over.
        files: Names and contents, in the holdings format.
        source: Where they come from, in words without names of people.
        as_of: The day for which they were drawn up.

    Raises:
        Refused: When this person may not load holdings.
        FilesRefused: When a name is none of the format's or they are too big.
    """
    must(by, Permission.HOLDINGS_LOAD)
    staging.remove_old()
    own = post_for(of=by, permission=Permission.HOLDINGS_LOAD)
    assert own is not None  # noqa: S101 - whoever may load has such a post
    key = uuid7()
    count = staging.stage(key, files)
    with transaction.atomic():
        Upload.objects.create(
            pk=key,
            user=by,
            team_id=own.team,
            source=source.strip()[:200] or "Files handed over",
            as_of=as_of,
            state=UploadState.WAITING.value,
            changed_at=clock.now(),
        )
        _record(by, Act.FILES_RECEIVED, key, count)
        post(topic=LOOK, about=key)
    return key


def look(key: UUID) -> None:
    """Look at the files of an upload: what they would bring, what was refused."""
    row = _begin(key, UploadState.WAITING, UploadState.LOOKING)
    if row is None:
        return
    try:
        outcome = dry_run(
            by=row.user,
            folder=staging.files_of(key),
            source=row.source,
            as_of=row.as_of,
            progress=staging.noting(key),
        )
        preview = _tried_out(row, outcome)
    except (HoldingsRejected, LoadRefused, staging.FilesRefused) as error:
        _end(row, UploadState.REFUSED, problem=str(error))
        staging.remove(key)
        return
    staging.write_rejected(key, outcome.rejected)
    row.load_id, row.preview = outcome.load, preview
    row.rejected = outcome.rejected.height
    _end(row, UploadState.LOOKED_AT)


@transaction.atomic
def take_in(*, by: "User", upload: UUID) -> None:
    """Let what was looked at be taken in.

    Raises:
        Refused: When this person may not load holdings for that team.
        NotNow: When it has not been looked at, or is taken in already.
    """
    row = _own(by, upload)
    _must_be(row, UploadState.LOOKED_AT)
    _end(row, UploadState.TO_TAKE_IN)
    post(topic=TAKE_IN, about=row.pk)


def take_in_now(key: UUID) -> None:
    """Take the files in and say whose the mentions are: all of it or nothing."""
    row = _begin(key, UploadState.TO_TAKE_IN, UploadState.TAKING_IN)
    if row is None:
        return
    note = staging.noting(key)
    try:
        with transaction.atomic():
            outcome = commit_load(
                by=row.user,
                folder=staging.files_of(key),
                source=row.source,
                as_of=row.as_of,
                looked_at=row.load_id,
                progress=note,
            )
            note("saying whose the records are")
            placed = place(by=row.user, record_ids=outcome.records.to_list())
            _rank(row.user, placed.persons.values())
            _record(row.user, Act.FILES_TAKEN_IN, row.pk)
            _end(row, UploadState.TAKEN_IN)
    except (HoldingsRejected, LoadRefused, staging.FilesRefused) as error:
        _end(row, UploadState.REFUSED, problem=str(error))
    except Exception:
        # Nothing of it stands; whoever handed it over may try again.
        _end(row, UploadState.LOOKED_AT, problem=FAILED)
        raise
    staging.remove(key)


@transaction.atomic
def take_back(*, by: "User", upload: UUID) -> None:
    """Undo a load: its records are nobody's again, those it replaced stand again.

    Raises:
        Refused: When this person may not load holdings for that team.
        NotNow: When it is not taken in.
        UndoRefused: When something later rests on it; the sentence says what.
    """
    row = _own(by, upload)
    _must_be(row, UploadState.TAKEN_IN)
    assert row.load_id is not None  # noqa: S101 - what was taken in has a load
    undone = undo_load(by=by, load=row.load_id)
    records = [*undone.gone.to_list(), *undone.given_back.to_list()]
    persons = set(people_of(records).values())
    withdraw(by=by, record_ids=undone.gone.to_list())
    back = place(by=by, record_ids=undone.given_back.to_list())
    _rank(by, persons | set(back.persons.values()))
    _record(by, Act.FILES_TAKEN_BACK, row.pk)
    _end(row, UploadState.TAKEN_BACK)


@transaction.atomic
def throw_away(*, by: "User", upload: UUID) -> None:
    """Delete files that are not to be taken in.

    Raises:
        Refused: When this person may not load holdings for that team.
        NotNow: While somebody is at work on them, or after they were taken in.
    """
    row = _own(by, upload)
    _must_be(row, UploadState.LOOKED_AT, UploadState.WAITING)
    _record(by, Act.FILES_THROWN_AWAY, row.pk)
    _end(row, UploadState.THROWN_AWAY)
    transaction.on_commit(lambda: staging.remove(row.pk))


def _rank(by: "User", persons: Iterable[UUID]) -> None:
    """Rank a few people at once; after a great load the night's run ranks everybody."""
    several = set(persons)
    if len(several) <= MOST_RANKED_AT_ONCE:
        rescore(persons=sorted(several), by=by)


def _tried_out(row: Upload, outcome: Outcome) -> dict[str, int]:
    """Whose the mentions would be: taken in, placed, and undone again.

    The very same work as later, so that what is shown is what will follow.
    """
    if not 0 < outcome.records.len() <= MOST_TRIED_OUT:
        return {}
    staging.noting(row.pk)("trying out whose the records would be")
    with transaction.atomic():
        loaded = commit_load(by=row.user, folder=staging.files_of(row.pk))
        placed = place(by=row.user, record_ids=loaded.records.to_list())
        persons = set(placed.persons.values())
        preview = {
            "mentions": len(placed.persons),
            "new": len(placed.made),
            "known": len(persons - placed.made),
            "reviews": len(placed.reviews),
        }
        transaction.set_rollback(True)
    return preview


def _begin(key: UUID, before: UploadState, now: UploadState) -> Upload | None:
    """Take a piece of work, unless another process has it or it is done."""
    rows = Upload.objects.filter(pk=key, state=before.value)
    if not rows.update(state=now.value, changed_at=clock.now()):
        return None
    return Upload.objects.select_related("user").get(pk=key)


def _end(row: Upload, state: UploadState, *, problem: str = "") -> None:
    row.state, row.problem, row.changed_at = state.value, problem[:500], clock.now()
    row.save()


def _own(by: "User", upload: UUID) -> Upload:
    row = Upload.objects.select_for_update().filter(pk=upload).order_by("pk").first()
    if row is None:
        raise not_there(Permission.HOLDINGS_LOAD, upload)
    must(by, Permission.HOLDINGS_LOAD, row)
    return row


def _must_be(row: Upload, *states: UploadState) -> None:
    if row.state not in {state.value for state in states}:
        raise NotNow(f"It is past that: {UploadState(row.state).words.lower()}.")


def _record(by: "User", act: Act, key: UUID, files: int | None = None) -> None:
    counts = Counts() if files is None else Counts({Counted.FILES: files})
    things = [Thing(Kept.UPLOAD, key)]
    record_write(by=by.pk, action=act, things=things, counts=counts)


def _beside(work: Callable[[UUID], None], message: Message) -> None:
    """Do long work in a thread of its own: notices of alarms wait for nothing."""
    if message.about is None:
        return
    about = message.about

    def run() -> None:
        try:
            with _one_at_a_time:
                work(about)
        finally:
            connection.close()

    threading.Thread(target=run, name="files").start()


__all__ = [
    "NotNow",
    "UndoRefused",
    "look",
    "receive",
    "take_back",
    "take_in",
    "take_in_now",
    "throw_away",
]
