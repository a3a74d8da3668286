"""What a suggested passage says of itself: firmness, level, articles, condition, deadline."""

import re
from functools import lru_cache

from letters.reading.firmness import ELECTED, HEDGE, NOT_STUDY, SOFT_VERBS, STUDY, STUDY_NOUN

_PLACES = (
    r"plaine commune|est ensemble|paris terres d'envol|grand paris|paris ouest la defense|"
    r"boucle nord de seine|vallee sud|grand-orly seine bievre|paris est marne"
)
_GREATER = (
    r"grande? (?:besancon|poitiers|chambery|annecy|nancy|lyon|reims|dole|angouleme|belfort|"
    r"cognac|narbonne|albigeois|avignon|soissons|douaisis|ville-exemple)"
)
_INTERCOMMUNAL_NAMES = re.compile(
    rf"\b(?:{_PLACES}|[a-z-]+(?: [a-z-]+)? (?:metropole|agglomeration|agglo)|"
    rf"metropole (?:de|d'|du) ?[a-z-]+|{_GREATER})\b"
)
# The names that hold no word of _INTERCOMMUNALITY.
_NAMES_ALONE = re.compile(rf"\b(?:{_PLACES}|{_GREATER})\b")
_INTERCOMMUNALITY = re.compile(
    r"\b(?:intercommunal\w*|intercommunalites?|interco|com ?com|com d'agglo|agglo|"
    r"agglomeration|metropole|"
    r"metropolitaine?s?|"
    r"communaute(?:s)? (?:de communes|d'agglomeration|urbaine)|epci|ept|"
    r"etablissement public (?:territorial|de cooperation)|(?:conseil|conseillere?s?|elue?s?|"
    r"deleguee?s?|"
    r"assemblee|services?|executif|bureau|competences?|niveau|echelon|echelle|agents?) "
    r"(?:territori(?:al|aux) et )?(?:communautaires?|metropolitains?)|"
    r"ccas intercommunal|syndicat (?:mixte|informatique|intercommunal)|siege(?:r|rons|ront) "
    r".{0,20}communaut\w+)\b"
)
_COMMUNE = re.compile(
    r"\b(?:(?:la|notre|une|cette|chaque|les|des|nos|aux|sa|ma|de|toutes? la|petite|"
    r"comme) communes?|communal(?:e|es|aux)?|villes?|municipal(?:e|es|aux)?|municipalite|mairie|"
    r"ecoles?|"
    r"mediatheques?|bibliotheques?|quartiers?|cantines?|ccas|village)\b"
)
_NOT_COMMUNE = re.compile(
    r"plaine commune|communautes? de communes|autres communes|communes (?:de la|du|de l')|"
    r"communes (?:membres|voisines|du "
    r"territoire)|"
    r"commune en accord|villes? (?:voisines|membres)"
)

# « Mutualisé avec les communes de l'agglomération »: done by the commune, not by the other.
_WITH_OTHERS = re.compile(
    r"\bavec (?:les |d')?(?:autres )?(?:communes|villes|mairies) (?:membres )?(?:de (?:la|l')|"
    r"du) ?\w+"
)

_ARTICLE_ONE = re.compile(
    r"\b(?:logiciels? (?:\w+ )?(?:libres?|proprietaires?|privateurs?)|(?:formats?|standards?) "
    r"(?:\w+ )?"
    r"(?:ouverts?|libres?|interoperables?)|open ?source|code source|codes? (?:ouverts?|libres?)|"
    r"linux|"
    r"libreoffice|nextcloud|thunderbird|firefox|gnu|opendocument|odf|odt|debian|ubuntu|licences?|"
    r"solutions? (?:\w+ )?(?:libres?|ouvertes?|proprietaires?)|(?:outils?|applications?|"
    r"progiciels?|systemes?|"
    r"alternatives?|suites?|messageries?|plateformes?|services?|briques?|logiciels|"
    r"bureautiques?) "
    r"(?:\w+ )?(?:libres?|ouverte?s?|proprietaires?)|"
    r"interoperab\w+|reversib\w+|souverainete|souverain\w*|gafam\w*|microsoft|office 365|"
    r"microsoft 365|windows|adullact|"
    r"marches? publics?|appels? d'offres?|cahiers? des charges|commande publique|achats? "
    r"(?:publics?|informatiques?)|"
    r"(?:suite|outils?) (?:de )?(?:bureautique|collaboratifs?)|systemes? d'exploitation|"
    r"licenciement|"
    r"donnees (?:publiques|ouvertes)|open ?data|le libre|du libre|au libre|logiciels|migr\w+|"
    r"postes? (?:de travail|informatiques?))\b"
)
_ARTICLE_TWO = re.compile(
    r"\b(?:sensibilis\w+|form(?:er|ons|erons|era|erai|eront|ation|ations|ee|es|ees)|promouv\w+|"
    r"promotion|"
    r"emancip\w+|ateliers?|accompagn\w+|fracture numerique|inclusion numerique|mediation|"
    r"mediateurs?|"
    r"mediatrices?|education|eduqu\w+|initi(?:er|ation|ations|erons)|faire connaitre|inform(?:er|"
    r"ons|erons|"
    r"era|ation du public)|install[ -]?part(?:y|ies)|fetes? d|journees?|semaine|conferences?|"
    r"litteratie|"
    r"culture (?:libre|du libre|numerique)|vulgaris\w+|apprentissage|apprendre|illectronisme|"
    r"valoris\w+|"
    r"communiqu\w+|campagnes?|animations?|repair cafe|fablab|tiers-lieux?|decouv\w+|permanences?|"
    r"defend\w+|soutenir|soutiendr\w+|soutien)\b"
)
_DIGITAL = re.compile(
    r"\b(?:numeriqu\w+|informatiqu\w+|logiciel\w*|libres?|ordinateurs?|internet|donnees|digit\w+|"
    r"web|"
    r"linux|outils?|code|formats?|tablettes?|ecrans?|bureautique|en ligne|installe?r?|install[ "
    r"-]part\w+|"
    r"mediathequ\w+|e-mail|messageri\w+|framasoft|chatons|open ?source|pacte)\b"
)
_OUTSIDE = re.compile(
    r"\b(?:reemploi|reconditionn\w+|recycl\w+|seconde main|mobilier|repare?r?|reparation|"
    r"videosurveillance|videoprotection|5g|antennes?|sobriete|energ\w+)\b"
)
_NAMED = re.compile(
    r"\b(?:objectif|article|engagement|point|axe|question|q)s?\s?(?:n[o°]?\.? ?)?([1-9])\b"
)
_WHOLE_PACT = re.compile(r"\b(?:pacte|charte|manifeste)\b")

