"""The report in a few sentences, and what to bear in mind."""

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.validity.question import Question

REPORTING = (
    "The outcome is any report. A report is what somebody saw, trusted and told, and "
    "what police recorded: a score that predicts it partly predicts who is watched and "
    "who is believed, not who harms. Judge it on at least one outcome weighted by harm "
    "as well, and leave out breaches that checks went looking for."
)
ASK = (
    "Nobody said what the outcome stands for (--outcome-kind). If it is any report, "
    "then the score partly predicts who is watched and who is believed. Is it a "
    "report, grave harm, or a breach of an order?"
)
BREACH = (
    "The outcome is a breach of an order. Breaches found by proactive checks measure "
    "the checking; leave them out unless that is what you ask about."
)
ALWAYS = (
    "A response may have prevented harm, so a score that led to action looks less "
    "accurate here than it was.",
    "A tool predicts what it was validated on and nothing else.",
)


def caveats(question: Question) -> list[str]:
    """What to bear in mind, by what the outcome stands for."""
    kind = question.outcome_kind
    first = {None: [ASK], "any_report": [REPORTING], "order_breach": [BREACH]}
    said = [*first.get(kind, []), *ALWAYS]
    if question.outcome_kind == "any_report":
        said.append("It predicts another report, not injury or death.")
    if question.intensive is None:
        said.append(
            "Name a column with --intensive to see the score without people who had an "
            "intensive response."
        )
    return said


def summary(report: Section) -> list[str]:
    """The main figures, one sentence each."""
    said = []
    data = report["data"]
    base = data["base_rate"]
    if base:
        said.append(
            f"It happened in {data['happened']:,} of {data['with_outcome']:,} rows "
            f"({base['value']:.1%})."
        )
    said.extend(_of_score(report["score"], report))
    for score, part in report["other_scores"].items():
        said.extend(_of_score(score, part))
    for pair in report["comparisons"]:
        better = (
            "no clear difference"
            if pair["p"] is None or pair["p"] >= 0.05
            else f"{pair['first'] if pair['z'] > 0 else pair['second']} is better"
        )
        p_value = "not known" if pair["p"] is None else f"{pair['p']:.2g}"
        said.append(
            f"{pair['first']} against {pair['second']}: {better} (difference in AUC "
            f"{pair['difference']['value']:+.3f}, p {p_value})."
        )
    return said


def _of_score(score: str, part: Section) -> list[str]:
    said = []
    auc = part["discrimination"]["auc"]
    if auc:
        said.append(
            f"{score}: take one person to whom it happened and one to whom it did not; "
            f"the score is higher for the first in {auc['value']:.1%} of such pairs "
            f"(AUC {auc['value']:.3f}, 95 % interval {auc['low']:.3f} to "
            f"{auc['high']:.3f}; half is no better than a coin)."
        )
    found = part["classification"]["overall"]
    if found:
        level = part["classification"]["threshold_level"]
        said.append(_at_threshold(score, level, found))
    return said


def _at_threshold(score: str, level: str, found: Section) -> str:
    words = (
        f"{score} at {level} or more flags {found['flagged']['value']:.1%} of people"
    )
    if found["sensitivity"]:
        words += f", {found['sensitivity']['value']:.1%} of those to whom it happened"
    if found["ppv"]:
        words += f"; a flag is right {found['ppv']['value']:.1%} of the time"
    needed = found["number_needed_to_investigate"]
    if needed:
        words += f", so {needed['value']:.1f} people are looked into for one"
    return words + "."
