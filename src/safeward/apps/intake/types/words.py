"""The closed lists of intake, each with the words that are shown for a code."""

from enum import StrEnum


class ReportKind(StrEnum):
    """What is being reported."""

    FAMILY_VIOLENCE = "family_violence"
    STALKING = "stalking"
    PARTNER_REFERRAL = "partner_referral"

    @property
    def words(self) -> str:
        """The kind as it is shown."""
        return {
            "family_violence": "Family violence report",
            "stalking": "Stalking report",
            "partner_referral": "Partner referral",
        }[self.value]


class Choice(StrEnum):
    """What the reporter decided after a search: somebody known, or somebody new."""

    SAME = "same"
    NEW = "new"

    @property
    def words(self) -> str:
        """The choice as it is shown."""
        return {"same": "The same person", "new": "Somebody new"}[self.value]


class AggressorConfidence(StrEnum):
    """How sure the reporter is who the predominant aggressor is."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"

    @property
    def words(self) -> str:
        """The confidence as it is shown."""
        return {
            "sure": "Sure",
            "likely": "Likely, to be confirmed",
            "unsure": "Cannot tell; a supervisor must look",
        }[self.value]


class FollowUpReason(StrEnum):
    """What a supervisor asks the maker of a report to do."""

    PARTY_UNCLEAR = "party_unclear"
    CHILD_UNCLEAR = "child_unclear"
    AGGRESSOR_UNCLEAR = "aggressor_unclear"
    NARRATIVE_THIN = "narrative_thin"
    REFERRAL_MISSING = "referral_missing"
    ORDER_UNCHECKED = "order_unchecked"
    DISPOSITION_UNCLEAR = "disposition_unclear"
    CONTACT_VICTIM_SURVIVOR = "contact_victim_survivor"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return {
            "party_unclear": "Who was involved is unclear",
            "child_unclear": "How the children are is unclear",
            "aggressor_unclear": "Look again at who the predominant aggressor is",
            "narrative_thin": "Say more of what happened",
            "referral_missing": "A referral is missing",
            "order_unchecked": "Check orders",
            "disposition_unclear": "What was done is unclear",
            "contact_victim_survivor": "Speak with the victim survivor again",
        }[self.value]


class UploadState(StrEnum):
    """Where a hand-over of files stands."""

    WAITING = "waiting"
    LOOKING = "looking"
    LOOKED_AT = "looked_at"
    TO_TAKE_IN = "to_take_in"
    TAKING_IN = "taking_in"
    TAKEN_IN = "taken_in"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"
    THROWN_AWAY = "thrown_away"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return {
            "waiting": "Waiting to be looked at",
            "looking": "Being looked at",
            "looked_at": "Looked at: nothing is taken in yet",
            "to_take_in": "Waiting to be taken in",
            "taking_in": "Being taken in",
            "taken_in": "Taken in",
            "refused": "Refused",
            "taken_back": "Taken back",
            "thrown_away": "Thrown away",
        }[self.value]

    @property
    def at_work(self) -> bool:
        """Whether something goes on that ends by itself."""
        return self in {
            UploadState.WAITING,
            UploadState.LOOKING,
            UploadState.TO_TAKE_IN,
            UploadState.TAKING_IN,
        }
