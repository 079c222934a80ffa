"""Which rows may this person do this to? The same rules as one condition in SQL."""

from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from safeward.apps.access.models import Restriction
from safeward.apps.access.registry import leads_to_many, rule_of
from safeward.apps.access.standing import Post, Standing, holds_on
from safeward.apps.access.types import (
    Level,
    Permission,
    Purpose,
    Reach,
    RestrictionKind,
)

EVERY = ~Q(pk__in=())
NONE = Q(pk__in=())


class Rows:
    """Conditions on the rows of one table for one person and one purpose."""

    def __init__(
        self,
        standing: Standing,
        model: type[models.Model],
        action: Permission,
        purpose: Purpose | None,
    ) -> None:
        """Read the table's rule.

        Raises:
            RuleMissing: When there is none.
        """
        self.standing = standing
        self.model = model
        self.action = action
        self.purpose = purpose
        self.rule = rule_of(model)

    def at_least(self, level: Level) -> Q:
        """Rows that the person may see at a level or more."""
        if not self.standing.active or level == Level.NOTHING:
            return NONE
        return self.shown(level) & self._not_barred()

    def shown(self, level: Level) -> Q:
        """Rows at a level or more, among those that nothing closes for good."""
        ordinary = self._given(self.action, level) & self._not_held_back(level)
        return ordinary | self._looked()

    def _given(self, action: Permission, level: Level) -> Q:
        """Rows for which some post gives a level or more; each condition once."""
        near: dict[tuple[Reach, object], Post] = {}
        for post in self.standing.posts:
            for reach, given in post.role.grants.get(action, {}).items():
                if given >= level and (reach.own_work or self._purposeful(post)):
                    near.setdefault((reach, _place(post, reach)), post)
        condition = NONE
        # Involvement is looked up row by row, so it is asked of the others last.
        last = sorted(near.items(), key=lambda one: one[0][0] == Reach.INVOLVED)
        for (reach, _), post in last:
            if (Reach.ANYWHERE, None) in near and reach != Reach.ANYWHERE:
                continue
            if reach == Reach.DIVISION and (Reach.AGENCY, post.agency) in near:
                continue
            condition |= self._within(post, reach)
        return condition

    def _purposeful(self, post: Post) -> bool:
        if not self.rule.purposes:
            return True
        purpose = self.purpose
        return (
            purpose is not None
            and purpose in self.rule.purposes
            and post.may_claim(purpose)
        )

    def _within(self, post: Post, reach: Reach) -> Q:
        """Rows that are as near to a post as a reach says."""
        match reach:
            case Reach.INVOLVED:
                return self._involved()
            case Reach.TEAM:
                return _equal(self.rule.team, post.team)
            case Reach.AGENCY:
                return _equal(self.rule.agency, post.agency)
            case Reach.AREA:
                return _equal(self.rule.division, post.division)
            case Reach.DIVISION:
                return _equal(self.rule.agency, post.agency) & _equal(
                    self.rule.division, post.division
                )
            case Reach.ANYWHERE:
                return EVERY

    def _involved(self) -> Q:
        return self._some_is(self.rule.involved, frozenset({self.standing.user}))

    def _looked(self) -> Q:
        """Rows that an emergency look has opened."""
        included = any(self.action in post.role.grants for post in self.standing.posts)
        looks = self.standing.open_looks
        if not (self.action.looks_only and included and looks):
            return NONE
        return Q(pk__in=looks) | self._some_is(self.rule.subjects, looks)

    def _not_barred(self) -> Q:
        """Rows that nothing closes for good: no conflict, not the own unit, no seal."""
        barred = self._some_is(self.rule.subjects, self.standing.conflicts)
        posts = self.standing.posts
        units = NONE
        for agency, division in sorted({(p.agency, p.division) for p in posts}):
            units |= Q(agency__code=agency) & Q(division__in={"", division})
        if posts:
            barred |= self._restricted(RestrictionKind.EMPLOYEE, units)
        sealed = self._restricted(RestrictionKind.SEALED_YOUTH)
        opened = self._given(Permission.SEALED_READ, Level.PRESENCE)
        return ~barred & (~sealed | opened)

    def _not_held_back(self, level: Level) -> Q:
        """Rows that no restriction holds below a level."""
        condition = EVERY
        if level > Level.PRESENCE:
            condition &= (
                ~self._restricted(RestrictionKind.EMPLOYEE)
                | self._involved()
                | self._given(Permission.RESTRICTED_READ, Level.PRESENCE)
            )
        if level > Level.SUMMARY and self.action.looks_only:
            condition &= ~self._restricted(
                RestrictionKind.PROTECTED_ADDRESS
            ) | self._given(Permission.PROTECTED_ADDRESS_READ, Level.PRESENCE)
        return condition

    def _restricted(self, kind: RestrictionKind, where: Q = EVERY) -> Q:
        """Rows about somebody for whom a restriction holds today."""
        held = Restriction.objects.filter(
            holds_on(self.standing.day), where, kind=kind.value
        )
        condition = NONE
        for path in self.rule.subjects:
            if leads_to_many(self.model, path):
                condition |= self._some_of_many(
                    path, held.order_by().values("subject_id")
                )
            else:
                condition |= Q(Exists(held.filter(subject_id=OuterRef(path))))
        return condition

    def _some_is(self, paths: tuple[str, ...], ids: frozenset[UUID]) -> Q:
        """Rows that have one of some ids at the end of one of several paths."""
        condition = NONE
        if not ids:
            return condition
        for path in paths:
            if leads_to_many(self.model, path):
                condition |= self._some_of_many(path, ids)
            else:
                condition |= Q(**{f"{path}__in": ids})
        return condition

    def _some_of_many(
        self, path: str, ids: "frozenset[UUID] | models.QuerySet[Restriction, object]"
    ) -> Q:
        """As above where a row has several values; no row comes back twice."""
        # Asked once for all rows, not once for each: from the ids to the rows.
        rows = self.model._base_manager.filter(**{f"{path}__in": ids})
        return Q(pk__in=rows.order_by().values("pk"))


def _place(post: Post, reach: Reach) -> object:
    """What of a post a reach depends on, so that two posts alike are asked once."""
    match reach:
        case Reach.TEAM:
            return post.team
        case Reach.AGENCY:
            return post.agency
        case Reach.AREA:
            return post.division
        case Reach.DIVISION:
            return post.agency, post.division
        case Reach.INVOLVED | Reach.ANYWHERE:
            return None


def _equal(path: str | None, value: object) -> Q:
    if path is None or value in (None, ""):
        return NONE
    return Q(**{path: value})
