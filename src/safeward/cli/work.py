"""`safeward work`: what goes on beside the site, until it is stopped.

Seals the audit log, sends what is due, and checks the log once a day. Nothing here
answers a request, so it runs once however many processes answer.
"""

import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Annotated

import typer

PAUSE_SECONDS = 1.0
AFTER_TROUBLE_SECONDS = 5.0


def command(
    until_input_ends: Annotated[
        bool,
        typer.Option(
            "--until-input-ends",
            help="Stop when standard input ends: for the process that started this.",
        ),
    ] = False,
) -> None:
    """Seal the audit log, send notices and webhooks, check the log daily.

    The site needs one of these beside it; `safeward serve` starts one. Several do no
    harm: one sealer works at a time, and each notice is sent by one of them.
    """
    from safeward.cli.platform import set_up, waiting_migrations
    from safeward.core.vocabulary.errors import ConfigurationRefused

    set_up()
    if waiting_migrations():
        raise ConfigurationRefused(
            "the tables are not up to date; run `safeward db migrate` first."
        )
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: ended.set())
    if until_input_ends:
        threading.Thread(target=_listen, args=(ended,), daemon=True).start()
    failures: list[Exception] = []
    jobs = [_seal, _send, _send_away, _check]
    threads = [
        threading.Thread(target=_kept_up, args=(job, ended, failures)) for job in jobs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


type On = Callable[[], bool]


def _kept_up(
    job: Callable[[On], None], ended: threading.Event, failures: list[Exception]
) -> None:
    """Do one job until the end; what fails is tried again after a while."""
    from django.db import connections

    from safeward.apps.audit.types import AuditFailed

    while not ended.is_set():
        try:
            job(lambda: not ended.is_set())
        except AuditFailed as error:
            # Trying again would bury what has to be looked into.
            failures.append(error)
            ended.set()
        except Exception as error:
            # Its message may hold values, which the kind of error does not.
            print(
                f"safeward work: {job.__name__.strip('_')} failed "
                f"({type(error).__name__}); trying again.",
                file=sys.stderr,
            )
            ended.wait(AFTER_TROUBLE_SECONDS)
        finally:
            connections.close_all()


def _seal(on: On) -> None:
    from safeward.apps.audit.actions import keep_sealing

    keep_sealing(on=on)


def _send(on: On) -> None:
    from safeward.apps.foundation.actions import deliver_due

    while on():
        done = deliver_due(outside=False)
        if not (done.sent or done.failed):
            time.sleep(PAUSE_SECONDS)


def _send_away(on: On) -> None:
    """Send what may be slow, one at a time, so that no alarm waits for it."""
    from safeward.apps.foundation.actions import deliver_due

    while on():
        done = deliver_due(within=False, limit=1)
        if not (done.sent or done.failed):
            time.sleep(PAUSE_SECONDS)


def _check(on: On) -> None:
    from safeward.apps.audit.actions import check_daily

    while on():
        check_daily()
        time.sleep(PAUSE_SECONDS)


def _listen(ended: threading.Event) -> None:
    while sys.stdin.buffer.read(1):
        pass
    ended.set()
