"""The four tables of the log."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Forward only."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField(unique=True)),
                ("hash", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "db_table": "audit_seal",
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                ("place", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField()),
            ],
            options={
                "db_table": "audit_waiting",
            },
        ),
        migrations.CreateModel(
            name="About",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "entry",
                        "thing",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("entry", models.UUIDField()),
                ("thing", models.UUIDField()),
                ("kind", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "audit_about",
                "indexes": [
                    models.Index(fields=["thing", "entry"], name="audit_about_thing")
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("kind", models.CharField(max_length=64)),
                ("action", models.CharField(max_length=64)),
                ("actor", models.UUIDField(null=True)),
                ("purpose", models.CharField(default="", max_length=64)),
                ("detail", models.CharField(default="", max_length=64)),
                ("outside", models.PositiveIntegerField(default=0)),
                ("things", models.TextField(default="[]")),
                ("reasons", models.TextField(default="[]")),
                ("counts", models.TextField(default="{}")),
            ],
            options={
                "db_table": "audit_entry",
                "indexes": [
                    models.Index(
                        fields=["actor", "recorded_at"], name="audit_entry_actor"
                    ),
                    models.Index(fields=["recorded_at"], name="audit_entry_time"),
                ],
            },
        ),
    ]
