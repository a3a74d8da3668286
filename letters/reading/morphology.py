"""French verb forms recognised by their endings, on folded text (lower case, no accents)."""

import re


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_RE_VERBS = (
    r"(?:(?:ad|com|e|o|per|pro|re|sou|trans|com?pro)?mettre|"
    r"(?:ap|com|entre|re|sur|re?ap)?prendre|(?:at|de|des|en|e|in|pre|sous|sus)?tendre|"
    r"(?:de|des|re|sus|sur)?(?:fendre|pendre|cendre|vendre)|(?:cor)?re(?:s)?pondre|rendre|"
    r"(?:con|de|in|intro|pro|re|repro|se|tra)(?:duire)|(?:con|de|in|re(?:con)?)s?truire|"
    r"(?:con|de|re)?(?:faire|satisfaire)|parfaire|satisfaire|refaire|extraire|soustraire|"
    r"(?:contre|inter|re)?dire|(?:e|re)?lire|(?:de|ins|pres|re|reins|sous|trans)?c?rire|ecrire|"
    r"inscrire|souscrire|prescrire|decrire|reecrire|transcrire|etre|(?:re)?connaitre|"
    r"(?:ap|com|dis|trans)?paraitre|(?:ac)?croitre|naitre|(?:pour)?suivre|(?:re|sur)?vivre|"
    r"(?:ad|en|re)?joindre|atteindre|contraindre|restreindre|eteindre|craindre|peindre|"
    r"(?:a|com|de)?battre|(?:con)?vaincre|(?:cor|inter)?rompre|(?:con|ex|in)clure|suffire|nuire|"
    r"(?:dis|re)soudre|(?:con)?fondre|perdre|croire|boire|plaire|taire|reduire|construire)"
)
_NOT_INFINITIVES = _words(
    """
    air amer atelier avenir avoir-faire banquier berger boulanger browser cahier calendrier
    cancer chair chantier cher clair clavier cluster computer conseiller container couloir
    courrier cuir cuisinier cyber danger dernier desir docker dossier driver eclair elixir
    enfer entier epicier escalier espoir etranger familier fer fermier fevrier fichier fier
    financier flair flyer foncier framapad hacker hier hiver hoir hospitalier hyper
    immobilier impair infirmier inter janvier jardinier leader leger levier loisir manager
    martyr master mer messager metier milieu miroir mobilier newsletter noir officier
    ouvrier pair palier papier particulier partner passager pilier plaisir policier pompier
    poster premier printanier quartier regulier reservoir router saisonnier saphir
    savoir-faire sentier server serveur singulier soir souvenir super sur territoir terroir
    tiers travers trimestrier trottoir twitter usager usagers user ver verger vers voir-dire
    """
)
_INFINITIVE = re.compile(rf"\b(?:[a-z]{{2,}}(?:er|ir)|{_RE_VERBS})\b")

