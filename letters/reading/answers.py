"""Answers to the association's questions: « Oui », « Objectif 1 : oui », a cell of a table."""

import re
from dataclasses import replace

from letters.reading.announce import announcements
from letters.reading.barriers import REFUSAL
from letters.reading.context import Unit
from letters.reading.folding import fold
from letters.reading.kinds import ACTION_DUE, AGREEMENT, YES_AFTER_LABEL
from letters.reading.nominal import without_verb
from letters.reading.pieces import Announcement
from letters.reading.segment import sentences_of

_STUDIES = re.compile(r"\ba l'etude|\ba etudier|\ba voir|\ben reflexion|\bpeut-etre")
_MEETS = re.compile(
    r"\b(?:nous (?:y )?(?:rencontrer|recevoir|associer|inviter|convier|consulter|"
    r"recontact\w*|tenir informe\w*)|"
    r"etre re?contactee?s?|rencontre|rendez-vous)\b[^?]{0,80}\??$"
)
_MEETING = re.compile(r"(?:rencontre|rendez-vous|reunion|entretien|echange)\b[^:]{0,40} ?:")
# « Acceptez-vous que vos réponses soient publiées ? » asks for leave, not for a promise.
_ABOUT_THE_ANSWER = re.compile(
    r"\b(?:vos|votre) (?:reponses?|donnees|nom|coordonnees|photo\w*|adresse)\b[^?]{0,80}\??$"
)
# A yes makes what follows it surer than the same words alone.
_ANSWERED = 0.66
_SIGNATURE = re.compile(r": ?(?:la )?signature(?: du pacte)?$")
_ASKED_TO_SIGN = re.compile(r"\bsign(?:ez|erez|eriez)-vous ?(?:\?|le|la|ce|notre)")
_YES_COLON = re.compile(r"(?:oui|bien sur|tout a fait|d'accord|favorables?)[^:,]{0,20} ?: ")
_COMMA = re.compile(r"[,;] (?:et )?| et ")
_THING = 14
_BARE = 45
# So far after a bare yes, and in so many sentences, is what explains it looked for: a block may be
# nothing but answers.
_FAR = 600
_SOME = 6
_OUTSIDE_YES = re.compile(
    r"(?:oui|bien sur|evidemment|tout a fait)[, ]+(?:mais|cependant|toutefois)\b"
)


def read(text: str, unit: Unit) -> list[Announcement]:
    """Return what an answer announces: its own verbs if it has some, else the answer itself."""
    folded = fold(text, unit.start, unit.end).text
    spoken = announcements(text, unit) if unit.kind != "row" else []
    if spoken:
        return [replace(said, weight=max(said.weight, _ANSWERED)) for said in spoken]
    if REFUSAL.search(folded) or _ABOUT_THE_ANSWER.search(unit.context.lead[-200:]):
        return []
    bare = unit.kind != "row" and len(folded) < _BARE and not AGREEMENT.search(folded)
    if bare and _explained(text, unit):
        return []
    firmness = "conditional" if _OUTSIDE_YES.search(folded) else ""
    firmness = "to_study" if _STUDIES.search(folded) else firmness
    agrees = (
        _SIGNATURE.search(unit.context.lead[-60:])
        or AGREEMENT.search(folded)
        or AGREEMENT.search(unit.context.lead[-200:])
        or _ASKED_TO_SIGN.search(unit.context.lead[-200:])
    )
    kind = "agreement" if agrees else "commitment"
    if kind == "commitment" and (
        ACTION_DUE.search(folded) or _MEETING.match(folded) or _MEETS.search(unit.context.lead)
    ):
        kind = "action_due"
    reason = "answers yes to the question asked"
    start = _after_label(text, unit)
    listed = _things(text, unit) if kind == "commitment" and unit.kind != "row" else []
    if listed:
        return [Announcement(*span, 0.7, firmness, reason, kind, True) for span in listed]
    return [Announcement(start, unit.end, 0.74, firmness, reason, kind, True)]


def _things(text: str, unit: Unit) -> list[tuple[int, int]]:
    """Return the things of « Oui : prêt de salle, subvention doublée, matériel », as spans."""
    folded = fold(text, unit.start, unit.end)
    yes = _YES_COLON.match(folded.text)
    if yes is None or not without_verb(folded.text):
        return []
    cuts = [yes.end(), *(match.end() for match in _COMMA.finditer(folded.text, yes.end()))]
    stops = [*cuts[1:], len(folded.text)]
    if len(cuts) < 2 or min(b - a for a, b in zip(cuts, stops, strict=True)) < _THING:
        return []
    return [folded.origin(*span) for span in zip(cuts, stops, strict=True)]


def _after_label(text: str, unit: Unit) -> int:
    """Return where the answer starts: after its label when it is the longer part of the two."""
    folded = fold(text, unit.start, unit.end)
    label = YES_AFTER_LABEL.match(folded.text) if unit.kind != "row" else None
    if label is None or (len(folded.text) - label.start("yes")) * 2 < len(folded.text):
        return unit.start
    return folded.origin(label.start("yes"), len(folded.text))[0]


def _explained(text: str, unit: Unit) -> bool:
    """Say whether the sentences after a bare yes say themselves what will be done."""
    start, end = unit.rest
    for span in sentences_of(text, start, min(end, start + _FAR))[:_SOME]:
        following = Unit(span.start, span.end, "text", unit.context, False)
        if announcements(text, following):
            return True
    return False
