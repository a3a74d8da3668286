"""Actions named without a verb: « Création d'un poste », « Plus un fichier fermé ! », « LibreOffice
sur tous les postes avant l'été ». On folded text."""

import re

from letters.reading.edges import IF
from letters.reading.morphology import is_infinitive
from letters.reading.patterns import compiled
from letters.reading.present import SOON

DETERMINER = (
    r"(?:la |le |l'|les |un |une |des |du |de la |de l'|d'un |d'une |au |a la |a l'|aux )?"
    r"(?:\w+ )?"
)
ACTION_NOUN = (
    r"(?:creation|formations?|mise|ouverture|migration|installation|audits?|adoption|publication|"
    r"organisation|"
    r"sensibilisation|developpement|generalisation|deploiement|recours|utilisation|"
    r"accompagnement|"
    r"reemploi|"
    r"remplacement|nomination|designation|suppression|abandon|passage|lancement|renforcement|"
    r"etude|ateliers?|"
    r"animation|inscription|integration|mutualisation|signature|adhesion|participation|"
    r"elaboration|redaction|"
    r"achat|acquisition|soutien|promotion|experimentation|transition|recrutement|priorite|"
    r"systematisation|"
    r"basculement|equipement|mise en place|mise a disposition|maintien|evaluation)"
)
_TITLE = re.compile(
    rf"\"?(?:(?:la |le |l'|les |une? |des |du |de la |deux |trois )?(?:\w+ )?{ACTION_NOUN}\b|"
    r"(?:la |une? |le |l')?(?:fin|sortie|arret|refus|interdiction|moratoire|gratuite|ouverture|"
    r"reduction|"
    r"renegociation|resiliation|rehabilitation|extension|instauration|amelioration|diminution|"
    r"diversification|valorisation|redaction|refonte|numerisation|protection|rapatriement|"
    r"hebergement|constitution|conversion|relocalisation|moratoire|gel|audit|delegation|"
    r"nomination|rupture|maintien|"
    r"doublement|triplement|embauche|rattachement) (?:progressive |immediate |totale "
    r"|systematique |complete |effective |groupee |negociee |annuelle )*(?:de|du|des|d'|sur|"
    r"avec)\b|"
    r"plus (?:de|d'|aucune?) (?!\d)\w+|priorite (?:au|aux|a)\b|zero \w+|\d+ ?% (?:de|des|d')\b)"
)
_NAMED = re.compile(rf"{ACTION_NOUN} (?:de|d'|du|des)\b")
_FINITE_VERB = re.compile(
    r"\b(?:est|sont|etait|serait|a ete|ont|avons|avait|sommes|fait|peut|peuvent|doit|doivent|"
    r"permet|(?!parfait|extrait|portrait|retrait|souhait|attrait|bienfait|forfait|abstrait)"
    r"[a-z]{3,}(?:ait|aient)|permettent|coute|represente|suppose|reste|demande|semble|n'|ne|"
    r"(?!camera|extra|infra|ultra)[a-z]{2,}(?:ra|ront|rons|"
    r"rait|"
    r"raient)|il y (?:en )?a|c'est|on a|existent?|depend(?:ent)?)\b"
)
_SLOGAN = re.compile(
    r"(?:(?:et|avec nous|bref|pour commencer|ensuite|enfin|(?:tout )?d'abord|desormais|donc|"
    r"puis),? )?(?:finie?s?,? |terminee?s?,? |exit |adieu |(?:bye|au revoir),? "
    r"|halte (?:a|aux) |stop (?:a|aux) |plus (?:aucune?|une? seule?|jamais) |"
    r"(?:[a-z' -]{3,20}, )?(?:plus besoin|pas) d(?:e |')(?:nouve|autre|suppl|[a-z' ]+(?:nouve|"
    r"suppl|sans ))|"
    r"zero |pas une? (?:seule? )?[a-z]+ (?:de plus|supplementaire)\b|"
    r"(?:cote \w+,? )?(?:priorite|place) (?:a|au|aux) )(?!pour|\w+ (?:point|cause))"
)
# Who speaks or acts, and the verbs that tell most often: such a sentence has a verb.
_TELLS = compiled(
    r"\b(?:nous|je|on|ils?|elles?|vous|(?<!pour )(?<!comme )(?<!avec )(?:ca|cela)|qui est|merci|"
    r"c'|j'|d'accord|bravo)(?:\b|(?<='))|"
    r"(?<!rendre )(?<!de )(?<!d')(?<!la )(?<!une )(?<!l')(?<!en )(?<!un )(?<!le )\b(?:va|vont|"
    r"part|veut|sait|"
    r"vit|dit|met|prend|rend|perd|voit|doit|tient|vient|devient|agit|suit|"
    r"utilise|existe|fonctionne|dispose|compte|gere|travaille|porte|offre|passe|marche|coute|"
    r"manque|demeure|appelle|merite|reste|commence|montre|rappelle|progresse|impose|concerne|"
    r"depend|interesse|plait|suffit|convient|repond|parait|faut|vaut|arrive|avance|loue|paie|"
    r"achete|vend|choisit|agissent|rejoint|partage|signe|souhaite|demande|propose|entend)\b|"
    r"\b(?!agent|client|parent|argent|souvent|president|accident|adherent|referent|content|urgent|"
    r"different|recent|polyvalent|equivalent|violent|permanent|pertinent|excellent|transparent|"
    r"present|absent|frequent|talent|"
    r"cent\b|independant|evident|concurrent|equivalent|comment|environnement)"
    r"[a-z]{2,}(?<!m)ent\b|"
    r"\b(?!comme|entre|contre|outre|chaque|toute|libre|encore|dire|meme|une)[a-z]{3,}e"
    r"(?= (?:chaque|une?|les?|la|leurs?|ses|son|sa|pres de|a une?) )"
)
_HAS = re.compile(r"\ba\b")
_HAS_THE = re.compile(r"\ba (?:le|les|du|des|ete) ")
# « Allongement à huit ans de… »: the name of a deed, not of a state or of a complaint.
_DEED = re.compile(
    r"(?:une? |la |le |l')?(?!questi|situat|constat|augment|degrad|destruct|dispari|multiplic|"
    r"oppos|posit|condit|relat|associ|popul|inform|organis|attent|intent|observ|oblig|gaspill|"
    r"usage|image|page|message|avantage|village|langage|dommage|chantage|environne|departe|"
    r"gouverne|element|moment|document|logement|batiment|argument|fonctionn|manque|ralenti|"
    r"vieilli|licencie|endette|desengage|sentiment|reglement|cultur|natur|factur|structur|"
    r"voitur|lectur|agricul|temperat|candidat|remerci|engage|etonne|epuise|isole|eloigne|"
    r"chomage|explic|citat|present|introduc|conclu|deteriora|explosion|fermetur|aggrav)"
    r"[a-z]{4,}(?:ation|ition|ension|ission|ement|issage|uction|age|ture)s? "
    r"(?:[a-z]{4,} )?(?:a|au|aux|de|d'|du|des|en|vers|par|entre)\b"
)
# « Une demi-journée par an, c'est dans nos moyens. »
_FEASIBLE = re.compile(
    r", c'est (?:dans nos (?:moyens|cordes)|faisable|possible|prevu|jouable|acquis|tenable|a "
    r"notre portee|raisonnable)[ .!]*$"
)
_FRAME = re.compile(r"(?:pour|dans|a|au|aux|en|cote|sur|et|donc|puis|enfin)\b[^,:]{0,50}, ")
_LABEL = re.compile(r"[^:;.?!]{3,60} ?: ")
_NOT_A_LABEL = re.compile(
    r"(?:objet|liste|contact|tel\w*|mail|courriel|adresse|(?:de|a)(?= ?:)|date|cc|copie|"
    r"present\w*|"
    r"excuse\w*|"
    r"repondante?|signature|lieu|annexe|pj|ps|nb|theme|rappel|reference|ref|source|"
    r"(?:notre|le|un|premier|mon|autre) constat|resultat|question|demande|note|page)\b"
)
# « Site internet : refonte en 2027 »: what will be done, under the name of what it is done to.
_WORK = re.compile(
    rf"(?:une? |la |le |l'|les |des )?(?:{ACTION_NOUN}\b|(?:bascule|refonte|reprise|arret|gel|fin|"
    rf"sortie|"
    r"choix|appui|rendez-vous|rencontres?|aide|suivi|baisse|hausse|permanences?|cours|stages?|"
    r"groupe|comite|moratoire)\b|"
    r"(?!question|situation|notamment|environnement|departement|gouvernement|actuellement)"
    r"[a-z]{4,}(?:ation|ition|ension|ission|sement|ement|issage|uction)s?\b)"
)
_RELATIVE = re.compile(r" (?:qui|que|dont|quand|ou|si|pour que|afin que)\b| qu'")
_NOT_TO = re.compile(r"^ne (?:plus|pas|jamais|rien) ")
_SOME = re.compile(
    r"(?:et |puis |enfin |aussi )?(?:une? (?!par\b|sur\b|de\b|d')|des |du |de la |deux |trois |"
    r"quatre |"
    r"cinq |six |dix |vingt |cent |\d[\d .]* ?(?:% )?(?:€ |euros )?|davantage de |plus de |"
    r"moins de |oui "
    r"(?:a|au|aux) |pas d(?:e |')|"
    r"chaque |tou(?:s|tes) les )"
)
# How far, how often, in place of what: said of what is to come.
_EXTENT = re.compile(
    r"\b(?:par (?:an|mois|trimestre|semaine|ecole|quartier)|(?:une|deux|trois) fois|chaque "
    r"(?:annee|"
    r"mois|"
    r"trimestre|semaine)|sur tous les|dans tou(?:s|tes) les|pour tou(?:s|tes)|a la place|au lieu|"
    r"avant (?:la|le|20|mi)|sur (?:deux|trois|"
    r"six) ans|en 20(?:2[6-9]|3\d))\b|\bavant l'"
)
# Praise, themes and what stands at the foot of a letter are no action.
_IDLE = compiled(
    r"\b(?:mots? (?:sur|de|d')(?![^:]* : )|remarques?|depenses?|dependance|democratie|enjeux?|"
    r"questions?|sujets?|merci|bravo|bonne|beaux?|bel|belle|chance|evidence|honte|scandale|"
    r"combat|ideal|symbole|valeurs?|constats?|(?<!un )bilan|objet|cordial\w*|salutations?|madame|"
    r"monsieur|"
    r"tete de liste|candidate?s?|colistiere?s?|pacte|reponses?|courriers?|lettre|mail|deja|"
    r"jusqu'ici|"
    r"pas d(?:e |')(?:consensus|accord|avis|unanimite|majorite|reponse|position|miracle|souci)|"
    r"0 ?€|contrat (?:\w+ )?jusqu|reserves?|bises?|abstentions?|\d+ pour|comprise?s?|ressort|"
    r"aujourd'hui|depuis|heritage|gachis|chiffrage|previsionnel|couts?|precisions?|probleme\w*|"
    r"exemple)\b|@|\bhttp"
)
_NOTHING_TO_SAY = re.compile(
    r"(?:aucun|rien|neant|pas |non|sans |ni |une? (?:\w+ )?(?:bonne|vraie|vaste|belle|"
    r"excellente|simple)\b|"
    r"contre|hors|voir |cf|la liste|difficile|impossible|trop tot|question)"
)
_BY_DOING = re.compile(
    r"en (?:y |les? |la |l')?(?!vous|esper|attend|rest|souhait|compt|vu\b|avanc|remerci|effet)"
    r"[a-z]{3,}ant\b"
)
_NEXT = re.compile(r"(?:,| ;|;) (?:et )?(?=(?P<word>\w+))")
_LONGEST = 240
_SHORTEST = 14
_TOO_BARE = 20
_ANSWER = 28
# « Des écoles libérées » is a motto.
_MOTTO = re.compile(r"(?:et )?(?:des|une?) \w+ \w*[eiu]e?s?\.?")
_MATTER = re.compile(
    r"\b(?:formation\w*|form[ée]e?s?|agents?|eleves?|ecoles?|postes?|budget|marches|appels "
    r"d'offres|"
    r"ateliers?|mediat\w+|permanences?|guichets?|habitant\w*|transparen\w+|prestation|"
    r"ingenieur\w*|"
    r"abonnements?|technicien\w*|animat\w+|mandat|accueil|subventions?|associations?)\b"
)


