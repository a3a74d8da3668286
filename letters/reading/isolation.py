"""A program run apart: in its own process group, with a time to end by and a bounded answer."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import time
from typing import IO

CHUNK = 64 * 1024
# What the death of the child means; any other signal is a crash inside a parser.
SIGNALS: dict[int, str] = {
    signal.SIGXCPU: "too_slow",
    signal.SIGKILL: "too_much_memory",
    signal.SIGABRT: "too_much_memory",
}


class Failed(Exception):
    """The program gave no answer; `reason` is a key of UNREADABLE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def run(command: list[str], data: bytes, *, seconds: float, max_output: int) -> bytes:
    """Gives `data` to a program and returns what it writes, at most `max_output` bytes.

    Safe in threads: no code runs between fork and exec, the program sets its own limits. Raises
    Failed: "too_slow", "too_much_memory", "hostile" (crashed, or would not stop writing),
    "unavailable" (could not start, or ended with an error of its own).
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, never a person's words
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={"LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
    except OSError as failure:
        raise Failed("unavailable") from failure
    with process:
        try:
            deadline = time.monotonic() + seconds
            output = exchange(process, data, deadline, max_output)
            code = process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired as late:
            raise Failed("too_slow") from late
        finally:
            stop(process)
    if code < 0:
        raise Failed(SIGNALS.get(-code, "hostile"))
    if code > 0:
        raise Failed("unavailable")
    return output


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kills the whole group of a process still running."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def exchange(
    process: subprocess.Popen[bytes], data: bytes, deadline: float, max_output: int
) -> bytes:
    """Writes and reads at once: a program that answers before it has read all would block else."""
    assert process.stdin is not None
    assert process.stdout is not None
    rest, answer = memoryview(data), bytearray()
    with selectors.DefaultSelector() as selector:
        for pipe, event in (
            (process.stdin, selectors.EVENT_WRITE),
            (process.stdout, selectors.EVENT_READ),
        ):
            os.set_blocking(pipe.fileno(), False)
            selector.register(pipe, event)
        while process.stdout in (key.fileobj for key in selector.get_map().values()):
            left = deadline - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(process.args, 0)
            for key, _ in selector.select(left):
                if key.fileobj is process.stdin:
                    rest = give(process.stdin, rest)
                    if not rest:
                        selector.unregister(process.stdin)
                        close(process.stdin)
                elif chunk := os.read(process.stdout.fileno(), CHUNK):
                    answer += chunk
                else:
                    selector.unregister(process.stdout)
            if len(answer) > max_output:
                raise Failed("hostile")
    return bytes(answer)


def give(pipe: IO[bytes], rest: memoryview) -> memoryview:
    """Writes what the pipe takes; nothing is left when the program no longer reads."""
    try:
        return rest[os.write(pipe.fileno(), rest[:CHUNK]) :]
    except BlockingIOError:
        return rest
    except BrokenPipeError:
        return rest[:0]


def close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return
