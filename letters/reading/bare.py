"""Announcing without an announcing verb: list items, slogans, names of measures, invitations."""

import re

from letters.reading.barriers import held_back
from letters.reading.context import Unit
from letters.reading.edges import LABEL
from letters.reading.firmness import SOFT_VERBS
from letters.reading.folding import Folded
from letters.reading.governor import Governor
from letters.reading.kinds import TO_DEEPEN, WHEN
from letters.reading.nominal import (
    head,
    in_a_word,
    infinitive_first,
    nominal_sentence,
    offered,
    on_the_matter,
    slogan,
    stands_alone,
    tells,
    without_verb,
)
from letters.reading.pieces import Announcement, pieces
from letters.reading.present import statutory
from letters.reading.requests import INVITES
from letters.reading.turns import CUES

_THESE_ARE = re.compile(
    r"[^.]{8,200}(?::|,) (?:voila|voici|telles?|tels?|ce (?:sont|seront)|c'est) (?:\w+ )?(?:nos|"
    r"notre|mes|mon|"
    r"la|les|le) ?(?:\w+ )?(?:priorit|ambition|objectif|engagement|programme|mesure|propositions|"
    r"projet|"
    r"feuille|cap\b|methode)"
)
_LABELLED = re.compile(r"^[^:]{3,60} ?: ")
_ASKED = re.compile(r"\?|\bvous\b|\bquel(?:le)?s?\b|\b(?:reponse|demande)\b")
# « Quelle place… ? » is answered by a thing, « quand ? » by a date.
_WHAT = re.compile(
    r"\b(?:quel(?:le)?s?|quoi|combien|que (?:prevoyez|proposez|ferez|comptez))\b[^?]*\?"
)
_SEQUENCE = re.compile(
    r"(?:(?:tout )?d'abord|ensuite|enfin|puis|(?:premier|deuxieme|seconde|troisieme|"
    r"finale)ment|en "
    r"(?:premier|second|dernier) lieu|dans un (?:premier|second|deuxieme) temps|a terme|"
    r"concretement|"
    r"et (?:surtout|enfin)),? (?:ne (?:plus |pas )?)?(?!fevrier|janvier|dernier|premier)[a-z]{2,}"
    r"(?:er|ir|uire|endre|ettre|ivre|rire)\b(?!.{0,80}\b(?:c'est|serait|reviendrait|est|sont|"
    r"suppose|demande)\b)"
)
# « Reprenons la main sur nos données ! »
_LET_US = re.compile(
    r"(?:et |alors |ensemble,? )?(?!avons|sommes|esper|remerci|rappel|not|dis|precis|ajout|"
    r"soulign|soyons|"
    r"parl|salu|reven|regrett|constat|reconnaiss|allons|oubli|pens|rejoign|retrouv|rencontr|vot|"
    r"sign|"
    r"maisons|saisons|raisons|lecons|dons\b|\w+(?:t|s)ions)[a-z]{3,}ons (?:donc |enfin |ensemble "
    r")?"
    r"(?:les?|la|l'|nos|notre|des|une?|du|celles|ceux|chaque|tous|toutes|fin)\b"
)
_GERUND = re.compile(r"en (?:y |les? |la |l'|nous )?[a-z]{3,}ant\b")


def without_verb_announced(folded: Folded, unit: Unit, *, listed: bool) -> list[Announcement]:
    """Return what a sentence announces that has no verb to announce it; surest reading first."""
    text, context = folded.text, unit.context
    if context.governs and (listed or infinitive_first(text) or statutory(text)):
        return as_item(folded, unit)
    if context.refuses:
        return []
    named = (
        (listed and (_GERUND.match(text) or stands_alone(text)))
        or _SEQUENCE.match(text)
        or slogan(text)
        or _LET_US.match(text)
        or slogan(_LABELLED.sub("", text))
        or (infinitive_first(text) and _THESE_ARE.match(text))
        or (_awaited(unit) and nominal_sentence(text))
        or (unit.opens and _WHAT.search(context.lead) and in_a_word(text, folded.written))
    )
    found = as_item(folded, unit) if named else []
    return found or (_offered(folded) if unit.kind in ("text", "item") else [])


