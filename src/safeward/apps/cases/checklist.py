"""What a liaison officer looks for in a family violence report, line by line."""

from typing import Final

CHECKLIST: Final = {
    "aggressor_reasoned": "The predominant aggressor is named with reasons, or said to "
    "be unclear",
    "apart": "The parties were spoken to apart, with an interpreter where needed",
    "children": "Each child is listed, seen or the reason told, and safe tonight",
    "questions": "The screening questions are answered, or it is said why not",
    "judgement": "The member's own judgement of the risk is told in words",
    "orders": "Orders, notices and firearms were checked and acted on",
    "referrals": "Each party's referral is decided and told",
    "pattern": "The words tell a pattern and who did what, not a quarrel of two",
    "respect": "Nothing blames the victim survivor or gives away where she is",
}
