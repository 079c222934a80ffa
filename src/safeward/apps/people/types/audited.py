"""What this app writes into the audit log."""

from enum import StrEnum


class Act(StrEnum):
    """What was done or looked at."""

    PLACED = "people.placed"
    WITHDRAWN = "people.withdrawn"
    CONFIRMED = "people.confirmed"
    REJECTED = "people.rejected"
    NEVER_LINKED = "people.never_linked"
    MERGED = "people.merged"
    SPLIT = "people.split"
    UNDONE = "people.undone"
    WORKER_NOTED = "people.worker_noted"
    WORKER_ENDED = "people.worker_ended"
    TEAM_SET = "people.team_set"
    FLAGGED = "people.flagged"
    FLAG_ENDED = "people.flag_ended"
    SAFE_CONTACT_SET = "people.safe_contact_set"
    SAFE_CONTACT_ENDED = "people.safe_contact_ended"
    SEARCHED = "people.searched"
    PAGE_READ = "people.page_read"
    NETWORK_READ = "people.network_read"
    HISTORY_READ = "people.history_read"
    REVIEWS_READ = "people.reviews_read"
    REVIEW_READ = "people.review_read"


class Kept(StrEnum):
    """Kinds of row that those entries name."""

    PERSON = "people.person"
    REVIEW = "people.link_review"
    DECISION = "people.identity_decision"
    FLAG = "people.flag"
    SAFE_CONTACT = "people.safe_contact"
    ACCOUNT = "access.user"
    TEAM = "access.team"


class Counted(StrEnum):
    """What those entries count."""

    RECORDS = "records"
    PERSONS_MADE = "persons_made"
    REVIEWS_OPENED = "reviews_opened"
    FOUND = "found"
    SEARCHES_SINCE_OPENED = "searches_since_opened"
    WITHHELD = "withheld"
    TAKING_A_REPORT = "reason_taking_a_report"
    NAME_UNCERTAIN = "reason_name_uncertain"
    LINKING_RECORDS = "reason_linking_records"
    CHECKING_A_REFERRAL = "reason_checking_a_referral"
    WORK_ASKED_FOR = "reason_work_asked_for"

    @classmethod
    def of_reason(cls, reason: StrEnum) -> "Counted":
        """The word under which a reason for searching on is counted."""
        return cls[reason.name]
