"""Writes what the API can do to docs/reference/openapi.json, once it was looked at.

`python -m tests.integration.platform.api.described`
"""

import json
from pathlib import Path

import tests.integration.platform.conftest as _set_up
from safeward.api.urls import api

AGREED = Path(__file__).parents[4] / "docs" / "reference" / "openapi.json"


def described() -> str:
    """The description as it is now, in the form in which it is kept."""
    said = api.get_openapi_schema()
    return json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    assert _set_up
    AGREED.write_text(described(), encoding="utf-8")
