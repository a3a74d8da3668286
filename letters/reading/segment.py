"""Cutting a letter into blocks and sentences, with offsets in code points."""

import re
from dataclasses import dataclass
from functools import lru_cache

from letters.reading.lines import (
    Span,
    continues,
    continues_after_blank,
    lines_of,
    never_stops,
    wrap_width,
    wrapped,
)

# A sentence longer than this is cut at a space: text without punctuation stays linear to read.
MAX_SENTENCE = 1500


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, table row, heading or quoted stretch.

    ``kind`` is one of ``text``, ``item``, ``row``, ``heading``, ``quoted``; ``body`` is where
    the text starts once the bullet or number is passed; ``mark`` is that bullet or number.
    """

    kind: str
    start: int
    end: int
    body: int
    mark: str = ""


_BULLET = re.compile(
    r"[ \t]*(?P<mark>[-=–]{1,2}>|"
    r"[\u2190-\u21ff\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?(?=[ \t])|"
    r"[-–—•·▪●◦○■□➢➤→►‣⁃∙✓✔☑☒❖\uf0b7\uf0a7]|\*(?!\S)|o(?=[ \t])"
    r"|\[[ xX✓]?\]|\(?\d{1,2}(?:\.\d{1,2})?[.)°/](?:-|–)?(?=\s)|\d{1,2}\s?[-–](?=\s)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t])|#[ ]?\d{1,2}[.:)]?(?=[ \t])"
    r"|\(?[a-hA-H]\)|\(?[ivx]{1,4}\)|[a-h]\.(?=\s))[ \t]*(?P<box>\[[ xX]?\]|☐|☑)?[ \t]*"
)
_LABELLED = re.compile(
    r"[ \t]*[*_#]*[ \t]*(?:question|r[ée]ponse|objectif|article|engagement|proposition|mesure|"
    r"axe|point|demande|q|r)[ \t]*(?:n[°o]\.?[ \t]*)?\d{0,2}[ \t]*[*_]*[ \t]*[:.)–-]",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"[ \t]*[*_]*(?:mesure|proposition|action|chantier)[ \t]*(?:n[°o]\.?|#)?[ \t]*\d{1,3}[ \t]*"
    r"[*_]*[ \t]*[:.)–-][ \t*_]*(?=\w)(?!.{0,200}\b(?:oui|non)\b)",
    re.IGNORECASE,
)
MEASURE = "measure"
_WORDLESS = re.compile(r"(?:[^\w]|_)*+\Z")
# « Réponse au pacte                2 / 3 » between two pages is no part of the sentence.
_PAGE_ENDS = frozenset("0123456789-")
_PAGE = re.compile(
    r"[ \t]*(?:\S[^\n.;:?!]{0,80}[^\n.;:?!,a-z](?:[ \t]{3,}))?(?:page[ \t]*)?-?[ \t]*\d{1,3}[ \t]*"
    r"(?:[/-][ \t]*\d{0,3})?[ \t]*",
    re.IGNORECASE,
)
# « Formation | oui », and what an extractor makes of a table of two columns.
_BAR = re.compile(r"\S\s*\|\s*\S")
_TWO_CELLS = re.compile(r"[^\t:]*[^\W\d_]{3}[^\t:]*\t[^\t]*[^\W\d_]{2}")
_QUOTED = re.compile(r"[ \t]*(?:>|\|>)")
_MARKDOWN_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_WROTE = re.compile(
    r"[ \t>]*(?:le\b.{4,80}|on\b.{4,80})?[^\n]{0,80}(?:a [ée]crit|wrote)\s*:\s*$", re.IGNORECASE
)
_THEIRS = re.compile(
    r"[ée]crit|wrote|question|demand|propos|message|courri|mail|vous|votre|vos|@|\d{2}:\d{2}",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"[ \t]*(?:-{2,}|_{5,})[ \t]*(?:message (?:d['’]origine|original|transf[ée]r[ée])"
    r"|original message|forwarded)",
    re.IGNORECASE,
)
_FEW_WORDS = 200
# « Vous trouverez ci-dessous la réponse de Mme Fictive. »
_RELAYS = re.compile(
    r"ci-?(?:dessous|apr[èe]s|joint) (?:la|notre|sa) (?:r[ée]ponse|position)|"
    r"\b(?:transf[èe]re|transmets|fais suivre|relaie)\b[^.\n]{0,40}\b(?:r[ée]ponse|message|"
    r"position)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"-- ?$")


def _forwarded(text: str, written: str, line: Span) -> bool:
    """Say whether the letter itself was forwarded, under a few words or none."""
    if line.start > _FEW_WORDS + 1000:
        return False
    above = len("".join(text[: line.start].split()))
    relayed = above < 3 * _FEW_WORDS and _RELAYS.search(text, 0, line.start)
    return above == 0 or bool(relayed) or ("transf" in written.lower() and above < _FEW_WORDS)


def _tail_of_mail(text: str, lines: list[Span]) -> int:
    """Return the line number where a quoted mail or its signature runs to the end."""
    for number, line in enumerate(lines):
        written = text[line.start : line.end]
        if len(written) > 200:
            continue
        if _ORIGINAL.match(written) and not _forwarded(text, written, line):
            return number
        if _SIGNATURE.match(written) and number:
            return number
        if number and _WROTE.match(written) and ("@" in written or re.search(r"\d", written)):
            following = (text[s:e].strip() for s, e in lines[number + 1 : number + 4])
            if not any(next_line.startswith(">") for next_line in following if next_line):
                return number
    return len(lines)


def _kind_of(text: str, line: Span) -> tuple[str, int, str]:
    written = text[line.start : line.end]
    if _QUOTED.match(written) or (len(written) < 200 and _WROTE.match(written)):
        return "quoted", line.start, ""
    if _MARKDOWN_HEADING.match(written):
        return "heading", line.start, ""
    tabs = written.count("\t")
    if written.count("|") >= 2 or tabs >= 2 or ("|" in written and _BAR.search(written)):
        return "row", line.start, ""
    if tabs and _TWO_CELLS.match(written):
        return "row", line.start, ""
    measure = _MEASURE.match(written)
    if measure:
        return "item", line.start + measure.end(), MEASURE
    bullet = _BULLET.match(written)
    if bullet and bullet.end() < len(written.rstrip()):
        mark = bullet.group("mark") + (bullet.group("box") or "")
        return "item", line.start + bullet.end(), mark
    return "text", line.start, ""


def _is_heading(text: str, block: Block) -> bool:
    written = text[block.body : block.end].strip().strip("*_").strip()
    if block.kind != "text" or not 2 < len(written) <= 90 or "\n" in written:
        return False
    if re.search(r"[;:]-?[)DP]$", written):
        return False
    return written[-1] not in '.,;:!?…"»' and (written[0].isupper() or written[0].isdigit())


def _announces_list(text: str, before: Span, found: list[Block]) -> bool:
    """Say whether a line before « > » announces a list of ours: the sign is then a bullet."""
    said = text[before.start : before.end].rstrip()
    ours = bool(found) and found[-1].kind != "quoted" and said.endswith(":") and len(said) < 200
    return ours and not _THEIRS.search(said)


@lru_cache(maxsize=2)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of ``text`` in order; they do not overlap, blank lines left out.

    A letter's are asked for twice in a row: the last are remembered.
    """
    lines = lines_of(text)
    width = wrap_width(text, lines)
    tail = _tail_of_mail(text, lines)
    ragged = 9.0 if never_stops(text, lines) and not wrapped(lines, width) else 0.75
    found: list[Block] = []
    previous: Span | None = None
    before = Span(0, 0)
    listing = False
    for number, line in enumerate(lines):
        if _WORDLESS.match(text, line.start, line.end) or (
            before.end
            and text[line.start : line.end].rstrip()[-1:] in _PAGE_ENDS
            and _PAGE.fullmatch(text, line.start, line.end)
        ):
            previous = None
            continue
        kind, body, mark = _kind_of(text, line)
        if kind == "quoted" and (listing or _announces_list(text, before, found)):
            listing, body = True, line.start + text[line.start : line.end].index(">") + 1
            kind, mark = "item", ">"
        else:
            listing = False
        if number >= tail:
            kind, body, mark = "quoted", line.start, ""
        last = found[-1] if found else None
        joins = (
            kind == "text"
            and last is not None
            and last.kind in ("text", "item")
            and not _LABELLED.match(text[line.start : line.end])
            and (
                continues(text, previous, line, width, ragged)
                if previous is not None
                else ragged < 1 and continues_after_blank(text, before, line, width)
            )
        )
        quoted_on = kind == "quoted" and last is not None and last.kind == "quoted"
        if last is not None and (joins or (quoted_on and previous is not None)):
            found[-1] = Block(last.kind, last.start, line.end, last.body, last.mark)
        else:
            found.append(Block(kind, line.start, line.end, body, mark))
        previous = before = line
    return tuple(
        Block("heading", b.start, b.end, b.body, b.mark) if _is_heading(text, b) else b
        for b in found
    )


