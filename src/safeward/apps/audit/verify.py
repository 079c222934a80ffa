"""Check the whole log: every place of the chain, its end, what waits, what protects it.

Reads page by page without a transaction, so that nobody waits for it; the log only
grows, and what is added meanwhile is looked at up to where the check comes.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef

from safeward.apps.audit import kept, protection
from safeward.apps.audit.check import Place, Walk
from safeward.apps.audit.models import About, Entry, Seal
from safeward.apps.audit.rows import about, said, value
from safeward.apps.audit.types import AuditFailed, Finding, Found, Head, Report
from safeward.apps.foundation import clock

PAGE = 2_000
MOST = 100
# A transaction of the platform ends well within this; the sealer looks twice a second.
STALE = datetime.timedelta(seconds=60)

type Rows = Mapping[UUID, Entry]


def verify(
    folder: Path,
    *,
    stale: datetime.timedelta = STALE,
    progress: Callable[[int], None] = lambda number: None,
) -> Report:
    """Say whether the log is what was written, and if not, what is wrong first.

    Args:
        folder: Where heads were kept; read before the log, whose head is newer.
        stale: How old an entry may be that nobody has chained.
        progress: Told the last place looked at.
    """
    findings: list[Finding] = []
    heads: tuple[Head, ...] = ()
    try:
        heads = kept.read(folder)
    except AuditFailed as error:
        findings.append(Finding(Found.NOT_KEPT, str(error)))
    now = clock.now()
    walk = Walk(heads)
    for page in _pages():
        rows = Entry.objects.in_bulk([seal.entry for seal in page])
        findings += walk.over(_places(page, rows))
        findings += _index(page, rows)
        progress(walk.number)
        if len(findings) > MOST:
            break
    else:
        findings += walk.ended()
    findings += _twice()
    waiting, old = _unsealed(now - stale)
    findings += old
    findings += _stray()
    findings += _kept_since(heads, now - stale)
    findings += protection.missing()
    findings.sort(key=lambda f: (f.number is None, f.number or 0))
    return Report(walk.number, waiting, walk.hash, len(heads), tuple(findings))


def _pages() -> Iterator[list[Seal]]:
    number: int | None = None
    while True:
        rows = Seal.objects.order_by("number")
        page = list((rows if number is None else rows.filter(number__gt=number))[:PAGE])
        if not page:
            return
        number = page[-1].number
        yield page


def _places(page: list[Seal], rows: Rows) -> Iterator[Place]:
    for seal in page:
        row = rows.get(seal.entry)
        yield Place(seal.number, seal.entry, seal.hash, said(row) if row else None)


def _index(page: list[Seal], rows: Rows) -> Iterator[Finding]:
    found = about(rows)
    for seal in page:
        row = rows.get(seal.entry)
        if row is None or not said(row):
            continue
        if found.get(row.id, set()) != set(value(row).things):
            yield Finding(
                Found.INDEX,
                f"Place {seal.number} of the chain (entry {row.id}): the index of what "
                "it is about was altered.",
                number=seal.number,
                entry=row.id,
            )


def _twice() -> Iterator[Finding]:
    again = Seal.objects.values("entry").annotate(n=Count("number"), last=Max("number"))
    for row in again.filter(n__gt=1).order_by("last")[:MOST]:
        yield Finding(
            Found.SEALED_TWICE,
            f"Place {row['last']} of the chain holds entry {row['entry']}, which has a "
            "place before.",
            number=row["last"],
            entry=row["entry"],
        )


def _unsealed(before: datetime.datetime) -> tuple[int, list[Finding]]:
    unsealed = Entry.objects.filter(~Exists(Seal.objects.filter(entry=OuterRef("id"))))
    waiting = unsealed.count()
    old = (
        unsealed.filter(recorded_at__lt=before).order_by("recorded_at", "id").first()
        if waiting
        else None
    )
    if old is None:
        return waiting, []
    sentence = (
        f"Entry {old.id} of {old.recorded_at:%Y-%m-%d %H:%M:%S} UTC has no place in "
        "the chain; start the sealer, and find out why it did not run."
    )
    return waiting, [Finding(Found.UNSEALED, sentence, entry=old.id)]


def _stray() -> Iterator[Finding]:
    gone = About.objects.filter(~Exists(Entry.objects.filter(id=OuterRef("entry"))))
    for entry in gone.order_by("entry", "thing").values_list("entry", flat=True)[:1]:
        yield Finding(
            Found.INDEX,
            f"The index names entry {entry}, which is gone.",
            entry=entry,
        )


def _kept_since(
    heads: tuple[Head, ...], before: datetime.datetime
) -> Iterator[Finding]:
    last = Seal.objects.order_by("-number").first()
    if last is None or last.sealed_at >= before:
        return
    kept_on = max((head.day for head in heads), default=None)
    if kept_on is None or kept_on < last.sealed_at.date():
        yield Finding(
            Found.NOT_KEPT,
            f"No head was kept since {kept_on or 'the beginning'}, so a missing end "
            "would not be seen; look after the folder and run the sealer.",
        )
