"""The site and what goes on beside it: two processes, one life.

Each is a fresh process and no fork of this one, which has no threads and asks nothing:
a worker of the site may die and be replaced without touching the work, and the other
way about.
"""

import signal
import subprocess
import sys
import time
from types import FrameType

LOOK_SECONDS = 0.2
LONGEST_WAIT = 60.0
START = "from safeward.cli import main; main()"


def together(site: list[str], work: list[str]) -> int:
    """Run two commands of ours until the first ends; keep the second up meanwhile.

    Args:
        site: Words of the command whose end is the end.
        work: Words of the command that is started again when it ends; it stops when its
            standard input ends, so it never outlives this process.

    Returns:
        The first command's exit status.
    """
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        del frame
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    first = _start(site)
    second, since, wait = _start(work), time.monotonic(), 1.0
    while first.poll() is None and not asked:
        time.sleep(LOOK_SECONDS)
        if second.poll() is not None:
            # One that had run for long starts again at once, one that fails does not.
            wait = 1.0 if time.monotonic() - since > LONGEST_WAIT else wait * 2
            _pause(min(wait, LONGEST_WAIT), asked, first)
            if first.poll() is None and not asked:
                second, since = _start(work), time.monotonic()
    if first.poll() is None:
        first.terminate()
    status = first.wait()
    # Last, so that what the last answers recorded is sealed too.
    if second.stdin is not None:
        second.stdin.close()
    second.wait()
    return 0 if asked else status


def _start(words: list[str]) -> subprocess.Popen[bytes]:
    # In sessions of their own: Ctrl-C reaches this process alone, which ends them in
    # order.
    return subprocess.Popen(  # noqa: S603 - our own commands
        [sys.executable, "-c", START, *words],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )


def _pause(seconds: float, asked: list[int], first: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and not asked and first.poll() is None:
        time.sleep(LOOK_SECONDS)
