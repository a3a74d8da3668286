"""From a sentence to the exact stretches of it that announce an action."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from letters.reading.barriers import GREETING, OPINION, PAST, PERFECT, REFUSAL, TO_OTHERS
from letters.reading.clauses import clause_starts
from letters.reading.conjuncts import (
    infinitive_first,
    nominal_sentence,
    slogan,
    split,
    stands_alone,
)
from letters.reading.context import Unit
from letters.reading.edges import IF, ending, starting, without_coordinator
from letters.reading.firmness import SOFT_VERBS
from letters.reading.folding import Folded, fold
from letters.reading.governor import Governor, find_governor
from letters.reading.kinds import TO_DEEPEN, WHEN
from letters.reading.morphology import find_infinitive, is_participle
from letters.reading.subjects import subject_span
from letters.reading.turns import CUES


@dataclass(frozen=True, slots=True)
class Announcement:
    """A stretch of the original that announces one action.

    ``lead`` is the folded text before it in its sentence; ``yes`` marks a bare answer, to be
    understood with its question.
    """

    start: int
    end: int
    weight: float
    firmness: str
    reason: str
    kind: str = ""
    yes: bool = False
    lead: str = ""


# How much of the sentence before a passage is kept to tell its level: a bound on nonsense.
_LEAD = 400
_COORDINATED = re.compile(r"(?:et|mais|donc|or|car|puis|ou|puisqu\w*|parce)\b")
_EXPLAINS = re.compile(
    r"(?:car|parce|puisqu|alors qu|tandis|meme si|bien qu|ce qui|mais|sachant|d'autant)"
)
# « Ils ne seront plus détruits, mais confiés… » is one action.
_INSTEAD = re.compile(r"mais (?!nous|je|on|il|elle|la |le |les |cela|c')\w+")
_NO_MORE = re.compile(r"\b(?:ne |n')\w+ (?:pas|plus)\b")
_LABELLED = re.compile(r"^[^:]{3,60} ?: ")
_OURS_FIRST = re.compile(r"(?:nous|on|je|j')\b(?! (?:ne|n')\b)")
_ASKED = re.compile(r"\?|\bvous\b|\bquel(?:le)?s?\b|\b(?:reponse|demande)\b")
_SEQUENCE = re.compile(
    r"(?:(?:tout )?d'abord|ensuite|enfin|puis|(?:premier|deuxieme|seconde|troisieme|"
    r"finale)ment|en "
    r"(?:premier|second|dernier) lieu|dans un (?:premier|second|deuxieme) temps|a terme|"
    r"concretement|"
    r"et (?:surtout|enfin)),? (?:ne (?:plus |pas )?)?(?!fevrier|janvier|dernier|premier)[a-z]{2,}"
    r"(?:er|ir|uire|endre|ettre|ivre|rire)\b(?!.{0,80}\b(?:c'est|serait|reviendrait|est|sont|"
    r"suppose|demande)\b)"
)
_GERUND = re.compile(r"en (?:y |les? |la |l'|nous )?[a-z]{3,}ant\b")
_MEETING = re.compile(
    r"(?:,? ?(?:y compris|notamment|par exemple|et ce,?) )?\ben vous (?:rencontrant|recevant|"
    r"associant|consultant|"
    r"invitant|sollicitant|impliquant|contactant)\b[^,.;]{0,80}"
)
_SAYS_MORE = re.compile(
    r"(?:pour ce qui|quant a|en revanche|le reste|pour le reste|nous|je|on|il|cela|ce|c'|les? |"
    r"la |"
    r"notre|nos|mais|vous)"
)
_CONNECTOR = re.compile(
    r"(?:(?:et|mais|donc|or|puis|ainsi que|mais aussi|enfin)\s)+(?:que |"
    r"qu')?"
)


def announcements(text: str, unit: Unit) -> list[Announcement]:
    """Return what one sentence announces, in order; nothing for questions and refused lists."""
    folded = fold(text, unit.start, unit.end)
    if not folded.text or folded.text.rstrip('" )').endswith("?"):
        return []
    listed = unit.kind == "item" and unit.opens
    found = _by_clauses(folded, listed=unit.kind == "item" and not unit.context.refuses)
    if (
        (not found and unit.context.governs and (listed or infinitive_first(folded.text)))
        or (
            not found
            and listed
            and not unit.context.refuses
            and (_GERUND.match(folded.text) or stands_alone(folded.text))
        )
        or (
            not found
            and not unit.context.refuses
            and (
                _SEQUENCE.match(folded.text)
                or slogan(folded.text)
                or slogan(_LABELLED.sub("", folded.text))
                or (_awaited(unit) and nominal_sentence(folded.text))
            )
        )
    ):
        found = _as_item(folded, unit)
    elif listed and unit.context.refuses:
        ours = _OURS_FIRST.match(folded.text)
        found = [f for f in found if ours or "first person" in f.reason]
    elif listed and found and unit.context.governs and infinitive_first(folded.text):
        found = _as_item(folded, unit)
    return [piece for announced in found for piece in _meeting_apart(folded, announced)]


def _awaited(unit: Unit) -> bool:
    """Say whether the name of an action is what the heading or the question calls for."""
    return unit.context.governs or bool(_ASKED.search(unit.context.lead))


def _as_item(folded: Folded, unit: Unit) -> list[Announcement]:
    """Read a list item (or a sentence opened by an infinitive) as the heading's complement."""
    comma = folded.text.find(", ", 12)
    if _held_back(folded, 0, comma if comma > 0 else len(folded.text)):
        return []
    firmness, weight = ("to_study" if TO_DEEPEN.search(unit.context.lead) else ""), 0.74
    for cue in CUES:
        if cue.pattern.search(unit.context.lead):
            firmness, weight = cue.firmness, max(0.74, cue.weight - 0.06)
            break
    if not firmness and SOFT_VERBS.search(unit.context.lead):
        firmness = "conditional"
    start = 1 if folded.text.startswith('"') else 0
    label = WHEN.match(folded.text)
    start = label.end() if label else start
    governor = Governor(start, start, "listed under an announcement", weight, firmness)
    return _pieces(folded, governor, start, len(folded.text))


