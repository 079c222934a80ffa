"""The page for whoever watches the site."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_health_is_open_to_anybody_and_says_ok(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
