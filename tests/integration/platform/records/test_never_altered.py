"""Whatever tries to change a source record is refused by the database itself."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from safeward.apps.records.models import (
    AssessmentRecord,
    DecisionRecord,
    IncidentRecord,
    InvolvementRecord,
    OrderRecord,
    PersonRecord,
)
from tests.integration.platform.loaded import World

pytestmark = pytest.mark.django_db
TABLES: list[Any] = [
    PersonRecord,
    IncidentRecord,
    InvolvementRecord,
    OrderRecord,
    AssessmentRecord,
    DecisionRecord,
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_no_column_of_a_record_can_be_changed(loaded_world: World, table: Any) -> None:
    row = table.objects.first()
    may = {"superseded_at", "superseded_by"}
    for field in table._meta.concrete_fields:
        if field.name in may or field.primary_key:
            continue
        value = getattr(row, field.attname)
        with (
            pytest.raises(DatabaseError, match="never altered"),
            transaction.atomic(),
        ):
            table.objects.filter(pk=row.pk).update(**{field.attname: value})


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_a_record_is_superseded_once(loaded_world: World, table: Any) -> None:
    row = table.objects.first()
    table.objects.filter(pk=row.pk).update(superseded_at=timezone.now())
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        table.objects.filter(pk=row.pk).update(superseded_at=None)
