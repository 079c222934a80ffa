"""Generate a fictional jurisdiction from a seed."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from safeward.core.synthetic.capacity import capacity_toml
from safeward.core.synthetic.types import Jurisdiction
from safeward.core.vocabulary.codes import MARKERS
from safeward.core.vocabulary.progress import Progress, silent

LAST_DAY = date(2026, 6, 30)
GIVEN_F = "Anna Maria Sarah Linh Mei Fatima Harpreet Eleni Rosa Sione Amina Kate Julie".split()
GIVEN_M = "John Michael David Minh Wei Ahmed Gurpreet Nikos Marco Tevita Abdi Luke Paul".split()
FAMILY = (
    "Smith Jones Brown Wilson Taylor Nguyen Tran Chen Wang Haddad Khoury Singh Kaur "
    "Papadopoulos Rossi Taufa Hassan Walker Martin Clarke"
).split()


def generate(
    *,
    incidents: int,
    divisions: int,
    years: int,
    seed: int,
    world: str = "default",
    progress: Progress = silent,
    decisions: bool = True,
) -> Jurisdiction:
    """A fictional state with the given number of incident rows (thin first version)."""
    rng = np.random.default_rng(seed)
    progress("people", 0, None)
    n = incidents
    first_day = LAST_DAY - timedelta(days=365 * years)
    span = (LAST_DAY - first_day).days
    propensity = rng.pareto(1.6, n // 2 + 1) + 0.2
    who = rng.choice(len(propensity), n, p=propensity / propensity.sum())
    day = rng.integers(0, span, n)
    people = 2 * len(propensity)
    given_f = rng.choice(GIVEN_F, people)
    given_m = rng.choice(GIVEN_M, people)
    sex = np.where(np.arange(people) % 2 == 0, "M", "F")
    family = rng.choice(FAMILY, people)
    born = np.datetime64("2006-01-01") - rng.integers(0, 15000, people).astype(
        "timedelta64[D]"
    )
    occurred = np.datetime64(first_day) + day.astype("timedelta64[D]")
    division = np.char.add("ND", (who % divisions + 1).astype(str))
    iid = np.char.add("P-I", np.char.zfill(np.arange(n).astype(str), 8))
    person = np.concatenate([2 * who, 2 * who + 1])
    rid = np.char.add("P-R", np.char.zfill(np.arange(2 * n).astype(str), 8))
    name = np.where(sex == "M", given_m, given_f)[person].astype(object)
    typo = rng.random(2 * n) < 0.04
    name[typo] = [x[:-1] for x in name[typo]]
    dob = born[person].astype(object)
    dob[rng.random(2 * n) < 0.06] = None
    ident = np.char.add("C", person.astype(str)).astype(object)
    ident[rng.random(2 * n) < 0.3] = None
    persons = pl.DataFrame(
        {
            "record_id": rid.tolist(),
            "agency": ["police"] * (2 * n),
            "identifier": ident.tolist(),
            "family_name": family[person].tolist(),
            "given_names": name.tolist(),
            "date_of_birth": pl.Series(dob.tolist(), dtype=pl.Date),
            "sex": sex[person].tolist(),
            "address": [f"{p // 2 % 90 + 1} Wattle Street" for p in person.tolist()],
            "suburb": np.char.add("Newtown ", (person // 2 % 40).astype(str)).tolist(),
            "postcode": (3900 + person // 2 % 40).astype(str).tolist(),
            "state": ["VIC"] * (2 * n),
            "recorded_on": np.concatenate([occurred, occurred]),
        },
        strict=False,
    ).with_columns(pl.col("recorded_on").cast(pl.Date))
    markers = {
        m: pl.Series(rng.random(n) < 0.08).set(pl.Series(rng.random(n) < 0.05), None)
        for m in MARKERS
    }
    incident = pl.DataFrame(
        {
            "incident_id": iid.tolist(),
            "agency": ["police"] * n,
            "event_ref": [None] * n,
            "kind": rng.choice(["family_violence", "order_breach"], n, p=[0.85, 0.15]),
            "occurred_on": occurred,
            "reported_on": occurred,
            "division": division.tolist(),
            "form": ["FVR-2"] * n,
            "injury": rng.choice(["none", "minor", "serious"], n, p=[0.83, 0.15, 0.02]),
            **markers,
            "victim_fear": rng.choice(["none", "some", "high"], n, p=[0.6, 0.3, 0.1]),
            "detected": ["victim"] * n,
            "outcome": ["open"] * n,
        }
    ).with_columns(
        pl.col("occurred_on", "reported_on").cast(pl.Date),
        pl.col("event_ref").cast(pl.String),
    )
    involvements = pl.DataFrame(
        {
            "incident_id": np.concatenate([iid, iid]).tolist(),
            "record_id": rid.tolist(),
            "role": ["perpetrator"] * n + ["victim_survivor"] * n,
            "relationship": ["former_partner"] * (2 * n),
        }
    )
    with_order = np.flatnonzero(rng.random(n) < 0.2)
    orders = pl.DataFrame(
        {
            "order_id": [f"O{i:08d}" for i in with_order],
            "record_id": rid[with_order].tolist(),
            "kind": ["final_intervention"] * len(with_order),
            "protected_record_id": rid[with_order + n].tolist(),
            "issued_on": occurred[with_order],
            "served_on": occurred[with_order] + np.timedelta64(2, "D"),
            "expires_on": occurred[with_order] + np.timedelta64(365, "D"),
        }
    ).with_columns(pl.col("issued_on", "served_on", "expires_on").cast(pl.Date))
    assessments = pl.DataFrame(
        {
            "assessment_id": np.char.add("A", np.arange(n).astype(str)).tolist(),
            "instrument": ["vp_safvr"] * n,
            "completed_on": occurred,
            "record_id": rid[:n].tolist(),
            "victim_record_id": rid[n:].tolist(),
            "incident_id": iid.tolist(),
            "item": ["score"] * n,
            "answer": np.minimum(15, rng.poisson(4, n)).astype(str).tolist(),
        }
    ).with_columns(pl.col("completed_on").cast(pl.Date))
    names = [f"ND{d + 1}" for d in range(divisions)]
    weekly = dict.fromkeys(names, n / divisions / (span / 7))
    return Jurisdiction(
        tables={
            "persons": persons,
            "incidents": incident,
            "involvements": involvements,
            "orders": orders,
            "assessments": assessments,
        },
        truth={
            "records": pl.DataFrame(
                {"record_id": rid.tolist(), "true_person_id": person}
            )
        },
        capacity_toml=capacity_toml(weekly),
        first_day=first_day,
        last_day=LAST_DAY,
        world=world,
        seed=seed,
    )
