"""docs/api as pages: the guides from Markdown, the reference from openapi.yaml. Read once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import yaml
from django.apps import apps
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Name in addresses → file, without its language. The journal of the API is in English alone.
GUIDES = {"guide": "guide", "acces": "access", "webhooks": "webhooks", "changements": "CHANGELOG"}
_EXAMPLE = "https://pacte.example"
_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide as HTML; language: the one it is written in."""

    title: str
    html: SafeString
    language: str


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    where: str
    required: bool
    kind: str
    words: SafeString
    example: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What may come back. shape: the name of a schema; problem: a kind of problem; "" for none."""

    code: str
    words: SafeString
    shape: str
    problem: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    summary: str
    words: SafeString
    parameters: tuple[Parameter, ...]
    body: str
    body_example: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema: its fields as (name, kind, words)."""

    name: str
    fields: tuple[tuple[str, str, SafeString], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of problem, with one that was answered."""

    name: str
    words: SafeString
    example: str


@dataclass(frozen=True, slots=True)
class Reference:
    """openapi.yaml: its operations by resource, the shapes they name, how they fail."""

    resources: dict[str, tuple[Operation, ...]]
    shapes: tuple[Shape, ...]
    problems: tuple[Problem, ...]


def folder() -> Path:
    return Path(apps.get_app_config("pledges").path).parent / "docs" / "api"


@cache
def guide(name: str, language: str) -> Guide:
    """The guide called `name` (a key of GUIDES), in `language` when it is written in it."""
    path = folder() / f"{GUIDES[name]}.{language}.md"
    if not path.exists():
        path, language = folder() / f"{GUIDES[name]}.md", "en"
    text = path.read_text(encoding="utf-8").replace(_EXAMPLE, settings.BASE_URL)
    html = re.sub(r'href="([\w.]+)"', _led, _markdown().render(text))
    # A table wider than a telephone is scrolled, with the keyboard too.
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>')
    html = html.replace("</table>", "</table></div>")
    title = text.partition("\n")[0].lstrip("# ")
    return Guide(title, mark_safe(html), language)  # noqa: S308 — our own file, HTML in it escaped


@cache
def reference() -> Reference:
    """What openapi.yaml says."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (folder() / "openapi.yaml").read_text(encoding="utf-8")
    described = yaml.load(text, loader)
    found: dict[str, list[Operation]] = {}
    for path, methods in described["paths"].items():
        for method in _METHODS:
            if method in methods:
                operation = methods[method]
                tag = next(iter(operation.get("tags", ())), "api")
                found.setdefault(tag, []).append(_operation(path, method, operation))
    shapes = tuple(
        Shape(name, tuple(_fields(schema)))
        for name, schema in described["components"]["schemas"].items()
        if "properties" in schema
    )
    problems = tuple(
        Problem(name, _words(one["description"]), next(iter(_examples(one)))[1])
        for name, one in described["components"]["responses"].items()
    )
    return Reference({tag: tuple(found[tag]) for tag in sorted(found)}, shapes, problems)


def _operation(path: str, method: str, operation: dict) -> Operation:
    parameters = tuple(
        Parameter(
            one["name"],
            one["in"],
            bool(one.get("required")),
            _kind(one.get("schema", {})),
            _words(one.get("description", "")),
            str(one.get("example", "")),
        )
        for one in operation.get("parameters", ())
    )
    body = operation.get("requestBody", {}).get("content", {})
    answers = tuple(
        _answer(str(code), one) for code, one in sorted(operation.get("responses", {}).items())
    )
    taken = next(iter(body.values()), {})
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        words=_words(operation.get("description", "")),
        parameters=parameters,
        body=_kind(taken.get("schema", {})),
        body_example=_json(taken.get("example")),
        answers=answers,
    )


def _answer(code: str, answer: dict) -> Answer:
    first: dict = next(iter(answer.get("content", {}).values()), {})
    return Answer(
        code,
        _words(answer.get("description", "")),
        _named(first.get("schema", {})),
        _named(answer),
        tuple(_examples(answer)),
    )


def _examples(answer: dict) -> Iterator[tuple[str, str]]:
    """Media type → what is sent in it."""
    for media, said in answer.get("content", {}).items():
        example = said.get("example", "")
        yield media, example if isinstance(example, str) else _json(example)


def _fields(schema: dict) -> Iterator[tuple[str, str, SafeString]]:
    for name, field in schema["properties"].items():
        yield name, _kind(field), _words(field.get("description", ""))


def _kind(schema: dict) -> str:
    """A schema in a few words: `string (date)`, `firm | conditional`, the name of a shape."""
    if name := _named(schema):
        return name
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return " | ".join(filter(None, map(_kind, schema[several])))
    if "enum" in schema:
        return " | ".join("null" if one is None else str(one) for one in schema["enum"])
    kinds = schema.get("type", "")
    kind = " | ".join(kinds) if isinstance(kinds, list) else kinds
    if kind == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _named(schema: dict) -> str:
    return schema.get("$ref", "").rpartition("/")[2]


def _words(text: str) -> SafeString:
    return mark_safe(_markdown().render(text))  # noqa: S308 — our own words, HTML in them escaped


def _json(example: Any) -> str:
    return orjson.dumps(example, option=orjson.OPT_INDENT_2).decode() if example else ""


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _led(link: re.Match) -> str:
    """Where a link between the files of docs/api leads on the site."""
    file = link[1]
    if file == "openapi.yaml":
        return 'href="/api/v1/openapi.yaml"'
    if file == "mirror.py":
        return 'href="/donnees/mirror.py"'
    for name, stem in GUIDES.items():
        if file == f"{stem}.md":
            return format_html('href="/donnees/{}/en/"', name)
        if file == f"{stem}.fr.md":
            return format_html('href="/donnees/{}/fr/"', name)
    return link[0]
