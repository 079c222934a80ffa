"""What the words in a policy's sentences may stand for.

A sentence names no person, holds no `;` and never says that there is no risk.
"""

from typing import Final

PLACEHOLDERS: Final = frozenset(
    {
        "n",  # the value of the line's input
        "s",  # plural ending of n
        "es",  # plural ending of n
        "named",  # dates of the reports it rests on, outcomes beside them
        "alleged",  # "alleged " unless every report named ended in a conviction
        "alleged_start",  # the same at the start of a sentence
        "on",  # date of the recorded result
        "fear",  # "some" or "high"
        "likelihood",
        "severity",
        "event_days_90d",
    }
)
