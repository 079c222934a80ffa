"""The reference page of an instrument, from its definition and its worked examples."""

from collections.abc import Iterable, Mapping, Sequence

from safeward.core.instruments.card import Block, Table, how, sections
from safeward.core.instruments.types import Instrument

EXPECTED = "expected "
MADE = "Made from the definition and the examples by `{command}`; change those instead."


def page(
    tool: Instrument, cases: Sequence[Mapping[str, str | None]], command: str
) -> str:
    """Lay an instrument out as Markdown.

    Args:
        tool: The instrument.
        cases: Worked examples: ``case``, inputs by column, and results by column with
            ``expected`` in front of its name.
        command: What makes the page.
    """
    lines = [f"# {tool.title}", "", MADE.format(command=command), ""]
    lines += [f"`{tool.id}`: {tool.name}, version {tool.version}."]
    for section in sections(tool):
        lines += ["", f"## {section.title}"]
        for block in section.blocks:
            lines += _block(block)
    if cases:
        lines += ["", "## Worked examples", *_cases(cases)]
    return "\n".join(lines) + "\n"


def index(tools: Iterable[Instrument], command: str) -> str:
    """The list of all pages."""
    rows = tuple(
        (
            f"[{tool.name}]({tool.id}.md)",
            how(tool),
            tool.licence.administer,
            tool.predicts,
            tool.calibration,
        )
        for tool in tools
    )
    columns = ("instrument", "result", "administer", "predicts", "calibration")
    lines = [
        "# Instruments",
        "",
        MADE.format(command=command),
        *_block(Table(columns, rows)),
    ]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> list[str]:
    if not block:
        return []
    if isinstance(block, str):
        return ["", _escaped(block)]
    if isinstance(block, Table):
        head = [_row(block.columns), f"|{'---|' * len(block.columns)}"]
        return ["", *head, *(_row(row) for row in block.rows)]
    return ["", *(f"- {_escaped(said)}" for said in block)]


def _row(cells: Iterable[str]) -> str:
    said = (_escaped(cell).replace("|", "\\|").replace("\n", " ") for cell in cells)
    return f"| {' | '.join(said)} |"


def _escaped(text: str) -> str:
    """Text in which Markdown finds no markup of its own."""
    return text.replace("*", "\\*").replace("<", "&lt;")


def _cases(cases: Sequence[Mapping[str, str | None]]) -> list[str]:
    rows = tuple(
        (
            str(case.get("case") or ""),
            _given(case, expected=False),
            _given(case, expected=True),
        )
        for case in cases
    )
    return _block(Table(("case", "answers", "result"), rows))


def _given(case: Mapping[str, str | None], *, expected: bool) -> str:
    said = []
    for name, value in case.items():
        if name == "case" or not value or name.startswith(EXPECTED) is not expected:
            continue
        said.append(f"{name.removeprefix(EXPECTED)} {value}")
    return ", ".join(said)
