"""Every published figure beside what the command obtains.

``python -m tests.external.validity.figures`` prints the table that
docs/reference/validity.md holds.
"""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from tests.external.validity.data import expected, report

CELLS = {"TN": "tn", "FP": "fp", "FN": "fn", "TP": "tp"}
RATES = {"PPV": "ppv", "NPV": "npv"}
COEFFICIENTS = {
    "Intercept": "Intercept",
    "Female": "sex[Female]",
    "age>45": "age_cat[Greater than 45]",
    "age<25": "age_cat[Less than 25]",
    "African-American": "race[African-American]",
    "Asian": "race[Asian]",
    "Hispanic": "race[Hispanic]",
    "Native American": "race[Native American]",
    "Other": "race[Other]",
    "priors": "priors_count",
    "charge M": "c_charge_degree[M]",
    "two_year_recid": "two_year_recid",
}
COVARIATES = {
    "fin": "fin[yes]",
    "age": "age",
    "race": "race[black]",
    "wexp": "wexp[yes]",
    "mar": "mar[married]",
    "paro": "paro[yes]",
    "prio": "prio",
}


@frozen
class Figure:
    """One figure.

    Attributes:
        what: In words.
        published: As printed, or as another program obtained it.
        obtained: By us, with all its digits.
        digits: Decimal places to which the two must agree.
        source: ``published`` in the literature, or ``R`` for another program's result.
    """

    what: str
    published: float
    obtained: float
    digits: int
    source: str = "published"

    @property
    def agrees(self) -> bool:
        """Whether ours, rounded as theirs, is theirs."""
        return abs(round(self.obtained, self.digits) - self.published) < 1e-9


def compas_tables() -> Iterator[Figure]:
    """ProPublica's contingency tables."""
    made = report("compas")
    published = expected("compas")["published"]
    for who in ("all", "African-American", "Caucasian"):
        table = (
            made["classification"]["overall"]
            if who == "all"
            else made["fairness"]["race"]["levels"][who]["classification"]
        )
        theirs = published[who]
        for name, key in CELLS.items():
            yield Figure(f"COMPAS, {who}, {name}", theirs[name], table[key], 0)
        for name in ("FPR", "FNR"):
            ours = 100 * table[name.lower()]["value"]
            yield Figure(f"COMPAS, {who}, {name} %", theirs[name], ours, 2)
        for name, key in RATES.items():
            yield Figure(f"COMPAS, {who}, {name}", theirs[name], table[key]["value"], 2)
        for name, key in (("LR+", "lr_positive"), ("LR-", "lr_negative")):
            yield Figure(f"COMPAS, {who}, {name}", theirs[name], table[key]["value"], 2)


def compas_model() -> Iterator[Figure]:
    """ProPublica's logistic model of a high score."""
    lines = lines_of(report("compas_bias")["regression"]["coefficients"])
    for name, theirs in expected("compas")["published"]["logit_general_n6172"].items():
        yield Figure(
            f"COMPAS logistic model, {name}",
            theirs,
            lines[COEFFICIENTS[name]]["estimate"],
            5,
        )
    yield Figure(
        "COMPAS logistic model, AIC",
        6192.40,
        report("compas_bias")["regression"]["aic"],
        2,
    )


def compas_discrimination() -> Iterator[Figure]:
    """AUC with DeLong intervals and tests, as R's pROC has them."""
    theirs = expected("compas")["reproduced"]
    for name, rows in (("compas", "7214"), ("compas_filtered", "6172")):
        auc = report(name)["discrimination"]["auc"]
        yield Figure(
            f"COMPAS AUC, {rows} rows",
            theirs[f"AUC_decile_{rows}"],
            auc["value"],
            6,
            "R",
        )
        for end, side in enumerate(("low", "high")):
            yield Figure(
                f"COMPAS AUC, {rows} rows, DeLong {side}",
                theirs[f"DeLong95_{rows}"][end],
                auc[side],
                6,
                "R",
            )
    race = report("compas_filtered")["fairness"]["race"]
    for who in ("African-American", "Caucasian", "Hispanic"):
        auc = race["levels"][who]["discrimination"]["auc"]
        for at, side in enumerate(("value", "low", "high")):
            published = theirs[f"AUC_6172_{who}"][at]
            yield Figure(f"COMPAS AUC, {who}, {side}", published, auc[side], 6, "R")
    pair = report("compas_filtered")["comparisons"][0]
    test = theirs["DeLong_paired_decile_vs_priors"]
    yield Figure("COMPAS decile against priors, Z", test["Z"], pair["z"], 4, "R")
    yield Figure("COMPAS decile against priors, p", test["p"], pair["p"], 7, "R")
    groups = next(t for t in race["auc_tests"] if t["group"] == "Caucasian")
    test = theirs["DeLong_unpaired_AA_vs_W"]
    yield Figure("COMPAS between races, D", test["D"], -groups["z"], 5, "R")
    yield Figure("COMPAS between races, p", test["p"], groups["p"], 4, "R")


