"""Whether something that a report names is held."""

from safeward.apps.records.models import OrderRecord


def order_held(order_id: str) -> bool:
    """Whether agencies hold a current order of that number."""
    return OrderRecord.objects.filter(order_id=order_id, superseded_at=None).exists()
