"""Print the tables of docs/reference/linkage-accuracy.md as they are measured now.

Run as ``python -m tests.external.linkage``.
"""

from safeward.core.linkage.evaluate import Accuracy, table
from tests.external.linkage.measure import measured

if __name__ == "__main__":
    for trained in (False, True):
        rows: dict[str, Accuracy] = {}
        for name in ("febrl_1", "febrl_4", "rldata_500", "fake_1000"):
            found = measured(name, trained=trained)
            rows[f"{name}, pairs before closure"] = found.before
            rows[f"{name}, groups"] = found.after
        print("\ntrained on each table" if trained else "\nshipped model")
        print(table(rows))
