"""Several files that appear together, each whole or not at all."""

from collections.abc import Mapping
from pathlib import Path


def write_together(files: Mapping[Path, str]) -> None:
    """Write every file beside its place, and only then put them there.

    Args:
        files: Text by path; an earlier file of that name is replaced.
    """
    partial = {path: path.with_name(f".{path.name}.partial") for path in files}
    try:
        for path, text in files.items():
            partial[path].write_text(text, encoding="utf-8")
        for path, made in partial.items():
            made.replace(path)
    finally:
        for made in partial.values():
            made.unlink(missing_ok=True)
