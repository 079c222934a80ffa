"""What went wrong, for programs: RFC 9457 documents that repeat nothing they were sent.

A thing of which the caller may see nothing answers as one that is not there, and the
refusal is recorded before the answer, as on the pages.
"""

import json
import logging
from http import HTTPStatus
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from safeward.apps.access.actions import record_refused
from safeward.apps.access.types import Level, Refused
from safeward.apps.audit.types import AuditFailed
from safeward.apps.foundation.actions import KeyReused
from safeward.apps.intake.actions import AlarmMissing
from safeward.apps.intake.queries import ReportMissing
from safeward.core.vocabulary.errors import UnusableInput

KIND = "application/problem+json"
NOT_THERE = "There is nothing here that you may see."
_log = logging.getLogger("safeward.api")


class Problem(Exception):
    """Something that ends an operation with a status and one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        """Say which status and what to tell."""
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Wrong(Schema):
    """One value that cannot be used, and where it stood."""

    where: list[str]
    what: str


class ProblemSchema(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong]


def problem(
    status: int, sentence: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """Answer with a problem document."""
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": sentence,
        "errors": errors or [],
    }
    answer = HttpResponse(json.dumps(said), content_type=KIND, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def handle_on(api: NinjaAPI) -> None:
    """Let every error of an API's operations be answered as a problem."""

    def refused(request: HttpRequest, error: Refused) -> HttpResponse:
        user = getattr(request, "auth", None)
        record_refused(by=user.pk if user else None, refused=error)
        if error.thing and error.decision.level == Level.NOTHING:
            return problem(404, NOT_THERE)
        return problem(403, str(error))

    def framed(request: HttpRequest, error: HttpError) -> HttpResponse:
        del request
        return problem(error.status_code, _SENTENCES.get(error.status_code, str(error)))

    def unusable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        del request
        wrong = [
            {"where": [str(step) for step in one["loc"]], "what": one["type"]}
            for one in error.errors
        ]
        return problem(422, "Some values cannot be used.", wrong)

    def failed(request: HttpRequest, error: Exception) -> HttpResponse:
        del request
        # Our form of log lines tells the kind of an error and never its message.
        _log.error("an operation failed", exc_info=error)
        return problem(500, "This failed on our side; it has been noted.")

    # Its own types say that a handler may be given a class, which never happens.
    on = cast(Any, api).add_exception_handler
    on(Refused, refused)
    on(Problem, lambda request, error: problem(error.status, error.sentence))
    on(Http404, lambda request, error: problem(404, NOT_THERE))
    for missing in (AlarmMissing, ReportMissing):
        on(missing, lambda request, error: problem(404, NOT_THERE))
    on(ObjectDoesNotExist, lambda request, error: problem(404, NOT_THERE))
    on(HttpError, framed)
    on(Throttled, framed)
    on(ValidationError, unusable)
    on(KeyReused, lambda request, error: problem(409, str(error)))
    on(UnusableInput, lambda request, error: problem(400, str(error)))
    on(
        AuditFailed,
        lambda request, error: problem(503, "The audit log takes no entry now."),
    )
    on(Exception, failed)


_SENTENCES = {
    400: "The request cannot be read.",
    401: "Sign in, or send a token that is good.",
    403: "The request did not come from a page of this site.",
    429: "Too many requests; wait a minute.",
}