_NOT_FUTURE = _words(
    """
    accelerons ancrons cadrons comparons conferons declarons decouvrons demarrons differons
    emparons encadrons engendrons exagerons facturons inserons jurons preferons procurons
    recouvrons rentrons reperons suggerons transferons adherons administrons
    admirons adorons affront algebra ameliorons aspirons assurons
    attirons barons camera celebrons centrons citrons cobra collaborons concentrons
    consacrons considerons cooperons courons couvrons declarons delai delivrons demeurons
    demontrons deplorons desirons durons elaborons electrons enregistrons entrons environ
    environs esperons essai explorons extra favorons fedora figurons filtrons fleurons flora
    front generons gerons giron honorons hydra ignorons illustrons inaugurons infra
    inspirons instaurons integrons jira liberons libra livrons mantra mesurons minerai
    moderons montrons murons neurons oeuvrons offrons opera operons ouvrons para
    parrainerons-nous patrons perrons preparons rassurons recuperons reiterons
    rencontrerons-nous rencontrons reparons respirons restaurons reverons-nous sahara
    separons sera-t-elle souffrons soutirons structurons supra tiara tirons tolerons ultra
    retirons virons etirons expirons cloturons restructurons majorons minorons parcourons
    secourons entourons savourons labourons eclairons accaparons amarrons perseverons
    temperons enterrons serrons resserrons desserrons recentrons recadrons capturons
    censurons murmurons conjurons endurons perdurons depurons epurons augurons raturons
    rouvrons redecouvrons edulcorons evaporons incorporons ecoeurons pleurons effleurons
    leurrons bourrons fourrons errons aberrons ferrons proliferons vociferons alterons
    desalterons obtemperons exasperons incarcerons macerons lacerons regenerons vitrons
    titrons chiffrons dechiffrons coffrons gaufrons sucrons massacrons nacrons ocrons
    cambrons marbrons sabrons zebrons vibrons calibrons equilibrons reequilibrons
    vera vrai zebra zimbra
    """
)
_FUTURE_FIRST = re.compile(r"\b(?:[a-z]{2,}(?:rons|rai)|irons|irai)\b")
_CONDITIONAL_FIRST = re.compile(
    r"\b(?:(?:nous|on) (?:(?:nous|y|en|les?|la|leur) |l')?(?P<verb>[a-z]{2,}rions)|"
    r"on (?:(?:y|en|les?|la|leur|se) |l'|s')?(?P<on>[a-z]{2,}rait))\b"
)
_EMPTY_CONDITIONALS = _words(
    "aurions serions devrions saurions dirions aimerions voudrions ririons aurait serait devrait "
    "saurait dirait aimerait voudrait croirait verrait souhaiterait"
)
_FUTURE_THIRD = re.compile(r"\b(?:[a-z]{2,}(?:ra|ront)|ira|iront)\b")
_PARTICIPLE_SHAPE = re.compile(
    r"(?:[a-z]+)(?:ees?|[eiu]e?s?|ite?s?|erte?s?|ise?s?|ainte?s?|"
    r"ointe?s?)$"
)
_NOT_PARTICIPLES = _words(
    """
    accessible accessibles ainsi attentive aussi base bien capitale ce celle celles centrale
    compatible compatibles complexe complexes cruciale de decisive delicate depuis des
    determinante difficile difficiles disponible disponibles donc durable durables ensemble
    ensuite essentielle essentielles exemplaire exemplaires facile faciles fondamentale
    forte fortes grande heureuse ici importante importantes juste la large le les leur libre
    libres longue meme moins necessaire necessaires notre ouverture parmi pas pleine plus
    plus-value possible possibles presente presentes presents prioritaire prioritaires
    progressive puis que rapide rapides responsable responsables riche risque rude sans si
    similaire similaires simple simples sinon solide solides tres trop un une utile utiles
    utilisable vaste vigilante vite votre
    """
)


def is_infinitive(word: str) -> bool:
    """Say whether a folded word has the shape of an infinitive."""
    return bool(_INFINITIVE.fullmatch(word)) and word not in _NOT_INFINITIVES


def find_infinitive(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first infinitive of ``text[start:end]``."""
    for match in _INFINITIVE.finditer(text, start, end):
        if match.group() not in _NOT_INFINITIVES:
            return match
    return None


def first_person_futures(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the futures in -rons and -rai of ``text[start:end]``, presents in -rons left out."""
    found = _FUTURE_FIRST.finditer(text, start, end)
    return [match for match in found if match.group() not in _NOT_FUTURE]


def first_person_conditionals(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return « nous …rions » of ``text[start:end]``, wishes and auxiliaries left out."""
    found = _CONDITIONAL_FIRST.finditer(text, start, end)
    return [match for match in found if (match["verb"] or match["on"]) not in _EMPTY_CONDITIONALS]


def third_person_futures(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the futures in -ra and -ront of ``text[start:end]``."""
    found = _FUTURE_THIRD.finditer(text, start, end)
    return [match for match in found if match.group() not in _NOT_FUTURE]


def future_person(word: str) -> int:
    """Return 1 or 3, the person of a folded word that is a future, or 0."""
    if word in _NOT_FUTURE:
        return 0
    if _FUTURE_FIRST.fullmatch(word):
        return 1
    return 3 if _FUTURE_THIRD.fullmatch(word) else 0


def is_participle(word: str, written: str) -> bool:
    """Say whether a folded word looks like a past participle; ``written`` is how it was typed.

    The accent decides between « formé » and « forme »; capitals without accents get the
    benefit of the doubt.
    """
    accented = "é" in written[-2:].lower() or "ée" in written[-3:].lower()
    if (word in _NOT_PARTICIPLES and not accented) or not _PARTICIPLE_SHAPE.match(word):
        return False
    if word.endswith(("e", "es")) and not word.endswith(("ee", "ees", "ie", "ies", "ue", "ues")):
        stem = word.rstrip("s")
        if stem.endswith(("ite", "ise", "erte", "ainte", "ointe")) and "é" not in written[-2:]:
            return True
        return "é" in written[-2:].lower() or "\u0301" in written[-3:] or written.isupper()
    return True
