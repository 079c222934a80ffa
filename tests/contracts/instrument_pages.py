"""Write the reference pages: ``python -m tests.contracts.instrument_pages``."""

import csv
from pathlib import Path

from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.page import index, page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "reference" / "instruments"
CASES = ROOT / "tests" / "spec" / "instruments"
COMMAND = "python -m tests.contracts.instrument_pages"


def pages() -> dict[str, str]:
    """Every page by file name, from the library and the tables of worked examples."""
    tools = [instrument(name) for name in sorted(IDS)]
    made = {f"{tool.id}.md": page(tool, cases(tool.id), COMMAND) for tool in tools}
    return {"index.md": index(tools, COMMAND)} | made


def cases(name: str) -> list[dict[str, str | None]]:
    """The worked examples of one instrument."""
    path = CASES / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [dict(row) for row in csv.DictReader(file)]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    written = pages()
    for old in FOLDER.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for file_name, text in written.items():
        (FOLDER / file_name).write_text(text, encoding="utf-8")
