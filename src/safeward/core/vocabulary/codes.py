"""Every closed list of the holdings format, in the order in which people read it.

A code is a plain lower-case string: it is what the files hold and what people see in
exports. Tuples, not enumerations, because frames compare strings; their order carries
meaning where the docstring says so.
"""

from typing import Final

HARM_KINDS: Final = (
    "family_violence",
    "stalking",
    "sexual_offence",
    "child_abuse",
    "child_sexual_exploitation",
    "harmful_sexual_behaviour",
    "order_breach",
)
"""Kinds of incident that are harm in themselves; only these are counted."""

OTHER_KINDS: Final = ("missing_episode", "intelligence", "other")
INCIDENT_KINDS: Final = (*HARM_KINDS, *OTHER_KINDS)

MARKERS: Final = (
    "strangulation",
    "threat_to_kill",
    "weapon",
    "firearm_access",
    "sexual_violence",
    "stalking",
    "coercive_control",
    "obsessive_jealousy",
    "suicide_threat",
    "property_damage",
    "economic_abuse",
    "animal_harm",
    "systems_abuse",
    "neglect",
    "child_targeted",
    "child_present",
    "alcohol_or_drugs",
    "pregnancy",
    "separation",
    "escalating",
)
"""The alleged perpetrator's behaviour around an event: yes, no or not recorded."""

INJURIES: Final = ("none", "minor", "serious", "fatal")
"""From least to gravest."""

FEARS: Final = ("none", "some", "high")
"""From least to most afraid, as the victim survivor says."""

DETECTED: Final = ("victim", "third_party", "agency", "proactive")
OUTCOMES: Final = (
    "open",
    "charged",
    "convicted",
    "acquitted",
    "withdrawn",
    "no_offence",
    "not_substantiated",
    "substantiated",
    "no_family_violence",
    "recorded_in_error",
)
AGGRESSOR_STATUSES: Final = ("provisional", "confirmed", "disputed", "corrected")

ROLES: Final = (
    "perpetrator",
    "victim_survivor",
    "child",
    "witness",
    "person_of_interest",
    "missing_child",
)
RELATIONSHIPS: Final = (
    "partner",
    "former_partner",
    "parent",
    "child",
    "sibling",
    "grandparent",
    "grandchild",
    "in_law",
    "kin",
    "other_family",
    "carer",
    "cared_for",
    "household",
    "acquaintance",
    "stranger",
)
"""What a person is to the alleged perpetrator."""

ORDER_KINDS: Final = (
    "safety_notice",
    "interim_intervention",
    "final_intervention",
    "personal_safety_intervention",
    "bail",
    "remand",
    "imprisonment",
    "parole",
    "community_correction",
    "electronic_monitoring",
    "registration",
)
PROTECTIVE_ORDERS: Final = (
    "safety_notice",
    "interim_intervention",
    "final_intervention",
    "personal_safety_intervention",
)
"""Orders that name a protected person and take effect when served."""

CUSTODY_ORDERS: Final = ("remand", "imprisonment")
ORDER_CONDITIONS: Final = ("full", "limited")

SEXES: Final = ("F", "M", "X")
STATES: Final = ("VIC", "NSW", "QLD", "SA", "WA", "TAS", "NT", "ACT")
INDIGENOUS_STATUSES: Final = (
    "aboriginal",
    "torres_strait_islander",
    "both",
    "neither",
    "not_stated",
)
EQUITY_FIELDS: Final = (
    "indigenous_status",
    "priority_groups",
    "country_of_birth",
    "language",
)
"""Kept for service and audit; never read by linkage, scores, tiers or priority."""

DECISION_KINDS: Final = ("review", "override", "close", "reopen", "cold", "hold")

TIERS: Final = ("T1", "T2", "T3", "T4")
"""From most to least urgent."""

STREAMS: Final = ("adult", "young_person", "under_age")
CHECKS: Final = (
    "aggressor",
    "in_custody",
    "release_due",
    "order_unserved",
    "order_expiring",
    "interstate",
    "restricted",
    "age_unknown",
    "death_review",
    "doubtful_link",
    "known_gap",
)
"""Printed beside a tier, in this order; none of them changes an axis or a tier."""

MARAM_LEVELS: Final = (
    "none_identified",
    "at_risk",
    "elevated",
    "serious",
    "immediate_protection",
)
"""From least to most serious; a judgement, never a sum."""

FRONTLINE_WITH_OVERSIGHT: Final = "frontline_with_oversight"
"""What a case below this week's hours gets: never nothing."""
