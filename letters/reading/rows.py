"""Rows of tables: which cell names the measure, which one answers, what a code means.

The extractors put a tab between the cells of a row (ODT, DOCX, HTML); who types a table uses
bars. A cell is read by itself, under the label of its row.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from letters.reading.barriers import REFUSAL
from letters.reading.folding import fold
from letters.reading.headings import NOWHERE, Context
from letters.reading.kinds import NO, YES
from letters.reading.lines import Span
from letters.reading.nominal import without_verb
from letters.reading.segment import Block, sentences_of

_YES_CELL = re.compile(
    r"(?:oui|x|✓|✔|☑|ok|favorable|d'accord|accord|pris|engage\w*|signe|plutot oui|peut-etre|en "
    r"partie|"
    r"partiel\w*|a (?:voir|etudier|discuter|l'etude))\b.{0,60}$|[✓✔☑]"
)
_QUESTION_CELL = re.compile(r"\?\s*$|\bvous\b|\bvotre\b")
_NUMBER = re.compile(r"(?:n°? ?|no |#)?\d{1,3}(?:\.\d+)*[.)]?")
_ROLES = (
    ("number", re.compile(r"(?:n|n°|no|num\w*|ref\w*|#)\.?$")),
    (
        "when",
        re.compile(
            r"(?:notre |le )?(?:calendrier|echeances?|delais?|dates?|quand|annees?|"
            r"horizon|periode|terme)\b"
        ),
    ),
    (
        "remark",
        re.compile(
            r"(?:nos |vos |les )?(?:remarques?|commentaires?|precisions?|"
            r"observations?|details?|moyens|modalites|budget|couts?|notes?)\b"
        ),
    ),
    (
        "answer",
        re.compile(
            r"(?:notre |nos |votre |la |vos |une? )?(?:reponses?|positions?|statuts?|"
            r"decisions?|avis|choix|oui ?/ ?non|etat|niveau|engagement de la liste|"
            r"ce que nous|nous$)\b"
        ),
    ),
    (
        "measure",
        re.compile(
            r"(?:vos |nos |les |la |votre |notre )?(?:mesures?|propositions?|"
            r"actions?|engagements?|demandes?|objectifs?|points?|themes?|sujets?|"
            r"questions?|chantiers?|articles?|domaines?|thematiques?)\b"
        ),
    ),
)
_HEADING = 45
# « Légende : F = décidé ; S = souhait »: what the codes of a column mean.
_LEGEND = re.compile(
    r"^[ \t*]*(?:l[ée]gende|codes?|cl[ée]s?|lecture|"
    r"abr[ée]viations?)\b[^:\n]{0,30}:(?P<said>[^\n]+)",
    re.IGNORECASE | re.MULTILINE,
)
_PAIR = re.compile(
    r"(?<!\w)(?P<code>[^\s=:;,]{1,4})\s*(?:=|:|→)\s*(?P<said>[^;,=|\n]{3,60}?)\s*(?=[;,|.]|$)"
)
# The words that stand for what is meant, as an introduction would say it.
_MEANINGS = (
    ("", re.compile(r"(?:non|refus|contre|pas |sans |hors |rejet|defavorable|ecarte|ne |nsp)")),
    ("a etudier", re.compile(r".*\b(?:etud|reflexion|examin|discut|voir|analys|expertis)")),
    ("nous pourrons", re.compile(r".*\b(?:condition|reserve|selon|si )")),
    ("nous souhaitons", re.compile(r".*\b(?:souhait|espoir|ambition|idee|envie|reve|aspiration)")),
    (
        "mesure",
        re.compile(
            r".*\b(?:decide|ferme|engag|pris|prise|acte|prevu|retenu|promis|certain|"
            r"acquis|programme|inscrit|vote|valide|planifie)"
        ),
    ),
)
_NOT_NAMED = re.compile(
    r"(?:oppos|contre|pas |aucun|rien|neant|sans |hostile|reserve|deja|voir |cf|competence|"
    r"contrat en cours|en cours|trop |faute |hors |probleme|manque|existant|question )"
)
# Up to its condition or its relative, a name of a measure has no verb.
_NAME_ENDS = re.compile(r",? (?:si|s'ils?|sous reserve|pourvu|a condition|qui|que|dont|ou) ")
_THEME = 24
_NAME = 14
_LONG_LABEL = 45
_BEFORE = 4000


class Cell(NamedTuple):
    """A stretch of a row that may announce something, and how to read it."""

    start: int
    end: int
    kind: str
    context: Context
    rest: Span = NOWHERE


@dataclass(slots=True)
class Table:
    """What the rows read so far tell of the next: the columns, the codes of a legend."""

    columns: tuple[str, ...] = ()
    codes: dict[str, str] = field(default_factory=dict)
    several: bool = False


def opened(text: str, row: Block, several: bool) -> Table:
    """Return the table that ``row`` opens; ``several``: another row follows."""
    written = [text[slice(*span)].strip() for span in _spans(text, row)]
    roles = tuple(_role(fold(cell).text) for cell in written)
    heads = sum(map(bool, roles)) * 2 >= len(roles) and not any(
        len(c) > _HEADING or c.endswith((".", "?")) for c in written
    )
    legend = _LEGEND.search(text, max(0, row.start - _BEFORE), row.start)
    codes = {}
    for pair in _PAIR.finditer(legend["said"]) if legend else ():
        meaning = _meaning(fold(pair["said"]).text)
        if meaning is not None:
            codes[fold(pair["code"]).text] = meaning
    return Table(roles if heads and several else (), codes, several)


def named(said: str) -> bool:
    """Say whether a folded answer under a theme names what will be done: « deux postes »."""
    return (
        len(said) > _NAME
        and not (NO.match(said) or _NOT_NAMED.match(said) or REFUSAL.search(said))
        and without_verb(_NAME_ENDS.split(said, maxsplit=1)[0])
    )


def theme_named(said: str, theme: str) -> bool:
    """Say whether « Position : deux postes » names a measure under a theme that asks nothing."""
    return bool(theme) and "?" not in theme and len(said) > _THEME and named(said)


def read(text: str, row: Block, table: Table) -> Iterator[Cell]:
    """Yield what may announce something in a row, cell by cell."""
    spans = _spans(text, row)
    roles = table.columns if len(table.columns) == len(spans) else ("",) * len(spans)
    cells = [
        (role, span, fold(text, *span).text.strip())
        for role, span in zip(roles, spans, strict=True)
        if text[slice(*span)].strip(" -:*\t")
    ]
    cells = [cell for cell in cells if not _NUMBER.fullmatch(cell[2])] if len(cells) > 2 else cells
    if len(cells) < 2:
        return
    (_, label_at, label), *others = cells
    yes = [span for _, span, said in others if _YES_CELL.match(said)]
    when = next((span for role, span, _ in others if role == "when"), NOWHERE)
    meaning = next((m for c in others if (m := _status(c, table)) is not None), None)
    alone = yes and len(sentences_of(text, *yes[0])) == 1
    if alone and not any(said in table.codes for _, _, said in others):
        yield _answered(text, label, label_at, yes[0], cells[-1][1])
        return
    if meaning or (meaning is None and _of_measures(table, others)):
        context = Context(lead=meaning or "mesure", lead_span=when, governs=True)
        yield Cell(*label_at, "item", context)
        return
    refused = meaning == "" or any(NO.match(said) for _, _, said in others)
    if len(label) > _LONG_LABEL and not _QUESTION_CELL.search(label):
        yield from _sentences(text, label_at, Context())
    for role, span, _ in others:
        answers = not refused and role in ("", "answer") and table.several
        context = Context(lead=label, lead_span=label_at, refuses=refused)
        yield from _sentences(text, span, context, may_name=answers and len(label) <= 2 * _HEADING)


def _sentences(
    text: str, cell: Span, context: Context, *, may_name: bool = False
) -> Iterator[Cell]:
    spans = [(span, fold(text, *span).text) for span in sentences_of(text, *cell)]
    names = [may_name and named(said) for _, said in spans]
    for (span, said), name in zip(spans, names, strict=True):
        yes = may_name and YES.match(said)
        if yes and len(said) < _NAME and any(names):
            continue
        told = replace(context, is_answer=bool(yes or name))
        yield Cell(span.start, span.end, "text", told, Span(span.end, cell.end))


def _answered(text: str, label: str, label_at: Span, yes: Span, last: Span) -> Cell:
    """Return the yes with its remarks, with the label too where that is the longer part."""
    asked = bool(_QUESTION_CELL.search(label))
    start, end = yes if asked else (yes.start, last.end)
    if not asked and (end - start) * 2 < end - label_at.start:
        start = label_at.start
    return Cell(start, end, "row", Context(lead=label, lead_span=label_at, is_answer=True))


def _spans(text: str, row: Block) -> list[Span]:
    """Return the cells of a row in order, empty ones of a table with bars included."""
    written = text[row.start : row.end]
    apart = r"[^|\n]+" if "|" in written else r"[^\t\n]+"
    return [Span(row.start + m.start(), row.start + m.end()) for m in re.finditer(apart, written)]


def _role(said: str) -> str:
    return next((role for role, pattern in _ROLES if pattern.match(said.strip())), "")


def _meaning(said: str) -> str | None:
    """Return the words a status stands for, "" for a refusal, None when it says nothing."""
    return next((words for words, pattern in _MEANINGS if pattern.match(said)), None)


def _status(cell: tuple[str, Span, str], table: Table) -> str | None:
    role, _, said = cell
    if said in table.codes:
        return table.codes[said]
    return (
        _meaning(said)
        if role == "answer" and "measure" in table.columns and len(said) < _THEME
        else None
    )


def _of_measures(table: Table, others: list[tuple[str, Span, str]]) -> bool:
    """Say whether the table lists measures of the list's own: no column answers."""
    return (
        "measure" in table.columns
        and "answer" not in table.columns
        and not any(NO.match(said) for _, _, said in others)
    )
