"""Pages say everything in the entry, stand alone and hold no markup of anybody's."""

import json
import re
from html import unescape

from attrs import evolve

from safeward.core.evaluation.register.check import cards
from safeward.core.evaluation.register.entries import read_entries
from safeward.core.evaluation.register.pages import pages
from safeward.core.evaluation.register.subjects import shipped
from safeward.core.evaluation.register.types import Card, Risk

CARDS = cards(shipped(), read_entries())
FILES = pages(CARDS)


def card(**changes: object) -> Card:
    return evolve(CARDS[-1], entry=evolve(CARDS[-1].entry, **changes))


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_everything_registered_has_both_pages_and_a_line_in_the_index() -> None:
    for found in CARDS:
        assert {f"{found.page}.html", f"{found.page}.md"} <= FILES.keys()
        assert f'href="{found.page}.html"' in FILES["index.html"]
        assert f"]({found.page}.md)" in FILES["index.md"]


def test_a_page_holds_every_answer_of_the_entry() -> None:
    one = CARDS[-1]
    html, text = words(FILES[f"{one.page}.html"]), FILES[f"{one.page}.md"]
    entry = one.entry
    answers = [
        entry.purpose,
        entry.decision.human,
        entry.decision.appeal,
        entry.groups.first_seen_by,
        entry.data.sensitive,
        entry.retirement,
        entry.review_by.isoformat(),
        *(a.why_not for a in entry.alternatives),
        *(r.mitigation for r in entry.risks),
        *(f.result for f in entry.findings),
        *one.weaknesses,
    ]
    for answer in answers:
        assert answer.replace("`", "") in html
        assert answer in text


def test_pages_need_no_network_and_run_no_script() -> None:
    for name, text in FILES.items():
        if name.endswith(".html"):
            assert "<script" not in text
            assert not re.search(r'(src|href)="https?:', text)
            assert "default-src 'none'" in text


def test_what_is_written_cannot_become_markup() -> None:
    html = pages((card(purpose="<img src=x onerror=alert(1)>"),))
    assert "<img" not in html[f"{CARDS[-1].page}.html"]


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    made = card(risks=(Risk("one|two", "three\nfour"),))
    assert "| one\\|two | three four |" in pages((made,))[f"{made.page}.md"]


def test_json_holds_every_entry() -> None:
    held = json.loads(FILES["register.json"])["entries"]
    assert [e["entry"]["id"] for e in held] == [c.entry.id for c in CARDS]
    assert held[-1]["entry"]["review_by"] == CARDS[-1].entry.review_by.isoformat()


def test_the_same_entries_make_the_same_bytes() -> None:
    assert pages(CARDS) == FILES
