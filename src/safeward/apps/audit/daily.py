"""A check of the whole log once a day, and what it said, kept outside the database."""

import datetime
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from safeward.apps.audit.types import LastCheck, Report
from safeward.apps.foundation import clock

WITHIN_DATA = Path("audit") / "checked.json"
"""Where the outcome is kept, within the folder that SAFEWARD_DATA names."""


def check(path: Path, verify: Callable[[], Report]) -> LastCheck | None:
    """Check the log if today's check is still to be made.

    Returns:
        What was found, or nothing when it had been checked today.
    """
    before = read(path)
    if before is not None and before.at.date() == clock.now().date():
        return None
    report = verify()
    found = LastCheck(
        at=clock.now(),
        sound=report.sound,
        sealed=report.sealed,
        waiting=report.waiting,
        head=report.head,
        sentences=tuple(finding.sentence for finding in report.findings[:10]),
    )
    _keep(path, found)
    return found


def read(path: Path) -> LastCheck | None:
    """What the last check said; nothing when there was none that can be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return LastCheck(
            at=datetime.datetime.fromisoformat(said["at"]),
            sound=bool(said["sound"]),
            sealed=int(said["sealed"]),
            waiting=int(said["waiting"]),
            head=str(said["head"]),
            sentences=tuple(said["sentences"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, found: LastCheck) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = {
        "at": found.at.isoformat(),
        "sound": found.sound,
        "sealed": found.sealed,
        "waiting": found.waiting,
        "head": found.head,
        "sentences": list(found.sentences),
    }
    handle, partial = tempfile.mkstemp(prefix=".checked-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(said) + "\n")
    os.replace(partial, path)
