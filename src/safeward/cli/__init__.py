"""The command line: opens files, shows progress, sets exit statuses."""


def main() -> None:
    """Run the command line and leave with its exit status."""
    from safeward.cli.app import run

    run()
