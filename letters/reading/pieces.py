"""Cutting what announces into one stretch for each action. On folded text."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from letters.reading.conjuncts import split
from letters.reading.edges import RELAYED, ending, starting, without_coordinator
from letters.reading.folding import Folded
from letters.reading.governor import Governor
from letters.reading.morphology import find_infinitive
from letters.reading.nominal import infinitive_first
from letters.reading.subjects import subject_span

# How much of the sentence before a passage is kept to tell its level: a bound on nonsense.
_LEAD = 400
_CONNECTOR = re.compile(
    r"(?:(?:et|mais|donc|or|puis|ainsi que|mais aussi|enfin)\s)+(?:que |"
    r"qu')?"
)
# « Elle signera le pacte, ainsi que ses colistiers »: they are no part of what she does.
_OTHERS_SIGN = re.compile(
    r", ainsi que (?!moi)[^,;:]{0,40}\b(?:candidat|colisti|membre|co-?listi|elue?)\w*"
)
_MEETING = re.compile(
    r"(?:,? ?(?:y compris|notamment|par exemple|et ce,?) )?\ben vous (?:rencontrant|recevant|"
    r"associant|consultant|"
    r"invitant|sollicitant|impliquant|contactant)\b[^,.;]{0,80}"
)


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


def pieces(folded: Folded, governor: Governor, begin: int, stop: int) -> list[Announcement]:
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
        said = [match.end() for match in RELAYED.finditer(text, begin, governor.start)]
        begin, pivot = max([begin, *said]), max([pivot, *said])
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
        if governor.name.startswith("pact signed"):
            others = _OTHERS_SIGN.search(text, governor.end, end)
            end = others.start() if others else end
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


def meeting_apart(folded: Folded, announced: Announcement) -> list[Announcement]:
    """Take « y compris en vous rencontrant » out of the announcement that carries it."""
    begin = bisect_left(folded.at, announced.start)
    stop = bisect_left(folded.at, announced.end)
    match = _MEETING.search(folded.text, begin, stop)
    if match is None:
        return [announced]
    sides = [(begin, match.start()), (match.end(), stop)]
    kept = [
        _moved(folded, announced, *side)
        for side in sides
        if len(folded.text[slice(*side)].strip(" ,.;")) > 24
    ]
    meeting = _moved(folded, announced, *match.span(), kind="action_due")
    return sorted([*kept, meeting], key=lambda piece: piece.start)


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
