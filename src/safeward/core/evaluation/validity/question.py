"""What somebody wants to know about a score."""

from attrs import field, frozen

OUTCOME_KINDS = ("any_report", "grave_harm", "order_breach", "other")
TIES = ("efron", "breslow")
SCALES = ("auto", "probability", "points")


@frozen(kw_only=True)
class Question:
    """Which columns mean what, and how they are to be read.

    Attributes:
        scores: Columns to judge; the first is the one in question, others are compared.
        outcome: Column that says whether it happened.
        outcome_kind: What the outcome stands for; None when nobody said.
        positive: Texts of the outcome column that mean it happened, if not yes or 1.
        thresholds: A score at or above is positive; one for all, or one a score. Text
            for a level of a text score.
        order: Levels of text scores, lowest first.
        scale: Whether scores are probabilities; ``auto`` takes numbers from 0 to 1 that
            are not all whole for probabilities.
        groups: Columns of groups of the people scored.
        victim_groups: Columns of groups of victim survivors.
        indigenous: Column of Indigenous status, counted by the agency's rule.
        person: Column that says which rows are one person.
        references: Level that others are compared with, by column.
        weights: Column of sampling weights.
        time: Column of the time to the event or to the end of follow-up.
        event: Column that says whether the time ended with the event.
        entry: Column of the time from which somebody was followed.
        bands: Lower bounds of the score's bands above the first.
        ties: Rule for tied times in Cox regression.
        covariates: Columns of the regression models.
        harm: Column with the amount of harm, for the capacity curve.
        capacity: How many people can be reached.
        intensive: Column that marks who had an intensive response.
        kept: Column that says whether people kept the tool's result.
        override: Column with the direction in which they changed it: up, down, none.
        final: Column with the result people settled on, on the scale of the score.
        period: Column that parts the rows into periods.
        min_group: A smaller group is not shown.
        min_cell: A group with a count above 0 and under this is not shown.
        oversight: Whether this is for the oversight role and the community body.
        released: Who released guarded groups for everyone, and when.
        seed: Of the bootstrap.
        rounds: Of the bootstrap.
    """

    scores: tuple[str, ...]
    outcome: str
    outcome_kind: str | None = None
    positive: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    scale: str = "auto"
    groups: tuple[str, ...] = ()
    victim_groups: tuple[str, ...] = ()
    indigenous: str | None = None
    person: str | None = None
    references: dict[str, str] = field(factory=dict)
    weights: str | None = None
    time: str | None = None
    event: str | None = None
    entry: str | None = None
    bands: tuple[float, ...] = ()
    ties: str = "efron"
    covariates: tuple[str, ...] = ()
    harm: str | None = None
    capacity: tuple[int, ...] = ()
    intensive: str | None = None
    kept: str | None = None
    override: str | None = None
    final: str | None = None
    period: str | None = None
    min_group: int = 20
    min_cell: int = 5
    oversight: bool = False
    released: str | None = None
    seed: int = 0
    rounds: int = 1000

    def columns(self) -> dict[str, str]:
        """Every column the question names, with the option that names it."""
        named = {
            "--score": self.scores,
            "--outcome": (self.outcome,),
            "--group": self.groups,
            "--victim-group": self.victim_groups,
            "--covariates": self.covariates,
        }
        single = {
            "--indigenous": self.indigenous,
            "--person": self.person,
            "--weights": self.weights,
            "--time": self.time,
            "--event": self.event,
            "--entry": self.entry,
            "--harm": self.harm,
            "--intensive": self.intensive,
            "--kept": self.kept,
            "--override": self.override,
            "--final": self.final,
            "--period": self.period,
        }
        found = {
            column: option for option, columns in named.items() for column in columns
        }
        return found | {
            column: option for option, column in single.items() if column is not None
        }
