"""Wishes and intentions in somebody's name: « Mme Martin aimerait que… ». On folded text.

A wish of one of the list, or of someone the list quotes with favour, is offered; one of the
association, of an adversary or of nobody in particular is not.
"""

import re

from letters.reading.folding import Folded
from letters.reading.subjects import is_other, may_be_ours, subject_of

_WISH = re.compile(
    r"\b(?:aimerai|souhaiterai|voudrai|reverai)(?:t|ent)(?: bien| aussi| tant| egalement| "
    r"beaucoup)?(?= (?:que|de|une?|des|voir|pouvoir|deux|trois|quatre|cinq|la|le|les|y|en) | "
    r"(?:qu'|d'|l')| [a-z]+(?:er|ir|re)\b)|"
    r"\breve(?:nt)?(?= (?:que|de) | (?:qu'|d'))"
)
_NOT_THEIRS = re.compile(
    r"\b(?:certaine?s?|d'autres|beaucoup|personne|nul|quiconque|qui|que|qu'|dont|si|nous|je|on|"
    r"vous|il|elle|ils|elles|ne|n'|association|droite|gauche|opposants?|opposition|lobby\w*|"
    r"marche|industrie\w*|constructeurs?|prestataires?|multinationales?|gens|pression)\s?$"
)
_REACH = 200
# « Témoin en Commun prévoit de créer… »: the list under its own name.
_NAMED = re.compile(
    r"(?P<who>[a-z0-9' -]{5,50}?) (?P<verb>(?:souhaite|prevoi|propose|entend|compte|envisage|"
    r"ambitionne|s'engage)(?:nt|t)?)\b(?=(?: [a-z']+)? (?:(?:a|de) |d')?(?:(?:y|en|les?|la) |l')?"
    r"[a-z]{2,}(?:er|ir|re)\b)"
)
WILLING = {"souhaite": "aspiration", "ambitionne": "aspiration", "envisage": "to_study"}


def wishes(text: str, begin: int, stop: int) -> list[re.Match[str]]:
    """Return the wishes of ``text[begin:stop]`` that somebody close to the list makes."""
    found = []
    for match in _WISH.finditer(text, begin, stop):
        before = text[max(begin, match.start() - _REACH) : match.start()]
        if not before.strip() or _NOT_THEIRS.search(before):
            continue
        if not is_other(subject_of(before)):
            found.append(match)
    return found


def under_its_name(folded: Folded, begin: int, stop: int) -> re.Match[str] | None:
    """Return « Témoin en Commun prévoit… »: ``who`` is a name of several words, nobody else's."""
    named = _NAMED.match(folded.text, begin, stop)
    if named is None or not may_be_ours(named["who"]):
        return None
    words = folded.written[slice(*named.span("who"))].split()
    capitals = [word for word in words if word[:1].isupper()]
    return named if len(capitals) > 1 and words[0][:1].isupper() else None
