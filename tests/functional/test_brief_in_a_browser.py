"""The morning brief as people meet it: on a desk, on a phone, on paper."""

import io
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from safeward.core.synthetic.jurisdiction import generate
from safeward.core.synthetic.writing import write

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium was found on the path"),
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    made = generate(incidents=1_500, divisions=2, years=3, seed=21)
    write(made, folder, "csv")
    command = Path(sys.executable).with_name("safeward")
    subprocess.run(
        [
            *(str(command), "prioritise", str(folder / "holdings"), "--quiet"),
            *("--out", str(folder / "out"), "--as-of", made.last_day.isoformat()),
        ],
        check=True,
    )
    return folder / "out" / "brief.html"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def opened(browser: Browser, brief: Path, width: int) -> tuple[Page, list[str]]:
    page = browser.new_page(viewport={"width": width, "height": 900})
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda asked: (
            trouble.append(asked.url) if not asked.url.startswith("file:") else None
        ),
    )
    page.goto(brief.as_uri())
    return page, trouble


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_it_fits_the_screen_and_asks_nothing_of_the_network(
    browser: Browser, brief: Path, width: int
) -> None:
    page, trouble = opened(browser, brief, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert trouble == []


def test_it_opens_with_the_people_to_contact(browser: Browser, brief: Path) -> None:
    page, _ = opened(browser, brief, 1280)
    assert page.locator("h2").first.inner_text() == "People to contact today"
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en-AU"


def test_every_table_has_headings_and_every_chart_a_table(
    browser: Browser, brief: Path
) -> None:
    page, _ = opened(browser, brief, 1280)
    assert page.locator("table").count() >= 2
    assert page.locator("table:not(:has(th[scope=col]))").count() == 0
    assert page.locator("figure.chart").count() == 1
    assert page.locator("figure.chart + .scroll > table").count() == 1
    assert page.locator("figure.chart").get_attribute("aria-label")


def test_links_inside_the_page_lead_to_a_division(
    browser: Browser, brief: Path
) -> None:
    page, _ = opened(browser, brief, 1280)
    for link in page.locator("nav a").all():
        target = link.get_attribute("href") or ""
        assert page.locator(f"[id='{target.removeprefix('#')}']").count() == 1


def test_no_meaning_by_colour_alone(browser: Browser, brief: Path) -> None:
    """Each person's tier is written out, not only coloured."""
    page, _ = opened(browser, brief, 1280)
    for person in page.locator("article.person").all()[:20]:
        assert person.locator(".tag").inner_text() in ("T1", "T2", "T3", "T4")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(
    browser: Browser, brief: Path, scheme: str
) -> None:
    """WCAG 2.2 AA: 4.5 to 1 for body text in light and dark."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(brief.as_uri())
    ratio = page.evaluate(
        """() => {
          const lum = c => { const v = c.match(/[0-9.]+/g).slice(0, 3).map(x => x / 255)
            .map(x => x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
            return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
          const ground = lum(getComputedStyle(document.body).backgroundColor);
          return Math.min(...['body', '.lede', '.meta', 'th', '.tag.T1', '.tag.T2',
            '.tag.T3', '.tag.T4'].map(s => document.querySelector(s)).filter(Boolean)
            .map(e => { const ink = lum(getComputedStyle(e).color);
              const [a, b] = ink > ground ? [ink, ground] : [ground, ink];
              return (a + .05) / (b + .05); }));
        }"""
    )
    context.close()
    assert ratio >= 4.5


def test_each_printed_page_says_how_to_handle_it(browser: Browser, brief: Path) -> None:
    page, _ = opened(browser, brief, 1280)
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) >= 2
    for sheet in pdf.pages:
        text = sheet.extract_text()
        assert "SENSITIVE" in text
        assert "draft" in text
