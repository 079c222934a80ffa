"""`safeward register`: build the register's pages, check that it is whole."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from safeward.cli import arguments

app = typer.Typer(
    help=(
        "Who answers for each instrument, model and policy, what it may be used for, "
        "how to object, and when it is looked at again."
    ),
    no_args_is_help=True,
    rich_markup_mode=None,
)
HOME = Path("docs/reference/register")

Entries = Annotated[
    Path | None,
    typer.Option(
        "--entries",
        metavar="FOLDER",
        help="An agency's own entries in place of the shipped ones.",
    ),
]


@app.command("build")
def build(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder for the pages.")
    ] = HOME,
    entries: Entries = None,
) -> None:
    """Render the register as pages.

    An index and a page each, as HTML and Markdown, and all of it as JSON. Every page
    stands alone, without script or request. Pages of an earlier build in
    the folder are replaced; other files there are left alone.
    """
    from safeward.core.evaluation.register.check import cards
    from safeward.core.evaluation.register.entries import read_entries
    from safeward.core.evaluation.register.pages import pages
    from safeward.core.evaluation.register.subjects import everything
    from safeward.core.vocabulary.errors import UnusableInput

    if not out.resolve().parent.is_dir() or out.is_file():
        raise UnusableInput(
            f"{out} cannot be made a folder of pages; name another place with --out."
        )
    written = read_entries(_folder(entries))
    if not written:
        raise UnusableInput(
            f"{entries} holds no entry; `safeward register adopt` makes a folder that "
            "does."
        )
    found = cards(everything(entries, written), written)
    files = pages(found)
    try:
        out.mkdir(exist_ok=True)
        for name, text in files.items():
            partial = out / f".{name}.partial"
            partial.write_text(text, encoding="utf-8")
            partial.replace(out / name)
    except OSError as error:
        raise UnusableInput(f"{out} cannot be written: {error.strerror}.") from error
    for path in out.iterdir():
        ours = path.name.split("-")[0] in {"instrument", "model", "policy"}
        if ours and path.suffix in {".html", ".md"} and path.name not in files:
            path.unlink()
    typer.echo(f"{len(found)} entries; open {out / 'index.html'}.")


@app.command("check")
def check(
    today: Annotated[
        str | None,
        typer.Option("--today", metavar="DATE", help="Judge as of another day."),
    ] = None,
    entries: Entries = None,
) -> None:
    """Say what the register lacks on a day.

    Missing entries, versions that nobody read again, reviews that are overdue. Ends
    with status 2 when anything is wrong.
    """
    from safeward.core.evaluation.register.check import problems
    from safeward.core.evaluation.register.entries import read_entries
    from safeward.core.evaluation.register.subjects import everything
    from safeward.core.vocabulary.errors import EntryRefused

    day = arguments.day(today, "--today") if today else datetime.date.today()
    written = read_entries(_folder(entries))
    wrong = list(problems(everything(entries, written), written, day))
    for sentence in wrong:
        typer.echo(f"- {sentence}")
    if wrong:
        raise EntryRefused(f"the register is not whole: {len(wrong)} to mend, above.")
    typer.echo(f"{len(written)} entries, all complete and in date on {day}.")


@app.command("adopt")
def adopt(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder that is not there yet.")
    ],
) -> None:
    """Copy the shipped entries, to make them your agency's.

    Write your organisation, roles and community body into common.toml. Add an entry for
    each scorecard, policy or definition of your own, with file = "..." naming it from
    the folder, and use --entries FOLDER with the other commands.
    """
    from importlib.resources import as_file
    from shutil import copytree

    from safeward.core.evaluation.register.entries import shipped
    from safeward.core.vocabulary.errors import UnusableInput

    if folder.exists() or not folder.resolve().parent.is_dir():
        raise UnusableInput(f"{folder} is there already, or its parent folder is not.")
    with as_file(shipped()) as held:
        copytree(held, folder)
    typer.echo(f"Yours to complete: {folder / 'common.toml'} first.")


def _folder(entries: Path | None) -> Path | None:
    from safeward.core.vocabulary.errors import UnusableInput

    if entries is not None and not entries.is_dir():
        raise UnusableInput(f"{entries} (--entries) is not a folder of entries.")
    return entries
