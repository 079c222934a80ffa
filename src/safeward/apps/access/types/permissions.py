"""Everything that a role can be allowed to do: the one list."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may or may not do.

    A name that ends in ``_read`` or ``_search`` looks and changes nothing: it is
    allowed at whatever level of detail the role has. Anything else changes something
    and needs everything to be open.
    """

    QUEUE_READ = "queue_read"
    PERSON_SEARCH = "person_search"
    PERSON_READ = "person_read"
    PROTECTED_ADDRESS_READ = "protected_address_read"
    RESTRICTED_READ = "restricted_read"
    SEALED_READ = "sealed_read"
    IDENTITY_DECIDE = "identity_decide"
    REPORT_READ = "report_read"
    REPORT_MAKE = "report_make"
    REPORT_CHECK = "report_check"
    REFERRAL_MAKE = "referral_make"
    ASSESSMENT_READ = "assessment_read"
    ASSESSMENT_MAKE = "assessment_make"
    OVERRIDE_APPROVE = "override_approve"
    CASE_READ = "case_read"
    CASE_WORK = "case_work"
    CASE_ALLOCATE = "case_allocate"
    CASE_CLOSE = "case_close"
    PLAN_READ = "plan_read"
    PLAN_MAKE = "plan_make"
    PLAN_APPROVE = "plan_approve"
    SAFETY_PLAN_READ = "safety_plan_read"
    SAFETY_PLAN_MAKE = "safety_plan_make"
    SAFETY_CHECK_MAKE = "safety_check_make"
    HOLDINGS_LOAD = "holdings_load"
    EXPORT_MAKE = "export_make"
    WORKLOAD_READ = "workload_read"
    FIGURES_READ = "figures_read"
    RESTRICTION_SET = "restriction_set"
    CONFLICT_SET = "conflict_set"
    BREAK_GLASS = "break_glass"
    AUDIT_READ = "audit_read"
    BREAK_GLASS_REVIEW = "break_glass_review"
    STAFF_READ = "staff_read"
    STAFF_SET = "staff_set"
    AGENCY_SET = "agency_set"

    @property
    def words(self) -> str:
        """The permission as it is shown: a verb and what it is done to."""
        return _WORDS[self]

    @property
    def looks_only(self) -> bool:
        """Whether it changes nothing."""
        return self.value.endswith(("_read", "_search"))


_WORDS = {
    Permission.QUEUE_READ: "See the queue",
    Permission.PERSON_SEARCH: "Search for a person before making one",
    Permission.PERSON_READ: "See a person",
    Permission.PROTECTED_ADDRESS_READ: "See a protected address",
    Permission.RESTRICTED_READ: "See records of which an employee is a party",
    Permission.SEALED_READ: "See a sealed youth record",
    Permission.IDENTITY_DECIDE: "Decide which records are one person",
    Permission.REPORT_READ: "See a family violence report",
    Permission.REPORT_MAKE: "Make a family violence report",
    Permission.REPORT_CHECK: "Check the quality of a report",
    Permission.REFERRAL_MAKE: "Refer a person of concern as a partner",
    Permission.ASSESSMENT_READ: "See an assessment",
    Permission.ASSESSMENT_MAKE: "Make an assessment",
    Permission.OVERRIDE_APPROVE: "Approve a lower tier",
    Permission.CASE_READ: "See a case",
    Permission.CASE_WORK: "Work a case",
    Permission.CASE_ALLOCATE: "Accept, transfer or return a case",
    Permission.CASE_CLOSE: "Close or reopen a case",
    Permission.PLAN_READ: "See a risk management plan",
    Permission.PLAN_MAKE: "Write a risk management plan",
    Permission.PLAN_APPROVE: "Approve a risk management plan",
    Permission.SAFETY_PLAN_READ: "See a victim survivor's safety plan",
    Permission.SAFETY_PLAN_MAKE: "Write a victim survivor's safety plan",
    Permission.SAFETY_CHECK_MAKE: "Record a safety check before an action",
    Permission.HOLDINGS_LOAD: "Load an agency's holdings",
    Permission.EXPORT_MAKE: "Export a list",
    Permission.WORKLOAD_READ: "See the workload of a unit",
    Permission.FIGURES_READ: "See figures without people",
    Permission.RESTRICTION_SET: "Restrict a person's records",
    Permission.CONFLICT_SET: "Keep the conflict list",
    Permission.BREAK_GLASS: "Open a record in an emergency",
    Permission.AUDIT_READ: "Read the audit log",
    Permission.BREAK_GLASS_REVIEW: "Review emergency looks",
    Permission.STAFF_READ: "See staff accounts",
    Permission.STAFF_SET: "Keep staff accounts and memberships",
    Permission.AGENCY_SET: "Keep agencies and teams",
}
