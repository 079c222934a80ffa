"""Frozen values that cross the border of this app."""

from enum import StrEnum
from uuid import UUID

from attrs import frozen

from safeward.core.vocabulary.errors import UnusableInput

MOST = 30
"""Views that somebody keeps of one list."""

NAME_LENGTH = 60
QUESTION_LENGTH = 500


class Listed(StrEnum):
    """Lists of which views are kept."""

    QUEUE = "queue"


class Act(StrEnum):
    """Changes that this app makes."""

    SAVED = "saved_views.saved"
    REMOVED = "saved_views.removed"


class Kept(StrEnum):
    """Kinds of row that the audit log names."""

    VIEW = "saved_views.view"


class ViewRefused(UnusableInput):
    """A view that cannot be kept as it was sent; the sentence says what to change."""


class ViewMissing(UnusableInput):
    """A view that is not there, or is another person's."""


@frozen
class View:
    """A kept view as its list shows it.

    Attributes:
        id: The view's id.
        name: What its owner called it.
        question: The query of the list's address.
        own: Whether it is the reader's.
        team: The name of the team it is shared with, or "".
        owner: The name of whoever keeps it.
    """

    id: UUID
    name: str
    question: str
    own: bool
    team: str
    owner: str
