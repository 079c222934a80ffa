"""An output folder that appears whole or not at all."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeward.core.vocabulary.errors import UnusableInput

OURS = "run.json"
_MARK = ".safeward-partial-"
_EXCHANGE = 2
_HERE = -100


def check_replaceable(out: Path, inputs: tuple[Path, ...] = ()) -> None:
    """Refuse a place that holds something other than an earlier run of ours.

    Raises:
        UnusableInput: When ``out`` exists without our run.json, is or holds an input
            folder, or its parent folder does not exist.
    """
    resolved = out.resolve()
    for folder in inputs:
        given = folder.resolve()
        if resolved == given or resolved in given.parents:
            raise UnusableInput(
                f"{out} holds the input folder {folder}; name another place for --out."
            )
    if not resolved.parent.is_dir():
        raise UnusableInput(
            f"{out.parent} is not a folder; make it first, or name another --out."
        )
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UnusableInput(f"{out} is not a folder; name another place for --out.")
    if out.exists() and not (out / OURS).is_file():
        raise UnusableInput(
            f"{out} exists and holds no {OURS} of an earlier run, so it is left alone; "
            "name another place for --out."
        )


@contextmanager
def whole(out: Path, inputs: tuple[Path, ...] = ()) -> Iterator[Path]:
    """Give a private folder to write in, and put it in place when all went well.

    The folder lies beside ``out`` with mode 0700. On any failure, or when the process
    is told to stop, it is removed and ``out`` stays as it was. What a killed process
    left behind is removed by the next run to the same place.
    """
    check_replaceable(out, inputs)
    prefix = f".{out.name}{_MARK}"
    for left in out.resolve().parent.glob(f"{prefix}*"):
        if not _alive(left.name.removeprefix(prefix).split("-")[0]):
            shutil.rmtree(left, ignore_errors=True)
    partial = Path(
        tempfile.mkdtemp(prefix=f"{prefix}{os.getpid()}-", dir=out.resolve().parent)
    )
    try:
        yield partial
        partial.chmod(0o700)
        if out.exists():
            _exchange(partial, out)
        else:
            partial.rename(out)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _alive(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _exchange(new: Path, old: Path) -> None:
    """Swap two folders in one step where the system can, else in two renames."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        renameat2 = None
    names = (os.fsencode(new), os.fsencode(old.resolve()))
    if renameat2 and renameat2(_HERE, names[0], _HERE, names[1], _EXCHANGE) == 0:
        return
    aside = new.with_name(new.name + "-old")
    old.rename(aside)
    new.rename(old)
    aside.rename(new)


@contextmanager
def whole_or_empty(out: Path) -> Iterator[Path]:
    """Like ``whole``, for a folder that must not exist yet or be empty."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UnusableInput(f"{out} is there and not empty; name another folder.")
    if out.exists():
        out.rmdir()
    with whole(out) as partial:
        yield partial
