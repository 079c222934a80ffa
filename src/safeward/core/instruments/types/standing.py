"""What stands beside a result: bands, whom it covers, validity, licence, sources."""

from typing import Literal

from attrs import frozen

from safeward.core.instruments.types.rules import Condition


@frozen
class Band:
    """A band of the result, from ``least`` up to the next one's.

    Attributes:
        code: As other parts name it.
        label: As shown.
        least: Smallest value in it; None for a level that has no number.
        most: Largest value in it as published, for the reader.
        action: What the source says to do, empty where it leaves that to policy.
        note: Where it comes from if not the instrument itself.
    """

    code: str
    label: str
    least: float | None = None
    most: float | None = None
    action: str = ""
    note: str = ""


@frozen
class Precondition:
    """Whom the instrument does not cover, and how that is said."""

    when: tuple[Condition, ...]
    refuse: str


@frozen
class Caution:
    """What to know when the conditions hold; without conditions, always.

    Attributes:
        sentence: What to know.
        when: All must hold.
        audience: ``assessor`` for what could reveal something about a person: shown
            on the assessor's own screen only, elsewhere ``instead`` is said of
            everybody alike.
        instead: The general sentence for everybody.
    """

    sentence: str
    when: tuple[Condition, ...] = ()
    audience: Literal["everyone", "assessor"] = "everyone"
    instead: str = ""


@frozen
class Validity:
    """One published finding on how well it predicts.

    Attributes:
        outcome: What was predicted.
        follow_up: Over which time.
        auc: As published, a number or range in words; empty where not found.
        interval: As published.
        n: Size of the sample, or None.
        group: Whom it is about.
        other: Sensitivity, specificity and the rest, in words.
        source: Where it is published.
    """

    outcome: str
    source: str
    follow_up: str = ""
    auc: str = ""
    interval: str = ""
    n: int | None = None
    group: str = ""
    other: str = ""


@frozen
class Licence:
    """On what terms it may be used.

    Attributes:
        text: The terms.
        administer: ``original form`` where our labels are paraphrase and must not be
            read out; else ``this form``.
        training: Who must be trained in what.
    """

    text: str
    administer: Literal["original form", "this form"] = "this form"
    training: str = ""


@frozen
class Source:
    """A publication."""

    title: str
    url: str = ""
    commit: str = ""
