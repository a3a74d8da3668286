"""The bench runs from end to end at a tiny size; no time is judged here."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.commands import commands

ROOT = Path(__file__).resolve().parents[2]
COMPARED = {"hello world", "naive DRF list", "list", "deep page", "304", "one commitment"}
COMPARED |= {"datasette, list by SQL", "page: home", "desk: commitments", "growth: list"}


def test_a_tiny_bench_measures_every_case(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    table = tmp_path / "table.json"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "bench",
            "--size=0.0001",
            "--rounds=0",
            "--smoke",
            "--database=sqlite",
        ]
        + [f"--json={table}", f"--data={tmp_path}"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = json.loads(table.read_text())["results"]["sqlite"]
    rows = {(row["case"], row["server"]): row for row in found}
    assert {case for case, _server in rows} >= COMPARED
    assert rows["whole CSV", "gunicorn"]["rows"] == 60
    assert rows["304", "gunicorn"]["bytes"] == 0
    hello = rows["hello world", "gunicorn"]
    assert rows["list", "gunicorn"]["bytes"] > hello["bytes"]
    assert rows["list, quota counted", "granian"]["bytes"] > hello["bytes"]
    assert rows["list", "gunicorn"]["of_hello"] > 0
    (filled,) = tmp_path.glob("sqlite-*/0.0001")
    _assert_rows_are_those_the_site_would_have_written(filled)


def _assert_rows_are_those_the_site_would_have_written(folder: Path) -> None:
    """The ledger proves them: every row equal to its entry, every chain whole."""
    environment = {"DATA_DIR": str(folder), "DEMO": "1", "DEBUG": "0"}
    environment["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    environment["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    with commands(**environment) as bench:
        for command in (["verify_ledger", "--all"], ["rebuild_copies", "--check"]):
            done = bench.run(*command)
            # Passages, which no reading of the site asks the ledger about, have no entries.
            said = [line for line in done.stderr.splitlines() if not line.startswith("passage ")]
            assert said in ([], ["CommandError: the ledger does not hold"]), command
