"""The frame and sign-in as people meet them, on every width, light and dark."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
STYLE = ROOT / "build" / "static" / "staticfiles.json"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium was found on the path"),
    pytest.mark.skipif(
        not STYLE.exists() or not AXE.exists(),
        reason="the pages' style was not made here: npm was out of reach",
    ),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration with its people."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAFEWARD_", "DJANGO_"))
    }
    kept |= {
        "SAFEWARD_DEMO": "1",
        "SAFEWARD_DATA": str(tmp_path_factory.mktemp("site") / "data"),
    }
    safeward = str(Path(sys.executable).with_name("safeward"))
    for words in (["migrate"], ["demo-people", "--division", "Harbourside"]):
        subprocess.run([safeward, "db", *words], env=kept, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [safeward, "serve", "--port", str(port), "--workers", "1"], env=kept
    )
    try:
        address = f"http://localhost:{port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield address
    finally:
        serving.terminate()
        serving.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def opened(
    browser: Browser, site: str, width: int, scheme: str
) -> tuple[Page, list[str]]:
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            trouble.append(asked.url)
            if not asked.url.startswith((site, "data:"))
            else None
        ),
    )
    return page, trouble


def wrong(page: Page) -> list[str]:
    """What keeps somebody from using the page."""
    found = []
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    if wide > 0:
        found.append(f"{page.url} scrolls sideways by {wide} pixels")
    page.evaluate(AXE.read_text())
    found += page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(answer =>"
        " answer.violations.map(one => one.id + ': ' + one.nodes[0].html))",
        RULES,
    )
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_sign_in_and_account_can_be_used_by_everybody(
    browser: Browser, site: str, width: int, scheme: str
) -> None:
    page, trouble = opened(browser, site, width, scheme)
    page.goto(site)
    assert page.title() == "Sign in – Safeward"
    assert wrong(page) == []
    page.get_by_role("button", name="FVIU manager").click()
    page.get_by_role("heading", level=1).wait_for()
    assert wrong(page) == []
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    assert trouble == []
    page.goto(f"{site}/nothing-here")
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert wrong(page) == []
    page.close()


def test_a_keyboard_alone_signs_in(browser: Browser, site: str) -> None:
    page, _ = opened(browser, site, 1280, "light")
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    for _ in range(20):
        page.keyboard.press("Tab")
        if "FVIU manager" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("Your account").first.wait_for()
    page.close()


def test_an_error_stands_beside_its_field_and_on_top(
    browser: Browser, site: str
) -> None:
    page, _ = opened(browser, site, 320, "light")
    page.goto(site)
    page.get_by_role("button", name="Sign in", exact=True).click()
    summary = page.get_by_role("alert")
    summary.wait_for()
    links = summary.get_by_role("link")
    assert links.count() == 2
    links.first.click()
    field = page.get_by_label("Username")
    assert field.evaluate("one => one === document.activeElement")
    described = field.get_attribute("aria-describedby") or ""
    assert page.locator(f"#{described.split()[-1]}").inner_text().startswith("Error:")
    assert wrong(page) == []
    page.close()
