"""The codes that a report may hold, each with the words of page and API.

Codes of the holdings keep their spelling; the words beside them are questions that a
member can ask and answer on a doorstep.
"""

from typing import Final

YES_NO: Final = {"yes": "Yes", "no": "No", "": "Not recorded"}

ROLES: Final = {
    "perpetrator": "Alleged perpetrator",
    "victim_survivor": "Affected family member (victim survivor)",
    "child": "Child",
    "witness": "Witness",
    "person_of_interest": "Other person of interest",
}

RELATIONSHIPS: Final = {
    "partner": "Partner",
    "former_partner": "Former partner",
    "parent": "Parent or step-parent",
    "child": "Child or step-child",
    "sibling": "Brother or sister",
    "grandparent": "Grandparent",
    "grandchild": "Grandchild",
    "in_law": "In-law",
    "kin": "Kin under cultural custom",
    "other_family": "Other family",
    "carer": "Cares for the alleged perpetrator",
    "cared_for": "Is cared for by the alleged perpetrator",
    "household": "Same household",
    "acquaintance": "Acquaintance",
    "stranger": "Stranger",
}

INJURIES: Final = {
    "": "Not recorded",
    "none": "None",
    "minor": "Minor",
    "serious": "Serious",
    "fatal": "Fatal",
}

FEARS: Final = {
    "": "Not recorded",
    "none": "Not afraid",
    "some": "Afraid",
    "high": "Very afraid",
}

DETECTED: Final = {
    "": "Not recorded",
    "victim": "The affected family member",
    "third_party": "A neighbour, relative or other caller",
    "agency": "An agency or service",
    "proactive": "Police, by a check of their own",
}

MARKERS: Final = {
    "strangulation": "Choked, strangled, or stopped from breathing",
    "threat_to_kill": "Threatened to kill anybody",
    "weapon": "Used or showed a weapon",
    "firearm_access": "Has or may have access to a firearm, licensed or not",
    "sexual_violence": "Sexual violence or pressure",
    "stalking": "Followed, watched, tracked or kept contacting, also online",
    "coercive_control": "Controls daily life, money, movement or contact",
    "obsessive_jealousy": "Extreme jealousy",
    "suicide_threat": "Threatened or tried suicide",
    "property_damage": "Damaged property",
    "economic_abuse": "Controls or takes money",
    "animal_harm": "Hurt or threatened an animal",
    "systems_abuse": "Misuses courts, police or agencies against them",
    "neglect": "Neglects somebody in their care",
    "child_targeted": "Hurt or threatened a child",
    "child_present": "A child was there, saw or heard it, or lives with it",
    "alcohol_or_drugs": "Alcohol or drugs",
    "pregnancy": "Somebody is pregnant or gave birth within 12 months",
    "separation": "Separated, or is leaving, within 12 months",
    "escalating": "It is getting worse or more often, as they say",
}

CHECKS: Final = {
    "orders": "Intervention orders and bail",
    "earlier_reports": "Earlier reports about these people",
    "warning_flags": "Warning flags",
    "firearms": "Firearms and weapons",
    "warrants": "Warrants",
    "children": "Children who live at the address",
}

CHECKED: Final = {
    "found": "Checked: there is something",
    "nothing": "Checked: nothing",
    "not_checked": "Not checked",
}

FACTORS: Final = {
    "history": "History of violence between them",
    "context": "Why each of them did what they did",
    "injury": "How badly each is hurt",
    "capacity": "Who is able to do more harm",
    "self_defence": "Signs of self-defence or resistance",
    "needs_protection": "Who most needs protection",
    "fear": "Who is more afraid",
    "control": "A pattern of control, coercion or intimidation",
    "other_partners": "Violence against other family members or former partners",
}
"""What Victoria Police ask a member to weigh (guide quoted in operations 1.5)."""

CONSIDERED: Final = {
    "age": "Age",
    "disability": "Disability, illness or injury",
    "language": "First language, and whether an interpreter was used",
    "indigenous": "Whether they are Aboriginal or Torres Strait Islander",
    "gender": "Gender identity and sexual orientation",
    "prior_harm": "Earlier harm done to them by the same person",
    "injury_kind": "Whether injuries look like defence or attack",
}
"""Shown so that nobody is misjudged for who they are; in no score, ever."""

CRIMINAL: Final = {
    "no_offence": "No offence found",
    "pending_enquiries": "Enquiries go on",
    "pending_summons": "Summons to follow",
    "charge_bail": "Charged and bailed",
    "charge_remand": "Charged and remanded",
}

CIVIL: Final = {
    "none": "None",
    "safety_notice": "Family violence safety notice",
    "application_summons": "Application and summons",
    "application_summons_interim": "Application and summons with an interim order",
    "application_warrant": "Application and warrant",
    "variation_summons": "Variation by application and summons",
    "variation_warrant": "Variation by application and warrant",
}

REFERRALS: Final = {
    "specialist_service": "Specialist family violence service",
    "hub": "Support and safety hub",
    "behaviour_change": "Men's behaviour change or other perpetrator service",
    "aboriginal_service": "Aboriginal community controlled service",
    "child_protection": "Child protection",
    "child_family_service": "Child and family service",
    "health": "Health, mental health, alcohol or drugs",
    "declined": "Offered and declined",
    "unsafe_to_offer": "Not safe to offer now",
}

SAFE_TONIGHT: Final = {
    "yes": "Yes",
    "no": "No",
    "unknown": "Cannot say",
}

CONTACT_KINDS: Final = {
    "followed": "Followed or waited for",
    "approached": "Approached in person",
    "home": "Came to home, work or school",
    "messages": "Calls, texts or messages",
    "online": "Posts, accounts or messages online",
    "tracking": "Tracking device, app or camera",
    "gifts": "Letters or things sent or left",
    "third_party": "Through somebody else",
    "property": "Damage or entry",
}

CONSENT: Final = {
    "consent": "They agreed",
    "serious_threat": "To lessen a serious threat, without consent",
    "perpetrator": "About the alleged perpetrator: no consent is needed",
    "child": "For a child's wellbeing or safety: no consent is needed",
}
"""On what a partner may share (Family Violence Protection Act 2008 (Vic) Part 5A)."""

STALKING_ITEMS: Final = {
    "unwanted_2_weeks": "It has gone on for more than two weeks",
    "prior_relationship": "They were once partners",
    "threats": "Threats of violence",
    "approaches": "Comes near in person",
    "ignores_warnings": "Goes on after being told to stop or after an order",
    "escalating_contact": "Contact is more often or more intrusive",
    "knows_movements": "Knows where they go",
    "others_involved": "Contacts family, friends or work",
    "entered_home": "Has entered home or car",
    "violence_before": "Violence before, to anybody",
    "desperate": "Says life has no meaning without them",
    "property_or_pets": "Damage to property, or harm to pets",
}
"""What is recorded of a pattern of stalking; recorded, not scored."""