# « …réalisations.Les propositions »: typed without the space.
_END = re.compile(
    r"(?<=[a-zà-ÿ]{3})\.(?=[A-ZÀ-Ü][a-zà-ÿ']{1,12} [a-zà-ÿ])|"
    r"(?<![.!?…])[.!?…]++[*_]{0,3}(?:\s?[»”\"’)\]]){0,4}[*_]{0,3}(?=\s)"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?i:m|mm|mme|mmes|mlle|dr|pr|st|ste|art|cf|ex|p|pp|n|av|bd|env|resp|vol|chap|"
    r"tél|réf|min|max|janv|févr|sept|oct|nov|déc|hab|approx|c\.-à-d|i\.e|e\.g)"
    r"|(?:^|[\s'’])[A-ZÉ]|\d)$"
)
# Who writes without capitals still says « on », « je », « nous » after the full stop.
_PRONOUN = re.compile(r"(?:on|je|j['’]|nous|pour (?:les?|la)|par contre|dis leur|les|le|la) ")
_WORD_ENDS = re.compile(
    r"(?:^|[ \n'’])(?!etc|env|mme|mlle|tél|tel|réf|resp|chap|approx|boul|dép|hab|préc|min|max|vol)"
    r"[a-zà-ÿ-]{3,}$"
)
_OPENS = re.compile(r"[*_«“\"(\[\s]*+(\S)")


