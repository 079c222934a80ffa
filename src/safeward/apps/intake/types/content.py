"""What a report says: the one shape behind page, API and encrypted draft.

Everything may be missing while it is being written; `check` says what a submit still
needs. An empty text is "not recorded", never "no".
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from attrs import evolve as attrs_evolve
from attrs import field, frozen
from cattrs.errors import BaseValidationError
from cattrs.preconf.json import make_converter

from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types.words import AggressorConfidence, Choice
from safeward.core.vocabulary.errors import UnusableInput

_json = make_converter(forbid_extra_keys=True)
_json.register_unstructure_hook(UUID, str)
_json.register_structure_hook(UUID, lambda value, _: UUID(value))


class ContentUnreadable(UnusableInput):
    """Values that are no report."""


@frozen
class Party:
    """Somebody in a report, as the reporter knows them.

    Attributes:
        key: Names the party within its report; made by the page or the caller.
        choice: Whether a search found this person or it is somebody new.
        person: The person it is, where `choice` says the same.
        shown: Everybody whom searches for this party offered.
        role: One of the roles of an involvement; "child" for each child.
        relationship: What this person is to the alleged perpetrator.
        seen, spoken_to, where_now, safe_tonight: Asked of each child.
        referrals: What this person was offered.
    """

    key: str
    role: str = ""
    choice: Choice | None = None
    person: UUID | None = None
    shown: tuple[UUID, ...] = ()
    family_name: str = ""
    given_names: str = ""
    other_names: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    address: str = ""
    suburb: str = ""
    postcode: str = ""
    state: str = ""
    phone: str = ""
    protected: str = ""
    identifier: str = ""
    relationship: str = ""
    injury: str = ""
    present: str = ""
    indigenous_status: str = ""
    priority_groups: str = ""
    country_of_birth: str = ""
    language: str = ""
    interpreter: str = ""
    seen: str = ""
    spoken_to: str = ""
    where_now: str = ""
    safe_tonight: str = ""
    referrals: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing was entered but the role."""
        return attrs_evolve(self, key="", role="") == Party(key="")


@frozen
class Content:
    """Everything that a report, stalking report or partner referral can say."""

    occurred_on: date | None = None
    occurred_at: str = ""
    division: str = ""
    place: str = ""
    detected: str = ""
    no_family_violence: bool = False
    no_family_violence_because: str = ""
    parties: tuple[Party, ...] = ()
    no_child_because: str = ""
    markers: Mapping[str, str] = field(factory=dict)
    victim_fear: str = ""
    checks: Mapping[str, str] = field(factory=dict)
    order_breached: str = ""
    order_id: str = ""
    narrative: str = ""
    aggressor: str = ""
    aggressor_confidence: AggressorConfidence | None = None
    aggressor_factors: tuple[str, ...] = ()
    aggressor_words: str = ""
    considered: tuple[str, ...] = ()
    concern: Concern | None = None
    concern_words: str = ""
    criminal: str = ""
    civil: str = ""
    details: Mapping[str, str] = field(factory=dict)

    def party(self, key: str) -> Party | None:
        """Find a party by its key."""
        return next((party for party in self.parties if party.key == key), None)


@frozen
class Problem:
    """One thing that a report still needs: where, and what to do about it."""

    field: str
    sentence: str


def to_json(content: Content) -> bytes:
    """Write a content as bytes, the same for equal contents."""
    return _json.dumps(content, sort_keys=True).encode()


def from_json(text: bytes) -> Content:
    """Read what `to_json` wrote."""
    return _json.loads(text, Content)


def from_values(values: Mapping[str, Any]) -> Content:
    """Read a content out of plain values, as an API receives them.

    Raises:
        ContentUnreadable: When they are no content of ours.
    """
    try:
        return _json.structure(values, Content)
    except (BaseValidationError, ValueError, TypeError, KeyError):
        # Its message may hold what was typed.
        raise ContentUnreadable(
            "This is no report: a field is not known here, or its value has the "
            "wrong form."
        ) from None