def _no_verb_of_its_own(text: str) -> bool:
    return not _FINITE_VERB.search(_NOT_TO.sub("", _RELATIVE.split(text, maxsplit=1)[0]))


def head(text: str, written: str) -> tuple[str, str]:
    """Return a sentence opened by an infinitive up to its first relative, any other whole."""
    relative = _RELATIVE.search(text) if infinitive_first(text) else None
    stop = relative.start() if relative else len(text)
    return text[:stop], written[:stop]


def tells(text: str, written: str) -> bool:
    """Say whether a verb tells something in ``text``; « concerné » is no « concerne »."""
    has = not written.isascii() and any(written[m.start()] == "a" for m in _HAS.finditer(text))
    has = has or _HAS_THE.search(text) is not None
    return has or any(written[match.end() - 1] not in "éÉ" for match in _TELLS.finditer(text))


def offered(text: str, written: str) -> list[tuple[int, int]]:
    """Return the things a folded sentence offers without a verb, as spans: « Deux postes, un
    budget de 5 000 euros par an. » ``written`` is as long, accents and case kept."""
    text = _FEASIBLE.sub("", text) if ", c'est " in text else text
    written = written[: len(text)]
    if len(text) > _LONGEST or _IDLE.search(text):
        return []
    if (_BY_DOING.match(text) and not (tells(text, written) or _FINITE_VERB.search(text))) or (
        len(text) >= _TOO_BARE
        and (nominal_sentence(text) or (infinitive_first(text) and _no_verb_of_its_own(text)))
        and not tells(*head(text, written))
    ):
        return [(0, len(text))]
    label = None if _NOT_A_LABEL.match(text) else _LABEL.match(text)
    if label and _FINITE_VERB.search(label.group()) and not IF.match(text):
        return []
    start = label.end() if label else 0
    works = label and _WORK.match(text, start)
    said = 0 if label and IF.match(text) else start
    frame = _FRAME.match(text, start)
    start = frame.end() if frame else start
    pieces, begin = [], start
    several = " ; " in text or "; " in text
    for match in _NEXT.finditer(text, start):
        if several and text[match.start() : match.start() + 2].strip() != ";":
            continue
        apart = (
            written[match.end()].isupper()
            or _SOME.match(text, match.end())
            or _EXTENT.match(text, match.end())
            or _NAMED.match(text, match.end())
            or several
        )
        if apart and match.start() - begin >= _SHORTEST:
            pieces.append((begin, match.start()))
            begin = match.end()
    pieces.append((begin, len(text)))
    named = _RELATIVE.split(text[start:], maxsplit=1)[0]
    if len(named) < _SHORTEST or tells(named, written[start:]) or _FINITE_VERB.search(named):
        return []
    some = _SOME.match(text, start)
    dated = SOON.search(text, start) or _EXTENT.search(text, start)
    if not dated and not works and not (some and len(named) >= _TOO_BARE):
        return []
    return [
        (said if not number else b, _without_comment(text, b, e))
        for number, (b, e) in enumerate(pieces)
        if not _MOTTO.fullmatch(text, b, e)
    ]


