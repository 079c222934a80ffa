"""The frame of every page, and what a browser may do with it."""

import logging
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import path

from safeward.config.logs import Formatter

pytestmark = pytest.mark.django_db
MARK = "Mark3dname"


def test_health_is_open_to_anybody_and_says_ok(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"


def test_a_missing_page_says_so_and_repeats_nothing(client: Client) -> None:
    answer = client.get(f"/people/{MARK}?q={MARK}")
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "Page not found" in text
    assert MARK not in text


def test_scripts_run_by_nonce_and_nothing_leaves_the_site(client: Client) -> None:
    answer = client.get("/nothing")
    policy = answer["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce is not None
    text = answer.content.decode()
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    scripts = re.findall(r"<script[^>]*>", text)
    assert scripts
    assert all(nonce[1] in script or "src=" in script for script in scripts)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)
    assert not re.search(r"\s(style|onclick|onload)=", text)
    other = client.get("/nothing")["Content-Security-Policy"]
    assert other != policy


def test_no_page_is_kept_by_a_browser(client: Client) -> None:
    answer = client.get("/nothing")
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in answer["Permissions-Policy"]


def broken(request: object, name: str) -> None:
    raise RuntimeError(f"{name} lives here")


broken.login_required = False  # type: ignore[attr-defined]
urlpatterns = [path("broken/<name>", broken, name="broken")]


@pytest.fixture
def lines() -> Iterator[list[str]]:
    said: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(self.format(record))

    handler = Kept()
    handler.setFormatter(Formatter())
    logging.getLogger().addHandler(handler)
    yield said
    logging.getLogger().removeHandler(handler)


@pytest.mark.urls("tests.integration.platform.foundation.test_pages")
def test_an_error_tells_neither_page_nor_log_what_it_was_about(
    lines: list[str],
) -> None:
    client = Client(raise_request_exception=False)
    answer = client.get(f"/broken/{MARK}?q={MARK}", headers={"referer": MARK})
    assert answer.status_code == 500
    assert "The fault is ours" in answer.content.decode()
    assert MARK not in answer.content.decode()
    log = "\n".join(lines)
    assert "RuntimeError" in log
    assert "test_pages.py" in log
    assert MARK not in log


def test_a_missing_page_leaves_no_path_in_the_log(
    client: Client, lines: list[str]
) -> None:
    client.get(f"/people/{MARK}")
    assert any("404" in line for line in lines)
    assert MARK not in "\n".join(lines)


def test_a_forged_form_is_refused_on_a_page_of_ours() -> None:
    answer = Client(enforce_csrf_checks=True).post("/nothing", {"a": MARK})
    assert answer.status_code in {403, 404}
    assert MARK not in answer.content.decode()
