"""The child process that reads one file: limits itself, then reads; run by path, never imported.

Standard input: a line of JSON (`name`, `path`: the parent's module search path), then the bytes of
the file. Standard output: the extraction as JSON. With `page` and `width` in that line, a page is
drawn instead: `pictures` says what is answered. It sets its own limits, before any parser is
loaded, because code run between fork and exec is not safe in a server with threads.
"""

from __future__ import annotations

import json
import os
import resource
import sys

MEMORY = 400 * 1024 * 1024
PROCESSOR_SECONDS = 6
FILES = 32
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "ctypes.")


def limit(memory: int = MEMORY, seconds: int = PROCESSOR_SECONDS) -> None:
    """Gives up what reading a file does not need; no way back, the hard limits are lowered too."""
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        lower(what, most, most)
    # The soft limit sends a signal of its own, by which the parent tells slow from killed.
    lower(resource.RLIMIT_CPU, seconds, seconds + 1)


def lower(what: int, soft: int, hard: int) -> None:
    """Sets a limit, unless the server's own is lower already."""
    _, present = resource.getrlimit(what)
    if present != resource.RLIM_INFINITY:
        soft, hard = min(soft, present), min(hard, present)
    resource.setrlimit(what, (soft, hard))


def refuse(event: str, _: tuple[object, ...]) -> None:
    """No network and no program for the sake of a letter, should a parser wish for one."""
    if event.startswith(REFUSED):
        raise PermissionError(event)


def refuse_when_drawing(event: str, given: tuple[object, ...]) -> None:
    """The same, but for the memory that a library of C shares with this process."""
    if not event.startswith("ctypes.cdata"):
        refuse(event, given)


def read(head: dict[str, object], data: bytes) -> bytes:
    from letters.reading.extraction import extract_here, to_json
    from letters.reading.formats import dispatch  # noqa: F401

    # Not before: libraries look for their shared objects while they are imported.
    sys.addaudithook(refuse)
    return to_json(extract_here(data, str(head["name"])))


def drawn(head: dict[str, object], data: bytes) -> bytes:
    from letters.reading.drawing import answer

    sys.addaudithook(refuse_when_drawing)
    return answer(data, int(str(head["page"])), int(str(head["width"])))


def main() -> None:
    limit()
    head = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.path += [project, *(entry for entry in head["path"] if entry not in sys.path)]
    sys.stdout.buffer.write(drawn(head, data) if "page" in head else read(head, data))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    # Freeing a large document element by element takes longer than leaving.
    os._exit(0)
