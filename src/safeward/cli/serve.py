"""`safeward serve`: the site, on this machine, until it is stopped."""

from typing import Annotated, Any

import typer

LOCAL = {"127.0.0.1", "::1", "localhost"}


def command(
    port: Annotated[int, typer.Option("--port", help="Port to listen on.")] = 8000,
    host: Annotated[
        str,
        typer.Option(
            "--host", help="Address to listen on; others only behind a server with TLS."
        ),
    ] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Processes that answer requests.")
    ] = 2,
    threads: Annotated[
        int, typer.Option("--threads", min=1, help="Requests at once in each process.")
    ] = 4,
    without_work: Annotated[
        bool,
        typer.Option(
            "--without-work",
            help="Only answer requests; `safeward work` runs as a service of its own.",
        ),
    ] = False,
) -> None:
    """Serve the site until it is stopped (Ctrl-C), with `safeward work` beside it.

    Refuses to start where the set-up is unsafe or the tables are not up to date;
    `safeward doctor` says what to mend.
    """
    from safeward.cli.platform import set_up

    set_up()
    _refuse_unready(host)
    if not without_work:
        from safeward.cli.together import together

        _say_where(host, port)
        site = ["serve", "--without-work", "--port", str(port), "--host", host]
        site += ["--workers", str(workers), "--threads", str(threads)]
        raise SystemExit(together(site, ["work", "--until-input-ends"]))
    _answer(host, port, workers, threads)


def _answer(host: str, port: int, workers: int, threads: int) -> None:
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from safeward.config.wsgi import application

    class Site(BaseApplication):  # type: ignore[misc]
        """Gunicorn, told what to serve and how."""

        def load_config(self) -> None:
            settings_: dict[str, Any] = {
                "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": threads,
                "loglevel": "warning",
                # A path may say who was looked for: no log of requests is kept here,
                # the audit log records reads.
                "accesslog": None,
                "proc_name": "safeward",
                "forwarded_allow_ips": "127.0.0.1,::1",
                "control_socket_disable": True,
            }
            for name, value in settings_.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    # What the checks opened must not be shared by the processes that answer.
    connections.close_all()
    Site().run()


def _say_where(host: str, port: int) -> None:
    from django.conf import settings

    if settings.SECURE_SSL_REDIRECT:
        typer.echo(f"Listening at {host}:{port} for the server in front that has TLS.")
        return
    shown = "localhost" if host in LOCAL else host
    typer.echo(f"Safeward is at http://{shown}:{port}/ (stop it with Ctrl-C)")


def _refuse_unready(host: str) -> None:
    from django.conf import settings
    from django.core.checks import ERROR, Tags, run_checks

    from safeward.cli.platform import waiting_migrations
    from safeward.core.vocabulary.errors import ConfigurationRefused
    from safeward.web.collected import made

    if settings.SAFEWARD_DEMO and host not in LOCAL:
        raise ConfigurationRefused(
            "a demonstration lets anybody in as a demo person, so it listens on this "
            "machine alone; leave --host out, or unset SAFEWARD_DEMO."
        )
    for message in run_checks(tags=[Tags.security]):
        if message.level >= ERROR:
            raise ConfigurationRefused(f"{message.msg} {message.hint or ''}".strip())
    if waiting_migrations():
        raise ConfigurationRefused(
            "the tables are not up to date; run `safeward db migrate` first."
        )
    for message in run_checks(tags=[Tags.database], databases=["default"]):
        if message.level >= ERROR:
            raise ConfigurationRefused(f"{message.msg} {message.hint or ''}".strip())
    if not made():
        raise ConfigurationRefused(
            "the pages' style sheets are not made; run `make setup` with npm in reach."
        )
