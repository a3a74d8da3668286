"""From a sentence to the exact stretches of it that announce an action."""

import re

from letters.reading.bare import as_item, invited, without_verb_announced
from letters.reading.barriers import held_back
from letters.reading.clauses import clause_starts
from letters.reading.conjuncts import THAT
from letters.reading.context import Unit
from letters.reading.edges import IF, WHY
from letters.reading.folding import Folded, fold
from letters.reading.governor import Governor, find_governor
from letters.reading.morphology import find_infinitive
from letters.reading.nominal import infinitive_first
from letters.reading.pieces import Announcement, meeting_apart, pieces

_COORDINATED = re.compile(r"(?:et|mais|donc|or|car|puis|ou|puisqu\w*|parce)\b")
_EXPLAINS = re.compile(
    r"(?:car|parce|puisqu|alors qu|tandis|meme si|bien qu|ce qui|mais|sachant|d'autant)"
)
# « Je le signe et je vous le retourne »
_SENDS = re.compile(
    r"et (?:je |nous |on |elle |il )?vous (?:le |la |l'|en )?(?:retourn|renvo|transmet|adress|"
    r"env|autoris|remet)[a-z]*\b(?<!ra)(?<!rai)(?<!rons)(?<!ront)"
)
_COMMENTS = re.compile(r"(?<=, )mais |(?<= )(?:car |parce qu|puisqu)")
# « Ils ne seront plus détruits, mais confiés… » is one action.
_INSTEAD = re.compile(r"mais (?!nous|je|on|il|elle|la |le |les |cela|c')\w+")
_NO_MORE = re.compile(r"\b(?:ne |n')\w+ (?:pas|plus)\b")
_OURS_FIRST = re.compile(r"(?:nous|on|je|j')\b(?! (?:ne|n')\b)")
_SAYS_MORE = re.compile(
    r"(?:pour ce qui|quant a|en revanche|le reste|pour le reste|nous|je|on|il|cela|ce|c'|les? |"
    r"la |"
    r"notre|nos|mais|vous)"
)
_AND_THAT = re.compile(r"(?:(?:et|puis|enfin|mais aussi) )?(?=(?:a ce )?qu(?:e |'))")
# « Je vous promets que chaque année, on fera… »: the clause after the comma is what is promised.
_INTERRUPTED = re.compile(r" (?:\w+ment )?(?:a ce )?qu(?:e |e, |')[^,;:]{0,60}, $")
_THE_PACT = re.compile(r"\b(?:pacte|charte|texte|document)\b")
_OPENING = 60
_COLON_LIST = re.compile(r" : [^;]{8,}; ?$")


def announcements(text: str, unit: Unit) -> list[Announcement]:
    """Return what one sentence announces, in order; nothing for questions and refused lists."""
    folded = fold(text, unit.start, unit.end)
    if not folded.text:
        return []
    if folded.text.rstrip('" )').endswith("?"):
        return invited(folded)
    listed = unit.kind == "item" and unit.opens
    found = _by_clauses(folded, listed=unit.kind == "item" and not unit.context.refuses)
    if not found:
        found = without_verb_announced(folded, unit, listed=listed)
    elif listed and unit.context.refuses:
        ours = _OURS_FIRST.match(folded.text)
        found = [f for f in found if ours or "first person" in f.reason]
    elif listed and unit.context.governs and infinitive_first(folded.text):
        found = as_item(folded, unit)
    return [piece for announced in found for piece in meeting_apart(folded, announced)]


def _by_clauses(folded: Folded, *, listed: bool) -> list[Announcement]:
    text = folded.text
    starts = clause_starts(text)
    bounds = [*starts[1:], len(text)]
    firsts = [
        find_governor(folded, begin, stop, listed=listed)
        for begin, stop in zip(starts, bounds, strict=True)
    ]
    for number in range(len(firsts) - 1):
        governor, following = firsts[number], starts[number + 1]
        if _introduces(text, governor, firsts[number + 1], following):
            firsts[number] = None
        elif governor and _INTERRUPTED.match(text, governor.end, following):
            firsts[number + 1] = None
    found: list[Announcement] = []
    used = 0
    for number, governor in enumerate(firsts):
        if governor is None:
            continue
        begin = _lead_start(folded, starts, firsts, number, used)
        stop = _tail_end(folded, starts, bounds, firsts, number)
        found.extend(pieces(folded, governor, begin, stop))
        used = stop
        for begin, stop in _enumerated(folded, starts, bounds, firsts, number):
            more = Governor(begin, begin, governor.name, governor.weight - 0.2, governor.firmness)
            found.extend(pieces(folded, more, begin, stop))
            used = stop
    return found


def _only_if(text: str, begin: int, end: int) -> bool:
    """Say whether « notre ligne est claire : » is followed by a condition alone."""
    condition = IF.match(text, begin, end)
    return bool(condition) and text.find(", ", begin, end) == end - 2