_TIME_NOUN = (
    r"(?:mandats?|mandature|20[2-4]\d|mois|ans?|annees?|jours|semaines?|semestre|trimestre|ete|"
    r"automne|"
    r"printemps|hiver|rentree|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
    r"novembre|"
    r"decembre|election|installation|conseil municipal|prise de fonctions?|investiture|noel)"
)
_DEADLINE = re.compile(
    r"\b(?:"
    rf"d'ici (?:a |au |aux )?(?:[a-z0-9'-]+ ){{0,6}}?(?:\w+')?{_TIME_NOUN}\b(?: (?:de |du |"
    rf"20)[a-z0-9' ]{{0,12}}?(?:mandat|mandature|20\d\d|\d\d\b))?|"
    rf"avant (?:[a-z0-9'-]+ ){{0,5}}?(?:\w+')?{_TIME_NOUN}(?:(?: du| de|"
    rf" de l'annee)? (?:mandat\b|"
    rf"20\d\d))?|"
    rf"des (?:[a-z0-9'-]+ ){{0,4}}?(?:\w+')?{_TIME_NOUN}(?:(?: de| du| scolaire| de la)? "
    rf"(?:mandat\w*|20\d\d|septembre|notre mandat|ce mandat))?|"
    rf"(?:durant|pendant|tout au long|au cours|dans le courant|sur|a l'horizon|a l'echeance|au "
    rf"long) "
    rf"(?:de |du |d'|la |le |l'|toute? |ce |notre |nos |cette |prochaine? |premiere? |totalite |"
    rf"ensemble |duree |les |six |trois |deux ){{0,7}}"
    rf"(?:mandat|mandature|20[2-4]\d|annees?|semestre|trimestre|mois|ans)(?: (?:a venir|"
    rf"20\d\d(?:-20\d\d)?|du mandat|de mandat|de la mandature))?|"
    r"dans (?:les|un delai de|l'annee|la premiere|le premier) ?(?:[a-z0-9'-]+ ){0,4}?(?:jours|"
    r"mois|ans|annees?|semaines|semestre|trimestre)"
    r"(?: (?:du|de|qui sui\w+)[a-z' ]{0,14}?(?:mandat\w*|election|installation|elections))?|"
    r"(?:en|courant|fin|debut|mi-|a partir de|a compter de|au plus tard en|a la rentree|au "
    r"(?:printemps|1er \w+|premier \w+|second \w+)"
    r"|a l'(?:ete|automne|hiver)) ?(?:janvier |fevrier |mars |avril |mai |juin |juillet |aout |"
    r"septembre |octobre |novembre |decembre |de )?20(?:2[6-9]|3\d)|"
    r"sous (?:\w+|\d+) (?:mois|ans|semaines|jours)|en debut de mandat|a mi-mandat|"
    r"en fin de mandat|"
    r"chaque annee|tous les ans|a la rentree|au (?:premier|second|deuxieme|1er|2e) (?:semestre|"
    r"trimestre|conseil municipal)|"
    r"(?:la|une) fois par an|sur six ans|en (?:deux|trois|quatre|cinq|six) ans|immediatement|"
    r"sans "
    r"delai"
    r")\b"
)
_CONDITION = re.compile(
    r"\btout en (?!etant\b)\w+ant\b|\bsans (?!attendre|hesiter|tarder|oublier|doute|delai|"
    r"compter|"
    r"cesse)"
    r"(?:jamais |pour autant |rien )?(?:\w+er|\w+ir|remettre|nuire|compromettre|mettre)\b|\bsous "
    r"reserve\b|"
    r"\ba (?:la )?condition\b|\bdans la (?:mesure|limite)\b|\bpour autant que\b|\bautant que\b|"
    r"\b(?:si|lorsque|quand) (?!bien|vous|possible\w)\w+|\bs'ils? |\ben fonction d|"
    r"\bselon (?:les|nos|la|le)\b|\bdes lors qu|\bpourvu que\b|\ba moins que\b|"
    r"\bchaque fois que\b|"
    r"\bsi possible\b|\ble cas echeant\b|\ba (?:budget|moyens|effectifs?) constants?\b|\bau cas "
    r"par cas\b|"
    r"\ben veillant\b|\ben garantissant\b|\bapres (?:concertation|consultation|avis|accord)\b"
)
# « Les habitants pourront s'inscrire » gives a right: it is not softened.
_MAY = re.compile(
    r"\b(?:agents?|habitante?s?|citoyen\w*|eleves|familles|usagers?|associations|enfants|"
    r"personnes?|"
    r"jeunes|parents|chacune?|chaque \w+|tous|toutes)\b[^,.;]{0,60}\bpourr(?:a|ont) (?!etre)"
)
# « Tendre vers… », « Objectif à terme : … » names what is aimed at.
_AIMS = re.compile(
    r"(?:tendre vers|viser|aspirer a|ambitionner|chercher a|oeuvrer a)\b|"
    r"objectif(?: a (?:long |moyen )?terme| final| ultime)? ?: "
)
_CONDITION_END = re.compile(
    r"(?:,| et) (?=nous |je |notre |il |elle |la (?:ville|liste|commune))|\s?[;:.]|, (?=et |puis "
    r")|$"
)
_LEAD_CONDITION_END = re.compile(r", |\s?[;:.]|$")


