"""An order without an end keeps its respondent in the queue and nobody else."""

from tests.spec.priority_checks.village import Village, ago, row


def test_an_endless_order_of_one_person_says_nothing_about_the_next() -> None:
    village = Village()
    village.order("registration", 3000)
    village.report(0, "zed", "bo")
    found = village.run().queue
    assert row(found)["since"] == ago(3000)
    assert row(found, "ZED")["since"] == ago(0)
    assert row(found, "ZED")["before"] is None
