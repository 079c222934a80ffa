"""Merging and undoing, an emergency, and every page of every section on one state."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.demonstration import Site, at_work, served, wrong

pytestmark = pytest.mark.browser

PAGES = {
    "FVIU manager": (
        *("queue", "people", "identity", "alarms", "cases", "unit", "station"),
        *("assessments", "loads", "reports", "governance/limits"),
        *("governance/conflicts", "people/{person}", "identity/people/{person}"),
        *("assessments/person/{person}", "people/{far}", "account"),
    ),
    "Oversight": ("governance/emergencies", "governance/audit"),
    "Administrator": (
        *("governance/staff", "governance/units", "governance/systems"),
        *("account/sessions", "account/programs"),
    ),
}


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration that holds a small state; the most urgent person was said."""
    fill = ("tests.functional.world_made",)
    with served(made, tmp_path_factory.mktemp("site"), fill) as site:
        yield site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_section_can_be_used_by_everybody(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    for who, parts in PAGES.items():
        page, trouble = at_work(browser, site, who, width, scheme)
        for part in parts:
            name = part.format(person=site.said, far=site.words[-2])
            answer = page.goto(f"{site.address}/{name}/")
            assert answer is not None
            assert answer.status == 200, name
            assert wrong(page) == [], name
        assert trouble == []
        page.close()


def test_two_are_joined_and_taken_apart_again(browser: Browser, site: Site) -> None:
    page, trouble = at_work(browser, site, "FVIU manager")
    page.goto(f"{site.address}/identity/")
    page.locator("main table a").first.click()
    expect(page.get_by_role("heading", name="One person or two?")).to_be_visible()
    assert wrong(page) == []
    one = page.locator("main table a").first.get_attribute("href")
    page.get_by_label("Why?").fill("The same telephone and the same tattoo.")
    page.get_by_role("button", name="They are one person").click()
    expect(page.get_by_text("They are one person now.")).to_be_visible()
    page.goto(f"{site.address}{one}")
    page.get_by_role("link", name="Identity", exact=True).click()
    decided = page.locator(".sw-timeline__event").filter(has_text="the same tattoo")
    expect(decided).to_have_count(1)
    assert wrong(page) == []
    decided.get_by_role("link", name="Look at what rests on it").click()
    expect(page.get_by_role("heading", name="What rests on it")).to_be_visible()
    assert wrong(page) == []
    page.get_by_label("Why?").fill("The tattoo is another one.")
    page.get_by_role("button", name="Undo it").click()
    expect(page.get_by_text("It is undone.")).to_be_visible()
    assert trouble == []
    page.close()


def test_an_emergency_opens_what_was_closed_and_is_told(
    browser: Browser, site: Site
) -> None:
    page, _ = at_work(browser, site, "Frontline member")
    page.goto(f"{site.address}/queue/")
    expect(page.get_by_role("heading", name="You cannot see this")).to_be_visible()
    assert wrong(page) == []
    page.goto(f"{site.address}/people/{site.words[-2]}/")
    expect(page.get_by_text("You may see that this person exists")).to_be_visible()
    page.get_by_role("link", name="Open the record in an emergency").click()
    assert wrong(page) == []
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the reason.")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("The owner and oversight are told.")).to_be_visible()
    expect(page.get_by_role("heading", name="Before you go there")).to_be_visible()
    assert wrong(page) == []
    page.close()
    page, trouble = at_work(browser, site, "Oversight")
    page.goto(f"{site.address}/governance/emergencies/")
    expect(page.get_by_text("Dana Whitlock").first).to_be_visible()
    page.get_by_role("link", name="Review").first.click()
    assert wrong(page) == []
    page.locator("main form button").first.click()
    expect(page.get_by_text("Reviewed by")).to_be_visible()
    assert trouble == []
    page.close()


def test_a_keyboard_alone_opens_a_person_of_the_queue(
    browser: Browser, site: Site
) -> None:
    page, _ = at_work(browser, site, "FVIU manager")
    page.goto(f"{site.address}/queue/")
    name = page.locator(".sw-entry__name a").first.inner_text()
    page.keyboard.press("j")
    _tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/**")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.close()


def _tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        here = page.evaluate(
            "[document.activeElement].map(e => [e.tagName, e.innerText])"
        )
        if here[0][0] == "A" and words in here[0][1]:
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {words}")
