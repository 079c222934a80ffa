"""A report on a phone at the scene, and files at a desk: by hand, in a real browser."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional import demonstration
from tests.functional.demonstration import Site, served, wrong

pytestmark = pytest.mark.browser
PHONE = 375


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration in which nothing is held yet."""
    with served(made, tmp_path_factory.mktemp("site")) as site:
        yield site


def at_work(
    browser: Browser, site: Site, role: str, width: int = PHONE, scheme: str = "light"
) -> tuple[Page, list[str]]:
    return demonstration.at_work(browser, site, role, width, scheme)


def kept(page: Page) -> list[str]:
    """What of a draft the browser holds."""
    names: list[str] = page.evaluate("Object.keys(sessionStorage)")
    return [name for name in names if name.startswith("safeward-draft")]


def begun(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/reports/")
    page.get_by_role("button", name="Begin a family violence report").click()
    page.get_by_role("heading", level=1, name="Family violence report").wait_for()


def add(page: Page, button: str, given: str, family: str, born: str) -> None:
    """Add somebody, search for them, and say that they are new."""
    cards = page.locator("[data-card]")
    before = cards.count()
    page.get_by_role("button", name=button).click()
    expect(cards).to_have_count(before + 1)
    card = page.locator("[data-touched]")
    card.get_by_label("Given names").fill(given)
    card.get_by_label("Family name").fill(family)
    card.get_by_label("Date of birth").fill(born)
    card.get_by_role("button", name="Search").click()
    page.locator("[data-found]").get_by_role("button", name="Somebody new").click()
    expect(page.locator("[data-touched]")).to_contain_text("Somebody new, as you said")


def fill(page: Page) -> None:
    """Everything that a report needs, by thumb."""
    page.get_by_label("Date it happened").fill(time.strftime("%Y-%m-%d"))
    page.locator("#id_narrative").fill("He held her by the throat. She fled.")
    add(page, "Add the alleged perpetrator", "Corwin", "Vale", "1986-04-02")
    add(page, "Add who was harmed", "Maris", "Holloway", "1990-09-12")
    page.locator("[data-touched]").get_by_label("What they are to").select_option(
        "former_partner"
    )
    add(page, "Add a child", "Wren", "Vale", "2019-01-20")
    child = page.locator("[data-touched]")
    child.get_by_label("What they are to").select_option("child")
    child.get_by_role("group", name="Was the child seen?").get_by_label("Yes").check()
    spoken = child.get_by_role("group", name="Was the child spoken to?")
    spoken.get_by_label("No").check()
    child.get_by_label("Where is the child now?").fill("with her aunt")
    child.get_by_role("group", name="Is the child safe").get_by_label("Yes").check()
    for marker in ("Choked", "Threatened to kill", "Used or showed a weapon"):
        page.get_by_role("group", name=marker).get_by_label("Yes").check()
    page.get_by_role("group", name="Separated, or is").get_by_label("Yes").check()
    checked = page.get_by_role("group", name="Intervention orders")
    checked.get_by_label("Checked: nothing").check()
    page.get_by_label("Likely, to be confirmed").check()
    page.get_by_role("group", name="Who is the predominant").get_by_label(
        "Corwin"
    ).check()
    page.get_by_label("Who is more afraid").check()
    page.get_by_label("High concern").check()
    page.get_by_label("Why, in your words").fill("She could not speak.")
    page.get_by_label("Enquiries go on").check()
    page.get_by_role("group", name="About protection").get_by_label("None").check()


def test_a_report_from_a_phone_is_in_the_queue_and_raises_an_alarm(
    browser: Browser, site: Site
) -> None:
    page, trouble = at_work(browser, site, "Frontline member")
    begun(page, site)
    fill(page)
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_text("The report is sent.")).to_be_visible()
    expect(page.get_by_text("with her aunt")).to_be_visible()
    assert kept(page) == []
    assert wrong(page) == []
    assert trouble == []
    page.close()
    page, trouble = at_work(browser, site, "FVIU manager", 1280)
    page.goto(f"{site.address}/queue/")
    expect(page.get_by_text("Vale").first).to_be_visible()
    page.goto(f"{site.address}/alarms/")
    expect(page.get_by_text("Nobody has it yet")).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text("Taken by")).to_be_visible()
    assert trouble == []
    page.close()


