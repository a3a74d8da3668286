"""Reading a pact from TOML: slug, name, association, [[versions]] with [[versions.articles]]."""

import tomllib
from datetime import date
from pathlib import Path

from ledger.refusals import Invalid

ARTICLE = {"key": str, "title": str, "text": str, "to_complete": bool}


def read(path: Path) -> dict:
    """Return the pact as apply_pact wants it. Raises Invalid with one sentence per problem."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Invalid(f"{path.name}: {problem}") from problem
    problems: list[str] = []
    pact = {key: _text(content, key, "pact", problems) for key in ("slug", "name", "association")}
    _no_others(content, {*pact, "versions"}, "pact", problems)
    pact["versions"] = [
        _version(version, number, problems)
        for number, version in enumerate(content.get("versions", []), start=1)
    ]
    if not pact["versions"]:
        problems.append("the pact has no [[versions]]")
    if problems:
        raise Invalid(f"{path.name}: " + "; ".join(problems), errors={"file": problems})
    return pact


def _version(raw: dict, number: int, problems: list[str]) -> dict:
    where = f"version {number}"
    version = {
        "label": _text(raw, "label", where, problems),
        "preamble": raw.get("preamble", "").strip(),
        "source": raw.get("source", ""),
        "adopted_on": raw.get("adopted_on"),
    }
    if version["adopted_on"] is not None and not isinstance(version["adopted_on"], date):
        problems.append(f"{where}: adopted_on must be a date (2026-01-31)")
    _no_others(raw, {*version, "articles"}, where, problems)
    version["articles"] = [
        _article(article, f"{where}, article {i}", problems)
        for i, article in enumerate(raw.get("articles", []), start=1)
    ]
    keys = [article["key"] for article in version["articles"]]
    if len(keys) != len(set(keys)):
        problems.append(f"{where}: two articles have the same key")
    return version


def _article(raw: dict, where: str, problems: list[str]) -> dict:
    article = {
        "key": str(raw.get("key", "")),
        "title": raw.get("title", "").strip(),
        "text": raw.get("text", "").strip(),
        "to_complete": raw.get("to_complete", False),
    }
    _no_others(raw, set(ARTICLE), where, problems)
    if not article["key"]:
        problems.append(f"{where}: no key")
    if not (article["title"] or article["text"] or article["to_complete"]):
        problems.append(f"{where}: no words; mark it to_complete = true")
    return article


def _text(raw: dict, key: str, where: str, problems: list[str]) -> str:
    value = raw.get(key, "")
    if not isinstance(value, str) or not value.strip():
        problems.append(f"{where}: {key} is missing")
        return ""
    return value.strip()


def _no_others(raw: dict, known: set[str], where: str, problems: list[str]) -> None:
    for key in sorted(raw.keys() - known):
        problems.append(f"{where}: {key} is not known here")
