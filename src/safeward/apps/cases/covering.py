"""Whether an action that the perpetrator could notice is covered by safety checks.

Each victim survivor who was asked about must have a latest answer that says yes and has
not run out. A no of one of them is a no.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from attrs import frozen

from safeward.apps.cases.models import SafetyRequest
from safeward.apps.cases.types import Answer


@frozen
class Asked:
    """One question to one service, and its latest answer.

    Attributes:
        request: Its id.
        victim: Whom it is about.
        service: Name of the service.
        asked_on: When.
        answer: The latest, if any.
        words: Conditions, or what she says.
        answered_on: When the latest was given.
        holds_until: Until when a yes holds.
        answers: How many were given.
    """

    request: UUID
    victim: UUID
    service: str
    asked_on: date
    answer: Answer | None
    words: str
    answered_on: date | None
    holds_until: date | None
    answers: int

    def clears(self, today: date) -> bool:
        """Whether this answer lets the action go ahead today."""
        return (
            self.answer is not None
            and self.answer.clears
            and self.holds_until is not None
            and self.holds_until >= today
        )


@frozen
class Cover:
    """All questions about one action.

    Attributes:
        asked: One a victim survivor and service.
        holds: Whether the action may go ahead today.
        words: Why, or why not.
    """

    asked: tuple[Asked, ...]
    holds: bool
    words: str


def cover_of(roots: Iterable[UUID], *, today: date) -> Mapping[UUID, Cover]:
    """The cover of each action, in two queries."""
    keys = list(roots)
    requests = (
        SafetyRequest.objects.filter(root__in=keys)
        .select_related("service")
        .prefetch_related("checks")
        .order_by("id")
    )
    by_root: dict[UUID, list[Asked]] = {key: [] for key in keys}
    for request in requests:
        by_root[request.root].append(_asked(request))
    return {key: _cover(tuple(asked), today) for key, asked in by_root.items()}


def _asked(request: SafetyRequest) -> Asked:
    checks = sorted(request.checks.all(), key=lambda check: check.pk)
    last = checks[-1] if checks else None
    return Asked(
        request=request.pk,
        victim=request.victim_id,
        service=request.service.name,
        asked_on=request.asked_on,
        answer=Answer(last.answer) if last else None,
        words=last.words if last else "",
        answered_on=last.known_on if last else None,
        holds_until=last.holds_until if last else None,
        answers=len(checks),
    )


def _cover(asked: tuple[Asked, ...], today: date) -> Cover:
    if not asked:
        return Cover(
            asked,
            False,
            "This could alert the perpetrator. Ask the service that holds the victim "
            "survivor for a safety check first.",
        )
    if any(one.answer == Answer.REFUSED for one in asked):
        return Cover(asked, False, "A victim survivor does not want it. Do not do it.")
    if any(one.answer == Answer.NOT_SAFE for one in asked):
        return Cover(asked, False, "A service says that it is not safe now.")
    if any(one.answer == Answer.NOT_REACHED for one in asked):
        return Cover(
            asked, False, "A victim survivor could not be reached; wait for an answer."
        )
    if any(one.answer is None for one in asked):
        return Cover(asked, False, "A safety check was asked for and is not answered.")
    if not all(one.clears(today) for one in asked):
        return Cover(asked, False, "A safety check has run out; ask again.")
    return Cover(asked, True, "Covered by a safety check.")
