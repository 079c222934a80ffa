"""The closed lists of this app: each code with the words in which it is shown."""

from enum import StrEnum


class Decided(StrEnum):
    """What a line of the identity log says."""

    PLACED = "placed"
    JOINED = "joined"
    KEPT_APART = "kept_apart"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NEVER_LINK = "never_link"
    MERGED = "merged"
    SPLIT = "split"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The decision as it is shown, made by whoever usually makes it."""
        return _DECIDED[self]

    @property
    def words_by_hand(self) -> str:
        """The decision as it is shown where somebody made it by name."""
        return _BY_HAND.get(self, _DECIDED[self])


class Verdict(StrEnum):
    """How a link review ended."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NEVER_LINK = "never_link"
    SETTLED = "settled"

    @property
    def words(self) -> str:
        """The verdict as it is shown."""
        return _VERDICTS[self]


class WorkerWhy(StrEnum):
    """Why a member of staff is involved with a person now."""

    REPORTER = "reporter"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    OWNER_OF_ACTION = "owner_of_action"
    HOLDER_OF_SAFETY = "holder_of_safety"

    @property
    def words(self) -> str:
        """The reason as it is shown."""
        return _WORKERS[self]


class FlagKind(StrEnum):
    """What somebody must know before they stand at a door."""

    FIREARM = "firearm"
    WEAPON = "weapon"
    VIOLENT_TO_STAFF = "violent_to_staff"
    DANGEROUS_DOG = "dangerous_dog"
    SELF_HARM = "self_harm"
    DO_NOT_VISIT_ALONE = "do_not_visit_alone"
    INTERPRETER = "interpreter"

    @property
    def words(self) -> str:
        """The flag as it is shown."""
        return _FLAGS[self]


class SafeHow(StrEnum):
    """How a person may be reached without putting them in danger."""

    DO_NOT_CALL = "do_not_call"
    DO_NOT_WRITE = "do_not_write"
    DO_NOT_VISIT = "do_not_visit"
    CALL_BETWEEN = "call_between"
    THROUGH_SERVICE = "through_service"
    CODE_WORD = "code_word"

    @property
    def words(self) -> str:
        """The rule as it is shown."""
        return _CONTACT[self]


_DECIDED = {
    Decided.PLACED: "The platform placed the record",
    Decided.JOINED: "The platform joined the record to a person",
    Decided.KEPT_APART: "The platform kept the two apart and asked",
    Decided.CONFIRMED: "Confirmed: one person",
    Decided.REJECTED: "Rejected: not enough to join them",
    Decided.NEVER_LINK: "Two different people, never to be joined",
    Decided.MERGED: "Two persons joined by hand",
    Decided.SPLIT: "Records taken out into a person of their own",
    Decided.UNDONE: "An earlier decision undone",
    Decided.WITHDRAWN: "The record was taken back by its agency",
}
_BY_HAND = {
    Decided.PLACED: "Placed as somebody new",
    Decided.JOINED: "Joined to a person",
    Decided.KEPT_APART: "Kept apart",
}
_VERDICTS = {
    Verdict.CONFIRMED: "One person",
    Verdict.REJECTED: "Not enough to join them",
    Verdict.NEVER_LINK: "Two different people",
    Verdict.SETTLED: "Settled by another decision",
}
_WORKERS = {
    WorkerWhy.REPORTER: "made a report",
    WorkerWhy.LEAD: "leads the case",
    WorkerWhy.SUPERVISOR: "supervises the case",
    WorkerWhy.OWNER_OF_ACTION: "owns an action of the plan",
    WorkerWhy.HOLDER_OF_SAFETY: "holds the safety plan",
}
_FLAGS = {
    FlagKind.FIREARM: "Firearm",
    FlagKind.WEAPON: "Weapon other than a firearm",
    FlagKind.VIOLENT_TO_STAFF: "Has been violent to police or workers",
    FlagKind.DANGEROUS_DOG: "Dangerous dog",
    FlagKind.SELF_HARM: "Risk of suicide or self-harm",
    FlagKind.DO_NOT_VISIT_ALONE: "Do not attend alone",
    FlagKind.INTERPRETER: "Interpreter needed",
}
_CONTACT = {
    SafeHow.DO_NOT_CALL: "Do not telephone or leave messages",
    SafeHow.DO_NOT_WRITE: "Do not send letters, texts or e-mail",
    SafeHow.DO_NOT_VISIT: "Do not go to the home",
    SafeHow.CALL_BETWEEN: "Telephone only at these times",
    SafeHow.THROUGH_SERVICE: "Only through this service or worker",
    SafeHow.CODE_WORD: "Use the agreed words first",
}
