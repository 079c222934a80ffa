"""From the queue to an approved plan, as the people of a unit and a service walk it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional.demonstration import Site, at_work, served, wrong

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration with one person of concern, whose id was said."""
    fill = ("tests.functional.cases_made",)
    with served(made, tmp_path_factory.mktemp("site"), fill) as site:
        yield site


def sent(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).first.click()
    page.wait_for_load_state()


def test_from_the_queue_to_a_review(browser: Browser, site: Site) -> None:
    manager, trouble = at_work(browser, site, "FVIU manager")
    manager.goto(f"{site.address}/queue/")
    expect(manager.get_by_text("QUILL, Marek").first).to_be_visible()
    manager.goto(f"{site.address}/cases/accept/{site.said}/")
    assert wrong(manager) == []
    manager.get_by_label("Lead").select_option(label="Theo Lund")
    manager.get_by_label("Supervisor").select_option(label="Asha Verne")
    sent(manager, "Accept the case")
    expect(manager.get_by_role("heading", name="QUILL, Marek")).to_be_visible()
    case = manager.url
    assert wrong(manager) == []

    lead, more = at_work(browser, site, "FVIU investigator")
    lead.goto(case)
    lead.get_by_role("link", name="Draft a plan").click()
    lead.get_by_label("What is the plan to achieve?").fill("She can sleep at home.")
    box = lead.get_by_label("Take: Firearm and licence review")
    box.check()
    assert wrong(lead) == []
    sent(lead, "Keep the draft")
    plan = lead.url
    expect(lead.get_by_text("not covered").first).to_be_visible()
    assert wrong(lead) == []
    sent(lead, "Submit for approval")
    expect(lead.get_by_role("button", name="Approve the plan")).to_have_count(0)

    manager.goto(plan)
    assert wrong(manager) == []
    sent(manager, "Approve the plan")
    expect(manager.get_by_text("Approved", exact=True).first).to_be_visible()

    lead.goto(plan)
    row = lead.get_by_role("row").filter(has_text="Firearm and licence review")
    row.get_by_role("link", name="Record how it goes").click()
    lead.get_by_label("Done", exact=True).check()
    lead.get_by_label("What came of it?").fill("Two rifles seized.")
    sent(lead, "Record it")
    expect(lead.get_by_role("alert")).to_contain_text("could alert the perpetrator")
    assert wrong(lead) == []
    lead.goto(plan)
    row.get_by_role("link", name="Ask a service").click()
    lead.get_by_label("HARROW, Ada").check()
    service = lead.get_by_label("Which service holds her?")
    service.select_option(label="Harbour Women's Service, Outreach")
    assert wrong(lead) == []
    sent(lead, "Ask the service")

    worker, also = at_work(browser, site, "Specialist family violence worker")
    worker.goto(f"{site.address}/plans/checks/")
    assert wrong(worker) == []
    worker.get_by_role("link", name="Answer about HARROW, Ada").click()
    worker.get_by_label("Safe to go ahead", exact=True).check()
    assert wrong(worker) == []
    sent(worker, "Send the answer")
    worker.get_by_role("link", name="Open the safety plan of HARROW, Ada").click()
    worker.get_by_label("How to reach her safely").fill("Through her sister.")
    worker.get_by_label("When is it looked at again?").fill(_in_weeks(worker))
    assert wrong(worker) == []
    sent(worker, "Keep the plan")
    expect(worker.get_by_text("Through her sister.").first).to_be_visible()

    lead.goto(plan)
    row.get_by_role("link", name="Record how it goes").click()
    lead.get_by_label("Done", exact=True).check()
    lead.get_by_label("What came of it?").fill("Two rifles seized.")
    sent(lead, "Record it")
    expect(lead.get_by_text("Two rifles seized.")).to_be_visible()
    expect(lead.get_by_text("sister")).to_have_count(0)

    lead.goto(case)
    lead.get_by_role("button", name="Record a review").click()
    lead.get_by_label("Contact was made").check()
    lead.get_by_label("What did the review find?").fill("She slept at home.")
    lead.get_by_label("Keep the tier").check()
    assert wrong(lead) == []
    sent(lead, "Record the review")
    expect(lead.get_by_text("She slept at home.")).to_be_visible()
    assert trouble == more == also == []
    for page in (manager, lead, worker):
        page.close()


def _in_weeks(page: Page) -> str:
    return str(
        page.evaluate("new Date(Date.now() + 28 * 864e5).toISOString().slice(0, 10)")
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_page_can_be_used_by_everybody(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    page, trouble = at_work(browser, site, "FVIU manager", width, scheme)
    page.goto(f"{site.address}/cases/of/{site.said}/")
    case = page.url
    for part in ("/cases/", "/unit/", "/unit/?hours_investigator=%2B40"):
        page.goto(f"{site.address}{part}")
        assert wrong(page) == []
    for verb in ("", "print/", "close/", "review/", "lead/", "transfer/", "cold/"):
        page.goto(f"{case}{verb}")
        assert wrong(page) == []
    page.goto(case)
    page.get_by_role("link", name="Version 1").first.click()
    assert wrong(page) == []
    assert trouble == []
    page.close()
    page, trouble = at_work(
        browser, site, "Family violence liaison officer", width, scheme
    )
    page.goto(f"{site.address}/station/")
    assert wrong(page) == []
    page.close()


def test_a_keyboard_alone_writes_a_note(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site, "FVIU investigator")
    page.goto(f"{site.address}/cases/of/{site.said}/")
    _tab_to(page, "Write a note")
    page.keyboard.press("Enter")
    page.wait_for_url("**/note/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
    page.keyboard.type("Rang twice, nobody answered.")
    _tab_to(page, "Keep the note")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rang twice, nobody answered.")).to_be_visible()
    page.close()


def _tab_to(page: Page, words: str) -> None:
    for _ in range(90):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    pytest.fail(f"the keyboard does not reach {words}")
