"""The validity report as people meet it: on a desk, on a phone, on paper."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from safeward.core.evaluation.validity.page import render
from safeward.core.evaluation.validity.question import Question
from safeward.core.evaluation.validity.report import validate
from tests.unit.core.evaluation.validity.test_report import cases

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium was found on the path"),
]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    question = Question(
        scores=("points", "chance"),
        outcome="outcome",
        thresholds=("5", "0.4"),
        groups=("group",),
        time="time",
        event="event",
        covariates=("points", "group"),
        period="year",
        override="override",
        rounds=100,
    )
    path = tmp_path_factory.mktemp("validity") / "validity.html"
    path.write_text(render(validate(cases(), question)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.mark.parametrize("width", [1100, 320])
def test_the_page_fits_and_asks_for_nothing(
    browser: Browser, page_file: Path, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    asked: list[str] = []
    trouble: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: trouble.append(said.text))
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert asked == [page_file.as_uri()]
    assert trouble == []
    assert page.locator("figure svg").count() >= 9
    assert page.locator("figure").count() == page.locator("figure[aria-label]").count()
    page.close()


def test_paper_holds_every_part(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    page.goto(page_file.as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    words = " ".join("".join(sheet.extract_text() for sheet in printed.pages).split())
    for heading in ("In short", "as right for every group", "judge for themselves"):
        assert heading in words
    page.close()
