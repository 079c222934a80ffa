"""Orders and spells of custody as the table of the holdings format."""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.synthetic.careers import Ints
from safeward.core.synthetic.columns import dates, numbered, only
from safeward.core.synthetic.marks import Happenings
from safeward.core.synthetic.mentions import Index
from safeward.core.synthetic.orders import (
    FINAL,
    INTERIM,
    NOTICE,
    NOTICE_DAYS,
    Chains,
    order_in_force,
)
from safeward.core.synthetic.outcomes import CODE, Ended
from safeward.core.synthetic.pairs import EXPLOITATION, SEXUAL
from safeward.core.synthetic.people import NEVER
from safeward.core.synthetic.reports import POLICE, REPORT, Rows

REMAND_AT_MOST = 60


@frozen
class Block:
    """Orders of one kind: everything as columns, dates as day numbers.

    Attributes:
        kind: Code of the kind of order.
        respondent, protected: Mentions, -1 for no protected person.
        issued, served, expires, ended: Days, NEVER where there is none.
        limited: 1 limited, 0 full, -1 not said.
    """

    kind: str
    respondent: Ints
    protected: Ints
    issued: Ints
    served: Ints
    expires: Ints
    ended: Ints
    limited: Ints


def orders_table(
    rng: np.random.Generator,
    protection: Chains,
    held: Ints,
    rows: Rows,
    events: Happenings,
    ended: Ended,
    index: Index,
    record_ids: pl.Series,
    last: int,
) -> tuple[pl.DataFrame, Ints]:
    """All orders, and for each chain of protection the rows of its orders.

    Args:
        rng: Random numbers.
        protection: Chains of protective orders.
        held: Events that led to custody.
        rows, events, ended: Reports and how they ended.
        index: Mentions by row, chain and spell.
        record_ids: Record id of each mention.
        last: Last day on which anything is known.

    Returns:
        The table in order of issue, and positions in it, -1 for none: of the notice,
        the interim, the final and the personal safety order, one row a chain.
    """
    row_of_event = np.full(len(events), -1)
    mine = np.flatnonzero((rows.role == REPORT) & (rows.agency == POLICE))
    mine = mine[~rows.swapped[mine]]
    row_of_event[rows.event[mine]] = mine
    blocks = [
        *protective(protection, index, row_of_event),
        *custody(rng, held, events, index),
        *conditions(rng, rows, events, ended, index),
    ]
    sizes = [len(block.issued) for block in blocks]
    whole = {
        name: np.concatenate([getattr(block, name) for block in blocks])
        for name in (
            *("respondent", "protected", "issued", "served"),
            *("expires", "ended", "limited"),
        )
    }
    kind = pl.Series([block.kind for block in blocks]).gather(
        np.repeat(np.arange(len(blocks)), sizes)
    )
    kept = np.flatnonzero((whole["issued"] <= last) & (whole["respondent"] >= 0))
    order = kept[np.lexsort((rng.random(len(kept)), whole["issued"][kept]))]
    place = np.full(len(kind), -1)
    place[order] = np.arange(len(order))
    whole = {name: values[order] for name, values in whole.items()}
    protected = whole["protected"]
    conditions_ = pl.Series(("full", "limited")).gather(np.maximum(whole["limited"], 0))
    table = pl.DataFrame(
        {
            "order_id": numbered("O", np.arange(len(order)) + 1),
            "record_id": record_ids.gather(whole["respondent"]),
            "kind": kind.gather(order),
            "protected_record_id": only(
                record_ids.gather(np.maximum(protected, 0)), protected >= 0
            ),
            "issued_on": dates(whole["issued"], np.zeros(len(order), bool)),
            "served_on": dates(whole["served"], whole["served"] > last),
            "expires_on": dates(whole["expires"], whole["expires"] >= NEVER),
            "ended_on": dates(whole["ended"], whole["ended"] > last),
            "conditions": only(conditions_, whole["limited"] >= 0),
            "state": pl.Series(["VIC"]).gather(np.zeros(len(order), np.int64)),
        }
    )
    count = len(protection.event)
    return table, place[: 4 * count].reshape(4, count).T


