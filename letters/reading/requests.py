"""What the list asks of the association: « Je vous saurais gré de… », « Envoyez-nous… ».

On folded text. Courtesy (« veuillez agréer », « permettez-moi de ») asks for nothing.
"""

import re

from letters.reading.patterns import compiled

# What one asks somebody to do for oneself: to send, to say, to come, to help.
_FOR_US = (
    r"(?:(?:r)?envoyer|adresser|transmettre|communiquer|indiquer|preciser|confirmer|dire|"
    r"re?donner|retourner|fournir|remettre|expliquer|preter|procurer|(?:r)?appeler|"
    r"(?:re)?contacter|prevenir|informer|conseiller|aider|accompagner|former|eclairer|inviter|"
    r"associer|recevoir|rencontrer|montrer|presenter|joindre|repondre|signaler|proposer|relire|"
    r"faire (?:parvenir|savoir|passer|suivre|connaitre|signe|part)|laisser (?:un|une|votre|la|"
    r"le|vos)|tenir (?:au courant|informee?s?)|mettre (?:en (?:contact|copie|relation|lien)|au "
    r"courant))"
)
_US = r"(?:(?:le|la|les|l'|en) ?)?(?:nous |m'|me |lui |leur )(?:(?:le|la|les|en|y) |l')?"
_COME = r"(?:(?:y |nous |me )?(?:venir|passer|intervenir|assister|participer|rejoindre))"
_COURTESY = (
    r"(?:(?:\w+ment |donc |bien vouloir |nous |m'|me |l'|le |vous )*(?:(?:transmettre|"
    r"communiquer|faire suivre|faire part de) (?:ces|cette|cela|ceci|nos|notre|la presente)|"
    r"agreer|croire|recevoir "
    r"l[' ]|recevoir mes|recevoir nos|recevoir,|accepter (?:l|mes|nos)|trouver|noter|excuser|"
    r"pardonner|"
    r"consider|comprendre|votre|vos|l'attention|l'interet|avoir|etre|compter|prendre "
    r"(?:connaissance|acte|note|en compte)|me croire|ne (?:pas|plus|point)|lire|lu\b))"
)
_THING = (
    r"(?:papiers?|documents?|formulaires?|exemplaires?|versions?|modeles?|textes?|pacte|dossiers?|"
    r"adresse|lien|fichiers?|copies?|contacts?|listes?|bulletins?|affiches?|brochures?|guides?|"
    r"exemples?|precisions?|documentation|numero|coordonnees|aide|conseils?|avis|appui)"
)
# « Envoyez-nous », never « comptez-nous parmi les signataires », « croyez-moi ».
_NOT_ASKED = (
    r"(?:compt|ajout|inscriv|consider|mett|rang|permett|pardonn|excus|croy|accord|epargn|suiv|"
    r"chez|laiss|veuill|rejoign|retrouv|soutene|soutenez|elis|fait(?:es)?-nous confiance|av|"
    r"pouv|voul|dev|all|et|"
    r"sav|rassur|demand|regard|lis|jug|imagin|racont|not|quitt|rend)"
)
_ASKS = compiled(
    r"\b(?:(?:je|nous) vous|on vous) (?:(?:en )?(?:ser(?:ais|ai|ions|ons|ait)|suis|sommes) "
    r"(?:\w+ment |tres |fort |donc |aussi |par avance |infiniment )?(?:reconnaissant\w*|"
    r"obligee?s?)|"
    r"(?:saur(?:ais|ai|ions|ons|ait)|sais|savons) (?:\w+ment )?(?:infiniment |par avance )?gre) "
    rf"(?:,[^,]{{1,40}}, )?(?:de |d'|si (?=vous))(?!{_COURTESY})|"
    r"\b(?:je|nous|on) vous (?:en )?(?:demand(?:e|ons|er(?:ai|ons|ais|ions))|pri(?:e|ons)|"
    r"remerci(?:e|ons)|saurions gre) (?:\w+ment |donc |aussi |egalement |toutefois |seulement |"
    r"simplement |juste |par avance |d'avance |instamment )*(?:de (?:bien vouloir )?|d')"
    rf"(?={_US}[a-z]+(?:er|ir|re)\b|{_FOR_US}|(?:le |la |les |y |en |l')?(?:faire|publier|mettre|"
    r"retirer|corriger|rectifier|supprimer|attendre|patienter|passer|venir|ne pas (?:publier|"
    rf"diffuser|communiquer|transmettre)))(?!{_COURTESY})|"
    rf"\bmerci (?:\w+ment |d'avance |par avance |donc |aussi |juste )?de (?:bien vouloir )?"
    rf"(?!leur |lui )(?=(?:{_US})?{_FOR_US}|{_US}{_COME})(?!{_COURTESY})|"
    rf"\bveuillez (?:\w+ment |donc |bien |simplement |aussi |egalement )*"
    rf"(?=(?:{_US})?{_FOR_US}|{_US}[a-z]+(?:er|ir|re)\b)(?!{_COURTESY})|"
    rf"\bvous voudrez bien (?=(?:{_US})?{_FOR_US})(?!{_COURTESY})|"
    rf"(?<!vous )(?<!nous )\b(?!{_NOT_ASKED}[a-z]*[ -])(?:[a-z]{{2,}}ez|(?:re)?dites|faites)"
    r"[ -](?:(?:le|la|les|en)[ -])?(?:moi|nous)\b(?! (?:avez|aviez|etes|avons|sommes|confiance|"
    r"vos (?:voix|suffrages)|la majorite|les moyens|l'occasion|le plaisir|l'honneur|la peine))"
    r"(?! (?:vous |aussi |d'abord |donc )*(?:dire que|rappeler|preciser que|ajouter))|"
    r"\b(?:ecrivez|adressez|envoyez|parlez|telephonez|transmettez)-(?:lui|leur)\b|"
    r"\b(?:envoie|dis|ecris|appelle|rappelle|donne|previens|transmets|confirme|indique|precise|"
    r"tiens|prete|explique)-(?:moi|nous)\b|"
    r"\b(?:il )?(?:me|nous) faudrait (?:\w+ment |juste |seulement |donc |aussi |egalement |avant "
    rf"tout |encore )*(?:le |la |l'|les |une? |des |votre |vos |d'autres )(?:\w+ )?{_THING}\b|"
    rf"\b(?:il )?(?:faudrai[ts]?|faudra) (?:juste |que vous |nous |m'?|me )+(?:(?:re)?{_FOR_US}|"
    r"(?:envoy|adress|transmett|indiqui|expliqui|dis|fass)\w*)|"
    r"\b(?:j'aurais|nous aurions|on aurait) (?:\w+ment |juste |aussi |bien )?besoin (?:de |d')"
    rf"(?:l'|une? |la |votre |vos |quelques )?(?:\w+ )?{_THING}\b(?=[^.;]{{0,60}}\b(?:vous|"
    r"votre|vos|pacte|signer|signature)\b)|"
    r"\b(?:soyez|si vous etiez) (?:assez )?(?:aimables?|gentile?s?|bons?)(?: assez)? (?:pour |de )|"
    r"\b(?:ayez|si vous aviez) (?:l'obligeance|l'amabilite|la gentillesse|la bonte) d|"
    r"\bqu'(?:ils?|elles?) (?:n'hesite|vienne|passe|nous (?:contacte|appelle|ecrive)|se "
    r"signale)(?:nt)?\b"
)
# « Pourriez-vous nous faire passer un modèle ? », « quelqu'un de chez vous viendrait-il ? »
INVITES = re.compile(
    r"(?:seriez|etes|auriez)-vous (?:\w+ )?(?:disponible|libre|un creneau)|"
    r"(?:quand )?(?:pouvons|pourrions)-nous (?:nous|vous) (?:rencontrer|voir|recevoir|inviter|"
    r"envoyer|adresser|rappeler)|"
    r"(?:es|serais)-tu (?:\w+ )?(?:disponible|libre)|"
    r"(?:[^?,]{2,40}, )?(?:et |sinon,? |par ailleurs,? |enfin,? |aussi,? |du coup,? |dernier "
    r"point : )?(?:peut-etre |est-ce que vous |est-ce que tu )?(?:pourriez|pourrais|"
    r"accepteriez|voudriez|pouvez|sauriez)(?:[ -]vous|-tu)? (?:\w+ment |aussi |donc |par hasard "
    r"|peut-etre )*(?:(?:de |d')?(?:(?:nous|m'|me|y) )?(?:venir|passer|intervenir|animer|aider|"
    rf"expliquer)\b|(?:de |d')?{_US}(?:(?:{_FOR_US})|[a-z]+(?:er|ir|re)\b))|"
    r"(?:est-ce que |est-ce qu'|y a-t-il |y aurait-il |connaissez-vous )?(?:quelqu'un de (?:chez "
    r"vous|votre [a-z]+)|l'une? (?:d'entre vous|de vos [a-z]+)|une? de (?:vos|votre) [a-z]+|une? "
    r"benevole de (?:chez vous|votre [a-z]+)|votre (?:association|antenne|groupe)) (?:[a-z]+ "
    r")?(?:pourrait|accepterait|viendrait|serait|aurait|voudrait|peut|qui pourrait)\b|"
    r"(?:auriez|avez)-vous (?:l'obligeance|l'amabilite|la gentillesse|la bonte) d|"
    r"seriez-vous (?:assez )?(?:aimables?|gentile?s?|bons?)(?: assez)? (?:pour |de )|"
    r"(?:auriez|avez)-vous (?:\w+ment |par hasard |aussi |deja |peut-etre )*(?:une? |des |la "
    rf"|le |quelques )(?:\w+ )?{_THING}\b|"
    r"(?:serait-il|est-il) possible (?:de (?:nous|m'|me|vous) ?(?:envoyer|adresser|rencontrer|"
    rf"rappeler|recevoir|inviter|{_FOR_US})|que (?:vous|quelqu'un|l'un de vous))"
)
# One of these is in every request: most clauses need not be looked at.
_ADDRESSED = (
    "ez",
    "vous ",
    "merci",
    "ites",
    "faudr",
    "besoin",
    "-moi",
    "-nous",
    "qu'il",
    "qu'elle",
)
# « Si l'un de vos bénévoles passe par ici, qu'il vienne nous voir. »
_YOURS = re.compile(r"\b(?:vos|votre|d'entre vous|chez vous)\b")
# « Je vous demanderai de ne pas les démarcher » forbids.
FORBIDS = re.compile(r"(?:demand|pri|invit|saur)[a-z]*\b[^,;.]{0,12} (?:de |d')ne (?:pas|plus)\b")


def requested(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where ``text[begin:stop]`` asks the association for something."""
    clause = text[begin:stop]
    if not any(words in clause for words in _ADDRESSED):
        return None
    found = _ASKS.search(text, begin, stop)
    if found and found.group().startswith("qu'") and not _YOURS.search(text, 0, found.start()):
        return None
    return found