def _ends_here(text: str, match: re.Match[str], start: int, end: int) -> bool:
    opening = _OPENS.match(text, match.end(), end)
    if opening is None:
        return True
    following = opening.group(1)
    mark = match.group()
    if following.islower() and not (
        mark == "."
        and (
            _PRONOUN.match(text, opening.start(1))
            or _WORD_ENDS.search(text, max(start, match.start() - 24), match.start())
        )
    ):
        return "?" in mark and "\n" in text[match.end() : opening.start(1)]
    if mark.startswith(".") and not mark.startswith(".."):
        before = text[max(start, match.start() - 8) : match.start()]
        short = _ABBREVIATION.search(before)
        if short and not (before[-1:].isdigit() and not before.strip().isdigit()):
            return False
    return True


def _cut_long(text: str, span: Span) -> list[Span]:
    pieces = []
    start = span.start
    while span.end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        pieces.append(Span(start, cut))
        start = cut
    return [*pieces, Span(start, span.end)]


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else None


def sentences_of(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of ``text[start:end]``, trimmed, in order."""
    found: list[Span] = []
    begin = start
    for match in _END.finditer(text, start, end):
        if match.start() < begin or not _ends_here(text, match, begin, end):
            continue
        span = _trimmed(text, begin, match.end())
        found.extend(_cut_long(text, span) if span else [])
        begin = match.end()
    span = _trimmed(text, begin, end)
    found.extend(_cut_long(text, span) if span else [])
    return found


def sentences(text: str) -> list[Span]:
    """Return all the sentences of a letter, quoted stretches included, in order."""
    return [span for block in blocks(text) for span in sentences_of(text, block.body, block.end)]
