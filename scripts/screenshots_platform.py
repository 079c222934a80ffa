"""`make screenshots`: the platform's main screens, from a demonstration of its own.

The site is made in a temporary folder and gone afterwards, so that the pictures never
show anything but invented people.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from demo_site import SAFEWARD, prepare
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

PORT = 8011
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--lang=en-AU"]
DESK, PHONE = (1280, 900), (375, 812)


@frozen
class Shot:
    """One picture.

    Attributes:
        name: Its file, without the ending.
        role: The demo person whose screen it is.
        way: Where to go: addresses, what to click on, and choices as "label: option".
        size: Width and height.
        dark: Whether in dark colours.
    """

    name: str
    role: str
    way: tuple[str, ...]
    size: tuple[int, int] = DESK
    dark: bool = False


FIRST_PERSON = ".sw-entry__name a"
ACCEPT = ".sw-entry a:has-text('Accept')"
WHO = ("Lead: Theo Lund", "Supervisor: Asha Verne")
BEGIN = "text=Begin a family violence report"
SHOTS = (
    Shot("queue", "FVIU manager", ("/queue/",)),
    Shot("queue-dark", "FVIU manager", ("/queue/",), dark=True),
    Shot("queue-phone", "FVIU manager", ("/queue/",), PHONE),
    Shot("queue-paper", "FVIU manager", ("/queue/paper/",)),
    Shot("person", "FVIU manager", ("/queue/", FIRST_PERSON)),
    Shot("identity-review", "Intelligence analyst", ("/identity/", "main table a")),
    Shot("report-phone", "Frontline member", ("/reports/", BEGIN), PHONE),
    Shot("case", "FVIU manager", ("/queue/", ACCEPT, *WHO, "main form button")),
    Shot("plan", "FVIU manager", ("/cases/", "main table a", "text=Draft a plan")),
    Shot("unit", "FVIU manager", ("/unit/",)),
)


def main(images: Path) -> None:
    """Make the site, photograph its screens, take it away again."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("screenshots: no Chromium was found on the path; install one.")
    images.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="safeward-shots-") as folder:
        prepare(Path(folder) / "site", _call)
        with _served() as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=ARGUMENTS
            )
            for role in dict.fromkeys(shot.role for shot in SHOTS):
                _as_role(browser, site, role, images)
            browser.close()


def _call(*words: str) -> None:
    subprocess.run([SAFEWARD, *words], check=True)  # noqa: S603


@contextmanager
def _served() -> Iterator[str]:
    site = subprocess.Popen([SAFEWARD, "serve", "--port", str(PORT)])  # noqa: S603
    address = f"http://localhost:{PORT}"
    try:
        for _ in range(300):
            try:
                socket.create_connection(("localhost", PORT), timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=60)


def _as_role(browser: Browser, site: str, role: str, images: Path) -> None:
    context = browser.new_context(reduced_motion="reduce", locale="en-AU")
    page = context.new_page()
    page.goto(site)
    page.get_by_role("button", name=role).click()
    page.wait_for_load_state()
    if "/purpose" in page.url:
        page.get_by_role("radio").first.check()
        page.locator("main form button[type=submit]").click()
        page.wait_for_load_state()
    page.close()
    for shot in SHOTS:
        if shot.role == role:
            _photograph(context, site, shot, images)
    context.close()


def _photograph(context: BrowserContext, site: str, shot: Shot, images: Path) -> None:
    page: Page = context.new_page()
    width, height = shot.size
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if shot.dark else "light")
    for step in shot.way:
        if step.startswith("/"):
            page.goto(f"{site}{step}")
        elif ": " in step:
            label, option = step.split(": ")
            page.get_by_label(label).select_option(label=option)
        else:
            page.locator(step).first.click()
            page.wait_for_load_state("networkidle")
    if page.get_by_role("heading", name="You cannot see this").count():
        raise SystemExit(f"screenshots: {shot.role} may not open {shot.way}.")
    page.screenshot(path=images / f"{shot.name}.png")
    page.close()


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/images"))
