"""The register as people meet it: every page on a phone, links that lead somewhere."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from safeward.core.evaluation.register.check import cards
from safeward.core.evaluation.register.entries import read_entries
from safeward.core.evaluation.register.pages import pages
from safeward.core.evaluation.register.subjects import shipped

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium was found on the path"),
]
CARDS = cards(shipped(), read_entries())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("register")
    for name, text in pages(CARDS).items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        started.close()


def test_no_page_is_wider_than_a_phone_or_asks_for_anything(
    folder: Path, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 700})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text))
    for path in sorted(folder.glob("*.html")):
        asked.clear()
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path.name
        assert asked == [path.as_uri()]
        assert page.locator("h1").count() == 1
    page.close()
    assert trouble == []


def test_every_card_is_reached_from_the_index_and_leads_back(
    folder: Path, browser: Browser
) -> None:
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    names = page.locator("main a").all_inner_texts()
    assert names == [card.subject.name for card in CARDS]
    page.get_by_role("link", name="VP-SAFvR").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("VP-SAFvR")
    said = page.locator("body").inner_text()
    assert "not injury or death" in said
    assert "2027-11-15" in said
    page.get_by_role("link", name="All of the register").click()
    assert page.url.endswith("index.html")
    page.close()


def test_it_prints_in_full(folder: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((folder / "instrument-vp-safvr.html").as_uri())
    paper = page.pdf(format="A4")
    page.close()
    assert paper.startswith(b"%PDF")
    assert 2 <= paper.count(b"/Type /Page\n") <= 8
