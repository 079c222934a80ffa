"""Everything that changes who is who, who is involved, and what to know of somebody."""

from safeward.apps.people.actions.care import (
    end_flag,
    end_safe_contact,
    flag,
    set_safe_contact,
)
from safeward.apps.people.actions.deciding import (
    NotToBeDecided,
    confirm,
    merge,
    never_link,
    reject,
    split,
    undo,
)
from safeward.apps.people.actions.harm import Harm, note_harm
from safeward.apps.people.actions.placing import place
from safeward.apps.people.actions.withdrawing import withdraw
from safeward.apps.people.actions.workers import (
    end_worker,
    note_worker,
    note_workers,
    set_team,
)
from safeward.apps.people.registry import is_told_of_regrouping

__all__ = [
    "Harm",
    "NotToBeDecided",
    "confirm",
    "end_flag",
    "end_safe_contact",
    "end_worker",
    "flag",
    "is_told_of_regrouping",
    "merge",
    "never_link",
    "note_harm",
    "note_worker",
    "note_workers",
    "place",
    "reject",
    "set_safe_contact",
    "set_team",
    "split",
    "undo",
    "withdraw",
]
