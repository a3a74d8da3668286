"""`./run bench [--size 0.1] [--rounds 30] [--json FILE]`: fills, serves, measures, prints a table.

On the SQLite of a temporary folder, or on the PostgreSQL of DATABASE_URL, which must be empty.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path


def main(arguments: list[str] | None = None) -> list[dict]:
    """Run the measures; returns the rows of the table."""
    parser = argparse.ArgumentParser(prog="./run bench")
    parser.add_argument("--size", type=float, default=0.1, help="1 is 500,000 commitments")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--json", type=Path, help="write the table there too")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="pacte-bench-") as folder:
        environment = {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "DATA_DIR": folder,
            "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/bench.sqlite3",
            "DEMO": "1",
            "DEBUG": "0",
        }
        os.environ.update(environment)
        rows = _measured(options, environment)
    _print(rows)
    if options.json:
        options.json.write_text(json.dumps({"size": options.size, "rows": rows}, indent=1))
    return rows


def _measured(options, environment: dict[str, str]) -> list[dict]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from bench import data, measure

    call_command("migrate", verbosity=0)
    data.fill(options.size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    connection.close()
    with measure.server(environment) as port:
        return [*measure.run(port, options.rounds), measure.whole_csv(port)]


def _print(rows: list[dict]) -> None:
    print(f"{'':20}{'ms':>9}{'/s':>9}{'of hello':>10}{'x naive':>9}{'bytes':>9}")
    for row in rows:
        if "ms" in row:
            print(
                f"{row['case']:20}{row['ms']:>9}{row['per_second']:>9}{row['of_hello']:>10}"
                f"{row['of_naive']:>9}{row['bytes']:>9}"
            )
        else:
            print(f"{row['case']:20}{row['rows']} rows, {row['rows_per_second']} rows/s")


if __name__ == "__main__":
    main()
