"""Words and examples of the OpenAPI file. Tests send each of them: one that fails is no example."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Parameter → (what it asks for, an example). No example where the value is of one site alone.
PARAMETERS: dict[str, tuple[str, object]] = {
    "article": ("Key of an article of a pact.", "1"),
    "at": (
        "A day in the past, as it was known at its end, or a minute of it (Paris time).",
        "2026-03-22",
    ),
    "commitment": ("Reference of a commitment.", None),
    "commune": ("INSEE code of a commune; a former one stands for its successor.", "93066"),
    "count": ("`exact` counts the rows; nothing is counted otherwise.", "exact"),
    "current": ("`true` for the communes of today, `false` for those that closed.", "true"),
    "cursor": ("Where the page starts: opaque, taken from `next` or `previous`.", None),
    "department": ("Code of a department.", "93"),
    "dialect": (
        "Of a CSV file: `rfc4180`, or `excel-fr` (semicolons, byte order mark).",
        None,
    ),
    "election": ("Slug of an election.", "municipales-2026"),
    "expand": ("", None),
    "favourable": ("Evidence that is favourable, or not.", None),
    "fields": ("Names of the fields to keep, separated by commas.", None),
    "state": ("Published, or withdrawn since; both without it.", "published"),
    "firmness": ("How firmly the list committed itself.", "firm"),
    "format": ("As `Accept`, in the address.", None),
    "fulfilment": ("What the association concluded.", None),
    "in_name_of": ("In whose name it was signed.", "list"),
    "intercommunality": ("SIREN of an intercommunality: what is of its members.", "200057867"),
    "kind": ("Kind of row.", None),
    "level": ("Level that the commitment is about.", "commune"),
    "limit": ("Rows in a page.", 50),
    "list": ("Reference of a list.", None),
    "outcome": ("What the election made of the list.", "majority"),
    "pact": ("Slug of a pact.", None),
    "progress": ("Conclusion in force of the association.", "in_progress"),
    "q": ("Each word begins a word; accents, case and hyphens are ignored.", "logiciels"),
    "region": ("Code of a region.", "11"),
    "change": ("`rotate_secret`, `pause` or `resume`.", None),
    "after": ("The last row received: what comes after it is sent.", None),
    "name": ("Name of a resource.", None),
    "code": ("Official code (INSEE).", None),
    "delivery": ("Reference of a message of this webhook.", None),
    "ref": ("Public reference: eight characters, never reused.", None),
    "resource": ("`commitments`, `reports`, `letters`: whatever has steps.", None),
    "siren": ("SIREN.", None),
    "slug": ("The readable name that addresses hold.", None),
    "step": ("Name of a step, from `steps`.", None),
    "since": ("`last` of the page before; 0 at first.", 0),
    "updated_since": ("What changed since a day, or a moment with its time zone.", "2026-03-22"),
}
_FICTION = "[Exemple fictif]"
# operationId → a body that is accepted, from whoever may send it. {…} stands for a reference.
BODIES: dict[str, dict] = {
    "reports_create": {
        "commitment": "{commitment}",
        "declared": "in_progress",
        "words": f"{_FICTION} Deux écoles sont équipées.",
        "as_of": "2026-06-01",
    },
    "reports_partial_update": {"words": f"{_FICTION} Trois écoles sont équipées."},
    "reports_evidence_create": {
        "kind": "press",
        "title": f"{_FICTION} Article",
        "url": "https://presse.example/article",
    },
    "assessments_reply_evidence_create": {
        "kind": "minutes",
        "title": f"{_FICTION} Procès-verbal",
        "url": "https://mairie.example/proces-verbal",
    },
    "assessments_extension_create": {
        "days": 10,
        "reason": f"{_FICTION} Le conseil se réunit après.",
    },
    "assessments_reply_create": {
        "words": f"{_FICTION} Nous avons fait mieux.",
        "signed_as": "La maire",
    },
    "steps_create": {"reason": f"{_FICTION} Le titre ne dit pas quand."},
    "webhooks_create": {
        "name": "Journal",
        "url": "https://example.org/hook",
        "commune": "93066",
    },
}


@cache
def answers() -> dict[str, dict]:
    """operationId → status → media type → what was answered; "problems": status → one of them.

    Made by `./run examples` from invented data, and compared with the answers by the tests.
    """
    return json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))


def with_examples(result: dict, **_) -> dict:
    """A postprocessing hook of drf-spectacular: words for every parameter, examples where known."""
    for operation in operations_of(result):
        for parameter in operation.get("parameters", ()):
            words, example = PARAMETERS.get(parameter["name"], ("", None))
            known = parameter.get("description", "")
            # The list of choices that the library writes stays below our sentence.
            if words and (not known or known.startswith("* ")):
                parameter["description"] = f"{words}\n\n{known}".strip()
            if example is not None and fits(parameter["schema"], example):
                parameter["example"] = example
        body = BODIES.get(operation["operationId"])
        if body:
            operation["requestBody"]["content"]["application/json"]["example"] = body
        for code, formats in answers().get(operation["operationId"], {}).items():
            for media, example in formats.items():
                operation["responses"][code]["content"][media]["example"] = example
    return result


def operations_of(described: dict) -> Iterator[dict]:
    for path in described["paths"].values():
        yield from (one for one in path.values() if isinstance(one, dict))


def fits(schema: dict, example) -> bool:
    """`kind` and others mean one thing here and another there: only what is among the choices."""
    return "enum" not in schema or example in schema["enum"]
