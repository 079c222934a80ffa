"""Every command in a tutorial or how-to works, in order, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs"
PAGES = sorted([*(DOCS / "tutorials").glob("*.md"), *(DOCS / "how-to").glob("*.md")])


def commands(page: Path) -> list[str]:
    blocks = re.findall(
        r"^```sh\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL
    )
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def files(page: Path) -> dict[str, str]:
    """Programs that a page asks its reader to save, by the name it gives them."""
    return dict(
        re.findall(
            r"^```python (\S+)\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL
        )
    )


def promised(page: Path) -> list[str]:
    """Lines that a page says its commands print."""
    blocks = re.findall(
        r"^```text\n(.*?)^```", page.read_text(), re.MULTILINE | re.DOTALL
    )
    return [line.strip() for block in blocks for line in block.splitlines() if line]


def test_there_are_pages_with_commands() -> None:
    assert sum(len(commands(page)) for page in PAGES) >= 8


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_commands_work(page: Path, tmp_path: Path) -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # What other tests set for the site is not what a reader has.
    ours = ("DJANGO_", "SAFEWARD_")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    for name, program in files(page).items():
        (tmp_path / name).write_text(program)
    printed = ""
    for command in commands(page):
        said = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**plain, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 0, f"{command}\n{said.stdout}\n{said.stderr}"
        printed += said.stdout
    assert [line for line in promised(page) if line not in printed] == []
