"""Serve a filled database and let fifty people work on it for some minutes.

Run as ``python -m tests.benchmarks.platform.crowded [MINUTES] [PEOPLE]`` with the
environment of `world`; needs ``scripts/setup.sh load`` (Locust).
"""

import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

SAFEWARD = Path(sys.executable).with_name("safeward")
PORT = 8765


def main(minutes: float, people: int) -> None:
    """Print what Locust measured, a row a page."""
    os.environ["SAFEWARD_DEMO"] = "1"
    address = f"http://localhost:{PORT}"
    site = subprocess.Popen([SAFEWARD, "serve", "--port", str(PORT)])
    try:
        _wait(address)
        with tempfile.TemporaryDirectory() as folder:
            prefix = Path(folder) / "crowd"
            subprocess.run(
                [
                    sys.executable, "-m", "locust", "--headless", "--only-summary",
                    "-f", str(Path(__file__).with_name("crowd.py")),
                    "--host", address, "-u", str(people), "-r", "5",
                    "-t", f"{int(minutes * 60)}s", "--csv", str(prefix),
                    "--exit-code-on-error", "0", "--loglevel", "WARNING",
                ],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
            _told(Path(f"{prefix}_stats.csv"))
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=60)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the site did not answer")


def _told(path: Path) -> None:
    print("| page | requests | failures | p50 ms | p95 ms | p99 ms |")
    print("|---|---|---|---|---|---|")
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            cells = [row["Name"], row["Request Count"], row["Failure Count"]]
            cells += [row[share] for share in ("50%", "95%", "99%")]
            print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main(
        float(sys.argv[1]) if len(sys.argv) > 1 else 5,
        int(sys.argv[2]) if len(sys.argv) > 2 else 50,
    )
