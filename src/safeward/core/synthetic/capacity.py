"""What the fictional units can do in a week: a capacity file for the divisions."""

from collections.abc import Mapping

RESPONSES = """\
# Fictional. Hours and values are judgement, to be replaced by a unit's own.

[responses.specialist_investigation]
hours = { investigator = 16, analyst = 2 }
value = 1.0
value_source = "judgement"
for = ["T1", "T2"]
minimum_for = ["T1"]
streams = ["adult"]
not_when = ["in_custody", "aggressor"]
about = "perpetrator"

[responses.joint_safety_visit]
hours = { investigator = 3, liaison = 4 }
value = 0.7
value_source = "judgement"
for = ["T1", "T2", "T3"]
minimum_for = ["T1"]
about = "victim_survivor"

[responses.determine_predominant_aggressor]
hours = { investigator = 4, analyst = 2 }
value = 0.5
value_source = "judgement"
for = ["T1", "T2", "T3"]
minimum_for = ["T1"]
only_when = ["aggressor"]
about = "both"

[responses.order_service_and_compliance]
hours = { investigator = 5 }
value = 0.45
value_source = "judgement"
for = ["T1", "T2", "T3"]
minimum_for = ["T1"]
streams = ["adult"]
not_when = ["in_custody", "aggressor"]
about = "perpetrator"

[responses.offender_management_visit]
hours = { investigator = 4, liaison = 2 }
value = 0.4
value_source = "judgement"
for = ["T2", "T3"]
streams = ["adult"]
not_when = ["in_custody", "aggressor"]
about = "perpetrator"

[responses.same_day_safe_contact]
hours = { liaison = 3 }
value = 0.35
value_source = "judgement"
for = ["T1", "T2"]
minimum_for = ["T1"]
about = "victim_survivor"

[responses.youth_and_family_response]
hours = { liaison = 6 }
value = 0.5
value_source = "judgement"
for = ["T1", "T2", "T3"]
minimum_for = ["T1"]
streams = ["young_person", "under_age"]
about = "both"

[responses.intelligence_profile]
hours = { analyst = 5 }
value = 0.25
value_source = "judgement"
for = ["T2", "T3"]
about = "perpetrator"
"""

HOURS_PER_WEEKLY_INCIDENT = {"investigator": 4.6, "analyst": 0.65, "liaison": 1.4}
"""About 230 investigators and 32 analysts for 1,790 incidents a week, at 36 hours each
(operations.md 1.4); the liaison officers' hours are judgement."""


def capacity_toml(weekly: Mapping[str, float]) -> str:
    """A capacity file for the divisions.

    Args:
        weekly: Family incidents a week by division.

    Returns:
        TOML as in the holdings format.
    """
    parts = [RESPONSES]
    pool = 0.0
    for division in sorted(weekly):
        hours = {
            kind: max(2, round(rate * weekly[division]))
            for kind, rate in HOURS_PER_WEEKLY_INCIDENT.items()
        }
        pool += hours["investigator"]
        inner = ", ".join(f"{kind} = {value}" for kind, value in hours.items())
        most = max(1, hours["investigator"] // 40)
        parts.append(
            f"\n[divisions.{division}]\nhours = {{ {inner} }}\n"
            f"[divisions.{division}.limits]\nspecialist_investigation = {most}\n"
        )
    parts.append(
        f"\n[state]\nhours = {{ investigator = {max(1, round(pool / 20))} }}\n"
    )
    return "".join(parts)
