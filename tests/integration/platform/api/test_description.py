"""The API's description is the one that was agreed, and the API keeps to it."""

import json
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck
from hypothesis import settings as amount
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from safeward.apps.access.actions import make_token
from safeward.config.wsgi import application
from tests.integration.platform.access.world import made
from tests.integration.platform.api.described import AGREED, described

pytestmark = pytest.mark.django_db
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_the_description_is_the_one_that_was_agreed() -> None:
    """If the change is meant: python -m tests.integration.platform.api.described."""
    assert described() == AGREED.read_text(encoding="utf-8")


def test_every_operation_has_a_name_words_and_a_subject() -> None:
    bare = [
        (path, method)
        for path, operations in json.loads(described())["paths"].items()
        for method, operation in operations.items()
        if not operation.get("description") or not operation.get("tags")
    ]
    assert bare == []


schema = schemathesis.openapi.from_dict(json.loads(described()))
schema.app = application


@pytest.fixture
def _the_connection_stays_open() -> Iterator[None]:
    """A request ends without closing the test's connection, as the test client's do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def head(db: None, _the_connection_stays_open: None) -> dict[str, str]:
    cache.clear()
    police = made.agency("P")
    user = made.user("program", police)
    post = made.post(user, made.team(police, "unit", "ND1"), "unit_manager")
    token = make_token(by=user, membership=post.pk, name="n", days=1, changes=True)
    return {"Authorization": f"Bearer {token.said}"}


@schema.parametrize()
@amount(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.filter_too_much,
        HealthCheck.too_slow,
    ],
)
def test_whatever_is_asked_the_api_keeps_to_its_description(
    case: schemathesis.Case, head: dict[str, str]
) -> None:
    cache.clear()
    response = case.call(headers=head)
    case.validate_response(response, checks=CHECKS)
