"""How judgement, score and overrides go together: counts for oversight, no people.

High agreement is not accuracy: it may be people who follow the machine. The counts say
what was judged before the score was seen, and how often answers were changed after it.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import standing_of
from safeward.apps.access.types import Level, Permission, Reach
from safeward.apps.assessments.models import Assessment, Override
from safeward.apps.assessments.queries.looking import looked
from safeward.apps.assessments.types import (
    Agreement,
    Cell,
    Concern,
    Figures,
    Look,
    OverrideCount,
    OverrideReason,
    OverrideState,
)
from safeward.core.instruments.library import IDS, instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User

FEWEST = 5
"""Counts below this are not told: few people stand behind them."""


def figures(*, by: "User", since: date, until: date) -> Figures:
    """Bands by judgement for each instrument, MARAM levels, and overrides.

    Somebody who may see figures of their division only gets those of their division.

    Raises:
        Refused: When they see no figures.
        AuditFailed: The log could not take it; send no answer.
    """
    must(by, Permission.FIGURES_READ)
    where = _scope(by) & Q(known_on__gte=since, known_on__lte=until)
    looked(by, Look.FIGURES, purpose=None, level=Level.FULL)
    done = Assessment.objects.filter(where).order_by()
    by_band = list(
        done.exclude(instrument="maram")
        .values_list("instrument", "band", "concern")
        .annotate(Count("pk"))
    )
    changed = dict(
        done.filter(changed_after__gt=0).values_list("instrument").annotate(Count("pk"))
    )
    levels = done.filter(instrument="maram").values_list("maram_level")
    overrides = Override.objects.filter(where).order_by()
    by_reason = overrides.values_list("direction", "reason", "state")
    return Figures(
        since=since,
        until=until,
        agreement=tuple(_agreement(by_band, changed)),
        maram=tuple(_maram(dict(levels.annotate(Count("pk"))))),
        overrides=tuple(
            OverrideCount(
                direction, OverrideReason(reason), OverrideState(state), _told(count)
            )
            for direction, reason, state, count in sorted(
                by_reason.annotate(Count("pk"))
            )
        ),
    )


def _scope(by: "User") -> Q:
    """Everywhere, or the divisions of those posts that see figures of their own."""
    everywhere, divisions = False, set()
    for post in standing_of(by).posts:
        reaches = post.role.grants.get(Permission.FIGURES_READ, {})
        everywhere = everywhere or Reach.ANYWHERE in reaches
        if reaches:
            divisions.add((post.agency, post.division))
    if everywhere:
        return Q()
    scope = Q(pk__in=())
    for agency, division in sorted(divisions):
        scope |= Q(person__agency=agency, person__division=division)
    return scope


def _agreement(
    rows: list[tuple[str, str, str, int]], changed: dict[str, int]
) -> Iterable[Agreement]:
    for name in IDS:
        mine = [row for row in rows if row[0] == name]
        if not mine:
            continue
        bands = [band.label for band in instrument(name).bands]
        order = sorted(
            mine, key=lambda row: (_place(row[1], bands), row[1], _rank(row[2]))
        )
        yield Agreement(
            instrument=instrument(name).name,
            total=round(sum(row[3] for row in mine), -1),
            cells=tuple(
                Cell(
                    band or "no band",
                    Concern(concern).words if concern else "judged by its own level",
                    _told(count),
                )
                for _, band, concern, count in order
            ),
            changed_after=_told(changed.get(name, 0)),
        )


def _place(band: str, bands: list[str]) -> int:
    return bands.index(band) if band in bands else len(bands)


def _rank(concern: str) -> int:
    return list(Concern).index(Concern(concern)) if concern else -1


def _maram(counts: dict[str, int]) -> Iterable[Cell]:
    for band in instrument("maram").bands:
        if band.code in counts:
            yield Cell(band.label, "", _told(counts[band.code]))


def _told(count: int) -> int | None:
    return count if count == 0 or count >= FEWEST else None
