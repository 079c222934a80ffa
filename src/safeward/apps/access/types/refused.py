"""How an action says no."""

from uuid import UUID

from safeward.apps.access.types.decision import Decision
from safeward.apps.access.types.permissions import Permission
from safeward.apps.access.types.purposes import Purpose
from safeward.core.vocabulary.errors import SafewardError


class Refused(SafewardError):
    """An action that may not be done; whoever catches it records the refusal.

    Attributes:
        decision: Why, in words that may be shown and in grounds for the audit.
        action: What was to be done.
        purpose: What it was said to be for.
        thing: The row it was to be done to.
        kind: Its table, where an emergency could open it.
    """

    def __init__(
        self,
        decision: Decision,
        action: Permission,
        *,
        purpose: Purpose | None = None,
        thing: UUID | None = None,
        kind: str = "",
    ) -> None:
        """Say no with the decision's own words."""
        super().__init__(decision.reasons[0])
        self.decision = decision
        self.action = action
        self.purpose = purpose
        self.thing = thing
        self.kind = kind