def _without_comment(text: str, start: int, end: int) -> int:
    """Return where a piece ends, « , avec l'aide du syndicat » left out."""
    comment = text.find(", avec ", start + _SHORTEST, end)
    return comment if comment > 0 else end


def on_the_matter(text: str) -> bool:
    """Say whether a folded passage names what towns do about software: training, posts, schools."""
    return _MATTER.search(text) is not None


def in_a_word(text: str, written: str) -> bool:
    """Say whether a folded sentence answers by a thing: « La première place, à prix égal. »"""
    return (
        _ANSWER <= len(text) <= _LONGEST
        and without_verb(text)
        and not (tells(text, written) or _IDLE.search(text) or _NOTHING_TO_SAY.match(text))
    )


def infinitive_first(text: str) -> bool:
    """Say whether a folded sentence opens with an infinitive: « Ne plus acheter… »."""
    words = re.findall(r"[a-z']+", text[:60])[:3]
    words = [
        word.split("'")[-1]
        for word in words
        if word not in ("ne", "pas", "plus", "jamais", "a", "de", "d'")
    ]
    return bool(words) and is_infinitive(words[0])


def nominal_sentence(text: str) -> bool:
    """Say whether a folded sentence is the name of an action with no verb of its own."""
    return _TITLE.match(text) is not None and not _FINITE_VERB.search(text)


def without_verb(text: str) -> bool:
    """Say whether a folded sentence has no verb that tells: « Deux sessions par an »."""
    return _FINITE_VERB.search(text) is None


def slogan(text: str) -> bool:
    """Say whether a folded sentence promises without a verb: « Plus un seul fichier fermé ! »."""
    return _SLOGAN.match(text) is not None and not _FINITE_VERB.search(text)


def stands_alone(text: str) -> bool:
    """Say whether a folded list item is an action by itself: « Former… », « Création d'un… »."""
    named = _TITLE.match(text) or _DEED.match(text)
    return len(text) > 18 and (infinitive_first(text) or named is not None)
