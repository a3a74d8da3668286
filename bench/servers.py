"""Servers on free ports of the loopback, what they spend and how much memory they hold."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. name: as the table calls it."""

    name: str
    port: int
    pid: int

    def processes(self) -> list[int]:
        """Itself and its descendants."""
        parents = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(path.parent.name)] = int(fields[1])
        found = [self.pid]
        for one in found:
            found += [pid for pid, parent in parents.items() if parent == one]
        return found

    def cpu(self) -> float:
        """Seconds of processor spent since it began, by threads and children that ended too."""
        ended = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()[13:15]
        total = sum(map(int, ended)) / os.sysconf("SC_CLK_TCK")
        for pid in self.processes():
            try:
                # What clock_getcpuclockid(3) gives for another process.
                total += time.clock_gettime(~pid << 3 | 2)
            except OSError:
                continue
        return total

    def memory(self) -> float:
        """Megabytes resident, of the largest of its processes."""
        sizes = []
        for pid in self.processes():
            found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
            sizes.append(int(found[1]) if found else 0)
        return max(sizes) / 1024


COMMANDS = {
    # One worker each, as many threads: what one process does with one core.
    "gunicorn": ("pacte.wsgi", "--workers=1", "--threads=4")
    + ("--keep-alive=30", "--log-level=error", "--bind={host}:{port}"),
    "granian": ("pacte.wsgi:application", "--interface=wsgi", "--workers=1")
    + ("--blocking-threads=4", "--no-ws", "--log-level=error", "--host={host}", "--port={port}"),
    "datasette": ("serve", "{path}", "--host={host}", "--port={port}")
    + ("--setting", "sql_time_limit_ms", "60000", "--setting", "facet_time_limit_ms", "1")
    + ("--setting", "suggest_facets", "off", "--setting", "max_csv_mb", "0"),
}


@contextmanager
def serving(name: str, environment: dict[str, str], path: Path | None = None) -> Iterator[Server]:
    """The server `name` of COMMANDS, until the end of the block. path: what Datasette serves."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    words = [one.format(host=HOST, port=port, path=path) for one in COMMANDS[name]]
    process = subprocess.Popen(  # noqa: S603
        [str(BIN / name), *words],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port, process)
        yield Server(name, port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(port: int, process: subprocess.Popen, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise TimeoutError("the server did not start")
