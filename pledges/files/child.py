"""The child process that makes one file safe: limits itself first; run by path, never imported.

Standard input: a line of JSON (`kind`: the media type sniffed, `path`: the parent's module search
path), then the bytes. Standard output: one line with the reason of a refusal, empty when there is
none, then the bytes to keep.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    head = json.loads(sys.stdin.buffer.readline())
    project = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.path += [project, *(entry for entry in head["path"] if entry not in sys.path)]
    from letters.reading.child import limit, refuse

    limit()
    data = sys.stdin.buffer.read()
    from pledges.files.outcome import Refused

    if head["kind"] == "application/pdf":
        from pledges.files.papers import looked_through

        def made_safe() -> bytes:
            return looked_through(data)
    else:
        from PIL import JpegImagePlugin, PngImagePlugin  # noqa: F401

        from pledges.files.pictures import redrawn

        def made_safe() -> bytes:
            return redrawn(data, head["kind"])

    # Not before: libraries look for their shared objects while they are imported.
    sys.addaudithook(refuse)
    try:
        answer = b"\n" + made_safe()
    except Refused as refusal:
        answer = refusal.reason.encode() + b"\n"
    except (RecursionError, MemoryError):
        answer = b"hostile\n"
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
    # Freeing a large document element by element takes longer than leaving.
    os._exit(0)
