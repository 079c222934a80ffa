"""What every journey stands on: a demonstration of its own, served, and its people."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SAFEWARD = str(Path(sys.executable).with_name("safeward"))
STARTING_SECONDS = 180
WAIT_MILLISECONDS = 30_000
expect.set_options(timeout=WAIT_MILLISECONDS)


@frozen
class Site:
    """A served demonstration.

    Attributes:
        address: Where it answers.
        words: What the scripts printed which filled it.
    """

    address: str
    words: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The last word that was printed: an id, where the script says so."""
        return self.words[-1]


def environment(data: Path) -> dict[str, str]:
    """A demonstration's settings alone, whatever the caller's are."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAFEWARD_", "DJANGO_"))
    }
    return kept | {
        "SAFEWARD_DEMO": "1",
        "SAFEWARD_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "safeward.config.settings",
    }


def call(data: Path, *words: str) -> str:
    """Run one of our commands, or one of our scripts; what it printed."""
    ours = [SAFEWARD] if words[0] == "db" else [sys.executable, "-m"]
    done = subprocess.run(
        [*ours, *words],
        env=environment(data),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def served(made: Path, folder: Path, *commands: tuple[str, ...]) -> Iterator[Site]:
    """Serve a copy of a made database, after these commands filled it."""
    data = folder / "data"
    shutil.copytree(made, data)
    words = [word for command in commands for word in call(data, *command).split()]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://localhost:{port}"
    serving = subprocess.Popen(
        [SAFEWARD, "serve", "--port", str(port), "--workers", "1"],
        env=environment(data),
    )
    try:
        _await(f"{address}/health", serving)
        yield Site(address, tuple(words))
    finally:
        serving.terminate()
        try:
            serving.wait(timeout=60)
        except subprocess.TimeoutExpired:
            serving.kill()


def _await(address: str, serving: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while serving.poll() is None and time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the demonstration does not answer at {address}")


def opened(
    browser: Browser, address: str, width: int = 1280, scheme: str = "light"
) -> tuple[Page, list[str]]:
    """A new page, and the list into which its troubles go."""
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(WAIT_MILLISECONDS)
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            trouble.append(asked.url)
            if not asked.url.startswith((address, "data:"))
            else None
        ),
    )
    return page, trouble


def at_work(
    browser: Browser,
    site: Site,
    who: str,
    width: int = 1280,
    scheme: str = "light",
) -> tuple[Page, list[str]]:
    """Somebody signed in, with their purpose stated where their role has one."""
    page, trouble = opened(browser, site.address, width, scheme)
    page.goto(site.address)
    page.get_by_role("button", name=who).click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    if "purpose" in page.url:
        risk = page.get_by_label("Manage a family violence risk")
        (risk if risk.count() else page.get_by_role("radio").first).check()
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(lambda url: "purpose" not in url)
    page.get_by_role("heading", level=1).first.wait_for()
    return page, trouble


def wrong(page: Page) -> list[str]:
    """What keeps somebody from using the page."""
    found = []
    # a step that was just sent may still be on its way to the next page
    page.wait_for_load_state("load")
    page.wait_for_function("document.documentElement !== null")
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
