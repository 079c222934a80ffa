"""`make screenshots`: the pictures in the documents, from the demo's own files."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHOTS = {
    "brief.png": (1000, 1500, None),
    "brief-person.png": (1000, 700, "h2.division"),
    "brief-phone.png": (360, 740, "h2.division"),
}
"""File: width, height, and what to scroll to."""


def main(brief: Path, images: Path) -> None:
    """Photograph the brief on a desk and on a phone."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("screenshots: no Chromium was found on the path; install one.")
    images.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (width, height, target) in SHOTS.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(brief.resolve().as_uri())
            if target:
                page.locator(target).first.evaluate("e => e.scrollIntoView()")
            page.screenshot(path=images / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path("docs/images"))
