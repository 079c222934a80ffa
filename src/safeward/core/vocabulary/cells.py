"""Cells of a table that a spreadsheet would run as a formula when a file is opened."""

import re
from typing import Final

RUN_AS_FORMULA: Final = r"^[\s\x00-\x1f]*[=+\-@\t\r＝＋－＠]"
"""Texts that begin so; blanks and control characters before it do not hide it."""

_RUN = re.compile(RUN_AS_FORMULA)


def guarded(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run."""
    return f"'{text}" if _RUN.match(text) else text
