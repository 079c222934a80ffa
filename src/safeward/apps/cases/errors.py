"""What a case, a plan or a check cannot do, in one sentence that says what to do."""

from safeward.core.vocabulary.errors import UnusableInput


class CaseRefused(UnusableInput):
    """A step that a case cannot take as it stands."""


class PlanRefused(UnusableInput):
    """A change that a plan cannot take, because somebody would act without cover."""


class SafetyCheckMissing(PlanRefused):
    """An action that could alert the perpetrator, without a safety check that holds."""


class LibraryRefused(UnusableInput):
    """A file of responses that says what cannot be used."""
