"""What can go wrong, as a person is told.

::

    SafewardError                 exit status 1, ours to mend
    `-- UnusableInput             exit status 2, one sentence: what, where, what to do
        |-- HoldingsRejected      a folder of agency files that cannot be read
        |-- LawUnknown            a jurisdiction or fact that no law file holds
        |-- PolicyRefused         a policy that could break one of its laws
        |-- ModelRefused          a linkage model that cannot be executed
        |-- InstrumentUnknown     no risk instrument of that id
        |-- InstrumentRefused     a risk instrument that cannot be read or computed
        |-- CapacityRefused       a capacity file that cannot be read
        |-- EntryRefused          an entry of the register that is not whole
        |-- ConfigurationRefused  settings of an installation that are unusable
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


class InstrumentUnknown(UnusableInput):
    """No risk instrument of that id is in the library."""


class InstrumentRefused(UnusableInput):
    """A risk instrument whose definition is malformed, or that must not be computed."""


class CapacityRefused(UnusableInput):
    """A capacity file that is malformed or names what does not exist."""


class EntryRefused(UnusableInput):
    """An entry of the register that is malformed or leaves a question unanswered."""


class QuestionnaireRefused(UnusableInput):
    """A FHIR Questionnaire that is malformed or says what cannot be kept here."""


class ConfigurationRefused(UnusableInput):
    """A setting of this installation that is unusable, unsafe or missing."""
