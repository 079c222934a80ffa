"""Fifty people at work at once, who think between two pages (a Locust file).

`python -m tests.benchmarks.platform.crowded` runs it against a served database; each
signs in as one of the demonstration's people and does what that role does all day.
"""

import random
import re

from locust import HttpUser, between, task

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PERSON = re.compile(r'href="(/people/[0-9a-f-]{36}/?)')
_NAMES = ("smith", "nguyen", "jones", "patel", "oconnor", "williams", "tran", "brown")
_GIVEN = ("james", "anh", "mary", "raj", "kate", "lee", "sam", "tom")
_REASON = "taking_a_report"
PURPOSE = "risk_management"


class _Staff(HttpUser):
    """Signs in once, then looks and thinks."""

    abstract = True
    wait_time = between(5, 15)
    role = ""

    def on_start(self) -> None:
        """Come in as the role's person and say what for."""
        page = self.client.get("/account/sign-in/", name="sign-in").text
        page = self._send("/account/sign-in/demo/", page, person=self.role)
        self._send("/account/purpose/", page, purpose=PURPOSE)
        self.people: list[str] = []

    def _send(self, address: str, page: str, **fields: str) -> str:
        token = _TOKEN.search(page)
        said = fields | {"csrfmiddlewaretoken": token[1] if token else ""}
        return self.client.post(address, said, name=address).text

    def _search(self) -> None:
        page = self.client.get("/people/", name="search form").text
        token = _TOKEN.search(page)
        said = {
            "family_name": random.choice(_NAMES),
            "given_names": random.choice(_GIVEN),
            "reason": _REASON,
            "csrfmiddlewaretoken": token[1] if token else "",
        }
        self.client.post("/people/", said, name="search")


class Manager(_Staff):
    """Works down the queue."""

    role = "demo_unit_manager"
    weight = 2

    @task(4)
    def queue(self) -> None:
        """The first page of the queue."""
        page = self.client.get("/queue/", name="queue").text
        self.people = _PERSON.findall(page) or self.people

    @task(4)
    def person(self) -> None:
        """Somebody in it."""
        if self.people:
            self.client.get(random.choice(self.people), name="person")

    @task(1)
    def second_page(self) -> None:
        """Further down."""
        self.client.get("/queue/?page=2", name="queue, page 2")


class Investigator(Manager):
    """The same, as an investigator, who also searches."""

    role = "demo_investigator"
    weight = 2

    @task(2)
    def search(self) -> None:
        """A name, sometimes half of it."""
        self._search()


class Frontline(_Staff):
    """Looks at reports and searches before making one."""

    role = "demo_frontline_member"
    weight = 1

    @task(2)
    def search(self) -> None:
        """A name before a report is begun."""
        self._search()

    @task(2)
    def reports(self) -> None:
        """Their own reports and drafts."""
        self.client.get("/reports/", name="reports")