def _held_back(folded: Folded, begin: int, stop: int) -> bool:
    text = folded.text
    return bool(
        REFUSAL.search(text, begin, stop)
        or TO_OTHERS.search(text, begin, stop)
        or GREETING.search(text, begin, stop)
        or OPINION.search(text, begin, stop)
        or _tells_the_past(folded, begin, stop)
        or PAST.search(text, begin, stop)
    )


def _tells_the_past(folded: Folded, begin: int, stop: int) -> bool:
    """Say whether a clause is in the perfect; « à chaque » is no « a changé »."""
    for match in PERFECT.finditer(folded.text, begin, stop):
        written = folded.written[slice(*match.span())]
        word = match.group().split(" ")[-1]
        if written[0] not in "àÀ" and (
            is_participle(word, written) or not word.endswith(("e", "es"))
        ):
            return True
    return False


def _by_clauses(folded: Folded, *, listed: bool) -> list[Announcement]:
    text = folded.text
    starts = clause_starts(text)
    bounds = [*starts[1:], len(text)]
    firsts = [
        find_governor(folded, begin, stop, listed=listed)
        for begin, stop in zip(starts, bounds, strict=True)
    ]
    for number in range(len(firsts) - 1):
        if _introduces(text, firsts[number], firsts[number + 1], starts[number + 1]):
            firsts[number] = None
    found: list[Announcement] = []
    used = 0
    for number, governor in enumerate(firsts):
        if governor is None:
            continue
        begin = _lead_start(folded, starts, firsts, number, used)
        stop = _tail_end(folded, starts, bounds, firsts, number)
        pieces = _pieces(folded, governor, begin, stop)
        found.extend(pieces)
        used = stop
    return found


def _introduces(
    text: str, governor: Governor | None, following: Governor | None, begin: int
) -> bool:
    """Say whether a clause only says that the next one is in the programme."""
    if governor is None or following is None or not governor.name.startswith("programme ("):
        return False
    return text[:begin].endswith(": ") and find_infinitive(text, governor.end, begin) is None


