"""The parts of the platform meet at their doors only."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src" / "safeward"
DOORS = {"actions", "queries", "types"}
"""What an app shows the others and the surfaces."""
GROUND = {"bases", "clock", "identifiers", "models", "ordering", "outbox"}
"""What besides the foundation is there to build on."""
RULES = {"registry"}
"""Where another app enters who may see its rows."""

UNIQUE = {"id", "pk", "number", "place", "last", "thing"}
"""Columns, and the audit log's last place of an entry, that no two rows share."""


def at_run_time(tree: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only the type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from at_run_time(node)


def imports() -> list[tuple[str, str, str]]:
    """Who (an app or surface) imports which part of which other app."""
    found = []
    for path in SOURCES.rglob("*.py"):
        parts = path.relative_to(SOURCES).parts
        who = parts[1] if parts[0] == "apps" and len(parts) > 2 else parts[0]
        for node in at_run_time(ast.parse(path.read_text())):
            if not isinstance(node, ast.ImportFrom):
                continue
            words = (node.module or "").split(".")
            if words[:2] != ["safeward", "apps"] or len(words) < 3 or words[2] == who:
                continue
            parts_named = [words[3]] if len(words) > 3 else [a.name for a in node.names]
            found += [(who, words[2], part) for part in parts_named]
    return found


def test_apps_and_surfaces_use_the_doors_of_an_app_only() -> None:
    seen = imports()
    assert len(seen) > 10
    guilty = set()
    for who, app, part in seen:
        allowed = set(DOORS)
        if app == "foundation":
            allowed |= GROUND
        if app == "access" and part in RULES and who not in {"web", "api", "cli"}:
            continue
        if part not in allowed:
            guilty.add((who, app, part))
    assert guilty == set()


def test_surfaces_never_import_tables() -> None:
    guilty = {
        (who, app)
        for who, app, part in imports()
        if who in {"web", "api", "cli"} and part == "models"
    }
    assert guilty == set()


def test_the_set_up_names_apps_by_string_only() -> None:
    guilty = [
        path.name
        for path in (SOURCES / "config").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(("safeward.apps", "safeward.web"))
    ]
    assert guilty == []


def test_every_order_ends_in_what_is_unique() -> None:
    """Ties would come out in another order on another database or on another page."""
    guilty = []
    for folder in ("apps", "web", "cli"):
        for path in (SOURCES / folder).rglob("*.py"):
            if path.name == "ordering.py":
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call):
                    continue
                if getattr(node.func, "attr", "") != "order_by" or not node.args:
                    continue
                last = ast.unparse(node.args[-1]).strip("'\"").lstrip("-")
                if last not in UNIQUE:
                    guilty.append(f"{path.relative_to(SOURCES)}:{node.lineno}")
    assert guilty == []


def test_no_question_needs_what_one_database_lacks() -> None:
    words = ("contrib.postgres", "ArrayField", "SearchVector", "distinct_on", ".raw(")
    guilty = [
        f"{path.relative_to(SOURCES)}: {word}"
        for path in (SOURCES / "apps").rglob("*.py")
        for word in words
        if word in path.read_text()
    ]
    assert guilty == []
