"""`safeward db rerank`, run as anybody runs it."""

from pathlib import Path

from tests.integration.platform.records.test_commands import SQLITE_ONLY, run
from tests.integration.platform.records.test_deliveries import folder


@SQLITE_ONLY
def test_everybody_is_ranked_from_the_command_line(tmp_path: Path) -> None:
    refused = run(tmp_path, "rerank")
    assert refused.returncode == 2
    assert "run `safeward db migrate` first" in refused.stderr
    run(tmp_path, "migrate")
    files = str(folder(tmp_path / "files"))
    loaded = run(tmp_path, "load", files, "--as-of", "2026-03-31", "--no-rank")
    assert loaded.returncode == 0, loaded.stderr
    ranked = run(tmp_path, "rerank", "--as-of", "2026-03-31")
    assert ranked.returncode == 0, ranked.stderr
    assert "Ranked as of 2026-03-31 by the policy" in ranked.stdout
    assert "entries written" in ranked.stdout
    earlier = run(tmp_path, "rerank", "--as-of", "2026-03-30")
    assert earlier.returncode == 2
    assert "speaks of 2026-03-31 already" in earlier.stderr
    wrong = run(tmp_path, "rerank", "--capacity", "nowhere.toml")
    assert wrong.returncode == 2
    assert "nowhere.toml" in wrong.stderr
