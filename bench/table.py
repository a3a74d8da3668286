"""The table, as printed: what was measured, and beside it what it is compared with."""

COLUMNS = (
    "ms",
    "per_second",
    "cpu_ms",
    "of_hello",
    "cpu_of_hello",
    "of_naive",
    "of_datasette",
    "bytes",
)
_RIVALS = {"list": "datasette, list by SQL", "one commitment": "datasette, one row"}


def with_ratios(rows: list[dict]) -> list[dict]:
    """`rows` with their ratios: 2 means twice as fast as the rival, by the clock of its client."""
    found = {(row["case"], row["server"]): row for row in rows}

    def ratio(row: dict, case: str, server: str, of: str = "ms") -> float | None:
        rival = found.get((case, server))
        return round(rival[of] / (row[of] or 1), 3) if rival else None

    for row in rows:
        if "per_second" not in row or row["case"] in ("hello world",):
            continue
        row["of_hello"] = ratio(row, "hello world", row["server"])
        row["cpu_of_hello"] = ratio(row, "hello world", row["server"], "cpu_ms")
        row["of_naive"] = ratio(row, "naive DRF list", row["server"])
        if row["case"] in _RIVALS:
            row["of_datasette"] = ratio(row, _RIVALS[row["case"]], "datasette")
    for row in rows:
        if "rows_per_second" in row:
            for rival in ("raw COPY of the tables", "raw COPY of the copies"):
                other = found.get((rival, ""))
                if other and row["case"] == "whole CSV":
                    row[f"of_{rival}"] = round(row["rows_per_second"] / other["rows_per_second"], 2)
                    row[f"cpu_of_{rival}"] = round(_spent(other) / _spent(row), 2)
            other = found.get(("datasette, whole CSV", "datasette"))
            if other and other is not row:
                row["of_datasette"] = round(row["rows_per_second"] / other["rows_per_second"], 1)
    return rows


def _spent(row: dict) -> float:
    """Seconds of processor, the database's included."""
    return row["cpu_s"] + row["database_cpu_s"]


def show(database: str, size: float, rows: list[dict]) -> None:
    """Print the table of a database; ratios are added to `rows`."""
    print(f"\n{database}, {round(500_000 * size):,} commitments (of_x: times as fast as x)")
    heads = "".join(f"{name:>13}" for name in COLUMNS)
    print(f"{'':36}{'server':11}{heads}")
    for row in with_ratios(rows):
        if "per_second" in row:
            cells = "".join(f"{_cell(row.get(name)):>13}" for name in COLUMNS)
        else:
            shown = {k: v for k, v in row.items() if k not in ("case", "server") and v is not None}
            cells = "   " + ", ".join(f"{name} {_cell(value)}" for name, value in shown.items())
        print(f"{row['case']:36}{row['server']:11}{cells}".rstrip())


def _cell(value) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
