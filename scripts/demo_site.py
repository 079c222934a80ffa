"""The second half of `make demo`: a made-up division's site, on this machine."""

import hashlib
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAFEWARD = Path(sys.executable).with_name("safeward")
STALE = timedelta(days=7)
WAIT_SECONDS = 60.0
MANAGER = "demo_unit_manager"
SIZE = ("--incidents", "3000", "--divisions", "2", "--years", "3", "--seed", "2026")

type Call = Callable[..., None]


def prepare(folder: Path, call: Call) -> None:
    """Load a made-up state whose last report is yesterday's, unless one stands there.

    Afterwards the environment names its database, so that commands find it.
    """
    os.environ["SAFEWARD_DEMO"] = "1"
    os.environ["SAFEWARD_DATA"] = str(folder / "data")
    stamp = folder / "made.json"
    if _stands(stamp):
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    last = date.today() - timedelta(days=1)
    files = folder / "jurisdiction"
    holdings = files / "holdings"
    # Without what units decided: the reviews of it follow the gravest reports only,
    # so every other tier would wait for a review for ever and stay overdue.
    call("synth", str(files), *SIZE, "--until", last.isoformat())
    call("db", "migrate")
    call("db", "load", str(holdings))
    hours = ("--capacity", str(holdings / "capacity.toml"))
    call("db", "demo-people", "--division", _busiest(holdings), *hours)
    call("db", "rerank")
    stamp.write_text(json.dumps({"last": last.isoformat(), "steps": _steps()}))


def serve(call: Call) -> None:
    """Serve until stopped."""
    call("serve", "--port", str(_port()))


def look_once() -> None:
    """Serve, see that the site answers and that its queue holds people, and stop."""
    port = _port()
    site = subprocess.Popen([SAFEWARD, "serve", "--port", str(port)])  # noqa: S603
    try:
        print(f"The site answers; {_walk(f'http://localhost:{port}')}.")
    finally:
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=WAIT_SECONDS)


def _walk(address: str) -> str:
    """Go the way of a newcomer who signs in as a unit's manager."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = _first(browser, f"{address}/account/sign-in/")
    if MANAGER not in page:
        raise SystemExit("demo: the sign-in page shows no demo people.")
    page = _send(browser, f"{address}/account/sign-in/demo/", page, person=MANAGER)
    page = _send(browser, f"{address}/account/purpose/", page, purpose="supervision")
    with browser.open(f"{address}/queue/") as answer:
        queue = answer.read().decode()
    people = len(
        set(re.findall(r'href="(?:/people|/queue)/[^"]*?([0-9a-f-]{36})', queue))
    )
    if not people:
        raise SystemExit("demo: the queue holds nobody.")
    return f"its manager's queue shows {people} people"


def _first(browser: urllib.request.OpenerDirector, address: str) -> str:
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            with browser.open(address, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:  # not there yet, or still busy starting
            if time.monotonic() > end:
                raise SystemExit("demo: the site did not answer.") from None
            time.sleep(0.2)


def _send(
    browser: urllib.request.OpenerDirector, address: str, page: str, **fields: str
) -> str:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if token is None:
        raise SystemExit(f"demo: no form to send to {address}.")
    said = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]})
    with browser.open(address, said.encode()) as answer:
        return str(answer.read().decode())


def _busiest(holdings: Path) -> str:
    """The division with most reports to its police."""
    import csv

    with (holdings / "incidents.csv").open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        seen = Counter(row["division"] for row in rows if row["agency"] == "police")
    return min(seen, key=lambda division: (-seen[division], division))


def _stands(stamp: Path) -> bool:
    try:
        said = json.loads(stamp.read_text())
        fresh = date.today() - date.fromisoformat(said["last"]) <= STALE
    except (OSError, ValueError, KeyError):
        return False
    return bool(fresh and said["steps"] == _steps())


def _steps() -> str:
    """A digest of how the database is made: after a change it is made anew."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted((ROOT / "src/safeward/apps").glob("*/migrations/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _port() -> int:
    """The usual port, or a free one where somebody else has it."""
    for wanted in (int(os.environ.get("PORT") or 8000), 0):
        with socket.socket() as free:
            try:
                free.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(free.getsockname()[1])
    raise SystemExit("demo: no port is free.")
