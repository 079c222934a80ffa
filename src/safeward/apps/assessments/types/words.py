"""The closed lists of this app, each with the words that people read."""

from enum import StrEnum


class Concern(StrEnum):
    """How worried the assessor is, said before any score is seen.

    A scale of its own: neither an instrument's bands nor the levels of MARAM.
    """

    LITTLE = "little"
    SOME = "some"
    HIGH = "high"
    FOR_LIFE = "for_life"
    UNSURE = "unsure"

    @property
    def words(self) -> str:
        """The answer as it is shown."""
        return _CONCERN[self]


class Status(StrEnum):
    """How a completed assessment came to its result."""

    SCORED = "scored"
    JUDGED = "judged"
    RECORDED = "recorded"
    NO_SCORE = "no_score"

    @property
    def words(self) -> str:
        """The status as it is shown."""
        return _STATUS[self]


class Because(StrEnum):
    """Why an assessment takes an earlier one's place."""

    REASSESSED = "reassessed"
    NEW_INFORMATION = "new_information"
    CORRECTED = "corrected"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _BECAUSE[self]


class Gate(StrEnum):
    """What somebody needs before they may use an instrument."""

    OPEN = "open"
    TRAINING = "training"
    LICENCE = "licence"
    LICENCE_AND_TRAINING = "licence_and_training"
    REFERENCE_ONLY = "reference_only"

    @property
    def trained(self) -> bool:
        """Whether the person must be trained in it."""
        return self in {Gate.TRAINING, Gate.LICENCE_AND_TRAINING}

    @property
    def licensed(self) -> bool:
        """Whether the agency must hold its owner's permission."""
        return self in {Gate.LICENCE, Gate.LICENCE_AND_TRAINING}


class OverrideReason(StrEnum):
    """Why a tier is set by judgement. How much work there is, is no reason."""

    NOT_IN_THE_RECORDS = "not_in_the_records"
    VICTIM_SURVIVOR_SAYS = "victim_survivor_says"
    PATTERN = "pattern"
    PARTNER_AGENCY = "partner_agency"
    CHILD = "child"
    RECORDED_WRONGLY = "recorded_wrongly"
    MISIDENTIFIED = "misidentified"
    CIRCUMSTANCES_ENDED = "circumstances_ended"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _REASONS[self][0]

    @property
    def direction(self) -> str:
        """``up`` or ``down``: a reason serves one direction only."""
        return _REASONS[self][1]


class OverrideState(StrEnum):
    """Where an override stands."""

    WAITING = "waiting"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The state as it is shown."""
        return _STATES[self]


_CONCERN = {
    Concern.LITTLE: "Little concern",
    Concern.SOME: "Some concern",
    Concern.HIGH: "High concern",
    Concern.FOR_LIFE: "Concern for somebody's life",
    Concern.UNSURE: "I cannot say yet",
}
_STATUS = {
    Status.SCORED: "Scored from the answers",
    Status.JUDGED: "Judged by the assessor",
    Status.RECORDED: "Result taken as recorded",
    Status.NO_SCORE: "No score",
}
_BECAUSE = {
    Because.REASSESSED: "It was time to assess again",
    Because.NEW_INFORMATION: "Something new is known",
    Because.CORRECTED: "The earlier one was recorded wrongly",
}
_REASONS = {
    OverrideReason.NOT_IN_THE_RECORDS: (
        "I know of something dangerous that is not in the records yet",
        "up",
    ),
    OverrideReason.VICTIM_SURVIVOR_SAYS: (
        "The victim survivor says the danger is greater",
        "up",
    ),
    OverrideReason.PATTERN: (
        "The pattern of behaviour is worse than its parts",
        "up",
    ),
    OverrideReason.PARTNER_AGENCY: ("A partner agency holds it to be greater", "up"),
    OverrideReason.CHILD: ("A child's risk is not seen by the score", "up"),
    OverrideReason.RECORDED_WRONGLY: (
        "What raised the tier was recorded wrongly, and that is shown",
        "down",
    ),
    OverrideReason.MISIDENTIFIED: (
        "The person was misidentified as the aggressor, and that is decided",
        "down",
    ),
    OverrideReason.CIRCUMSTANCES_ENDED: (
        "The circumstances that raised it have ended, and the victim survivor's "
        "service confirms it",
        "down",
    ),
}
_STATES = {
    OverrideState.WAITING: "Waiting for a supervisor",
    OverrideState.IN_FORCE: "In force",
    OverrideState.REFUSED: "Refused",
    OverrideState.WITHDRAWN: "Withdrawn",
}
