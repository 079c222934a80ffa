"""What can go wrong, as a person is told.

::

    SafewardError                 exit status 1, ours to mend
    `-- UnusableInput             exit status 2, one sentence: what, where, what to do
        |-- HoldingsRejected      a folder of agency files that cannot be read
        |-- LawUnknown            a jurisdiction or fact that no law file holds
        |-- PolicyRefused         a policy that could break one of its laws
        |-- ModelRefused          a linkage model that cannot be executed
        |-- CapacityRefused       a capacity file that cannot be read
        |-- EntryRefused          an entry of the register that is not whole
        `-- QuestionnaireRefused  a FHIR Questionnaire that would lose something here
"""


class SafewardError(Exception):
    """Something of ours failed; the message is one sentence for whoever runs it."""

    exit_status = 1


class UnusableInput(SafewardError):
    """What was given cannot be used: says what, where, and what to do about it."""

    exit_status = 2


class HoldingsRejected(UnusableInput):
    """A folder of agency files that cannot be read at all."""


class PolicyRefused(UnusableInput):
    """A prioritisation policy that is malformed or could break one of its laws."""


class ModelRefused(UnusableInput):
    """A linkage model that is malformed or of a version this program cannot execute."""


class ScorecardRefused(UnusableInput):
    """A fitted scorecard that is malformed, not monotone, or altered since fitted."""


class GuardedInput(ScorecardRefused):
    """A field that no model may read; the message names the rule that guards it."""


class CapacityRefused(UnusableInput):
    """A capacity file that is malformed or names what does not exist."""


class EntryRefused(UnusableInput):
    """An entry of the register that is malformed or leaves a question unanswered."""


class QuestionnaireRefused(UnusableInput):
    """A FHIR Questionnaire that is malformed or says what cannot be kept here."""
