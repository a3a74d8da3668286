"""What a heading or an introduction says of what stands under it. On folded text."""

import re
from dataclasses import dataclass

from letters.reading.barriers import REFUSAL
from letters.reading.kinds import HEADING_NO, HEADING_YES, TO_DEEPEN
from letters.reading.lines import Span

# « Dans les 100 jours », « D'ici 2032 »: a heading that says when governs what it heads.
_AHEAD = re.compile(
    r"(?:dans les |dans l'annee|la premiere annee|les premiers? |d'ici |a mi-mandat|"
    r"a l'horizon|des (?:20|la |le |"
    r"notre )|en 20(?:2[6-9]|3\d)|a (?:court|moyen|long) terme|fin du mandat|avant |"
    r"tout de suite|"
    r"immediatement|20(?:2[6-9]|3\d))(?!.*\bquestions?\b)"
)
# « Voici, à votre intention, nos engagements » speaks to the association, not for it.
_FOR_YOU = re.compile(
    r"\b(?:notre (?!bilan)|nos (?!constats|attentes)|mes |mon |"
    r"nous (?:\w+ )?(?:vous )?(?:propos|repren|ajout|reten|"
    r"engag|prev|allons|voul|rassembl|list|souhait|comptons)\w*|suivante?s?\b)"
)
_YOURS = re.compile(
    r"\bvous (?:nous )?(?:demand|propos|interrog|souhait|voul|attend|evoqu|suggér|reclam|"
    r"sollicit)\w*|\bvos "
    r"(?:\w+ )?(?:questions|demandes|attentes)\b.{0,12}$|\b(?:de|par) vous\b|"
    r"\battend\w+ de (?:vous|votre)|"
    r"\bvotre (?:questionnaire|liste de)"
)
_YOU = re.compile(r"\b(?:vous|vos|votre)\b")
_WILL_NOT = re.compile(
    r"\bce qu(?:e |')(?:nous|je|on|j') ?n(?:e |')(?:\w+ ){1,3}(?:pas|plus|jamais)\b"
)
_THAT_IS_WHY = re.compile(r"\b(?:c'est|voila) pourquoi\b")
# « Ce que nous avons prévu » looks ahead, though its tense looks back.
_PLANNED = re.compile(
    r"\b(?:avons|a|ai|ont) (?:\w+ment |aussi |egalement |ete )?(?:prevu|decide|inscrit|choisi|"
    r"retenu|rassemble|reuni|repris|resume|formule|redige|elabore|"
    r"acte|arrete|l'intention)"
)
# « Voici mon ordre de marche : », « Voici comment : », whatever we call what we will do.
_HERE_ARE = re.compile(
    r"\bvoi(?:ci|la) (?:donc |maintenant |concretement )?(?:comment\b|(?:mon|ma|notre|nos|mes) "
    r"(?!(?:\w+ )?(?:reponses?|constats?|remarques?|observations?|questions?|raisons?|positions?|"
    r"elements?|precisions?|coordonnees|bilan|analyse|avis|adresse|histoire|parcours|equipe|liste|"
    r"lecture|sentiment|difficultes?)\b)\w+)"
)
NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a sentence: the heading or introduction that governs it."""

    lead: str = ""
    lead_span: Span = NOWHERE
    governs: bool = False
    refuses: bool = False
    is_answer: bool = False


def weighed(span: Span, folded: str) -> Context:
    """Say whether a heading or an introduction governs what it heads, or refuses it."""
    said = _PLANNED.sub(" ", _THAT_IS_WHY.sub(" ", folded))
    if _FOR_YOU.search(said) and not _YOURS.search(said):
        said = _YOU.sub(" ", said)
    refuses = bool(HEADING_NO.search(said) or REFUSAL.search(folded) or _WILL_NOT.search(folded))
    if TO_DEEPEN.search(folded) and not REFUSAL.search(folded):
        return Context(lead=folded, lead_span=span, governs=True)
    ahead = HEADING_YES.search(folded) or _AHEAD.match(folded) or _HERE_ARE.search(folded)
    governs = bool(ahead) and not refuses
    return Context(lead=folded, lead_span=span, governs=governs, refuses=refuses)
