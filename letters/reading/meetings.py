"""What the association may expect: to be met, welcomed, invited. On folded text."""

import re

from letters.reading.patterns import compiled

_GLAD = r"(?:heureu\w+|ravie?s?|fieres?|fiers?|honoree?s?|enchante\w*|contente?s?)"
_WITH_YOU = r"(?=[^.;]{0,80}\b(?:vous|votre|vos|echang\w+|rencontr\w+|vive voix)\b)"
_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|le \d|le 1er|bientot|"
    r"a la (?!hauteur)|a notre|au local|chez|a l'automne|a la rentree)"
)
_DUE = compiled(
    r"\bil (?:me|nous) (?:serait|sera|plairait) (?:\w+ment |tres |fort )?(?:agreable|utile|"
    rf"precieux) (?:de |d'){_WITH_YOU}|"
    rf"\b(?:serait|sera|seront|seraient) (?:\w+ment |tres |bien |egalement )?{_GLAD} (?:de |"
    rf"d'|que ){_WITH_YOU}|"
    r"\b(?:vos (?:\w+ )?(?:benevoles|membres|adherent\w*|equipes|militant\w*)|(?:la|le|les) "
    r"votres?) (?:y |en )?(?:sera|seront|serait|seraient|aura|auront) (?:\w+ment |bien sur )?"
    r"(?:associ|invit|convi|consult|la bienvenue|le bienvenu|les bienvenu|bienvenu|accueilli|"
    r"toute sa place|une place|un siege)\w*|"
    r"\b(?:je|nous) (?:demande|demandons|charge|chargeons) (?!l'etat|la region|"
    r"vous)[^.;?]{2,90}?\bde "
    r"(?:vous (?:rec|rencontr|contact|appel|rappel|fix|propos|accueil|transm|adress|tenir)\w*|"
    r"prendre (?:l'attache|contact|langue|rendez-vous))|"
    r"\b(?:nous |je )?(?:demeur|rest|tien)(?:e|ons|s) (?:\w+ment |toujours |bien sur )?a votre "
    r"(?:entiere )?(?:disposition|ecoute) (?:pour (?:en |un |une |tout )(?!renseignement|"
    r"information|"
    r"complement|precision|question)[a-z]+)|"
    r"\b(?:on se|nous nous|on s') ?(?:voit|voyons|retrouve|retrouvons|rappelle|rappelons|"
    r"appelle|appelons)\b"
    rf"(?= (?:\w+ ){{0,4}}?(?:{_DAY}|au |quand|si |apres|avant))|"
    r"\b(?:on est|nous sommes|je suis) preneu\w+\b(?! (?:de|d'|du))|"
    r"\bfai(?:s|tes)-(?:moi|nous) signe\b|"
    r"\b(?:la|ma|notre|nos) portes? (?:vous )?(?:est|sont|sera|seront|reste) (?:\w+ )?ouvertes?\b"
    r"(?=[ .!]*$| (?:pour vous|a vous|si vous))|"
    r"\brendez-vous (?:est|sera) (?:pris|fixe|donne)\b|"
    rf"^rendez-vous {_DAY}(?!.{{0,40}}\burnes\b)|"
    r"(?<!vous )\b(?:venez|passez)(?: donc| plutot| quand meme)? (?:lundi|mardi|mercredi|jeudi|"
    r"vendredi|samedi|dimanche|nous|me |m'en|a la mairie|a "
    r"notre|au local|chez|quand|(?!vot|soute|grossi|rejoi)[a-z]+(?:er|ir|re)\b)|"
    r"\bn'hesitez pas a (?:(?:nous|m') ?(?:inviter|convier|solliciter)|passer|venir|pousser la "
    r"porte|nous rejoindre|me rejoindre)\b|"
    r"\bvous (?:le|la|les|l') ?(?:recevrez|aurez|trouverez) (?:signe|complete|paraphe|dans|d'ici|"
    r"avant|sous|par)\w*|"
    r"\bhate (?:de vous |qu'on se )(?:crois|rencontr|voi|vo[iy]|recev|accueill|retrouv)\w*|"
    r"\b(?:sommes|suis|est|serions|serait|serais) (?:\w+ment |bien )?(?:preneu\w+|demandeu\w+|"
    r"candidats?|candidates?) "
    r"(?:d'une? |de |pour )(?:\w+ )?(?:formation|rencontre|conseils?|appui|aide|accompagnement|"
    r"atelier|"
    r"echange|documentation|intervention)\w*|"
    r"\b(?:nous sommes|je suis|on est) disponibles? (?:tous|toute|des|le|la|a|en|lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi)\b"
)
_OTHER_MATTER = re.compile(r"\bn(?:e |')(?:y |en )?ser|\bles (?:urnes|electeurs)\b")


def expected(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where ``text[begin:stop]`` tells the association what it may expect."""
    found = _DUE.search(text, begin, stop)
    return None if found is None or _OTHER_MATTER.search(text, begin, stop) else found