def compas_calibration() -> Iterator[Figure]:
    """Counts by decile and the line of log odds."""
    theirs = expected("compas")["reproduced"]
    made = report("compas_filtered")["calibration"]
    for row in made["table"]:
        no, yes = theirs["calibration_decile_6172_[n0,n1]"][row["label"]]
        yield Figure(f"COMPAS decile {row['label']}, yes", yes, row["happened"], 0, "R")
        yield Figure(
            f"COMPAS decile {row['label']}, no", no, row["n"] - row["happened"], 0, "R"
        )
    line = theirs["logit_recid_on_decile"]
    for name, key in (("Intercept", "intercept"), ("decile", "slope")):
        yield Figure(
            f"COMPAS log odds on decile, {name}",
            line[name],
            made[key]["value"],
            7,
            "R",
        )


def compas_survival() -> Iterator[Figure]:
    """Cox regression with late entry."""
    theirs = expected("compas")["reproduced"][
        "cox_start_end_event_rows7206_events2757_R_survival"
    ]
    made = report("compas_survival")["survival"]
    lines = lines_of(made["cox"]["coefficients"])
    for level in ("Medium", "High"):
        yield Figure(
            f"COMPAS Cox, {level}",
            theirs[level],
            lines[f"score_text[{level}]"]["estimate"],
            7,
            "R",
        )
    yield Figure("COMPAS Cox, rows", 7206, made["cox"]["n"], 0, "R")
    yield Figure("COMPAS Cox, events", 2757, made["cox"]["events"], 0, "R")
    agreement = made["cox"]["concordance"]["value"]["value"]
    yield Figure("COMPAS Cox, concordance", theirs["concordance"], agreement, 6, "R")


def rossi() -> Iterator[Figure]:
    """Fox and Weisberg's table of Rossi's data, and R's tests."""
    data = expected("rossi")
    theirs, again = data["published"], data["reproduced"]
    made = report("rossi_efron")["survival"]
    model = made["cox"]
    lines = lines_of(model["coefficients"])
    for name, (estimate, error) in theirs["cox_efron"].items():
        ours = lines[COVARIATES[name]]
        yield Figure(f"Rossi Cox, {name}", estimate, ours["estimate"], 3)
        yield Figure(f"Rossi Cox, {name}, standard error", error, ours["se"], 3)
    for name, (estimate, error) in again["lifelines_and_R_agree"].items():
        ours = lines[COVARIATES[name]]
        yield Figure(f"Rossi Cox, {name}", estimate, ours["estimate"], 8, "R")
        yield Figure(f"Rossi Cox, {name}, standard error", error, ours["se"], 8, "R")
    ratio = model["likelihood_ratio_test"]["chi2"]
    agreement = model["concordance"]["value"]["value"]
    yield Figure("Rossi likelihood ratio test", theirs["LR_test_7df"], ratio, 1)
    yield Figure("Rossi likelihood ratio test", again["LR"], ratio, 7, "R")
    yield Figure("Rossi concordance", theirs["concordance"], agreement, 2)
    yield Figure("Rossi concordance", again["concordance"], agreement, 8, "R")
    yield Figure(
        "Rossi log likelihood, null",
        again["loglik"][0],
        model["log_likelihood_null"],
        4,
        "R",
    )
    yield Figure(
        "Rossi log likelihood", again["loglik"][1], model["log_likelihood"], 4, "R"
    )
    tests = model["proportional_hazards"]
    chi2, df, p = again["zph_global"]
    yield Figure("Rossi PH test, all", chi2, tests["GLOBAL"]["chi2"], 4, "R")
    yield Figure("Rossi PH test, all, df", df, tests["GLOBAL"]["df"], 0, "R")
    yield Figure("Rossi PH test, all, p", p, tests["GLOBAL"]["p"], 3, "R")
    for name, digits in (("age", 3), ("wexp", 4)):
        chi2, p = again[f"zph_{name}"]
        yield Figure(f"Rossi PH test, {name}", chi2, tests[name]["chi2"], digits, "R")
        yield Figure(f"Rossi PH test, {name}, p", p, tests[name]["p"], 3, "R")
    log_rank = made["by_group"]["fin"]["log_rank"]
    chi2, p = again["logrank_fin"]
    yield Figure("Rossi log-rank by fin", round(chi2, 9), log_rank["chi2"], 9, "R")
    yield Figure("Rossi log-rank by fin, p", p, log_rank["p"], 7, "R")
    yield Figure(
        "Rossi Kaplan-Meier at week 52",
        again["KM_S52"],
        made["overall"][-1]["survival"],
        7,
        "R",
    )
    yield Figure("Rossi events", again["events"], made["events"], 0, "R")


def lines_of(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Lines of a regression table by name."""
    return {line["name"]: line for line in lines}


TABLES = (
    compas_tables,
    compas_model,
    compas_discrimination,
    compas_calibration,
    compas_survival,
    rossi,
)


def markdown() -> str:
    """The table, a row a figure."""
    rows = ["| figure | theirs | obtained | places | from |", "|---|---|---|---|---|"]
    for table in TABLES:
        for figure in table():
            shown = (
                f"{figure.obtained:.{figure.digits + 3}f}"
                if figure.digits
                else str(round(figure.obtained))
            )
            rows.append(
                f"| {figure.what} | {figure.published:.{figure.digits}f} | {shown} | "
                f"{figure.digits} | {figure.source} |"
            )
    return "\n".join(rows)


if __name__ == "__main__":
    print(markdown())
