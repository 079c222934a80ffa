"""The steps of the database."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

SOURCES = Path(__file__).parents[4] / "src" / "safeward" / "apps"
STEPS = sorted(SOURCES.rglob("migrations/0*.py"))


def test_no_step_imports_app_code() -> None:
    guilty = []
    for path in STEPS:
        for node in ast.walk(ast.parse(path.read_text())):
            names = []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            guilty += [
                f"{path.parent.parent.name}/{path.name}: {name}"
                for name in names
                if name.startswith("safeward")
            ]
    assert len(STEPS) >= 3
    assert guilty == []


@pytest.mark.django_db
def test_the_tables_are_as_the_models_say() -> None:
    said = StringIO()
    ours = [
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith(("safeward.", "tests."))
    ]
    call_command("makemigrations", *ours, check=True, dry_run=True, stdout=said)
    assert "No changes" in said.getvalue()


def test_every_ordering_of_a_table_ends_in_its_key() -> None:
    loose = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("safeward.")
        and model._meta.ordering
        and str(model._meta.ordering[-1]).lstrip("-") not in {"pk", "id"}
    ]
    assert loose == []
