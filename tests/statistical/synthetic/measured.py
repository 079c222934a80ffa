"""Figures of a generated jurisdiction, counted as the published ones are."""

import numpy as np
import polars as pl

from safeward.core.synthetic import Jurisdiction


def concentration(j: Jurisdiction) -> dict[str, float]:
    """Family incidents over people, as the Crime Statistics Agency counts them."""
    family = (
        j.truth["events"]
        .filter("family_incident")
        .sort("true_person_id", "occurred_on", "event")
    )
    count = family.group_by("true_person_id").len()["len"].to_numpy()
    day = family["occurred_on"].to_physical().to_numpy()
    person = family["true_person_id"].rank("dense").to_numpy()
    wait = np.full(len(day), np.inf)
    same = person[1:] == person[:-1]
    wait[:-1][same] = np.diff(day)[same]
    followed = day <= day.max() - 365
    soon = wait[followed]
    last_year = family.filter(
        pl.col("occurred_on") > pl.lit(j.last_day).dt.offset_by("-1y")
    )
    yearly = last_year.group_by("true_person_id").len()["len"].to_numpy()
    pairs = family.group_by("true_person_id", "true_victim_id").agg(
        pl.len(), pl.col("harm").sum()
    )
    return {
        "people": float(len(count)),
        "incidents": float(count.sum()),
        "one only, of people": float((count == 1).mean()),
        "one only, of incidents": float((count == 1).sum() / count.sum()),
        "five or more, of people": float((count >= 5).mean()),
        "five or more, of incidents": float(count[count >= 5].sum() / count.sum()),
        "over twenty, of people": float((count > 20).mean()),
        "further within 12 months": float((soon <= 365).mean()),
        "of 320 days' repeats, first 90": float(
            (soon <= 90).sum() / (soon <= 320).sum()
        ),
        "of 365 days' repeats, first 28": float(
            (soon <= 28).sum() / (soon <= 365).sum()
        ),
        "more than one in a year": float((yearly > 1).mean()),
        "pairs with no repeat": float((pairs["len"] == 1).mean()),
    }


def share_of_worst(harm: np.ndarray, top: float) -> float:
    """Share of harm held by the worst share of holders."""
    ordered = np.sort(harm)[::-1]
    return float(ordered[: max(1, round(top * len(ordered)))].sum() / ordered.sum())


def harm(j: Jurisdiction) -> dict[str, float]:
    """How harm concentrates, and how much of the worst had no earlier contact."""
    family = j.truth["events"].filter("family_incident").sort("occurred_on", "event")
    people = family.group_by("true_person_id").agg(pl.col("harm").sum())
    pairs = family.group_by(
        "true_person_id", "true_victim_id", maintain_order=True
    ).agg(
        pl.col("harm").sum().alias("sum"),
        pl.col("harm").arg_max().alias("worst_at"),
        pl.len(),
    )
    worst = pairs.sort("sum", descending=True).head(max(1, round(0.02 * len(pairs))))
    return {
        "killed, of incidents": float((family["harm"] >= 5475).mean()),
        "worst 2 % of people": share_of_worst(people["harm"].to_numpy(), 0.02),
        "worst 3 % of people": share_of_worst(people["harm"].to_numpy(), 0.03),
        "worst 2 % of pairs": share_of_worst(pairs["sum"].to_numpy(), 0.02),
        "worst 5 % of pairs": share_of_worst(pairs["sum"].to_numpy(), 0.05),
        "worst pairs, no earlier contact": float((worst["worst_at"] == 0).mean()),
    }


def breaches(j: Jurisdiction) -> dict[str, float]:
    """Breaches in the last year by people who had an order in force in it."""
    start = pl.lit(j.last_day).dt.offset_by("-1y")
    record = j.truth["records"].select("record_id", "true_person_id")
    protective = ("safety_notice", "interim_intervention", "final_intervention")
    until = pl.coalesce(
        pl.min_horizontal("ended_on", "expires_on"), pl.date(2999, 1, 1)
    )
    on_order = (
        j.tables["orders"]
        .filter(pl.col("kind").is_in(protective) & pl.col("served_on").is_not_null())
        .filter((until > start) & (pl.col("served_on") <= j.last_day))
        .join(record, on="record_id")
        .select("true_person_id")
        .unique()
    )
    broken = (
        j.truth["events"]
        .filter((pl.col("occurred_on") > start) & (pl.col("kind") == "order_breach"))
        .group_by("true_person_id")
        .len()
    )
    count = (
        on_order.join(broken, on="true_person_id", how="left")["len"]
        .fill_null(0)
        .to_numpy()
    )
    out = {f"{n} breaches": float((count == n).mean()) for n in range(5)}
    out["5 or more breaches"] = float((count >= 5).mean())
    incidents = j.truth["events"].filter(
        pl.col("family_incident") & (pl.col("occurred_on") > start)
    )
    out["people on orders an incident"] = len(count) / len(incidents)
    return out