def test_what_is_typed_survives_a_dropped_line(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site, "Frontline member")
    begun(page, site)
    page.locator("#id_narrative").fill("Before the line dropped.")
    expect(page.locator("[data-kept]")).to_contain_text("Kept at")
    page.context.set_offline(True)
    page.locator("#id_narrative").fill("Typed without a line.")
    expect(page.locator("[data-kept]")).to_contain_text("No connection")
    page.get_by_role("button", name="Add a child").click()
    expect(page.locator("[data-card]")).to_contain_text("Not searched yet")
    held = page.evaluate("JSON.stringify({...sessionStorage})")
    assert "safeward-draft" in held
    assert "Typed" not in held
    page.context.set_offline(False)
    expect(page.locator("[data-kept]")).to_contain_text("Kept at")
    page.reload()
    expect(page.locator("#id_narrative")).to_have_value("Typed without a line.")
    expect(page.locator("[data-card]")).to_have_count(1)
    assert kept(page) == []
    page.close()


def test_a_reload_brings_back_what_was_never_sent(browser: Browser, site: Site) -> None:
    page, _ = at_work(browser, site, "Frontline member")
    begun(page, site)
    page.route("**/keep/", lambda route: route.abort())
    page.locator("#id_narrative").fill("Never sent.")
    expect(page.locator("[data-kept]")).to_contain_text("No connection")
    page.unroute("**/keep/")
    page.reload()
    expect(page.locator("#id_narrative")).to_have_value("Never sent.")
    page.close()


def test_what_is_missing_is_said_at_the_top_and_beside(
    browser: Browser, site: Site
) -> None:
    page, _ = at_work(browser, site, "Frontline member")
    begun(page, site)
    page.get_by_role("button", name="Send the report").click()
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Say what happened.")
    summary.get_by_role("link", name="Say what happened.").press("Enter")
    expect(page.locator("#id_narrative")).to_be_focused()
    assert wrong(page) == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_everybody_can_use_the_form(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    page, trouble = at_work(browser, site, "Frontline member", width, scheme)
    begun(page, site)
    page.get_by_role("button", name="Add a child").click()
    page.locator("[data-touched]").get_by_label("Given names").fill("Wren")
    page.locator("[data-touched]").get_by_role("button", name="Search").click()
    page.locator("[data-found]").wait_for()
    assert wrong(page) == []
    page.goto(f"{site.address}/reports/")
    assert wrong(page) == []
    assert trouble == []
    page.close()


def test_files_are_looked_at_taken_in_and_taken_back(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    given = {
        "persons": "record_id,agency,family_name\nr1,police,Quorn\nr2,police,Ashby\n",
        "incidents": "incident_id,agency,kind,occurred_on,division\n"
        "i1,police,family_violence,2026-06-01,ND1\ni2,police,odd,2026-06-01,ND1\n",
        "involvements": "incident_id,record_id,role\ni1,r1,perpetrator\n",
    }
    for name, text in given.items():
        (tmp_path / f"{name}.csv").write_text(text)
    page, trouble = at_work(browser, site, "FVIU manager", 1280)
    page.goto(f"{site.address}/loads/")
    assert wrong(page) == []
    page.get_by_label("Where the files come from").fill("Agency, June")
    page.locator("#id_handed_over").set_input_files(sorted(tmp_path.glob("*.csv")))
    page.get_by_role("button", name="Look at the files").click()
    expect(page.get_by_text("unknown code")).to_be_visible()
    expect(page.get_by_text("2 people new")).to_be_visible()
    assert wrong(page) == []
    page.get_by_role("button", name="Take the files in").click()
    back = page.get_by_role("button", name="Take this load back")
    back.wait_for()
    back.click()
    expect(page.get_by_text("Everything is as it was")).to_be_visible()
    assert trouble == []
    page.close()
