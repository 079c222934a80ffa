"""The frame and sign-in as people meet them, on every width, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.functional.demonstration import Site, opened, served, wrong

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration with its people, in which nothing is held."""
    with served(made, tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_sign_in_and_account_can_be_used_by_everybody(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    page, trouble = opened(browser, site.address, width, scheme)
    page.goto(site.address)
    assert page.title() == "Sign in – Safeward"
    assert wrong(page) == []
    page.get_by_role("button", name="FVIU manager").click()
    page.wait_for_url("**/account/purpose/*")
    assert wrong(page) == []
    assert page.evaluate("document.fonts.check('16px \"Atkinson Hyperlegible Next\"')")
    page.get_by_label("Manage a family violence risk").check()
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/queue/")
    page.goto(f"{site.address}/account/")
    assert wrong(page) == []
    assert trouble == []
    page.goto(f"{site.address}/nothing-here")
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
    assert wrong(page) == []
    page.close()


def test_a_keyboard_alone_signs_in(browser: Browser, site: Site) -> None:
    page, _ = opened(browser, site.address, 1280, "light")
    page.goto(site.address)
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
    browser: Browser, site: Site
) -> None:
    page, _ = opened(browser, site.address, 320, "light")
    page.goto(site.address)
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