def _enumerated(
    folded: Folded,
    starts: list[int],
    bounds: list[int],
    firsts: list[Governor | None],
    number: int,
) -> list[tuple[int, int]]:
    """Return the clauses that go on with « trois fronts : les écoles… ; les services… », or
    with « nous voulons que l'eau reste publique et qu'elle… »."""
    text = folded.text
    governor = firsts[number]
    if governor and THAT.match(text, governor.end):
        return _further_that(folded, starts, bounds, firsts, number)
    if not _COLON_LIST.search(text, starts[number], bounds[number]):
        return []
    found = []
    for following in range(number + 1, len(starts)):
        begin, end = starts[following], bounds[following]
        apart = text[:begin].rstrip().endswith(";")
        if not apart or firsts[following] is not None or held_back(folded, begin, end):
            break
        found.append((begin, end))
    return found


def _further_that(
    folded: Folded,
    starts: list[int],
    bounds: list[int],
    firsts: list[Governor | None],
    number: int,
) -> list[tuple[int, int]]:
    found = []
    for following in range(number + 1, len(starts)):
        too = _AND_THAT.match(folded.text, starts[following], bounds[following])
        if too is None or firsts[following] or held_back(folded, too.end(), bounds[following]):
            break
        found.append((too.end(), bounds[following]))
    return found


def _introduces(
    text: str, governor: Governor | None, following: Governor | None, begin: int
) -> bool:
    """Say whether a clause only says that the next one is in the programme, or a condition."""
    if governor is None or following is None:
        return False
    if _only_if(text, governor.end, begin):
        return True
    if not governor.name.startswith("programme ("):
        return False
    return text[:begin].endswith(": ") and find_infinitive(text, governor.end, begin) is None


def _lead_start(
    folded: Folded, starts: list[int], firsts: list[Governor | None], number: int, used: int
) -> int:
    """Go back over adverbial clauses that belong to the announcing clause."""
    text = folded.text
    begin = starts[number]
    if WHY.match(text, max(used, text.rfind("; ", 0, begin) + 2 if "; " in text[:begin] else 0)):
        return begin
    while number > 0 and starts[number - 1] >= used and firsts[number - 1] is None:
        programme = "programme" in text[starts[number - 1] : starts[number]]
        strong = ";-" if programme else ";:-"
        joined = text[: starts[number]].rstrip()[-1:] not in ";:"
        if joined and _signs_it(text, firsts[number], starts[number - 1], starts[number]):
            return starts[number - 1]
        if (
            _COORDINATED.match(text, starts[number])
            or text[: starts[number]].rstrip()[-1:] in strong
        ):
            break
        previous = starts[number - 1]
        if IF.match(text, previous):
            begin = previous
        elif held_back(folded, previous, starts[number]):
            break
        begin, number = previous, number - 1
    return begin


def _signs_it(text: str, governor: Governor | None, begin: int, end: int) -> bool:
    """Say whether « nous le signons » takes up the pact named in the clause before it."""
    if governor is None or not governor.name.startswith("pact signed"):
        return False
    return bool(_THE_PACT.search(text, begin, end)) and not _THE_PACT.search(
        text, end, governor.end
    )


def _opens_next(text: str, begin: int, end: int, following: list[Governor | None]) -> bool:
    """Say whether ``text[begin:end]`` is the « ; ailleurs, » of the clause that follows it."""
    return (
        bool(following and following[0])
        and end - begin <= _OPENING
        and text[:end].endswith(", ")
        and (text[begin - 2] == ";" or _COORDINATED.match(text, begin) is not None)
    )


def _tail_end(
    folded: Folded,
    starts: list[int],
    bounds: list[int],
    firsts: list[Governor | None],
    number: int,
) -> int:
    """Go forward over clauses that neither announce nor refuse, short explanations included."""
    text = folded.text
    stop = bounds[number]
    body = stop - starts[number]
    for following in range(number + 1, len(starts)):
        begin, end = starts[following], bounds[following]
        if firsts[following] is not None or held_back(folded, begin, end):
            break
        if _INSTEAD.match(text, begin) and _NO_MORE.search(text, starts[number], begin):
            stop = end
            continue
        governor = firsts[number]
        if governor and governor.name.startswith("pact signed") and _SENDS.match(text, begin):
            stop = end
            continue
        explains = _EXPLAINS.match(text, begin) or _COORDINATED.match(text, begin)
        if _COMMENTS.match(text, begin):
            break
        if _opens_next(text, begin, end, firsts[following + 1 : following + 2]):
            break
        apart = text[:begin].rstrip().endswith(";")
        if apart and _SAYS_MORE.match(text, begin):
            break
        if (explains or re.search(r"[;:-] $", text[:begin])) and end - stop > 0.6 * body:
            break
        stop = end
    return stop
