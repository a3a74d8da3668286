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

from ledger.steps import gettext_noop

# Name in addresses → file, without its language. The journal of the API is in English alone.
GUIDES = {"guide": "guide", "acces": "access", "webhooks": "webhooks", "changements": "CHANGELOG"}
_EXAMPLE = "https://pacte.example"
_METHODS = ("get", "post", "put", "patch", "delete")
# Tag in openapi.yaml → what this part of the reference is about, in the order they are read.
PARTS = {
    "root": gettext_noop("Where everything is: each resource with its address."),
    "communes": gettext_noop("Communes of the official geographic code, and their parts."),
    "intercommunalities": gettext_noop("Groups of communes, by SIREN."),
    "departments": gettext_noop("Departments of the official geographic code."),
    "regions": gettext_noop("Regions of the official geographic code."),
    "elections": gettext_noop("Elections and their rounds."),
    "lists": gettext_noop("Lists presented in a commune at an election, and their candidates."),
    "pacts": gettext_noop("What lists were asked to sign: versions and articles."),
    "signatures": gettext_noop("Which lists signed, and their position on each article."),
    "letters": gettext_noop("Letters received, in the text that is public; volunteers file them."),
    "passages": gettext_noop("The spans of letters that commitments quote."),
    "commitments": gettext_noop("What lists committed to, word for word, and its progress."),
    "evidence": gettext_noop("Links and files that support what is said."),
    "reports": gettext_noop("What municipalities declare; their contacts write it here too."),
    "assessments": gettext_noop("What the association concludes; contacts reply to it here."),
    "replies": gettext_noop("What communes answer to assessments."),
    "changes": gettext_noop("What changed since a number: how to keep an exact copy."),
    "exports": gettext_noop("The whole data set as files, for spreadsheets and catalogues."),
    "me": gettext_noop("Who is calling, and what is expected of them."),
    "steps": gettext_noop("Where an object stands, and the steps that its caller may take."),
    "webhooks": gettext_noop("Being told of changes at an address of one's own."),
    "problems": gettext_noop("What each kind of problem means, and what to do about it."),
}


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
class Part:
    """The operations on one resource, what they are about, and the shapes they lead to."""

    name: str
    about: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """openapi.yaml by resource; how all of it fails, and the shapes of that; shape → its part."""

    parts: dict[str, Part]
    problems: tuple[Problem, ...]
    shapes: tuple[Shape, ...]
    shown_in: dict[str, str]


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
    components = described["components"]
    found: dict[str, list[tuple[str, str, dict]]] = {name: [] for name in PARTS}
    for path, methods in described["paths"].items():
        for method in _METHODS:
            if method in methods:
                found[methods[method]["tags"][0]].append((path, method, methods[method]))
    parts = {
        name: Part(
            name,
            PARTS[name],
            tuple(_operation(*one) for one in operations),
            _shapes(operations, components["schemas"]),
        )
        for name, operations in found.items()
    }
    problems = tuple(
        Problem(name, _words(one["description"]), next(iter(_examples(one)))[1])
        for name, one in components["responses"].items()
    )
    # Of those that several parts show, the first is told.
    shown_in = {one.name: part.name for part in reversed(parts.values()) for one in part.shapes}
    shapes = _shapes(components["responses"], components["schemas"])
    return Reference(parts, problems, shapes, dict(sorted(shown_in.items())))


def _shapes(piece: Any, schemas: dict[str, dict]) -> tuple[Shape, ...]:
    """All that have fields among the schemas that a piece of the description leads to."""
    reached: set[str] = set()
    ahead = list(_refs(piece))
    while ahead:
        if (name := ahead.pop()) not in reached:
            reached.add(name)
            ahead += _refs(schemas[name])
    return tuple(
        Shape(name, tuple(_fields(schemas[name])))
        for name in sorted(reached)
        if "properties" in schemas[name]
    )


def _refs(piece: Any) -> Iterator[str]:
    """The schemas that a piece of the description names."""
    if isinstance(piece, dict):
        if "/schemas/" in piece.get("$ref", ""):
            yield _named(piece)
        piece = piece.values()
    elif not isinstance(piece, list | tuple):
        return
    for inner in piece:
        yield from _refs(inner)


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
