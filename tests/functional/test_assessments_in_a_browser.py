"""An assessment as an investigator makes it: phone, keyboard, light and dark."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from playwright.sync_api import Browser, Page, expect

from tests.functional.test_platform_in_a_browser import (
    browser,
    opened,
    pytestmark,
    wrong,
)

__all__ = ["browser", "pytestmark"]
ROOT = Path(__file__).parents[2]


@frozen
class Site:
    """Where the demonstration answers, and whom it has a case about."""

    address: str
    person: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
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
    for words in (["migrate"], ["demo-people", "--division", "ND1"]):
        subprocess.run([safeward, "db", *words], env=kept, check=True)
    person = subprocess.run(
        [sys.executable, "-m", "tests.functional.assessment_made", "ND1"],
        env=kept | {"DJANGO_SETTINGS_MODULE": "safeward.config.settings"},
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    subprocess.run([safeward, "db", "rerank"], env=kept, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [safeward, "serve", "--port", str(port), "--workers", "1"], env=kept
    )
    try:
        address = f"http://localhost:{port}"
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{address}/health", timeout=5).close()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        yield Site(address, person)
    finally:
        serving.terminate()
        serving.wait(timeout=30)


def at_work(
    browser: Browser,
    site: Site,
    who: str = "FVIU investigator",
    width: int = 320,
    scheme: str = "light",
) -> tuple[Page, list[str]]:
    page, trouble = opened(browser, site.address, width, scheme)
    page.goto(site.address)
    page.get_by_role("button", name=who).click()
    page.wait_for_load_state()
    if "purpose" in page.url:
        page.get_by_label("Manage a family violence risk").check()
        page.locator("main form button[type=submit]").click()
    page.wait_for_load_state()
    return page, trouble


def begun(page: Page, site: Site, instrument: str, whose: str = "Ada Quince") -> None:
    page.goto(f"{site.address}/assessments/person/{site.person}/new/")
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
    about = f"{site.address}/assessments/person/{site.person}/"
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
    address = f"{site.address}/assessments/person/{site.person}/tier/"
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
