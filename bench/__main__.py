"""`./run bench`: generates data once, serves it, measures, prints one table.

./run bench [--size 1] [--database sqlite|postgresql|both] [--rounds 20] [--json FILE] [--data DIR]
            [--smoke]

Size 1 is 500,000 commitments; the data are kept in DIR (var/bench) for the next run. Requests go
to the rivals in turn, one after the other, so that a slow moment falls on all; times are medians,
as one client sees them, on the loopback. `cpu` is what the server's own processes spent: on a
machine that does something else meanwhile, trust that one and the ratio of it (cpu_of_hello).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import stores, table

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("--size", type=float, default=0.1, help="1 is 500,000 commitments")
    parser.add_argument("--database", choices=[*stores.DATABASES, "both"], default="both")
    parser.add_argument("--rounds", type=int, default=20, help="requests per case, 0: the first")
    parser.add_argument("--json", type=Path, help="write the table there too")
    parser.add_argument("--data", type=Path, default=ROOT / "var" / "bench", help="kept data")
    parser.add_argument("--smoke", action="store_true", help="each case runs; figures mean nothing")
    options = parser.parse_args()
    shares = (1,) if options.smoke else stores.SHARES
    wanted = stores.DATABASES if options.database == "both" else (options.database,)
    results = {}
    for database in wanted:
        with stores.opened(database, options.size, options.data, shares) as opened:
            results[database] = _measured(opened, options)
        table.show(database, options.size, results[database])
    if options.json:
        options.json.write_text(json.dumps({"size": options.size, "results": results}, indent=1))


def _measured(opened: list[stores.Store], options) -> list[dict]:
    """The rows of one database; measured by a process whose settings name it."""
    with tempfile.NamedTemporaryFile(suffix=".json") as answer:
        command = [sys.executable, "-m", "bench.run", answer.name, str(options.rounds)]
        subprocess.run(  # noqa: S603
            [*command, *(json.dumps(one.environment) for one in opened)],
            cwd=ROOT,
            env={**os.environ, **opened[0].environment},
            check=True,
        )
        return json.loads(Path(answer.name).read_text())


if __name__ == "__main__":
    main()
