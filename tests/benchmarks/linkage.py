"""Batch linkage beside Splink 5: one standardised Parquet in, written groups out.

Run as ``python -m tests.benchmarks.linkage [MENTIONS]``. Both engines execute the same
stored model on the same file, each in its own process; Splink blocks as its
documentation suggests for names, dates of birth and contacts. Plain components need a
higher threshold than ours, whose guards stop chains: Splink is timed grouping once,
then groups at several thresholds unmeasured, and its best F1 is shown. Agencies' own
numbers are left out, because Splink has no rule above weights.
"""

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

MENTIONS_AN_INCIDENT: Final = 2.6
SPLINK_BLOCKS: Final = (
    ("given", "family"),
    ("given", "born"),
    ("family", "born"),
    ("phone",),
    ("email",),
    ("address", "given"),
)
"""Several strict rules of two fields each, and the contacts."""
SPLINK_THRESHOLDS: Final = (6.0, 9.0, 12.0, 15.0)
"""Bits; pairs below the first are not kept, as a user of plain components would."""


def run(size: int) -> None:
    """Print both engines side by side for about so many mentions."""
    import polars as pl

    from safeward.core.linkage.evaluate import clustered

    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        truth = _prepare(size, here)
        rows = []
        for engine in ("ours", "splink"):
            out = here / f"{engine}.parquet"
            command = [sys.executable, "-m", "tests.benchmarks.linkage", engine]
            told = subprocess.run(
                [*command, str(here / "std.parquet"), str(out)],
                check=True,
                capture_output=True,
                text=True,
            )
            found = json.loads(told.stdout.splitlines()[-1])
            tried = [
                (clustered(pl.read_parquet(written), truth), written)
                for written in (out, *sorted(here.glob("splink-at-*.parquet")))
                if written.name.startswith(engine)
            ]
            accuracy, best = max(tried, key=lambda pair: pair[0].f1)
            for each, written in tried[1:]:
                print(f"{written.stem}: F1 {each.f1:.4f}")
            rows.append((best.stem, found, accuracy))
    records = truth.height
    print(f"{records:,} mentions, standardised Parquet to written groups")
    print("| engine | pairs | wall s | CPU s | peak GB | precision | recall | F1 |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    for engine, found, accuracy in rows:
        print(
            f"| {engine} | {found['pairs']:,} | {found['wall']:.1f}"
            f" | {found['cpu']:.1f} | {found['peak']:.2f}"
            f" | {accuracy.precision:.4f} | {accuracy.recall:.4f}"
            f" | {accuracy.f1:.4f} |"
        )
    (_, ours, _), (_, theirs, _) = rows
    print(
        f"ratio: wall {theirs['wall'] / ours['wall']:.1f}x,"
        f" CPU {theirs['cpu'] / ours['cpu']:.1f}x"
    )


def _prepare(size: int, folder: Path) -> Any:
    """Write the standardised Parquet; gives the truth."""
    import polars as pl

    from safeward.core.linkage.standardise import standardise
    from safeward.core.synthetic import generate

    incidents = max(int(size / MENTIONS_AN_INCIDENT), 100)
    made = generate(incidents=incidents, divisions=21, years=10, seed=23)
    persons = made.tables["persons"].with_columns(identifier=pl.lit(None, pl.String))
    standardise(persons).write_parquet(folder / "std.parquet")
    return made.truth["records"].select("record_id", person="true_person_id")


def ours(source: Path, target: Path) -> int:
    """Link with our scorer."""
    import polars as pl

    from safeward.core.linkage.link import link_standardised

    linked = link_standardised(pl.read_parquet(source))
    linked.people.write_parquet(target)
    return linked.pairs_scored


def splink(source: Path, target: Path) -> int:
    """Link with Splink executing the same stored model, grouping once."""
    pairs, groups_at = predicted(source)
    groups_at(SPLINK_THRESHOLDS[0]).write_parquet(target)
    return pairs


def predicted(source: Path) -> tuple[int, Callable[[float], Any]]:
    """Splink's number of pairs, and its groups at any threshold in bits."""
    import logging

    import duckdb
    import polars as pl
    from splink import Linker, block_on
    from splink.backends.duckdb import DuckDBAPI

    from safeward.core.linkage.estimate import settings
    from safeward.core.linkage.model import default_model

    logging.getLogger("splink").setLevel(logging.ERROR)
    model = default_model()
    std = pl.read_parquet(source)
    api = DuckDBAPI(connection=duckdb.connect(config={"threads": 2}))
    kept = [c for c in std.columns if c not in ("agency", "identifier", "names")]
    table = api.register(std.select(kept).to_arrow(), dataset_display_name="mentions")
    given = settings(model) | {
        "blocking_rules_to_generate_predictions": [
            block_on(*rule).get_blocking_rule("duckdb").as_dict()["blocking_rule"]
            for rule in SPLINK_BLOCKS
        ]
    }
    linker = Linker(table, given, log_level=None)
    for terms in model.terms.values():
        values = std[terms.column].drop_nulls().unique().sort()
        lookup = pl.DataFrame(
            {
                terms.column: values,
                f"tf_{terms.column}": [terms.frequency(v) for v in values],
            }
        )
        linker.table_management.register_term_frequency_lookup(
            api.register(lookup.to_arrow()), terms.column
        )
    edges = linker.inference.predict(threshold_match_weight=SPLINK_THRESHOLDS[0])

    def groups_at(threshold: float) -> pl.DataFrame:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
            edges, threshold_match_weight=threshold
        )
        groups = pl.DataFrame(clusters.as_pyarrow_table())
        return groups.select("record_id", person_id="cluster_id")

    return edges.as_pyarrow_table().num_rows, groups_at


def _measured(engine: str, source: Path, target: Path) -> None:
    """Do one engine's work in this process and print what it took."""
    wall = time.perf_counter()
    groups_at: Callable[[float], Any] | None = None
    if engine == "splink":
        pairs, groups_at = predicted(source)
        groups_at(SPLINK_THRESHOLDS[0]).write_parquet(target)
    else:
        pairs = ours(source, target)
    wall = time.perf_counter() - wall
    used = resource.getrusage(resource.RUSAGE_SELF)
    if groups_at:
        for bits in SPLINK_THRESHOLDS[1:]:
            written = target.with_name(f"splink-at-{bits:04.1f}.parquet")
            groups_at(bits).write_parquet(written)
    told = {
        "pairs": pairs,
        "wall": wall,
        "cpu": used.ru_utime + used.ru_stime,
        "peak": used.ru_maxrss / math.pow(2, 20),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
