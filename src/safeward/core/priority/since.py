"""Since when the tier shown has been what it is, to the day, reading few days.

Between turning points a tier only falls, so the day on which it became what it is lies
at a turning point, or is found between two by trying days in between. The first days
tried are those on which windows of the usual lengths run out; a wrong guess there costs
a round, never the right answer.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.priority.replay import (
    DAYS,
    NOT_IN_QUEUE,
    Keys,
    Ranks,
    Replay,
    ranges,
)

WINDOW_ENDS: Final = np.array(
    [8, 29, 35, 36, 91, 181, 365, 366, 730, 731, 1096, 1097], np.int64
)
"""Days after a report on which a usual window has just run out."""

ROWS_A_ROUND: Final = 40_000
"""When few people are left to search, more of their days are tried at once."""

MOST_DAYS_AT_ONCE: Final = 31

FEWEST_POINTS: Final = 2
MORE_POINTS: Final = 4
"""Turning points looked at first when going back, and how many times more each time."""

Places = NDArray[np.int64]


@frozen
class Reached:
    """When a tier was reached, and what was shown the day before.

    Attributes:
        since: Key of the first day of the unbroken run of that tier.
        before: The tier of the day before, NOT_IN_QUEUE for none.
    """

    since: Keys
    before: Ranks


def reached(replay: Replay, days: Keys, not_before: Keys | None = None) -> Reached:
    """The first day of the run of one tier that holds on each of these days.

    Args:
        replay: Tiers by day.
        days: Keys, each on or after a turning point of its person.
        not_before: Days before which nobody wants to look; an answer that lies earlier
            is then any day on or before them.
    """
    floor = days - days % DAYS if not_before is None else not_before
    tier = replay.shown(days)
    start = replay.last_turning(days)
    low, high = start.copy(), start.copy()
    fell = replay.shown(start) != tier
    high[fell] = days[fell]
    # Where the latest turning point shows the same tier, look at the day before it,
    # and where that was the same too, at turning points further and further back.
    same = np.flatnonzero(~fell)
    eve = start[same] - 1
    earlier = (eve >= floor[same]) & (replay.last_turning(eve) >= 0)
    same, eve = same[earlier], eve[earlier]
    unchanged = replay.shown(eve) == tier[same]
    same, eve = same[unchanged], eve[unchanged]
    low[same], high[same] = _further_back(replay, eve, tier[same], floor[same])
    inside = np.flatnonzero(high > low)
    since = high
    since[inside] = _first_day(replay, low[inside], high[inside], tier[inside])
    before = np.full(len(days), NOT_IN_QUEUE, np.int8)
    had_tier = np.flatnonzero(replay.last_turning(since - 1) >= 0)
    before[had_tier] = replay.shown(since[had_tier] - 1)
    return Reached(since=since, before=before)


def _further_back(
    replay: Replay, eve: Keys, tier: Ranks, floor: Keys
) -> tuple[Keys, Keys]:
    """Between which days the tier was reached, over earlier turning points.

    Args:
        replay: Tiers by day.
        eve: The day before a turning point; it shows the tier.
        tier: The tier whose beginning is sought.
        floor: Days before which nobody wants to look.

    Returns:
        A day that shows another tier and a later one that shows this tier, with no
        turning point after the first; both the same day where that day is the answer.
    """
    eve = eve.copy()
    low, high = eve.copy(), eve.copy()
    active, points = np.arange(len(eve)), FEWEST_POINTS
    while len(active):
        points = max(points, ROWS_A_ROUND // len(active))
        owned = np.searchsorted(replay.turning, eve[active] - eve[active] % DAYS)
        last = np.searchsorted(replay.turning, eve[active], side="right")
        first = np.maximum(owned, last - points)
        owner = np.repeat(np.arange(len(active)), last - first)
        point = replay.turning[ranges(first, last)]
        # The day before a person's first turning point shows nothing at all.
        has_eve = point > replay.turning[owned][owner]
        tried = np.concatenate([point, point[has_eve] - 1])
        tried_for = np.concatenate([owner, owner[has_eve]])
        other = replay.shown(tried) != tier[active][tried_for]
        latest = np.full(len(active), -1, np.int64)
        np.maximum.at(latest, tried_for[other], tried[other])
        begins = replay.turning[first]
        ends = (first == owned) | (begins <= floor[active])
        never = (latest < 0) & ends
        latest[never] = begins[never] - 1
        found = latest >= 0
        done = active[found]
        low[done], high[done] = _between(replay, latest[found], eve[done])
        active = active[~found]
        eve[active] = begins[~found] - 1
        points *= MORE_POINTS
    return low, high


def _between(replay: Replay, latest: Keys, eve: Keys) -> tuple[Keys, Keys]:
    """The latest day of another tier, and the last day before the next turning point.

    Both are the turning point itself where it follows at once.
    """
    place = np.searchsorted(replay.turning, latest, side="right")
    following = replay.turning[np.minimum(place, len(replay.turning) - 1)]
    following = np.where(
        (place < len(replay.turning)) & (following <= eve), following, eve + 1
    )
    at_turning = following == latest + 1
    return (
        np.where(at_turning, following, latest),
        np.where(at_turning, following, following - 1),
    )


def _first_day(replay: Replay, low: Keys, high: Keys, tier: Ranks) -> Keys:
    """First day after ``low`` that shows the tier ``high`` shows and ``low`` does not.

    No turning point lies in between, so a tier once shown stays.
    """
    high = np.minimum(high, replay.ends_by(low, tier))

    def shows(owner: Places, key: Keys) -> NDArray[np.bool_]:
        result: NDArray[np.bool_] = replay.shown(key) == tier[owner]
        return result

    # Often the tier lasts as long as it can, and the day before still shows the other.
    since = high.copy()
    sooner = np.flatnonzero(high - low > 1)
    sooner = sooner[shows(sooner, high[sooner] - 1)]
    low, high = low[sooner], high[sooner] - 1

    def shows_sooner(place: Places, key: Keys) -> NDArray[np.bool_]:
        return shows(sooner[place], key)

    guesses, start, end = _guesses(replay, low, high)
    found = _search(start, end, lambda _, place: guesses[place], shows_sooner)
    high = np.where(found < end, guesses[np.minimum(found, len(guesses) - 1)], high)
    low = np.where(found > start, guesses[found - 1], low)
    everyone = np.arange(len(low))
    right = (high - low == 1) | ~shows_sooner(everyone, high - 1)
    low = np.where(right, high - 1, low)
    since[sooner] = _search(
        low + 1, np.where(right, low + 1, high - 1), lambda _, day: day, shows_sooner
    )
    return since


def _search(
    start: Places,
    end: Places,
    key_at: Callable[[Places, Places], Keys],
    shows: Callable[[Places, Keys], NDArray[np.bool_]],
) -> Places:
    """First place in [start, end) that shows the tier, ``end`` when none does."""
    start, end = start.copy(), end.copy()
    while len(active := np.flatnonzero(end > start)):
        at_once = min(max(ROWS_A_ROUND // len(active), 1), MOST_DAYS_AT_ONCE)
        steps = np.arange(1, at_once + 1)
        size = end[active] - start[active]
        place = start[active][:, None] + size[:, None] * steps // (at_once + 1)
        owner = np.repeat(active, at_once)
        yes = shows(owner, key_at(owner, place.ravel())).reshape(place.shape)
        noes = at_once - yes.sum(axis=1)
        rows = np.arange(len(active))
        some_no, some_yes = noes > 0, noes < at_once
        start[active[some_no]] = place[rows[some_no], noes[some_no] - 1] + 1
        end[active[some_yes]] = place[rows[some_yes], noes[some_yes]]
    return end


def _guesses(replay: Replay, low: Keys, high: Keys) -> tuple[Keys, Places, Places]:
    """Days between low and high on which a usual window runs out, by search.

    Returns:
        All guesses, sorted within each search, and where each search's begin and end.
    """
    oldest = np.maximum(low - WINDOW_ENDS[-1], low - low % DAYS)
    first = np.searchsorted(replay.turning, oldest)
    last = np.searchsorted(replay.turning, low, side="right")
    owner = np.repeat(np.arange(len(low)), last - first)
    point = replay.turning[ranges(first, last)]
    day = (point[:, None] + WINDOW_ENDS).ravel()
    owner = np.repeat(owner, len(WINDOW_ENDS))
    between = (day > low[owner]) & (day < high[owner])
    pairs = np.unique(np.stack([owner[between], day[between]], axis=1), axis=0)
    start = np.searchsorted(pairs[:, 0], np.arange(len(low)))
    end = np.searchsorted(pairs[:, 0], np.arange(len(low)), side="right")
    return np.append(pairs[:, 1], 0), start, end
