"""Look at a delivery, and take it in: whole or not at all."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import polars as pl
from attrs import asdict, evolve, frozen
from django.db import IntegrityError, transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.foundation import clock
from safeward.apps.records.actions.recording import recorded
from safeward.apps.records.models import Load, RejectedRow
from safeward.apps.records.store.alone import alone
from safeward.apps.records.store.comparing import Difference, difference
from safeward.apps.records.store.keys import Held, spelled_as_held
from safeward.apps.records.store.naming import identifiers
from safeward.apps.records.store.shapes import SHAPES, Shape
from safeward.apps.records.store.writing import add, insert, moment_text, supersede
from safeward.apps.records.types import Act, LoadRefused, LoadState, Outcome
from safeward.core.holdings.read import read_delivery
from safeward.core.holdings.rejected import ROW
from safeward.core.holdings.types import InputTable
from safeward.core.vocabulary.errors import HoldingsRejected
from safeward.core.vocabulary.progress import Progress, silent

if TYPE_CHECKING:
    from safeward.apps.access.models import User

LONGEST_KEY = 500
"""Characters of an id or reference; an index takes no more on every database."""


def dry_run(
    *,
    by: "User | None",
    folder: Path | Sequence[Path],
    source: str = "",
    as_of: date | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Say what a delivery would bring; nothing of it is taken in.

    Arguments and errors are those of `commit_load`.
    """
    _ask(by)
    delivery = _Delivery.read(folder, progress)
    changes = delivery.compared(progress)
    load = _row(source, folder, as_of)
    with transaction.atomic():
        return delivery.enter(load, by, changes, LoadState.DRY_RUN)


def commit_load(
    *,
    by: "User | None",
    folder: Path | Sequence[Path],
    source: str = "",
    as_of: date | None = None,
    looked_at: UUID | None = None,
    progress: Progress = silent,
) -> Outcome:
    """Take a delivery in: add what is new, and what says something else than is held.

    A row that says what is held already is skipped; a changed one takes the place of
    the held one, which stays. What was refused is kept with the load.

    Args:
        by: Who loads; nobody is the platform itself, from the command line.
        folder: One or more folders in the holdings format. Their rows may refer to
            rows that are held.
        source: Where it came from, in words; the folders' names when left out.
        as_of: The day for which it was drawn up; today when left out.
        looked_at: The dry run that was looked at; its files must be these.
        progress: Told of each file and stage.

    Raises:
        Refused: When the actor may not load holdings.
        HoldingsRejected: A file that cannot be read at all; nothing is taken in.
        LoadRefused: The files are not those that were looked at, or somebody changed
            the same records meanwhile.
    """
    _ask(by)
    delivery = _Delivery.read(folder, progress)
    with transaction.atomic():
        alone()
        if looked_at is None:
            load = _row(source, folder, as_of)
        else:
            load = _looked_at(looked_at, delivery)
        if not delivery.held.still_so():
            raise _meanwhile()
        changes = delivery.compared(progress)
        load.committed_at = now = clock.now()
        outcome = delivery.enter(load, by, changes, LoadState.COMMITTED)
        for change in changes:
            _take_in(change, load.pk, now, progress)
        _keep_rejected(delivery.rejected, load.pk, now)
        return outcome


