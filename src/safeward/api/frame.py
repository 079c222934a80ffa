"""The frame round every operation: sign-in, errors, headers, and the description."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from safeward.api.callers import PURPOSE_HEADER, Session, Token
from safeward.api.problems import KIND, ProblemSchema, handle_on
from safeward.api.writing import KEY_HEADER, LONGEST_KEY
from safeward.apps.access.types import Purpose

_PROBLEMS = {
    "400": "The request cannot be used as it is.",
    "401": "Nobody is signed in and no good token came.",
    "403": "Not open to the caller; recorded.",
    "404": "Nothing there, or nothing that the caller may see.",
    "409": "The key came before with another change.",
    "422": "Some values cannot be used.",
    "429": "Too many requests.",
}
_CHANGES = {"post", "put", "patch", "delete"}
_LOOKS = {"search"}
"""Sent like a change so that no name stands in an address; changes nothing."""


class Api(NinjaAPI):
    """Ours: every operation asks for a sign-in and answers errors as problems."""

    def __init__(self) -> None:
        """Take in the ways to sign in and the handlers of errors."""
        super().__init__(
            title="Safeward",
            version="1",
            description=(
                "What the pages show and do, for other programs. What a caller may see "
                "and do is decided as for the pages."
            ),
            urls_namespace="api",
            openapi_url=None,
            docs_url=None,
            auth=[Token(), Session()],
        )
        handle_on(self)

    def get_openapi_schema(self, **words: Any) -> OpenAPISchema:
        """Describe what every operation shares: headers and problems."""
        said = super().get_openapi_schema(**words)
        components = said.setdefault("components", {})
        components.setdefault("schemas", {}).update(_problem_schemas())
        components["responses"] = {
            f"Problem{status}": {
                "description": sentence,
                "content": {KIND: {"schema": {"$ref": _PROBLEM}}},
            }
            for status, sentence in _PROBLEMS.items()
        }
        for path in said["paths"].values():
            for method, operation in path.items():
                _shared(method, operation)
        return said


_PROBLEM = "#/components/schemas/Problem"


def _problem_schemas() -> dict[str, Any]:
    whole = ProblemSchema.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = whole.pop("$defs", {})
    return {**parts, "Problem": whole | {"title": "Problem"}}


def _shared(method: str, operation: dict[str, Any]) -> None:
    parameters = operation.setdefault("parameters", [])
    parameters.append(
        {
            "name": PURPOSE_HEADER,
            "in": "header",
            "required": False,
            "description": "What it is looked up for, beyond the caller's own work.",
            "schema": {"type": "string", "enum": [one.value for one in Purpose]},
        }
    )
    if method in _CHANGES and operation["operationId"] not in _LOOKS:
        parameters.append(
            {
                "name": KEY_HEADER,
                "in": "header",
                "required": True,
                "description": "The caller's own name for this change; sent again, the "
                "change is not made again.",
                "schema": {
                    "type": "string",
                    "pattern": r"^[!-~]+$",
                    "minLength": 1,
                    "maxLength": LONGEST_KEY,
                },
            }
        )
    responses = {str(status): said for status, said in operation["responses"].items()}
    operation["responses"] = responses
    for status in _PROBLEMS:
        shared = {"$ref": f"#/components/responses/Problem{status}"}
        responses.setdefault(status, shared)
