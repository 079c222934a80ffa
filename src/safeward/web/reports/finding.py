"""Search before create, within a report: who a party may be."""

from typing import TYPE_CHECKING

from attrs import frozen

from safeward.apps.access.types import Purpose
from safeward.apps.intake.types import Party
from safeward.apps.people.queries import search
from safeward.apps.people.types import (
    Asked,
    Searched,
    SearchReason,
)
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

REASONS = [(reason.value, reason.words) for reason in SearchReason]


@frozen
class Found:
    """What a search for one party of a report came to.

    Attributes:
        key: The party's.
        searched: What was found, if it was searched.
        problem: Why it was not.
    """

    key: str
    searched: Searched
    problem: str = ""

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """What can be said for going on searching."""
        return REASONS if self.searched.reason_needed else []


def found(
    by: "User", party: Party | None, purpose: Purpose | None, reason: str
) -> Found | None:
    """Search for a party by what is known of them.

    Args:
        by: Who searches.
        party: Whom they describe; nothing is searched for nobody.
        purpose: What for.
        reason: Why they go on searching, where that was asked.
    """
    if party is None:
        return None
    asked = Asked(
        family_name=party.family_name,
        given_names=party.given_names,
        date_of_birth=party.date_of_birth,
        sex=party.sex,
        phone=party.phone,
        address=party.address,
        suburb=party.suburb,
        postcode=party.postcode,
        identifier=party.identifier,
    )
    why = SearchReason(reason) if reason in set(SearchReason) else None
    try:
        searched = search(by=by, asked=asked, purpose=purpose, reason=why)
    except UnusableInput as error:
        return Found(party.key, Searched(), str(error))
    return Found(party.key, searched)
