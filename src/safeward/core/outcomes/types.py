"""What a strategy is made of: from its goal down to the figures that would show it.

Strategy, domain, outcome (short, medium, long), indicator, measure; pillars and ways of
working are second tags, initiatives what is done. Every statement is in our own words
and points to the public page that it summarises.
"""

from datetime import date

from attrs import frozen

TERMS = ("short", "medium", "long")
"""When an outcome is looked for, soonest first."""

DIRECTIONS = ("up", "down", "steady", "watch")
"""Which way a figure should go; ``watch`` for one that says nothing by itself."""

RELIABILITIES = ("high", "medium", "low", "unknown")
FREQUENCIES = ("monthly", "quarterly", "yearly", "once", "irregular")


@frozen(kw_only=True)
class Tag:
    """A pillar, a way of working or a domain: an id, words, and where it is said."""

    id: str
    name: str
    source: str = ""


@frozen(kw_only=True)
class Outcome:
    """What should become true.

    Attributes:
        id: Stands in plans and reports.
        term: ``short``, ``medium`` or ``long``.
        statement: In our own words.
        domain: Id of its domain, where it belongs to one.
        leads_to: Ids of the outcomes that it is thought to bring nearer.
        pillars: Ids of pillars.
        ways: Ids of ways of working.
        source: The public page that says so.
        line: Line of the file.
    """

    id: str
    term: str
    statement: str
    domain: str | None = None
    leads_to: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    source: str = ""
    line: int = 0


@frozen(kw_only=True)
class Indicator:
    """What would be seen if an outcome came about, and which way it should move."""

    id: str
    outcome: str
    statement: str
    direction: str
    line: int = 0


@frozen(kw_only=True)
class Measure:
    """A figure, how it is counted, and how it could mislead.

    Attributes:
        id: Stands in reports.
        indicator: Id of what it measures.
        name: As shown.
        definition: What is counted, so that two people count alike.
        numerator: What is above the line, or the amount where there is no share.
        denominator: What it is held against; a count says of what and when.
        unit: Of the figure.
        source: System or survey it comes from.
        owner: Who answers for it.
        frequency: How often it is made.
        direction: Which way is wanted.
        caveat: Shown beside the figure.
        reliability: Of the figure: ``high``, ``medium``, ``low``, ``unknown``.
        perverse_incentive: What people would do to move it without doing any good.
        paired_with: Id of another measure that would show it if they did.
        baseline: Where it stood, with its year in ``baseline_of``.
        baseline_of: The period of the baseline.
        target: Where it should come to, if anybody said.
        breakdowns: Columns it is shown by.
        counts: Id of the counting rule by which the platform works it out; none where
            it comes from elsewhere.
        line: Line of the file.
    """

    id: str
    indicator: str
    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    source: str
    owner: str
    frequency: str
    direction: str
    caveat: str
    reliability: str
    perverse_incentive: str
    paired_with: str
    baseline: float | None = None
    baseline_of: str = ""
    target: float | None = None
    breakdowns: tuple[str, ...] = ()
    counts: str | None = None
    line: int = 0


@frozen(kw_only=True)
class Initiative:
    """Something that is done under a strategy, with the outcomes it is done for."""

    id: str
    name: str
    summary: str
    domains: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    pillars: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()
    flagship: bool = False
    source: str = ""
    line: int = 0


@frozen(kw_only=True)
class Framework:
    """A strategy's outcomes framework, as it holds from one day to another."""

    id: str
    name: str
    version: str
    goal: str
    valid_from: date
    valid_to: date | None
    source: str
    pillars: tuple[Tag, ...]
    ways: tuple[Tag, ...]
    domains: tuple[Tag, ...]
    outcomes: tuple[Outcome, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]
    initiatives: tuple[Initiative, ...]

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.valid_from <= day and (
            self.valid_to is None or day <= self.valid_to
        )

    def measures_of(self, outcome: str) -> tuple[Measure, ...]:
        """The measures of an outcome, over its indicators."""
        seen = {each.id for each in self.indicators if each.outcome == outcome}
        return tuple(each for each in self.measures if each.indicator in seen)