def firmness_of(text: str, by_cue: str) -> str:
    """Return ``to_study``, ``aspiration``, ``conditional`` or ``firm`` for a folded passage.

    ``by_cue`` is the firmness the announcing verb carries, or an empty string.
    """
    told = _firmness_told(text)
    if by_cue == "aspiration" and told != "to_study":
        return by_cue
    return told or by_cue or "firm"


@lru_cache(maxsize=256)
def _firmness_told(text: str) -> str:
    """Return the firmness a folded passage tells by itself; the same ones are asked for again."""
    if (STUDY.search(text) or STUDY_NOUN.search(text)) and not NOT_STUDY.search(text):
        return "to_study"
    if _AIMS.match(text):
        return "aspiration"
    if SOFT_VERBS.search(_MAY.sub(" ", text)) or HEDGE.search(ELECTED.sub(" ", text)):
        return "conditional"
    return ""


@lru_cache(maxsize=256)
def levels_of(text: str) -> tuple[str, ...]:
    """Return the levels a folded passage names; the commune when it names none."""
    text = _WITH_OTHERS.sub(" ", text)
    if not (_INTERCOMMUNALITY.search(text) or _NAMES_ALONE.search(text)):
        return ("commune",)
    if _COMMUNE.search(_NOT_COMMUNE.sub(" ", _INTERCOMMUNAL_NAMES.sub(" ", text))):
        return ("commune", "intercommunality")
    return ("intercommunality",)


def names_a_level(text: str) -> bool:
    """Say whether a folded passage names the intercommunal level."""
    return "intercommunality" in levels_of(text)


def articles_of(text: str, context: str = "", *, agreement: bool = False) -> tuple[str, ...]:
    """Return the pact's article keys a folded passage bears on; () outside the pact."""
    named = tuple(sorted(set(_NAMED.findall(text))))
    if named:
        return named
    if agreement or (
        _WHOLE_PACT.search(text) and not _ARTICLE_ONE.search(text.replace("logiciel", ""))
    ):
        return ("1", "2")
    if _OUTSIDE.search(text) and not re.search(r"\blibres?\b", text):
        return ()
    keys = []
    if _ARTICLE_ONE.search(text):
        keys.append("1")
    if _ARTICLE_TWO.search(text) and (_DIGITAL.search(text) or _DIGITAL.search(context)):
        keys.append("2")
    return tuple(keys)


def is_digital(text: str) -> bool:
    """Say whether a folded passage speaks of software, data or computing."""
    return bool(_DIGITAL.search(text) or _ARTICLE_ONE.search(text))


def deadline_in(text: str) -> tuple[int, int] | None:
    """Return the span of the first deadline of a folded passage."""
    match = _DEADLINE.search(text)
    return match.span() if match else None


def condition_in(text: str) -> tuple[int, int] | None:
    """Return the span of the first condition of a folded passage (being elected is none)."""
    for match in _CONDITION.finditer(text):
        if ELECTED.match(text, match.start()):
            continue
        ending = _LEAD_CONDITION_END if match.start() < 25 else _CONDITION_END
        end = ending.search(text, match.end())
        return match.start(), end.start() if end else len(text)
    return None
