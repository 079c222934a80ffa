"""Enter what was typed in here, as records like any other."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from safeward.apps.foundation import clock
from safeward.apps.foundation.identifiers import uuid7
from safeward.apps.records.actions.recording import recorded
from safeward.apps.records.store.shapes import SHAPES, Shape
from safeward.apps.records.store.typed import Row, checked, content_of, stored
from safeward.apps.records.types import ALWAYS, Act, RecordRefused, TableCounts
from safeward.core.holdings.schema import Kind

if TYPE_CHECKING:
    from safeward.apps.access.models import User

type Rows = Iterable[Mapping[str, Any]]
type Keys = tuple[Any, ...]


@transaction.atomic
def append(
    *,
    by: "User | None",
    load: UUID | None = None,
    persons: Rows = (),
    incidents: Rows = (),
    involvements: Rows = (),
    orders: Rows = (),
    assessments: Rows = (),
    decisions: Rows = (),
) -> dict[str, TableCounts]:
    """Enter rows of the format that were typed in; all of them or none.

    A row whose key is held takes the place of the held one, unless it says the same.
    Whether the actor may do it is for the action that calls this to ask: it alone knows
    what is being done.

    Args:
        by: Who enters them; nobody is the platform itself.
        load: The delivery they belong to; none for what was typed in.
        persons: Values by column, see `store.typed.checked`; so for the others.
        incidents: Reports.
        involvements: Who was what in them.
        orders: Orders and spells of custody.
        assessments: One an assessment, with ``answers`` by item.
        decisions: What a unit decided.

    Returns:
        How many of each table were new, equal and changed.

    Raises:
        RecordRefused: A value that the format does not take, a row twice, or a
            reference to what is not held.
    """
    said = {
        "persons": persons,
        "incidents": incidents,
        "involvements": involvements,
        "orders": orders,
        "assessments": assessments,
        "decisions": decisions,
    }
    rows = {
        name: [checked(row, SHAPES[name]) for row in given]
        for name, given in said.items()
    }
    _check_references(rows)
    now = clock.now()
    try:
        with transaction.atomic():
            counts = {
                name: _enter(some, SHAPES[name], load, now)
                for name, some in rows.items()
                if some
            }
    except IntegrityError:
        raise RecordRefused(
            "Somebody entered the same record at this very moment; send it again."
        ) from None
    recorded(Act.APPENDED, by=by, load=load, counts=counts.values())
    return counts


def _check_references(rows: Mapping[str, list[Row]]) -> None:
    """See that everything a row names is entered with it or held."""
    named: dict[str, set[str]] = {}
    for name, some in rows.items():
        for column in SHAPES[name].table.columns:
            if column.references is None or not some:
                continue
            into = named.setdefault(column.references, set())
            for row in some:
                value = row[column.name]
                into.update(value if column.kind is Kind.LIST and value else [value])
    for target, keys in named.items():
        shape = SHAPES[target]
        here = {row[shape.key[0]] for row in rows[target]}
        wanted = sorted(key for key in keys - here if key is not None)
        if wanted and len(_current(shape, [(key,) for key in wanted])) < len(wanted):
            raise RecordRefused(f"A row names something that is not in {target}.")


def _enter(
    rows: list[Row], shape: Shape, load: UUID | None, at: datetime
) -> TableCounts:
    keys = [tuple(row[name] for name in shape.key) for row in rows]
    if len(set(keys)) < len(keys):
        raise RecordRefused(f"A row of {shape.name} is there twice.")
    held = _current(shape, keys)
    new = changed = equal = 0
    entering, leaving = [], []
    for key, row in zip(keys, rows, strict=True):
        content = content_of(row, shape)
        before = held.get(key)
        if before is not None and before[1] == content:
            equal += 1
            continue
        if before is None:
            new += 1
        else:
            changed += 1
            leaving.append(before[0])
        entering.append((row, content))
    _supersede(shape, leaving, load, at)
    _insert(shape, entering, load, at)
    return TableCounts(new=new, equal=equal, changed=changed)


def _current(shape: Shape, keys: list[Keys]) -> dict[Keys, tuple[UUID, bytes]]:
    """Id and content of the current rows of some keys."""
    rows = shape.model._base_manager.filter(
        superseded_at=None, **{f"{shape.key[0]}__in": {key[0] for key in keys}}
    )
    wanted = set(keys)
    found = {}
    for key_id, content, *key in rows.values_list("id", "content", *shape.key):
        if tuple(key) in wanted:
            found[tuple(key)] = (key_id, bytes(content))
    return found


def _supersede(shape: Shape, ids: list[UUID], load: UUID | None, at: datetime) -> None:
    if not ids:
        return
    current = shape.model._base_manager.filter(id__in=ids, superseded_at=None)
    if current.update(superseded_at=at, superseded_by=load) < len(ids):
        raise RecordRefused(
            "Somebody changed the same record at this very moment; send it again."
        )


def _insert(
    shape: Shape,
    entering: list[tuple[Row, bytes]],
    load: UUID | None,
    at: datetime,
) -> None:
    if not entering:
        return
    day = shape.own_day
    columns = ("id", "recorded_at", "known_on", "load_id", "content", *shape.columns)
    adapt = connection.ops
    values = [
        [
            _identifier(uuid7()),
            adapt.adapt_datetimefield_value(at),
            (row[day] if day else None) or ALWAYS,
            _identifier(load),
            content,
            *(stored(row[name]) for name in shape.columns),
        ]
        for row, content in entering
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{shape.stored_in}" ({names}) '  # noqa: S608
            f"VALUES ({marks})",
            values,
        )


def _identifier(key: UUID | None) -> str | None:
    return key.hex if key else None
