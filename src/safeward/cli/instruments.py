"""`safeward instruments`: which there are, what each needs, in and out as FHIR."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safeward.cli import arguments, text

if TYPE_CHECKING:
    from safeward.core.instruments.card import Block
    from safeward.core.instruments.fhir import Publication
    from safeward.core.instruments.types import Instrument

app = typer.Typer(
    help=(
        "Risk instruments as data: which there are, what an answers file needs, what "
        "a result means and how well it is known to work."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
Which = Annotated[
    str,
    typer.Argument(
        metavar="INSTRUMENT", help="An id of the library, or a definition file (.toml)."
    ),
]


@app.command("list")
def list_() -> None:
    """List every instrument, its licence and what it predicts.

    "computed": worked out here from answers. "recorded only": its weights are not
    public or its licence forbids it, so the result of the original form is taken in and
    never worked out again. "judged": a level that a trained person concluded.
    """
    from safeward.core.instruments.card import KINDS, how
    from safeward.core.instruments.library import IDS, instrument

    tools = [instrument(name) for name in sorted(IDS)]
    rows = []
    for tool in tools:
        gate = "gated" if tool.licence.administer == "original form" else "open"
        kind = f" ({KINDS[tool.kind]})" if how(tool) == "computed" else ""
        rows.append((tool.id, how(tool), gate, f"{tool.predicts}{kind}"))
    head = ("id", "result", "licence", "predicts")
    _say(text.table(head, rows, text.width()))
    typer.echo("")
    _say(
        text.paragraph(
            f"{len(tools)} instruments. gated: the original form, given by trained "
            "people under its licence. What one needs and how well it is known to "
            "work: safeward instruments show ID.",
            text.width(),
        )
    )


@app.command("show")
def show(
    which: Which,
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="FILE",
            help="Write an empty answers file (.csv) with its columns.",
        ),
    ] = None,
) -> None:
    """Show what an answers file needs and what a result means.

    Columns with the exact answers they may hold, the rule with every weight, bands,
    published validity, known weaknesses, terms of use and sources.
    """
    from safeward.core.instruments.card import columns, sections
    from safeward.core.vocabulary.errors import UnusableInput

    tool = chosen(which)
    wide = text.width()
    _say(text.paragraph(f"{tool.id}: {tool.title}", wide))
    _say(text.paragraph(f"{tool.name}, version {tool.version}", wide))
    for section in sections(tool):
        typer.echo(f"\n{section.title.upper()}")
        for block in section.blocks:
            _say(_block(block, wide))
    if template is not None:
        if template.exists():
            # It may hold answers that somebody has filled in.
            raise UnusableInput(f"{template} is there already; name another file.")
        _write(template, ".csv", ",".join(["case_id", *(i.id for i in columns(tool))]))
        typer.echo(f"\nAn empty answers file: {template}")


@app.command("check")
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE...]", help="Definition files; else the library."),
    ] = None,
) -> None:
    """Check definition files, each fault with its line.

    Without a file the whole library is checked. Ends with status 2 when anything is
    wrong.
    """
    from safeward.core.instruments.library import IDS, instrument
    from safeward.core.instruments.proofread import faults
    from safeward.core.vocabulary.errors import InstrumentRefused

    if not files:
        tools = [instrument(name) for name in IDS]
        typer.echo(f"All {len(tools)} definitions of the library can be used.")
        return
    wrong = 0
    for path in files:
        arguments.existing(path, "FILE")
        found = faults(_read(path))
        for fault in found:
            typer.echo(f"{path}:{fault.line or '?'}: {fault.said}")
        wrong += len(found)
        if not found:
            typer.echo(f"{path}: can be used.")
    if wrong:
        raise InstrumentRefused(f"{wrong} to mend, above.")


@app.command("export-fhir")
def export_fhir(
    which: Which,
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="File to write (.json).")
    ],
    release: Annotated[
        str, typer.Option("--release", help="Release of FHIR: R4 or R5.")
    ] = "R4",
) -> None:
    """Write an instrument as a FHIR Questionnaire.

    Questions, answers with weights, bounds, help and the rule as FHIRPath go where any
    form filler with Structured Data Capture finds them; the rest goes into one
    extension, so that import-fhir gives the instrument back whole.
    """
    from safeward.core.instruments.fhir import to_questionnaire
    from safeward.core.instruments.fhir.names import RELEASES
    from safeward.core.vocabulary.errors import UnusableInput

    wanted = next((r for r in RELEASES if r == release.upper()), None)
    if wanted is None:
        raise UnusableInput(f"--release {release} is not known; give R4 or R5.")
    tool = chosen(which)
    form = to_questionnaire(tool, publication=_publication(tool), release=wanted)
    _write(out, ".json", json.dumps(form, indent=2, ensure_ascii=False))
    typer.echo(f"{tool.name} as a Questionnaire of FHIR {wanted}: {out}")


@app.command("import-fhir")
def import_fhir(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A Questionnaire, R4 or R5 (.json).")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Definition to write (.toml).")
    ],
) -> None:
    """Read a FHIR Questionnaire as a definition.

    It is refused where something would be lost. A form that export-fhir wrote gives
    back the very instrument. One from elsewhere is taken where nothing has to be
    guessed; check its result before any use.
    """
    from safeward.core.instruments.fhir import from_questionnaire
    from safeward.core.instruments.toml_text import to_toml
    from safeward.core.vocabulary.errors import QuestionnaireRefused

    arguments.existing(file, "FILE")
    try:
        form = json.loads(_read(file))
    except json.JSONDecodeError as error:
        raise QuestionnaireRefused(f"{file} is not JSON: {error}.") from error
    except ValueError as error:
        raise QuestionnaireRefused(f"{file} holds a number far too long.") from error
    except RecursionError:
        raise QuestionnaireRefused(f"{file} is nested too deeply.") from None
    try:
        found = from_questionnaire(form)
    except QuestionnaireRefused as refusal:
        raise QuestionnaireRefused(f"{file}: {refusal}") from refusal
    _write(out, ".toml", to_toml(found.instrument).rstrip("\n"))
    typer.echo(f"{found.instrument.id}: {len(found.instrument.items)} items in {out}.")
    for note in found.notes:
        typer.echo(f"Left out: {note}.")


def chosen(which: str) -> "Instrument":
    """The instrument of an id, or of a definition file."""
    from safeward.core.instruments.library import find, read

    path = Path(which)
    if path.suffix == ".toml":
        arguments.existing(path, "INSTRUMENT")
        return read(path)
    return find(which)


def _publication(tool: "Instrument") -> "Publication":
    """Status and dates as the register has them; a draft where it has none."""
    from safeward.core.evaluation.register.entries import read_entries
    from safeward.core.instruments.fhir import Publication
    from safeward.core.instruments.fhir.types import Status

    said: dict[str, Status] = {"in use": "active", "retired": "retired"}
    for entry in read_entries():
        if (entry.kind, entry.id) == ("instrument", tool.id):
            return Publication(
                status=said.get(entry.status, "draft"),
                publisher="Safeward",
                changed=entry.updated,
                approved=entry.approved,
                reviewed=entry.updated,
            )
    return Publication(publisher="Safeward")


def _block(block: "Block", wide: int) -> Iterator[str]:
    from safeward.core.instruments.card import Table

    if isinstance(block, str):
        yield from text.paragraph(block, wide)
    elif isinstance(block, Table):
        narrow = [max(len(row[n]) for row in block.rows) for n in range(2)]
        if len(block.columns) < 4 and sum(narrow) < 50:
            yield from text.table(block.columns, block.rows, wide)
        else:
            yield from text.records(block.columns, block.rows, wide)
    else:
        for said in block:
            yield from text.bullet(said, wide)


def _say(lines: Iterator[str]) -> None:
    for line in lines:
        typer.echo(line)


def _read(path: Path) -> str:
    from safeward.core.vocabulary.errors import UnusableInput

    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path} cannot be read as text.") from error


def _write(path: Path, ending: str, content: str) -> None:
    """Write a file whole or not at all."""
    from safeward.core.vocabulary.errors import UnusableInput

    if path.suffix != ending:
        raise UnusableInput(f"{path} must end in {ending}.")
    arguments.writable(path)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(f"{content}\n", encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise UnusableInput(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        partial.unlink(missing_ok=True)
