"""What other apps may do through this one."""

from safeward.apps.foundation.outbox import deliver, post
from safeward.apps.foundation.submitting import KeyReused, once

__all__ = ["KeyReused", "deliver", "once", "post"]
