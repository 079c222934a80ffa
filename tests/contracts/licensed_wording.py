"""Fingerprints of wording that is not ours, so that none of it is kept to test for it.

``python -m tests.contracts.licensed_wording FOLDER...`` reads files in which licensed
instruments are described (their labels, as other pages print them), and
writes the hashes of every run of six words. The texts themselves stay outside.

What this can show: no file here repeats six words in a row of those labels. What it
cannot: that a label is far enough from an original that nobody here has read.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 6
KEPT = Path(__file__).parent / "licensed_wording.txt"
_LINE = re.compile(r"^\s*-?\s*label:\s*(.*(?:\n\s{4,}\S.*)*)", re.MULTILINE)


def words(text: str) -> list[str]:
    """Words in small letters, without signs between them."""
    return re.findall(r"[a-z0-9]+", text.lower())


def fingerprints(text: str) -> Iterator[str]:
    """The hash of each run of six words."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN])
        yield hashlib.sha256(run.encode()).hexdigest()[:16]


def kept() -> frozenset[str]:
    """The fingerprints that no file may have."""
    return frozenset(KEPT.read_text(encoding="utf-8").split())


if __name__ == "__main__":
    found: set[str] = set()
    for name in sys.argv[1:]:
        for label in _LINE.findall(Path(name).read_text(encoding="utf-8")):
            found.update(fingerprints(label))
    KEPT.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