@frozen
class _Delivery:
    """What the files say, and what of it rests on rows that are held."""

    tables: dict[str, pl.DataFrame]
    rejected: pl.DataFrame
    files: tuple[InputTable, ...]
    held: Held

    @classmethod
    def read(cls, folder: Path | Sequence[Path], progress: Progress) -> "_Delivery":
        folders = [folder] if isinstance(folder, Path) else list(folder)
        held = Held()
        read = read_delivery(folders, held=held, progress=progress)
        tables = dict(read.tables)
        for name, shape in SHAPES.items():
            _check_keys(tables[name], shape)
        tables["incidents"] = spelled_as_held(tables["incidents"])
        return cls(tables, read.rejected, read.inputs, held)

    @property
    def inputs(self) -> list[dict[str, Any]]:
        """The files as a load remembers them."""
        return [
            {
                "table": file.table,
                "file": file.path.name,
                "rows": file.rows,
                "sha256": file.sha256,
                "unknown": sorted(
                    set(self.tables[file.table].columns)
                    - {*SHAPES[file.table].table.names, "occurred_at"}
                ),
            }
            for file in self.files
        ]

    def compared(self, progress: Progress) -> list[Difference]:
        """What taking it in would change, table by table."""
        refused = self._refused()
        changes = []
        for name, shape in SHAPES.items():
            progress(f"comparing {name}")
            change = difference(self.tables[name], shape)
            counts = evolve(change.counts, rejected=refused.get(name, 0))
            changes.append(evolve(change, counts=counts))
        return changes

    def _refused(self) -> dict[str, int]:
        """How many rows were refused, by table."""
        rows = self.rejected.filter(pl.col("refused") == ROW)
        rows = rows.select("file", "line").unique()
        table = pl.col("file").str.extract(r"([a-z]+)\.(?:csv|parquet)$")
        return dict(rows.group_by(table).len().iter_rows())

    def enter(
        self,
        load: Load,
        by: "User | None",
        changes: list[Difference],
        state: LoadState,
    ) -> Outcome:
        """Enter the load, and its entry in the audit log."""
        load.made_by = by
        load.state = state.value
        load.counts = {c.shape.name: asdict(c.counts) for c in changes}
        load.inputs = self.inputs
        load.save()
        act = Act.LOOKED_AT if state is LoadState.DRY_RUN else Act.LOADED
        recorded(act, by=by, load=load.pk, counts=[c.counts for c in changes])
        persons = next(c for c in changes if c.shape.name == "persons")
        return Outcome(
            load=load.pk,
            state=state,
            counts={change.shape.name: change.counts for change in changes},
            rejected=self.rejected,
            records=persons.added["record_id"].sort(),
        )


def _ask(by: "User | None") -> None:
    if by is not None:
        must(by, Permission.HOLDINGS_LOAD)


def _row(source: str, folder: Path | Sequence[Path], as_of: date | None) -> Load:
    folders = [folder] if isinstance(folder, Path) else list(folder)
    names = ", ".join(sorted(one.resolve().name for one in folders))
    return Load(source=(source or names)[:200], as_of=as_of or clock.today())


def _looked_at(key: UUID, delivery: _Delivery) -> Load:
    load = Load.objects.select_for_update().filter(pk=key).order_by("pk").first()
    if load is None or load.state != LoadState.DRY_RUN.value:
        raise LoadRefused("That load was taken in before, or is not there; start anew.")
    if load.inputs != delivery.inputs:
        raise LoadRefused(
            "These are not the files that were looked at; look at them first."
        )
    return load


def _take_in(change: Difference, load: UUID, at: datetime, progress: Progress) -> None:
    marked = supersede(change.shape, change.replaced, load=load, at=at)
    if marked != change.replaced.len():
        raise _meanwhile()
    try:
        insert(change.added, change.shape, load=load, at=at, progress=progress)
    except IntegrityError:
        raise _meanwhile() from None


def _keep_rejected(rejected: pl.DataFrame, load: UUID, at: datetime) -> None:
    add(
        RejectedRow._meta.db_table,
        rejected.with_columns(
            identifiers(rejected.height, at),
            pl.lit(moment_text(at)).alias("recorded_at"),
            pl.lit(load.hex).alias("load_id"),
        ),
    )


def _meanwhile() -> LoadRefused:
    return LoadRefused(
        "Somebody changed the same records meanwhile, so nothing was taken in; load "
        "again."
    )


def _check_keys(rows: pl.DataFrame, shape: Shape) -> None:
    indexed = {field for index in shape.model._meta.indexes for field in index.fields}
    for name in sorted(indexed & set(rows.columns)):
        if rows.schema[name] != pl.String:
            continue
        if (rows[name].str.len_chars() > LONGEST_KEY).any():
            raise HoldingsRejected(
                f"Column {name} of {shape.name} holds an id of more than {LONGEST_KEY} "
                "characters; shorten it where it comes from."
            )
