"""Codes of the queue in the words in which people read them, page and paper alike."""

from typing import Final

CHECK_WORDS: Final = {
    "aggressor": "determine predominant aggressor first",
    "in_custody": "in custody",
    "release_due": "release due",
    "order_unserved": "order not served",
    "order_expiring": "order expiring",
    "interstate": "interstate address",
    "restricted": "restricted record",
    "age_unknown": "age not known",
    "death_review": "death review",
    "doubtful_link": "doubtful identity",
    "known_gap": "a decisive fact is not known",
}
"""What stands beside a tier and changes none."""

TIER_WORDS: Final = {"T1": "acute", "T2": "high", "T3": "medium", "T4": "standard"}
"""How soon somebody must act; a low tier never means that there is nothing to fear."""

STREAM_WORDS: Final = {
    "adult": "adult",
    "young_person": "young person using violence",
    "under_age": "under the age of criminal responsibility",
}


def spoken(code: str) -> str:
    """A code as plain words, for lists that have no words of their own."""
    return code.replace("_", " ")
