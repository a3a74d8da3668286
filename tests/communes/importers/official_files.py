"""Official files as the Ministry writes them: `;`, CRLF, everything quoted."""

import csv
import io
from pathlib import Path


def write(path: Path, rows, header, encoding="utf-8-sig") -> Path:
    text = io.StringIO()
    writer = csv.DictWriter(
        text, header, restval="", delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path
