"""Logs that hold no data: what kind of thing happened and where in our code, no more.

An error's message, a path or a query may name a person. What was asked for and by whom
stands in the audit log; here stand kinds, statuses and places in the program.
"""

import logging
import traceback


class Formatter(logging.Formatter):
    """Writes a record without the words that somebody's data could be among."""

    def format(self, record: logging.LogRecord) -> str:
        """One line; below an error the places it came through."""
        words = [record.levelname, record.name]
        status = getattr(record, "status_code", None)
        if status is not None:
            words.append(str(status))
        view = _view(record)
        if view:
            words.append(view)
        if record.name.startswith("safeward."):
            words.append(record.getMessage())  # ours name identifiers and counts
        elif record.args and status is None:
            words.append(str(record.msg))  # the pattern, without what was put into it
        elif status is None:
            words.append(f"{record.module}:{record.lineno}")
        if record.exc_info and record.exc_info[1] is not None:
            words.append(_told(record.exc_info[1]))
        return " ".join(words)


def _view(record: logging.LogRecord) -> str:
    match = getattr(getattr(record, "request", None), "resolver_match", None)
    return str(match.view_name) if match is not None else ""


def _told(error: BaseException) -> str:
    lines = [type(error).__name__]
    cause = error.__cause__ or error.__context__
    lines += [f"after {type(cause).__name__}"] if cause is not None else []
    frames = traceback.extract_tb(error.__traceback__)
    return "\n  ".join(
        [
            ", ".join(lines),
            *(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames),
        ]
    )
