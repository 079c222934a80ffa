"""The repository polices itself."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Steps of the database are as Django wrote them.
SOURCES = sorted(
    path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations"
)


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False
    ).stdout.decode()
    if not names:
        pytest.skip("not a git checkout, so there is no list of tracked files")
    return [ROOT / name for name in names.split("\0") if name]


def texts(paths: list[Path]) -> dict[Path, str]:
    found = {}
    for path in paths:
        if path.suffix in {".png", ".svg", ".parquet"} or not path.is_file():
            continue
        found[path] = path.read_text(encoding="utf-8")
    return found


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text().splitlines())) > 400
    }
    assert long == {}


def test_every_module_says_why_it_exists() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert silent == []


def test_no_address_of_a_package_host_is_committed() -> None:
    hosts = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js.org"]
    hosts.append("deb." + "debian.org")
    guilty = [
        str(path)
        for path, text in texts(tracked()).items()
        if any(host in text for host in hosts)
    ]
    assert guilty == []


def test_no_path_of_one_machine_is_committed() -> None:
    pattern = re.compile(r"(^|[^A-Za-z0-9_.])/(root|home/\w+|work|farm)/", re.MULTILINE)
    guilty = [
        str(path) for path, text in texts(tracked()).items() if pattern.search(text)
    ]
    assert guilty == []


def test_no_external_data_is_committed() -> None:
    names = {"dataset1.csv", "RLdata500.csv", "fake_1000.csv", "nicknames_names.csv"}
    assert [p for p in tracked() if p.name in names or p.suffix == ".xlsx"] == []


def test_every_dependency_carries_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    block = text.split("dependencies = [")[1].split("\n]")[0]
    lines = [line for line in block.splitlines() if line.strip().startswith('"')]
    assert len(lines) >= 10
    assert [line for line in lines if "# " not in line] == []


def test_locked_requirements_cover_every_dependency_with_hashes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = (ROOT / "requirements" / "dev.txt").read_text()
    pinned = set(re.findall(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==", locked, re.MULTILINE))
    wanted = {re.split(r"[\[<>=]", name)[0].lower() for name in project["dependencies"]}
    assert wanted <= pinned
    assert locked.count("--hash=sha256:") >= len(pinned)


def test_no_equity_field_is_read_by_linkage_scores_or_capacity() -> None:
    from safeward.core.vocabulary.codes import EQUITY_FIELDS

    guarded = ["linkage", "history", "instruments", "priority", "capacity"]
    allowed = {"policy.py", "validate.py"}
    guilty = []
    for package in guarded:
        for path in (ROOT / "src/safeward/core" / package).rglob("*.py"):
            if path.name in allowed:
                continue
            words = {
                node.value
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            }
            if words & set(EQUITY_FIELDS):
                guilty.append(str(path.relative_to(ROOT)))
    assert guilty == []


def test_the_core_reads_no_clock() -> None:
    pattern = re.compile(
        r"\b(date\.today|datetime\.now|datetime\.utcnow|time\.time|monotonic)\("
    )
    guilty = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src/safeward/core").rglob("*.py")
        if pattern.search(path.read_text())
    ]
    assert guilty == []


def test_links_in_the_documents_lead_somewhere() -> None:
    broken = []
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text()):
            if "://" in target:
                continue
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_starting_the_command_line_imports_nothing_heavy() -> None:
    heavy = ["polars", "duckdb", "ibis", "splink", "scipy", "numpy", "altair", "pandas"]
    heavy += ["django", "gunicorn", "psycopg", "allauth"]
    code = (
        "import sys, safeward.cli.app;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    python = ROOT / ".venv" / "bin" / "python"
    said = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
