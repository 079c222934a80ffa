"""A framework to JSON and to Excel, and back from Excel, without loss."""

import json
from io import BytesIO
from typing import Any

import attrs

from safeward.core.outcomes.reading import LISTS, FrameworkRefused, build
from safeward.core.outcomes.types import Framework

_HEAD = ("id", "name", "version", "goal", "valid_from", "valid_to", "source")
_SEVERAL = "; "


def content(framework: Framework) -> dict[str, Any]:
    """The framework as plain values; what was left out stays left out."""
    told: dict[str, Any] = {
        name: _plain(getattr(framework, name))
        for name in _HEAD
        if getattr(framework, name) is not None
    }
    for several in LISTS:
        told[several] = [_entry(each) for each in getattr(framework, several)]
    return told


def to_json(framework: Framework) -> str:
    """The framework as JSON; `reading.from_json` gives it back."""
    return json.dumps(content(framework), indent=1, ensure_ascii=False) + "\n"


def to_excel(framework: Framework) -> bytes:
    """The framework as a workbook, a sheet for each kind; several ids with ``; ``."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has one
    sheet.title = "strategy"
    told = content(framework)
    for name in _HEAD:
        sheet.append([name, told.get(name, "")])
    for several in LISTS:
        sheet = book.create_sheet(several)
        kind = type(getattr(framework, several)[0]) if told[several] else None
        names = _names(kind) if kind else ["id"]
        sheet.append(names)
        for entry in told[several]:
            sheet.append([_cell(entry.get(name)) for name in names])
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            width = min(60, 2 + max(len(str(cell.value or "")) for cell in column))
            sheet.column_dimensions[str(column[0].column_letter)].width = width
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def from_excel(data: bytes, where: str) -> Framework:
    """Read a workbook as `to_excel` writes it; lines are rows of its sheet.

    Raises:
        FrameworkRefused: When it is no such workbook, or does not hang together.
    """
    from zipfile import BadZipFile

    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, OSError, ValueError):
        raise FrameworkRefused(f"{where} is no Excel workbook.") from None
    if "strategy" not in book.sheetnames:
        raise FrameworkRefused(f"{where} has no sheet strategy.")
    head = {
        str(row[0]): _text(row[1])
        for row in book["strategy"].iter_rows(values_only=True)
        if row and row[0] and len(row) > 1 and row[1] not in (None, "")
    }
    given: dict[str, list[dict[str, Any]]] = {}
    lines: dict[str, list[int]] = {}
    for several in LISTS:
        given[several], lines[several] = [], []
        if several not in book.sheetnames:
            continue
        rows = list(book[several].iter_rows(values_only=True))
        names = [str(name) for name in rows[0]] if rows else []
        for number, row in enumerate(rows[1:], start=2):
            entry = {
                name: _given(several, name, value)
                for name, value in zip(names, row, strict=False)
                if value not in (None, "")
            }
            if entry:
                given[several].append(entry)
                lines[several].append(number)
    return build(head, given, where, lines)


def _entry(each: Any) -> dict[str, Any]:
    told = {}
    for field in attrs.fields(type(each)):
        value = getattr(each, field.name)
        if field.name == "line" or (
            field.default is not attrs.NOTHING and value == field.default
        ):
            continue
        told[field.name] = _plain(value)
    return told


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _names(kind: type) -> list[str]:
    return [field.name for field in attrs.fields(kind) if field.name != "line"]


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return _SEVERAL.join(value)
    # A sheet would run a text that begins like a formula.
    if isinstance(value, str) and value[:1] in "=+-@":
        return f"'{value}"
    return value


def _text(value: Any) -> Any:
    return value.date() if hasattr(value, "date") else str(value)


_TUPLES = {
    "leads_to", "pillars", "ways", "breakdowns", "domains", "outcomes",
}  # fmt: skip
_NUMBERS = {"baseline", "target"}


def _given(several: str, name: str, value: Any) -> Any:
    del several
    if name in _TUPLES:
        return [part.strip() for part in str(value).split(";") if part.strip()]
    if name in _NUMBERS:
        return float(value) if isinstance(value, (int, float)) else value
    if isinstance(value, bool):
        return value
    text = str(value)
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text
