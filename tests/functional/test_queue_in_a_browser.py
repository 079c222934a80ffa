"""The morning queue as a sergeant meets it: widths, colours, keyboard, files, paper."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.functional import demonstration
from tests.functional.demonstration import Site, served, wrong

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration with a queue of 120."""
    fill = ("tests.functional.queue_made", "ND1", "120")
    with served(made, tmp_path_factory.mktemp("site"), fill) as site:
        yield site


def at_work(
    browser: Browser, site: Site, width: int = 1280, scheme: str = "light"
) -> tuple[Page, list[str]]:
    """The manager's queue."""
    page, trouble = demonstration.at_work(browser, site, "FVIU manager", width, scheme)
    page.get_by_role("heading", name="Morning queue").wait_for()
    return page, trouble


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_queue_and_paper_can_be_used_by_everybody(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    page, trouble = at_work(browser, site, width, scheme)
    assert wrong(page) == []
    page.get_by_text("more reason").first.click()
    assert wrong(page) == []
    for part in ("/queue/?only=changed", "/queue/?check=aggressor", "/queue/paper/"):
        page.goto(f"{site.address}{part}")
        assert wrong(page) == []
    assert trouble == []
    page.close()


def test_filters_move_the_list_and_the_address(browser: Browser, site: Site) -> None:
    page, trouble = at_work(browser, site)
    page.get_by_label("Order").select_option("Review due first")
    page.wait_for_url("**/queue/?*sort=review_due*")
    page.get_by_label("Held by").select_option("Me")
    page.wait_for_url("**/queue/?*held=me*")
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("#queue-said")).to_have_text("Showing 1 to 1 of 1 people")
    page.get_by_role("link", name="T2 high").click()
    nobody = page.locator("#queue").get_by_text("Nobody in the queue is like this")
    expect(nobody).to_be_visible()
    page.go_back()
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("link", name="Clear all").click()
    page.get_by_role("link", name="Page 3").click()
    expect(page.locator("article")).to_have_count(20)
    assert "page=3" in page.url
    assert trouble == []
    page.close()


def test_it_all_works_without_script(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site)
    state = page.context.storage_state()
    page.close()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    plain = context.new_page()
    plain.goto(f"{site.address}/queue/")
    plain.get_by_text("Filter, order and past days").click()
    plain.get_by_label("Show").select_option("Review overdue")
    plain.get_by_role("button", name="Apply").click()
    assert "only=overdue" in plain.url
    assert plain.get_by_text("overdue").count() > 2
    context.close()


def test_keys_walk_the_queue_and_leave_fields_alone(
    browser: Browser, site: Site
) -> None:
    page, _ = at_work(browser, site)

    def number() -> str:
        return str(
            page.evaluate(
                "document.activeElement.closest('.sw-entry')"
                "?.querySelector('.sw-entry__rank').innerText"
            )
        ).split()[-1]

    page.keyboard.press("j")
    assert number() == "1"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert number() == "2"
    page.keyboard.press("o")
    expect(page.locator(".sw-entry details[open]")).to_have_count(1)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "only"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "only"
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    assert wrong(page) == []
    dialog.get_by_role("button", name="Turn shortcuts off").click()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_role("button", name="Turn shortcuts on").click()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert number() != "undefined"
    page.close()


def test_a_view_is_kept_opened_and_removed(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site)
    page.goto(f"{site.address}/queue/?tier=T1")
    page.locator("#keep > summary").click()
    page.get_by_label("Name of the view").fill("First tier")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_text("The view is kept.")).to_be_visible()
    page.goto(f"{site.address}/queue/")
    page.get_by_role("navigation", name="Kept views").get_by_text("First tier").click()
    assert page.url.endswith("?tier=T1")
    page.locator("#keep > summary").click()
    page.get_by_role("button", name="Remove First tier").click()
    expect(page.get_by_text("The view is removed.")).to_be_visible()
    page.close()


def test_a_file_is_taken_away(browser: Browser, site: Site, tmp_path: Path) -> None:
    page, _ = at_work(browser, site)
    for button, kind in (("Export as CSV", "csv"), ("Export to Excel", "xlsx")):
        with page.expect_download() as taken:
            page.get_by_role("button", name=button).click()
        assert taken.value.suggested_filename.endswith(f".{kind}")
        taken.value.save_as(tmp_path / kind)
        assert (tmp_path / kind).stat().st_size > 1000
    page.close()


def test_paper_has_no_menu_and_says_whose_it_is(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site)
    page.get_by_role("link", name="Print as the brief").click()
    page.get_by_role("heading", name="Morning brief").wait_for()
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation").first.is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    pages = [part.extract_text() for part in PdfReader(io.BytesIO(printed)).pages]
    assert "Printed by Asha Verne" in pages[0]
    assert "T1, deal with today" in " ".join(pages)
    assert all("SENSITIVE" in part for part in pages)
    page.close()
