"""The policy's reference page says what the policy does."""

from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.policy import load_policy
from safeward.core.priority.sentences import PLACEHOLDERS
from tests.unit.core.priority.policy_page import PAGE, rewritten


def test_the_page_is_in_step_with_the_default_policy():
    page = PAGE.read_text("utf-8")
    assert page == rewritten(page, load_policy())


def test_the_page_names_every_placeholder():
    page = PAGE.read_text("utf-8")
    assert all(f"`{{{word}}}`" in page for word in PLACEHOLDERS)


def test_the_page_names_every_input_that_no_line_reads():
    page = PAGE.read_text("utf-8")
    assert [name for name in INPUTS if f"`{name}`" not in page] == []
