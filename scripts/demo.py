"""`make demo`: a synthetic division, the main job on its files, then the site.

`make demo ONCE=1` stops once it has seen that the site answers.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

import demo_site

from safeward.cli.app import run


def main(folder: Path) -> None:
    """Make the files once, then do the main job as of yesterday and of today."""
    jurisdiction = folder / "jurisdiction"
    folder.mkdir(parents=True, exist_ok=True)
    if not (jurisdiction / "holdings").is_dir():
        _call(
            "synth",
            str(jurisdiction),
            *("--incidents", "12000", "--divisions", "2", "--years", "5"),
            *("--seed", "2026"),
        )
    today = _last_day(jurisdiction)
    yesterday = today - timedelta(days=1)
    holdings = str(jurisdiction / "holdings")
    print(f"\nYesterday, {yesterday.isoformat()}, for comparison:")
    _call(
        "prioritise",
        holdings,
        *("--out", str(folder / "yesterday"), "--as-of", yesterday.isoformat()),
        "--quiet",
    )
    print(f"\nThis morning, {today.isoformat()}:")
    _call(
        "prioritise",
        holdings,
        *("--out", str(folder / "today"), "--as-of", today.isoformat()),
        *("--since", str(folder / "yesterday")),
    )
    print("\nThe site, for a made-up state whose last report is of yesterday:")
    demo_site.prepare(folder / "site", _call)
    if os.environ.get("ONCE"):
        demo_site.look_once()
    else:
        demo_site.serve(_call)


def _last_day(jurisdiction: Path):
    import polars as pl

    reported = pl.read_csv(
        jurisdiction / "holdings" / "incidents.csv", columns=["reported_on"]
    )["reported_on"]
    return reported.str.to_date(strict=False).max()


def _call(*arguments: str) -> None:
    try:
        run(list(arguments))
    except SystemExit as ended:
        if ended.code:
            raise


if __name__ == "__main__":
    main(Path(sys.argv[1]))
