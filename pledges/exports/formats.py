"""CSV and NDJSON of public rows: for a spreadsheet, for a program."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from rest_framework import serializers

BOM = "\ufeff"
DIALECTS = ("rfc4180", "excel-fr")
# A cell that starts with one of these would run as a formula in a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def columns_of(shape: type[serializers.BaseSerializer], prefix: str = "") -> list[str]:
    """Names of the columns of a shape, in order; nested objects as "head.last_name"."""
    names: list[str] = []
    for name, field in shape().fields.items():
        if isinstance(field, serializers.Serializer):
            names += columns_of(type(field), f"{prefix}{name}.")
        else:
            names.append(prefix + name)
    return names


def flat(row: dict, columns: list[str]) -> list[str]:
    """Cells of a row for `columns`: lists joined by "|", nothing for null, true/false in words."""
    return [_cell(_at(row, name)) for name in columns]


def csv_lines(rows: Iterable[dict], columns: list[str], dialect: str = "rfc4180") -> Iterator[str]:
    """Lines of a CSV file, its header first.

    "rfc4180": commas, CRLF, UTF-8 without mark. "excel-fr": semicolons and a BOM, what a French
    spreadsheet opens by a double click. Formula cells are neutralised by an apostrophe.
    """
    buffer = io.StringIO()
    excel = dialect == "excel-fr"
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(columns)
    yield (BOM if excel else "") + _taken(buffer)
    for row in rows:
        writer.writerow(flat(row, columns))
        yield _taken(buffer)


def ndjson_lines(rows: Iterable[dict]) -> Iterator[str]:
    """One JSON object per line, as the API shows it."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=str) + "\n"


def _taken(buffer: io.StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _at(row, name: str):
    for part in name.split("."):
        if row is None:
            return None
        row = row[part]
    return row


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        inner = [_text(one) for one in value]
        return _safe(" | ".join(inner))
    return _safe(_text(value))


def _text(value) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    # A control character that no spreadsheet shows, and that copies use as a mark.
    return str(value).replace("\x01", "")


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