def recorded(j: Jurisdiction) -> dict[str, float]:
    """What police records say of the people in family violence reports."""
    police = j.tables["incidents"].filter(
        (pl.col("agency") == "police") & (pl.col("kind").is_in(FAMILY_KINDS))
    )
    born = pl.col("date_of_birth")
    rows = (
        police.select("incident_id", "reported_on", "child_present", "form")
        .join(j.tables["involvements"], on="incident_id")
        .join(
            j.tables["persons"].select(
                "record_id", "sex", "date_of_birth", "indigenous_status"
            ),
            on="record_id",
        )
        .with_columns(age=(pl.col("reported_on") - born).dt.total_days() / 365.25)
    )
    alleged = rows.filter(pl.col("role") == "perpetrator")
    harmed = rows.filter(
        (pl.col("role") == "victim_survivor")
        | (pl.col("role") == "child") & (pl.col("relationship") != "child")
    )
    everyone = j.truth["records"].select("record_id", "true_person_id", "tradition")
    people = (
        alleged.join(everyone, on="record_id")
        .group_by("true_person_id")
        .agg(
            pl.col("sex").drop_nulls().mode().first(),
            pl.col("age").mean(),
            pl.col("tradition").first(),
        )
    )
    women = police.join(
        alleged.filter(pl.col("sex") == "F").select("incident_id"), on="incident_id"
    ).join(j.truth["incidents"], on="incident_id")
    main = police.filter(pl.col("form").str.starts_with("FVR"))
    return {
        "alleged perpetrators male, of people": float((people["sex"] == "M").mean()),
        "alleged perpetrators female, of incidents": float(
            (alleged["sex"].drop_nulls() == "F").mean()
        ),
        "mean age of alleged perpetrators": float(people["age"].mean() or 0),
        "Aboriginal, of alleged perpetrators": float(
            (people["tradition"] == "first_peoples").mean()
        ),
        "affected family members female": float(
            (harmed["sex"].drop_nulls() == "F").mean()
        ),
        "child present, of reports": float(
            main["child_present"].drop_nulls().mean() or 0
        ),
        "women alleged, misidentified": float(
            (women["swapped"] & (women["role"] == "report")).mean()
        ),
        "women alleged, each named the other": float((women["role"] == "cross").mean()),
    }


FAMILY_KINDS = (
    "family_violence",
    "order_breach",
    "child_abuse",
    "sexual_offence",
    "stalking",
)


def area_under(score: np.ndarray, outcome: np.ndarray) -> float:
    """Chance that a case scores above a non-case, ties counting half."""
    order = np.argsort(score, kind="stable")
    _, start, count = np.unique(score[order], return_index=True, return_counts=True)
    rank = np.repeat(start + (count + 1) / 2, count)
    cases = outcome[order]
    n = cases.sum()
    return float((rank[cases].sum() - n * (n + 1) / 2) / (n * (len(cases) - n)))


def screen(j: Jurisdiction) -> dict[str, float]:
    """The recorded score against a further report of the same person in 12 months."""
    score = (
        j.tables["assessments"]
        .filter((pl.col("instrument") == "vp_safvr") & pl.col("void").is_null())
        .select("incident_id", pl.col("answer").cast(pl.Int32).alias("score"))
        .join(j.truth["incidents"].filter(~pl.col("swapped")), on="incident_id")
        .filter(pl.col("role") == "report")
    )
    events = (
        j.truth["events"]
        .filter("family_incident")
        .sort("true_person_id", "occurred_on", "event")
    )
    following = events.with_columns(
        wait=(
            pl.col("occurred_on").shift(-1).over("true_person_id")
            - pl.col("occurred_on")
        ).dt.total_days()
    )
    cut = pl.lit(j.last_day).dt.offset_by("-1y")
    cases = score.join(following, on="event").filter(pl.col("occurred_on") <= cut)
    outcome = (cases["wait"] <= 365).fill_null(False).to_numpy()
    points = cases["score"].to_numpy()
    return {
        "area under the curve": area_under(points, outcome),
        "sensitivity at 4": float((points[outcome] >= 4).mean()),
        "specificity at 4": float((points[~outcome] < 4).mean()),
        "8 or more, of reports": float((points >= 8).mean()),
        "base rate": float(outcome.mean()),
    }


def sizes(j: Jurisdiction) -> dict[str, float]:
    """How many mentions and involvements an incident row has."""
    rows = len(j.tables["incidents"])
    kinds = j.tables["incidents"]["kind"].value_counts(normalize=True)
    return {
        "mentions an incident": len(j.tables["persons"]) / rows,
        "involvements an incident": len(j.tables["involvements"]) / rows,
        **{f"kind {k}": float(v) for k, v in sorted(kinds.iter_rows())},
    }


def everything(j: Jurisdiction) -> dict[str, float]:
    """All figures."""
    return (
        sizes(j)
        | concentration(j)
        | harm(j)
        | breaches(j)
        | recorded(j)
        | screen(j)
        | outcomes(j)
    )


def outcomes(j: Jurisdiction) -> dict[str, float]:
    """Charges, notices and applications in police family violence reports."""
    police = j.tables["incidents"].filter(
        (pl.col("agency") == "police") & pl.col("form").str.starts_with("FVR")
    )
    old = police.filter(pl.col("reported_on") <= pl.lit(j.last_day).dt.offset_by("-1y"))
    charged = old["outcome"].is_in(("charged", "convicted", "acquitted"))
    orders = j.tables["orders"]
    incidents = j.truth["events"].filter("family_incident")
    return {
        "charges laid, of reports": float(charged.mean()),
        "safety notices an incident": float(
            (orders["kind"] == "safety_notice").sum() / len(incidents)
        ),
        "applications an incident": float(
            (orders["kind"] == "interim_intervention").sum() / len(incidents)
        ),
    }
