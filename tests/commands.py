"""Commands of a site, each in a process of its own as an administrator's are.

Loading Django took most of their time: it is loaded once, and each command begins there.
`python -m tests.commands` answers each line of words with how the command ended and what it said.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Commands:
    """Runs commands on the site of `environment`."""

    def __init__(self, environment: dict[str, str], process: subprocess.Popen):
        self.environment, self._process = environment, process

    def run(self, *words: str) -> subprocess.CompletedProcess:
        print(json.dumps(words), file=self._process.stdin, flush=True)
        return subprocess.CompletedProcess(words, *json.loads(self._process.stdout.readline()))

    def start(self, *words: str) -> subprocess.CompletedProcess:
        """From nothing, by manage.py."""
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def commands(**environment: str) -> Iterator[Commands]:
    """For the site of `environment`, until the end of the block."""
    environment = {**os.environ, **environment}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.commands"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Commands(environment, process)


def _main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pacte.settings")
    import django
    from django.urls import get_resolver

    django.setup()
    # What each command would load to check the site.
    get_resolver().url_patterns  # noqa: B018
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)


def _run(words: list[str]) -> tuple[int, str, str]:
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        files = (said.fileno(), complained.fileno())
        process = multiprocessing.get_context("fork").Process(target=_command, args=(words, *files))
        process.start()
        process.join()
        said.seek(0)
        complained.seek(0)
        return process.exitcode, said.read(), complained.read()


def _command(words: list[str], *files: int) -> None:
    from django.core.management import execute_from_command_line

    for number, file in enumerate(files, 1):
        os.dup2(file, number)
    execute_from_command_line(["manage.py", *words])


if __name__ == "__main__":
    _main()