def protective(protection: Chains, index: Index, row_of_event: Ints) -> list[Block]:
    """Safety notices, interim and final orders; each block has one row a chain."""
    row = row_of_event[protection.event]
    known = np.maximum(row, 0)
    limited = protection.limited.astype(np.int64)
    notice = protection.notice & (row >= 0)
    begun = np.where(notice, protection.starts, NEVER)
    blocks = [
        Block(
            kind="safety_notice",
            respondent=np.where(notice, index.alleged[known], -1),
            protected=np.where(notice, index.other[known], -1),
            issued=begun,
            served=begun,
            expires=np.minimum(begun + NOTICE_DAYS, NEVER),
            ended=np.minimum(
                np.minimum(begun + NOTICE_DAYS, NEVER),
                np.where(begun < NEVER, protection.interim_on, NEVER),
            ),
            limited=np.zeros(len(row), np.int64),
        )
    ]
    # An interim order lapses when a final one is made or the application fails.
    blocks.append(
        Block(
            kind="interim_intervention",
            respondent=index.respondent,
            protected=index.protected,
            issued=protection.interim_on,
            served=protection.interim_served,
            expires=protection.interim_ends,
            ended=protection.interim_ends,
            limited=limited,
        )
    )
    for kind, mine in (
        ("final_intervention", ~protection.personal),
        ("personal_safety_intervention", protection.personal),
    ):
        blocks.append(
            Block(
                kind=kind,
                respondent=np.where(mine, index.respondent, -1),
                protected=index.protected,
                issued=protection.final_on,
                served=protection.final_served,
                expires=protection.final_ends,
                ended=np.full(len(row), NEVER),
                limited=limited,
            )
        )
    return blocks


def breached(protection: Chains, places: Ints, chain: Ints, day: Ints) -> Ints:
    """The row of the order that each event breached, -1 for none.

    Args:
        protection: Chains of protective orders.
        places: Rows of their orders, as ``orders_table`` returns them.
        chain: Chain that each event contravened, -1 for none.
        day: Day number of each event.
    """
    if not len(protection.event):
        return np.full(len(day), -1)
    known = np.maximum(chain, 0)
    place = places[known]
    binding = order_in_force(protection, known, day)
    final = np.maximum(place[:, 2], place[:, 3])
    row = np.select(
        [binding == FINAL, binding == INTERIM, binding == NOTICE],
        [final, place[:, 1], place[:, 0]],
        -1,
    )
    return np.where(chain >= 0, row, -1)


def custody(
    rng: np.random.Generator, held: Ints, events: Happenings, index: Index
) -> list[Block]:
    """Remand, and imprisonment from the sixtieth day; parole after some of it."""
    begun, released = events.day[held], events.released[held]
    turned = np.minimum(released, begun + REMAND_AT_MOST)
    nobody = np.full(len(held), -1)
    none = np.full(len(held), NEVER)
    sentenced = released > turned
    paroled = sentenced & (released - turned > 150) & (rng.random(len(held)) < 0.35)
    monitored = paroled & (rng.random(len(held)) < 0.2)
    planned = released + rng.integers(0, 30, len(held)) * (rng.random(len(held)) < 0.3)
    return [
        Block("remand", index.held, nobody, begun, begun, none, turned, nobody),
        Block(
            "imprisonment",
            np.where(sentenced, index.held, -1),
            nobody,
            turned,
            turned,
            planned,
            released,
            nobody,
        ),
        *(
            Block(
                kind,
                np.where(some, index.held, -1),
                nobody,
                released,
                released,
                released + length,
                none,
                nobody,
            )
            for kind, some, length in (
                ("parole", paroled, 180),
                ("electronic_monitoring", monitored, 90),
            )
        ),
    ]


def conditions(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    ended: Ended,
    index: Index,
) -> list[Block]:
    """Bail after charges, community orders and registration after convictions."""
    size = len(rows)
    known = np.maximum(rows.event, 0)
    at_large = events.released[known] <= events.day[known]
    bailed = (ended.charged_on < NEVER) & at_large & (rng.random(size) < 0.42)
    convicted = (ended.outcome == CODE["convicted"]) & at_large
    served_community = convicted & (rng.random(size) < 0.09)
    line = events.line[known]
    registered = convicted & ((line == SEXUAL) | (line == EXPLOITATION))
    registered &= rng.random(size) < 0.7
    none, unsaid = np.full(size, NEVER), np.full(size, -1)

    def alleged(some: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Ints:
        return np.where(some, index.alleged, -1)

    return [
        Block(
            "bail",
            alleged(bailed),
            np.where(bailed, index.other, -1),
            ended.charged_on,
            ended.charged_on,
            none,
            ended.final_on,
            unsaid,
        ),
        Block(
            "community_correction",
            alleged(served_community),
            unsaid,
            ended.final_on,
            ended.final_on,
            np.minimum(ended.final_on + 365, NEVER),
            none,
            unsaid,
        ),
        Block(
            "registration",
            alleged(registered),
            unsaid,
            ended.final_on,
            ended.final_on,
            np.minimum(ended.final_on + 2922, NEVER),
            none,
            unsaid,
        ),
    ]
