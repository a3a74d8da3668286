"""The bench runs from end to end at a tiny size; no time is judged here."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_a_tiny_bench_measures_every_case(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    table = tmp_path / "table.json"
    subprocess.run(
        [sys.executable, "-m", "bench", "--size=0.0001", "--rounds=1", f"--json={table}"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        timeout=300,
    )
    rows = {row["case"]: row for row in json.loads(table.read_text())["rows"]}
    assert {"hello world", "naive list", "list", "deep page", "304", "search, rare"} <= set(rows)
    assert rows["whole CSV"]["rows"] == 60
    assert rows["304"]["bytes"] == 0
    assert rows["list"]["bytes"] > rows["hello world"]["bytes"]
