"""What is asked about a programme: the design, and which column is what."""

from attrs import field, fields_dict, frozen

MODELS = ("cox", "weibull", "lognormal", "exponential")
TIES = ("efron", "breslow")
METHODS = ("nearest", "weighting", "regression")
RISES = ("good", "bad", "either")


@frozen(kw_only=True)
class Question:
    """Which design, and which columns mean what.

    Attributes:
        design: trial, did, its, match, survival, synthetic-control, pairs or power.
        outcome: What was measured.
        treat: Who had, or was meant to have, the programme; in ``its`` an indicator of
            the periods in which it ran.
        received: Who really had it, where that differs from the assignment.
        unit: Who or what was followed over time.
        time: When each row was measured.
        post: Whether a row lies after the start.
        cohort: When each unit started; empty or 0 for never.
        weights: Weight of each row.
        cluster: Rows that are not independent of each other.
        covariates: Columns held equal, or matched on.
        controls: Series that the programme cannot have touched.
        event: Whether the time ended with the event; other numbers than 0 and 1 are
            events that compete with it.
        duration: Time to the event or to the end of follow-up.
        groups: Columns of groups for which the effect is shown apart.
        raters: Two or more columns with the judgements of the same cases.
        cost: Cost of the programme for each row.
        site: The one unit that had the programme, for a synthetic control.
        intervention_at: Time at which it began.
        season: Periods a year, for seasons; 0 for none.
        lags: Periods over which errors are related; None chooses by the length.
        log: Take the logarithm of the outcome; the effect is then in per cent.
        model: Of ``survival``.
        ties: Rule for tied times in Cox regression.
        references: Level that others are compared with, by column.
        replace: Whether a comparison may be matched several times.
        caliper: Farthest distance of a match, in standard deviations of the score.
        rise: Whether a rise of the outcome is good, bad or either.
        seed: Of whatever is drawn by chance.
    """

    design: str
    outcome: str | None = None
    treat: str | None = None
    received: str | None = None
    unit: str | None = None
    time: str | None = None
    post: str | None = None
    cohort: str | None = None
    weights: str | None = None
    cluster: str | None = None
    covariates: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    event: str | None = None
    duration: str | None = None
    groups: tuple[str, ...] = ()
    raters: tuple[str, ...] = ()
    cost: str | None = None
    site: str | None = None
    intervention_at: str | None = None
    season: int | None = None
    lags: int | None = None
    log: bool = False
    model: str | None = None
    ties: str = "efron"
    references: dict[str, str] = field(factory=dict)
    replace: bool = False
    caliper: float | None = None
    rise: str = "bad"
    seed: int = 0

    def columns(self) -> dict[str, str]:
        """Every column that is named, with the option that names it."""
        found: dict[str, str] = {}
        for name in _COLUMNS:
            given = getattr(self, name)
            several = given if isinstance(given, tuple) else (given,)
            for column in several:
                if column is not None:
                    found.setdefault(column, option(name))
        return found


_COLUMNS = tuple(
    name
    for name in fields_dict(Question)
    if name
    not in {
        "design", "site", "intervention_at", "season", "lags", "log", "model",
        "ties", "references", "replace", "caliper", "rise", "seed",
    }
)  # fmt: skip


def option(name: str) -> str:
    """The option of the command that sets a part of the question."""
    singular = {"groups": "group", "references": "reference"}.get(name, name)
    return "--" + singular.replace("_", "-")