def invited(folded: Folded) -> list[Announcement]:
    """Read « Seriez-vous disponible mardi ? », the one question that a list asks us to keep."""
    if not INVITES.match(folded.text):
        return []
    first, last = folded.origin(0, len(folded.text))
    return [Announcement(first, last, 0.6, "", "invites the association", "action_due")]


# « Les écoles aussi. », « Même chose pour la bibliothèque. »
_TOO = re.compile(
    r"(?:et |puis )?(?:(?:idem|pareil|de meme|meme (?:chose|regle|regime|principe|traitement|"
    r"sort))"
    r"\b[^;:?]{0,70}|(?:les?|la|l'|nos|notre|ceux|celles?|celui|une?|ses|son|sa|leurs?) "
    r"?[^,;:?]{2,60} "
    r"(?:aussi|egalement|de meme|itou)(?:,[^;:?]{0,80})?)[.!]?"
)


def goes_on(folded: Folded) -> list[Announcement]:
    """Read « Les écoles aussi », said just after an announcement and without a verb."""
    text = folded.text
    said = text.find(", ") if ", " in text else len(text)
    if not _TOO.fullmatch(text) or not without_verb(text[:said]):
        return []
    if tells(text[:said], folded.written[:said]) or held_back(folded, 0, len(text)):
        return []
    first, last = folded.origin(0, said)
    return [Announcement(first, last, 0.54, "", "goes on with the sentence before")]


def _awaited(unit: Unit) -> bool:
    """Say whether the name of an action is what the heading or the question calls for."""
    return unit.context.governs or bool(_ASKED.search(unit.context.lead))


# « Ce qu'on aimerait. » is a title.
_TITLE = re.compile(r"ce qu(?:e |')(?!.* (?:c'est|est|:) )")
# « Pour la com', on n'en fera rien », « l'atelier, on n'a pas attendu la mairie pour l'ouvrir ».
_RESUMED = re.compile(r"(?:on|nous|je|j'|ils?|elles?|ca|c'est|nos [a-z]+|notre [a-z]+) ?")


def _said_first(text: str) -> int:
    """Return where what an item says first ends: a comma, after its verb when one follows."""
    comma = text.find(", ", 12)
    if comma > 0 and _RESUMED.match(text, comma + 2) and not infinitive_first(text):
        comma = text.find(", ", comma + 2)
    return comma if comma > 0 else len(text)


def as_item(folded: Folded, unit: Unit) -> list[Announcement]:
    """Read a list item (or a sentence opened by an infinitive) as the heading's complement."""
    if _TITLE.match(folded.text) or held_back(folded, 0, _said_first(folded.text)):
        return []
    firmness, weight = ("to_study" if TO_DEEPEN.search(unit.context.lead) else ""), 0.74
    for cue in CUES:
        if cue.pattern.search(unit.context.lead):
            firmness, weight = cue.firmness, max(0.74, cue.weight - 0.06)
            break
    if not firmness and SOFT_VERBS.search(unit.context.lead):
        firmness = "conditional"
    start = 1 if folded.text.startswith('"') else 0
    label = WHEN.match(folded.text) or LABEL.match(folded.text, start)
    start = label.end() if label else start
    governor = Governor(start, start, "listed under an announcement", weight, firmness)
    return pieces(folded, governor, start, len(folded.text))


def _offered(folded: Folded) -> list[Announcement]:
    """Read what a sentence names without a verb: « Deux postes d'ingénieur, un budget… »."""
    if held_back(folded, 0, len(head(folded.text, folded.written)[0])):
        return []
    found = offered(folded.text, folded.written)
    label = folded.text[: found[0][0]] if found else ""
    return [
        Announcement(
            *folded.origin(start, end),
            0.53 if on_the_matter(label + folded.text[start:end]) else 0.5,
            "",
            "names a measure, without a verb",
        )
        for start, end in found
    ]
