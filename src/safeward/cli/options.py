"""What several commands read from their options in the same way."""

from pathlib import Path

from safeward.core.vocabulary.errors import UnusableInput


def check_folder(out: Path) -> None:
    """Refuse a place where no folder is or can be made; others' files in it stay."""
    if out.exists() and not out.is_dir():
        raise UnusableInput(f"{out} is not a folder; name another place for --out.")
    if not out.exists() and not out.resolve().parent.is_dir():
        raise UnusableInput(
            f"{out.parent} is not a folder; make it first, or name another --out."
        )


def several(given: list[str] | None) -> tuple[str, ...]:
    """Names parted by commas, in one option or several."""
    names = [name.strip() for text in given or () for name in text.split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def references(given: list[str]) -> dict[str, str]:
    """Columns and levels, each written as column=level.

    Raises:
        UnusableInput: When one is not written so.
    """
    found = {}
    for text in given:
        column, sign, level = text.partition("=")
        if not sign or not column.strip():
            raise UnusableInput(
                f"--reference {text} must be a column and a level, as in race=other."
            )
        found[column.strip()] = level.strip()
    return found
