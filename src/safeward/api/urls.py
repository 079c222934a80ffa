"""The addresses of the API, each behind its frame."""

from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver, path, re_path

from safeward.api.frame import Api
from safeward.api.operations import (
    account,
    assessments,
    cases,
    people,
    queue,
    reports,
)
from safeward.api.problems import problem

api = Api()
for part in (account, queue, people, reports, assessments, cases):
    api.add_router("", part.router)

type View = Callable[..., Any]


def _framed(view: View) -> View:
    """Let the operation itself ask who calls, and tell a wrong method as a problem."""

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **given: Any) -> Any:
        answer = view(request, *args, **given)
        if answer.status_code == 405:
            allowed = answer["Allow"]
            answer = problem(405, "There is no such operation at this address.")
            answer["Allow"] = allowed
        return answer

    framed.login_required = False  # type: ignore[attr-defined]
    framed.csrf_exempt = True  # type: ignore[attr-defined]
    return framed


def description(request: HttpRequest) -> HttpResponse:
    """What the API can do, in OpenAPI's form."""
    del request
    return JsonResponse(_described())


@cache
def _described() -> dict[str, Any]:
    """Made once: it depends on the code alone."""
    return dict(api.get_openapi_schema())


def nothing(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Tell a program that there is nothing at an address."""
    del request, rest
    return problem(404, "There is no such operation.")


def _patterns() -> list[URLPattern | URLResolver]:
    patterns: list[Any] = list(api.urls[0])
    for pattern in patterns:
        # The frame finds its own beginning by that name; there is nothing to see.
        own = nothing if pattern.name == "api-root" else pattern.callback
        pattern.callback = _framed(own)
    return patterns


urlpatterns: list[URLPattern | URLResolver] = [
    *_patterns(),
    path("openapi.json", description, name="description"),
    re_path(r"^(?P<rest>.*)$", _framed(nothing), name="nothing"),
]
app_name = "api"
