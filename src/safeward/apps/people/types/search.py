"""What somebody searches a person by, and what they are shown of whom it may be."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from attrs import fields, frozen

from safeward.apps.access.types import Level


class SearchReason(StrEnum):
    """Why somebody goes on searching who has opened nobody found so far."""

    TAKING_A_REPORT = "taking_a_report"
    NAME_UNCERTAIN = "name_uncertain"
    LINKING_RECORDS = "linking_records"
    CHECKING_A_REFERRAL = "checking_a_referral"
    WORK_ASKED_FOR = "work_asked_for"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _REASONS[self]


_REASONS = {
    SearchReason.TAKING_A_REPORT: "I am taking a report with several people in it",
    SearchReason.NAME_UNCERTAIN: "The name or date of birth I was given is uncertain",
    SearchReason.LINKING_RECORDS: "I am deciding whether records are one person",
    SearchReason.CHECKING_A_REFERRAL: "I am checking whether a referral is known",
    SearchReason.WORK_ASKED_FOR: "A supervisor asked me to check these people",
}


@frozen
class Asked:
    """What is known of the person; any of it may be left out or misspelt.

    Attributes:
        family_name: Family name, or the whole name.
        given_names: Given names, or an alias.
        date_of_birth: As it was said.
        sex: ``F``, ``M`` or ``X``.
        phone: In any form.
        email: E-mail address.
        address: Street line.
        suburb: Suburb.
        postcode: Postcode.
        identifier: An agency's own number of the person.
    """

    family_name: str = ""
    given_names: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    suburb: str = ""
    postcode: str = ""
    identifier: str = ""

    @property
    def given(self) -> int:
        """How much of it is filled."""
        return sum(bool(getattr(self, field.name)) for field in fields(Asked))

    @property
    def enough(self) -> bool:
        """Whether it can find anybody: one name or suburb alone fits too many."""
        alone = (self.date_of_birth, self.phone, self.email, self.identifier)
        named = (self.family_name, self.given_names, self.suburb, self.postcode)
        return any((*alone, self.address)) or len(" ".join(named).split()) >= 2


@frozen
class Speaks:
    """One thing that speaks for or against a candidate."""

    about: str
    found: str
    for_it: bool


@frozen
class Candidate:
    """Somebody whom it may be, cut to what the reader may see.

    At "that it exists" nothing of the person is filled, nor what speaks for it: which
    field fits would tell what the record holds.
    """

    person: UUID
    level: Level
    agency: str
    division: str
    code: str = ""
    name: str = ""
    date_of_birth: date | None = None
    sex: str = ""
    suburb: str = ""
    speaks: tuple[Speaks, ...] = ()
    likeness: str = ""


@frozen
class Searched:
    """What a search came to.

    Attributes:
        candidates: The likeliest first.
        more: Whether more people fit than are shown.
        reason_needed: Nothing was searched: first say why one goes on searching.
        too_little: Nothing was searched: what was given fits too many.
    """

    candidates: tuple[Candidate, ...] = ()
    more: bool = False
    reason_needed: bool = False
    too_little: bool = False