def _lead_start(
    folded: Folded, starts: list[int], firsts: list[Governor | None], number: int, used: int
) -> int:
    """Go back over adverbial clauses that belong to the announcing clause."""
    text = folded.text
    begin = starts[number]
    while number > 0 and starts[number - 1] >= used and firsts[number - 1] is None:
        programme = "programme" in text[starts[number - 1] : starts[number]]
        strong = ";-" if programme else ";:-"
        if (
            _COORDINATED.match(text, starts[number])
            or text[: starts[number]].rstrip()[-1:] in strong
        ):
            break
        previous = starts[number - 1]
        if IF.match(text, previous):
            begin = previous
        elif _held_back(folded, previous, starts[number]):
            break
        begin, number = previous, number - 1
    return begin


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
        if firsts[following] is not None or _held_back(folded, begin, end):
            break
        if _INSTEAD.match(text, begin) and _NO_MORE.search(text, starts[number], begin):
            stop = end
            continue
        explains = _EXPLAINS.match(text, begin) or _COORDINATED.match(text, begin)
        apart = text[:begin].rstrip().endswith(";")
        if apart and _SAYS_MORE.match(text, begin):
            break
        if (explains or re.search(r"[;:-] $", text[:begin])) and end - stop > 0.6 * body:
            break
        stop = end
    return stop


def _pieces(folded: Folded, governor: Governor, begin: int, stop: int) -> list[Announcement]:
    """Cut ``text[begin:stop]`` into one stretch for each coordinated action."""
    text = folded.text
    cuts = [cut for cut in split(folded, governor, stop) if cut > governor.end]
    connector = _CONNECTOR.match(text, begin, stop)
    begin = connector.end() if connector and connector.end() <= governor.start else begin
    first_end = cuts[0] if cuts else stop
    pivot = _pivot(text, governor, first_end) if cuts else governor.start
    if governor.name.startswith(("future", "pact signed")):
        near = max(begin, governor.start - 260)
        pivot = near + subject_span(text[near : governor.start])[0]
    begin = starting(text, begin, pivot, first_end, several=bool(cuts))
    edges = [begin, *cuts, stop]
    found = []
    for number, start in enumerate(edges[:-1]):
        if number + 2 < len(edges):
            end = without_coordinator(text, start, edges[number + 1])
        else:
            listed = governor.name.startswith("listed") and not infinitive_first(
                text[start : start + 60]
            )
            end = (
                edges[number + 1]
                if listed
                else ending(text, start, governor.end, edges[number + 1])
            )
        first, last = folded.origin(start, end)
        found.append(
            Announcement(
                first,
                last,
                governor.weight - (0.02 if number else 0),
                governor.firmness,
                governor.name,
                governor.kind if not number else "",
                lead=text[:start][-_LEAD:],
            )
        )
    return found


def _pivot(text: str, governor: Governor, first_end: int) -> int:
    """Return where the action itself begins: the infinitive announced, else the verb."""
    first = find_infinitive(text, governor.end, min(first_end, governor.end + 70))
    return first.start() if first and not governor.finite else governor.start


def _meeting_apart(folded: Folded, announced: Announcement) -> list[Announcement]:
    """Take « y compris en vous rencontrant » out of the announcement that carries it."""
    begin = bisect_left(folded.at, announced.start)
    stop = bisect_left(folded.at, announced.end)
    match = _MEETING.search(folded.text, begin, stop)
    if match is None:
        return [announced]
    sides = [(begin, match.start()), (match.end(), stop)]
    pieces = [
        _moved(folded, announced, *side)
        for side in sides
        if len(folded.text[slice(*side)].strip(" ,.;")) > 24
    ]
    meeting = _moved(folded, announced, *match.span(), kind="action_due")
    return sorted([*pieces, meeting], key=lambda piece: piece.start)


def _moved(
    folded: Folded, announced: Announcement, start: int, end: int, kind: str = ""
) -> Announcement:
    first, last = folded.origin(start, end)
    return Announcement(
        first,
        last,
        announced.weight,
        announced.firmness,
        announced.reason,
        kind,
        False,
        announced.lead,
    )
