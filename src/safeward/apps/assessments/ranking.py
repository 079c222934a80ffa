"""Where ranking, which stands above this app, hands in what only it can do."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from safeward.apps.assessments.types import Ranking, Standing

_connected: list[Ranking] = []


def connect_ranking(ranking: Ranking) -> None:
    """Take what ranking offers; called once, when the site starts."""
    _connected[:] = [ranking]


def standing_now(people: Sequence[UUID]) -> Mapping[UUID, Standing]:
    """Where people stand in the queue now; nobody where nothing was ever ranked."""
    return _connected[0].standing(people) if _connected and people else {}


def rescore(people: Sequence[UUID]) -> None:
    """Work their tiers out again within the present transaction."""
    for ranking in _connected:
        ranking.rescore(people)


def next_due(now: Standing, last: date | None) -> date | None:
    """By when a person is to be assessed again, by the clock of their tier.

    A tier that was reached after the latest assessment starts the clock's first step;
    from then on the next one follows the latest assessment. None: on new facts only.
    """
    for ranking in _connected:
        tick = ranking.clocks()[now.tier]
        if last is None or last < now.since:
            return now.since + timedelta(days=tick.first)
        if tick.then is not None:
            return last + timedelta(days=tick.then)
    return None
