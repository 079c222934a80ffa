"""`make bench`: every ratio in one run, as Markdown tables."""

import platform

from tests.benchmarks import capacity, history, holdings, index, linkage, whole_job


def main() -> None:
    """Print all tables; takes about an hour on two cores."""
    print(f"Python {platform.python_version()} on {platform.machine()}\n")
    print("## Linkage\n")
    for mentions in (100_000, 1_000_000):
        linkage.run(mentions)
    print("\n## One new record against a million\n")
    index.main(1_000_000)
    print("\n## The whole job\n")
    whole_job.run(1_000_000)
    print("\n## Growth\n")
    whole_job.growth()
    print("\n## Reading\n")
    for name, value, unit in holdings.run(1_000_000):
        print(f"{name:40} {value:12.2f} {unit}")
    print("\n## History\n")
    for name, value, unit in history.run(1_000_000):
        print(f"{name:40} {value:14.2f} {unit}")
    print("\n## Allocation\n")
    capacity.main()


if __name__ == "__main__":
    main()
