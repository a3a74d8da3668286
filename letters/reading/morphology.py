"""French verb forms recognised by their endings, on folded text (lower case, no accents)."""

import re

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
_NOT_INFINITIVES = frozenset(
    """premier dernier particulier regulier financier metier quartier papier courrier atelier
    chantier dossier fichier hier cahier clavier janvier fevrier foncier hospitalier immobilier
    mobilier singulier entier familier palier levier milieu officier ouvrier pilier sentier
    tiers leader manager flyer master docker server serveur poster cluster cyber super hyper
    cher fier hiver mer amer enfer fer ver vers danger etranger leger verger boulanger passager
    usager usagers berger messager berger escalier plier calendrier conseiller cancer travers
    avenir loisir plaisir desir souvenir elixir martyr devoir pouvoir espoir soir noir trottoir
    terroir territoir miroir couloir reservoir savoir-faire hoir voir-dire avoir-faire clair air
    pair impair chair eclair flair saphir cuir sur reporter newsletter twitter framapad
    trimestrier printanier policier banquier infirmier pompier fermier cuisinier epicier
    jardinier saisonnier parlementer inter driver container partner user computer router
    browser hacker twitter docker developper""".split()
) - {"developper", "plier", "voir", "pouvoir", "devoir", "reporter", "parlementer"}
_INFINITIVE = re.compile(rf"\b(?:[a-z]{{2,}}(?:er|ir)|{_RE_VERBS})\b")

_NOT_FUTURE = frozenset(
    """camera opera extra infra ultra supra para mantra hydra flora aura zimbra jira fedora
    sahara tiara libra zebra cobra algebra vera sera-t-elle front affront vrai minerai essai
    delai environs patrons electrons barons fleurons citrons neurons giron environ perrons
    assurons preparons esperons considerons desirons elaborons collaborons integrons ameliorons
    adherons ouvrons offrons liberons gerons montrons entrons declarons couvrons mesurons
    ignorons administrons rencontrons recuperons separons reparons courons attirons tirons
    adorons honorons explorons deplorons demeurons rassurons delivrons livrons souffrons
    operons cooperons generons tolerons reiterons illustrons enregistrons demontrons
    inaugurons restaurons instaurons favorons structurons figurons murons durons moderons
    reverons-nous parrainerons-nous celebrons consacrons concentrons filtrons centrons
    rencontrerons-nous oeuvrons soutirons respirons aspirons admirons inspirons""".split()
) - {"aura"}
_FUTURE_FIRST = re.compile(r"\b[a-z]{2,}(?:rons|rai)\b")
_FUTURE_THIRD = re.compile(r"\b[a-z]{2,}(?:ra|ront)\b")
_PARTICIPLE_SHAPE = re.compile(r"(?:[a-z]+)(?:ees?|[eiu]e?s?|ite?s?|erte?s?|ise?s?|ainte?s?|ointe?s?)$")
_NOT_PARTICIPLES = frozenset(
    """aussi ainsi ici parmi plus puis depuis pas ensuite utile utiles possible possibles libre
    libres necessaire necessaires essentielle essentielles importante importantes difficile
    difficiles longue complexe complexes progressive capitale fondamentale cruciale une le la
    les un des de notre votre leur donc meme sans moins tres trop bien que si sinon grande
    determinante decisive centrale prioritaire prioritaires responsable responsables presente
    presentes presents vigilante attentive heureuse similaire similaires compatible compatibles
    accessible accessibles disponible disponibles simple simples juste rapide rapides facile
    faciles rude vite vaste large ce celle celles forte fortes solide solides durable durables
    plus-value delicate risque ensemble exemplaire exemplaires utilisable pleine riche base
    ouverture""".split()
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


def third_person_futures(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the futures in -ra and -ront of ``text[start:end]``."""
    found = _FUTURE_THIRD.finditer(text, start, end)
    return [match for match in found if match.group() not in _NOT_FUTURE]


def is_participle(word: str, written: str) -> bool:
    """Say whether a folded word looks like a past participle; ``written`` is how it was typed.

    The accent decides between « formé » and « forme »; capitals without accents get the
    benefit of the doubt.
    """
    if word in _NOT_PARTICIPLES or not _PARTICIPLE_SHAPE.match(word):
        return False
    if word.endswith(("e", "es")) and not word.endswith(("ee", "ees", "ie", "ies", "ue", "ues")):
        stem = word.rstrip("s")
        if stem.endswith(("ite", "ise", "erte", "ainte", "ointe")) and "é" not in written[-2:]:
            return True
        return "é" in written[-2:].lower() or "\u0301" in written[-3:] or written.isupper()
    return True
