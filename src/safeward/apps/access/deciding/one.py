"""May this person do this to that thing? Decided on plain values, with reasons."""

from attrs import evolve

from safeward.apps.access.deciding.facts import Facts
from safeward.apps.access.standing import Post, Standing
from safeward.apps.access.types import (
    Decision,
    Ground,
    Level,
    Permission,
    Purpose,
    Reach,
    RestrictionKind,
)

CLOSED = "This is not open to you."
_NO_PURPOSE = "Say what you need it for; it lies beyond your own work."


def decide(
    standing: Standing,
    action: Permission,
    facts: Facts,
    purpose: Purpose | None,
    at_least: Level,
) -> Decision:
    """Decide about one row: the most that is given, less what holds it back.

    A refusal for a conflict, for an employee's own unit or for a seal says nothing that
    a refusal for distance would not say.
    """
    if not standing.active:
        return _no(Ground.INACTIVE)
    closed = barred(standing, action, facts, purpose)
    if closed is not None:  # a refusal reads as no, so it is not asked for its truth
        return closed
    level, reach = _given(standing, action, facts, purpose)
    look = _looked(standing, action, facts)
    if look:
        level = Level.FULL
    level, held = _held_back(standing, action, facts, purpose, level, look=look)
    grounds = (Ground.BREAK_GLASS if look else Ground.GRANTED, *held)
    if level >= at_least and level > Level.NOTHING:
        return Decision(True, level, (_why(level, reach, look=look),), grounds)
    if level > Level.NOTHING:
        sentence = f"You may see {level.words}; this needs {at_least.words}."
        return Decision(False, level, (sentence,), (Ground.TOO_LITTLE, *held))
    return _far(standing, action, facts, purpose)


def barred(
    standing: Standing, action: Permission, facts: Facts, purpose: Purpose | None
) -> Decision | None:
    """Refuse what no role, involvement or emergency opens; none when nothing bars it.

    The sentence is that of a record which lies too far away.
    """
    ground = _barred(standing, facts, purpose)
    if ground is None:
        return None
    return evolve(_far(standing, action, facts, purpose), grounds=(ground,))


def without_thing(standing: Standing, action: Permission) -> Decision:
    """Decide whether somebody may do a thing at all, before there is one."""
    if not standing.active:
        return _no(Ground.INACTIVE)
    levels = [
        level
        for post in standing.posts
        for level in post.role.grants.get(action, {}).values()
    ]
    if not levels:
        return _no(Ground.NO_ROLE, "No role of yours includes this.")
    titles = sorted(
        {post.role.title for post in standing.posts if action in post.role.grants}
    )
    reason = f"{' and '.join(titles)}: {action.words.lower()}."
    return Decision(True, max(levels), (reason,), (Ground.GRANTED,))


def reaches(post: Post, standing: Standing, facts: Facts) -> set[Reach]:
    """How near a row is to one post; a row may be near in several ways."""
    near = {Reach.ANYWHERE}
    if standing.user in facts.involved:
        near.add(Reach.INVOLVED)
    if facts.team is not None and facts.team == post.team:
        near.add(Reach.TEAM)
    if facts.agency is not None and facts.agency == post.agency:
        near.add(Reach.AGENCY)
    if facts.division and facts.division == post.division:
        near.add(Reach.AREA)
        if Reach.AGENCY in near:
            near.add(Reach.DIVISION)
    return near


def _given(
    standing: Standing, action: Permission, facts: Facts, purpose: Purpose | None
) -> tuple[Level, Reach | None]:
    """The most that any post gives, and the nearest reach that gives it."""
    best: tuple[Level, Reach | None] = (Level.NOTHING, None)
    for post in standing.posts:
        near = reaches(post, standing, facts)
        for reach, level in post.role.grants.get(action, {}).items():
            if reach not in near or level <= best[0]:
                continue
            if reach.own_work or _purposeful(post, facts, purpose):
                best = (level, reach)
    return best


def _purposeful(post: Post, facts: Facts, purpose: Purpose | None) -> bool:
    if not facts.purposes:
        return True
    return purpose in facts.purposes and purpose is not None and post.may_claim(purpose)


def _barred(standing: Standing, facts: Facts, purpose: Purpose | None) -> Ground | None:
    """What no role, involvement or emergency opens."""
    if standing.conflicts & facts.subjects:
        return Ground.CONFLICT
    for held in facts.held:
        if held.kind == RestrictionKind.EMPLOYEE and any(
            post.agency == held.agency and held.division in ("", post.division)
            for post in standing.posts
        ):
            return Ground.OWN_UNIT
    if _is_held(facts, RestrictionKind.SEALED_YOUTH):
        level, _ = _given(standing, Permission.SEALED_READ, facts, purpose)
        if level == Level.NOTHING:
            return Ground.SEALED
    return None


def _held_back(
    standing: Standing,
    action: Permission,
    facts: Facts,
    purpose: Purpose | None,
    level: Level,
    *,
    look: bool,
) -> tuple[Level, list[Ground]]:
    """What remains of a level when restrictions are taken into account."""
    held: list[Ground] = []
    if look:
        return level, held
    if _is_held(facts, RestrictionKind.EMPLOYEE) and (
        standing.user not in facts.involved
        and not _given(standing, Permission.RESTRICTED_READ, facts, purpose)[0]
    ):
        level = min(level, Level.PRESENCE)
        held.append(Ground.EMPLOYEE)
    if (
        action.looks_only
        and _is_held(facts, RestrictionKind.PROTECTED_ADDRESS)
        and not _given(standing, Permission.PROTECTED_ADDRESS_READ, facts, purpose)[0]
    ):
        level = min(level, Level.SUMMARY)
        held.append(Ground.PROTECTED_ADDRESS)
    return level, held


def _is_held(facts: Facts, kind: RestrictionKind) -> bool:
    return any(held.kind == kind for held in facts.held)


def _looked(standing: Standing, action: Permission, facts: Facts) -> bool:
    """Whether an emergency look opens the row; it adds no kind of record to a role."""
    return (
        action.looks_only
        and any(action in post.role.grants for post in standing.posts)
        and bool(standing.open_looks & (facts.subjects | {facts.row}))
    )


def _why(level: Level, reach: Reach | None, *, look: bool) -> str:
    if look:
        return "You opened this in an emergency; the owner and oversight were told."
    because = reach.words if reach else ""
    return f"You may see {level.words}: {because}."


def _far(
    standing: Standing, action: Permission, facts: Facts, purpose: Purpose | None
) -> Decision:
    if not any(action in post.role.grants for post in standing.posts):
        return _no(Ground.NO_ROLE, "No role of yours includes this.")
    if facts.purposes and purpose is None:
        return _no(Ground.NO_PURPOSE, _NO_PURPOSE)
    if facts.purposes and not any(
        _purposeful(post, facts, purpose) for post in standing.posts
    ):
        return _no(Ground.PURPOSE_NOT_OPEN, "You may not ask for that purpose.")
    return _no(Ground.OUT_OF_REACH)


def _no(ground: Ground, sentence: str = CLOSED) -> Decision:
    return Decision(False, Level.NOTHING, (sentence,), (ground,))
