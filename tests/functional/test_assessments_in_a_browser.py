"""An assessment as an investigator makes it: phone, keyboard, light and dark."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.functional import demonstration
from tests.functional.demonstration import Site, opened, served, wrong

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration with one ranked case to assess; its person's id was said."""
    fill = ("tests.functional.assessment_made", "ND1")
    with served(made, tmp_path_factory.mktemp("site"), fill) as site:
        yield site


def at_work(
    browser: Browser,
    site: Site,
    who: str = "FVIU investigator",
    width: int = 320,
    scheme: str = "light",
) -> tuple[Page, list[str]]:
    return demonstration.at_work(browser, site, who, width, scheme)


def begun(page: Page, site: Site, instrument: str, whose: str = "Ada Quince") -> None:
    page.goto(f"{site.address}/assessments/person/{site.said}/new/")
    page.get_by_label(whose, exact=True).check()
    page.get_by_label(instrument, exact=True).check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name=instrument).first.wait_for()


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (768, "dark"), (1280, "light"), (320, "dark")]
)
def test_every_page_can_be_used_by_everybody(
    browser: Browser, site: Site, width: int, scheme: str
) -> None:
    page, trouble = at_work(browser, site, width=width, scheme=scheme)
    about = f"{site.address}/assessments/person/{site.said}/"
    for address in (
        f"{site.address}/assessments/",
        f"{site.address}/assessments/instruments/",
        f"{site.address}/assessments/instruments/maram/",
        about,
        f"{about}new/",
        f"{about}tier/",
    ):
        page.goto(address)
        assert wrong(page) == [], address
    begun(page, site, "SafeLives Dash")
    assert wrong(page) == []
    assert trouble == []
    page.close()


def test_judgement_comes_first_and_the_score_follows_the_answers(
    browser: Browser, site: Site
) -> None:
    page, trouble = at_work(browser, site)
    begun(page, site, "SafeLives Dash")
    live = page.locator("#live")
    page.locator("#item-q1").get_by_label("Yes").check()
    expect(live).to_contain_text("1 of 24 answered")
    expect(live).to_contain_text("once your own judgement is recorded")
    page.get_by_role("button", name="Record my judgement").click()
    expect(page.get_by_role("alert")).to_contain_text("how concerned")
    assert wrong(page) == []
    page.get_by_label("High concern").check()
    page.get_by_label("Why? In your own words").fill("He follows her to work.")
    page.get_by_role("button", name="Record my judgement").click()
    expect(live).to_contain_text("Score 1")
    assert wrong(page) == []
    page.locator("#item-q2").get_by_label("Yes").check()
    expect(live).to_contain_text("Score 2")
    expect(live).to_contain_text("predicts serious harm or homicide")
    page.get_by_role("button", name="Complete the assessment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("SafeLives Dash")
    expect(page.get_by_text("1 answer was changed then")).to_be_visible()
    assert wrong(page) == []
    assert trouble == []
    page.close()


def test_one_tap_hides_score_and_history_and_the_next_page_stays_hidden(
    browser: Browser, site: Site
) -> None:
    page, _ = at_work(browser, site)
    begun(page, site, "SafeLives Dash")
    about = page.get_by_text("Risk of Ada Quince")
    expect(about).to_be_visible()
    page.keyboard.press("Escape")
    expect(about).to_be_hidden()
    button = page.get_by_role("button", name="Hide score and history")
    assert button.get_attribute("aria-pressed") == "true"
    page.reload()
    expect(page.get_by_text("Risk of Ada Quince")).to_be_hidden()
    assert wrong(page) == []
    page.get_by_role("button", name="Hide score and history").click()
    expect(page.get_by_text("Risk of Ada Quince")).to_be_visible()
    page.close()


def test_a_keyboard_alone_judges_a_childs_risk(browser: Browser, site: Site) -> None:
    page, trouble = at_work(browser, site, width=768)
    begun(page, site, "MARAM", "Pip Quince, a child")
    page.locator("#item-separation input").first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#live")).to_contain_text("1 of 34 answered")
    page.get_by_label("Elevated risk").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Pip saw it and hides when he comes.")
    page.keyboard.press("Tab")
    for _ in range(8):
        said = page.evaluate("document.activeElement.textContent.trim()")
        if said == "Complete the assessment":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("MARAM level:").wait_for()
    assert "Elevated risk" in page.locator("main").inner_text()
    assert wrong(page) == []
    assert trouble == []
    page.close()


def test_a_lower_tier_waits_for_a_supervisor(browser: Browser, site: Site) -> None:
    page, trouble = at_work(browser, site)
    address = f"{site.address}/assessments/person/{site.said}/tier/"
    page.goto(address)
    page.get_by_label("T1 acute").check()
    page.get_by_label("The victim survivor says the danger is greater").check()
    page.locator("#id_up-words").fill("She is afraid to go home.")
    page.get_by_role("button", name="Raise the tier").click()
    page.get_by_text("The tier is raised.").wait_for()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("T1")
    page.locator("#id_down-to_tier_0").check()
    page.get_by_label("The circumstances that raised it have ended").check()
    page.locator("#id_down-words").fill("Her service confirms that he is in custody.")
    page.get_by_role("button", name="Ask a supervisor").click()
    page.get_by_text("A supervisor is asked").wait_for()
    page.close()
    manager, more = at_work(browser, site, "FVIU manager", width=1280)
    manager.goto(f"{site.address}/assessments/")
    assert wrong(manager) == []
    manager.get_by_label("Why do you decide so?").fill("Confirmed with the service.")
    manager.get_by_role("button", name="Approve the lower tier").click()
    manager.get_by_text("The lower tier is approved.").wait_for()
    assert trouble == more == []
    manager.close()


def test_oversight_reads_figures(browser: Browser, site: Site) -> None:
    page, trouble = opened(browser, site.address, 768, "light")
    page.goto(site.address)
    page.get_by_role("button", name="Evaluator").click()
    page.wait_for_load_state()
    page.goto(f"{site.address}/assessments/figures/")
    page.get_by_role("heading", name="Judgement and score").wait_for()
    assert wrong(page) == []
    assert trouble == []
    page.close()
