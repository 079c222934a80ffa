"""How matters ended, and who was found to be the predominant aggressor."""

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.marks import MINOR, Happenings, Marks
from safeward.core.synthetic.mentions import NOBODY, Index
from safeward.core.synthetic.people import NEVER
from safeward.core.synthetic.reports import (
    CHILD_PROTECTION,
    COPY,
    FILLER,
    POLICE,
    REPORT,
    Rows,
)

OUTCOMES = (
    "",
    "open",
    "charged",
    "convicted",
    "acquitted",
    "withdrawn",
    "no_offence",
    "not_substantiated",
    "substantiated",
    "no_family_violence",
    "recorded_in_error",
)
CODE = {name: index for index, name in enumerate(OUTCOMES)}
STATUSES = ("provisional", "confirmed", "disputed", "corrected")


@frozen
class Ended:
    """How matters ended, by row.

    Attributes:
        outcome: Code, empty where there is none.
        on: Day number, NEVER where there is none.
        charged_on: Day of the charge, NEVER where there was none.
        final_on: Day of conviction, acquittal or withdrawal of a charge, else NEVER.
    """

    outcome: Ints
    on: Ints
    charged_on: Ints
    final_on: Ints


def endings(
    rng: np.random.Generator, rows: Rows, events: Happenings, marks: Marks, last: int
) -> Ended:
    """Draw how each row's matter ended, as known on the last day.

    Charges are laid in some 26 to 33 % of family incidents, about half are no criminal
    incident (Crime Statistics Agency, 2017-21).
    """
    size = len(rows)
    known = np.maximum(rows.event, 0)

    def days(low: int, high: int) -> Ints:
        return rng.integers(low, high, size)

    hurt, gravity = marks.injury[known] >= MINOR, events.gravity[known]
    share = 0.285 + 0.17 * hurt + 0.22 * (gravity > 1.3) + 0.30 * events.breach[known]
    share = np.where(rows.swapped, 0.12, share)
    mine = (rows.role != COPY) & (rows.role != FILLER) & (rows.agency == POLICE)
    charged = mine & ~rows.false & (rng.random(size) < share)
    charged_on = np.where(
        charged,
        rows.reported + np.where(rng.random(size) < 0.6, days(0, 3), days(3, 75)),
        NEVER,
    )
    final_on = np.where(
        charged & (rng.random(size) < 0.83), charged_on + days(60, 420), NEVER
    )
    drawn = rng.random(size)
    final = np.select(
        [drawn < 0.74, drawn < 0.93],
        [CODE["convicted"], CODE["withdrawn"]],
        CODE["acquitted"],
    )
    outcome = np.where(mine, CODE["open"], CODE[""])
    on = np.full(size, NEVER)

    def settle(where: Bools, code: Ints | int, when: Ints) -> None:
        nonlocal outcome, on
        done = where & (when <= last)
        outcome = np.where(done, code, outcome)
        on = np.where(done, when, on)

    drawn_other = rng.random(size)
    settle(
        mine & ~charged & (drawn_other < 0.66),
        CODE["no_offence"],
        rows.reported + days(0, 30),
    )
    settle(
        mine & ~charged & (drawn_other > 0.93),
        CODE["withdrawn"],
        rows.reported + days(5, 120),
    )
    settle(charged, CODE["charged"], charged_on)
    settle(charged, final, final_on)
    protects = (rows.agency == CHILD_PROTECTION) & (rows.role != FILLER)
    settle(
        protects & (drawn_other < 0.66),
        np.where(drawn < 0.5, CODE["substantiated"], CODE["not_substantiated"]),
        rows.reported + days(14, 90),
    )
    wrong = np.select(
        [drawn < 0.55, drawn < 0.80, drawn < 0.92],
        [CODE["no_family_violence"], CODE["recorded_in_error"], CODE["withdrawn"]],
        CODE["not_substantiated"],
    )
    settle(rows.false & (rows.role == REPORT), wrong, rows.reported + days(2, 70))
    return Ended(outcome, on, charged_on, final_on)


def determinations(
    rng: np.random.Generator, rows: Rows, index: Index, last: int
) -> tuple[Ints, Ints, Ints]:
    """Who was found the predominant aggressor: mention, status and day.

    Statuses: 0 provisional, 1 confirmed, 2 disputed, 3 corrected.
    """
    size = len(rows)
    drawn, chosen = rng.random(size), rng.random(size)
    share = np.where(rows.misidentified, 0.62, np.where(rows.event >= 0, 0.02, 0.0))
    share = np.where(rows.role == COPY, 0.0, share)
    mention = np.where(rows.swapped, index.other, index.alleged)
    status = np.select(
        [
            rows.swapped & (chosen < 0.50),
            rows.misidentified & (chosen < 0.68),
            rows.misidentified & (chosen < 0.85),
            rows.misidentified,
        ],
        [3, 1, 0, 2],
        np.where(chosen < 0.85, 1, 0),
    )
    on = rows.reported + rng.geometric(0.025, size)
    found = (drawn < share) & (mention >= 0) & (on <= last)
    return np.where(found, mention, NOBODY), status, np.where(found, on, NEVER)
