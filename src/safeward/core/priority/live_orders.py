"""One person's orders and custody on any day, in plain Python."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from safeward.core.priority.live_rows import Row
from safeward.core.vocabulary.codes import CUSTODY_ORDERS, PROTECTIVE_ORDERS


@frozen
class Stood:
    """Custody and orders on a day (``history.state.custody_and_orders``)."""

    in_custody: bool
    custody_ended_on: date | None
    release_due_on: date | None
    orders_current: int
    orders_unserved: int
    oldest_unserved_on: date | None
    next_order_expiry: date | None
    protected_person_exists: bool


@frozen
class Orders:
    """The orders of one person, as rows."""

    rows: Sequence[Row]

    def custody_began(self, day: date, reach: int) -> date | None:
        """First day of the custody whose end lies within so many days of a day."""
        near = timedelta(days=reach)
        return min(
            (
                row["issued_on"]
                for row in self.rows
                if row["kind"] in CUSTODY_ORDERS and row["issued_on"] <= day
                for over in (row["expires_on"], row["ended_on"])
                if over is not None and day - near <= over <= day + near
            ),
            default=None,
        )

    def on(self, day: date) -> Stood:
        """What stood on a day; nothing that happened later is read."""
        released: list[date] = []
        running: list[date | None] = []
        current: list[Row] = []
        for row in self.rows:
            if row["issued_on"] > day:
                continue
            ended, expires = _by(row["ended_on"], day), row["expires_on"]
            if row["kind"] in CUSTODY_ORDERS:
                over = _first(ended, expires)
                if over is not None and over <= day:
                    released.append(over)
                else:
                    running.append(expires)
            if ended is None and (expires is None or expires >= day):
                current.append(row)
        protective = [row for row in current if row["kind"] in PROTECTIVE_ORDERS]
        unserved = [
            row["issued_on"] for row in protective if _by(row["served_on"], day) is None
        ]
        return Stood(
            in_custody=bool(running),
            custody_ended_on=max(released, default=None) if not running else None,
            release_due_on=None if None in running else _last(running),
            orders_current=len(protective),
            orders_unserved=len(unserved),
            oldest_unserved_on=min(unserved, default=None),
            next_order_expiry=_first(*(row["expires_on"] for row in protective)),
            protected_person_exists=bool(protective)
            or any(row["protected_record_id"] for row in current),
        )


def _by(when: date | None, day: date) -> date | None:
    return when if when is not None and when <= day else None


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _last(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)
