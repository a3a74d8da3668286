"""Presents of the first person that promise: dated, listed, or addressed. On folded text.

« Nous supprimons », « on commence », « je vous rappelle » say what is and what will be alike.
They promise under an announcement, with a date ahead, or when done to the association.
"""

import re

from letters.reading.patterns import compiled

_CLITICS = r"(?:(?:y|en|les?|la|leur|lui|nous) |l')*"
PRESENT = re.compile(
    rf"\b(?:nous {_CLITICS}(?P<verb>[a-z]{{2,}}ons)|on (?:(?:se|vous) |s')?{_CLITICS}"
    rf"(?P<on>[a-z]{{3,}})|(?:je |j')(?:m'|me )?{_CLITICS}(?P<je>[a-z]{{3,}}))\b"
)
# States of mind, of being and of having; speech; what a list merely goes through.
_IDLE = re.compile(
    r"(?:avons|pens|croy|croi|sav|sait|sais|pouv|peu[tx]|dev|doi[st]|rest|salu|rappel|remerci|"
    r"constat|regrett|partag|connai|compren|consider|estim|espe?r|voy|voi[st]|di[st]|dison|trouv|"
    r"reconnai|pri[eo]|felicit|repond|ecri|lison|not[eo]|ignor|craign|crain|habit|viv[o]|utilis|"
    r"attend|demand|aim|apparten|venons|vient|viens|somm|suis|est|etai|sera|aura|ai|a|avai|parl|"
    r"souvien|sent|ressent|souffr|subi|assist|mesur|tend|manqu|dispos|possed|os|refus|prefer|"
    r"declin|reserv|rejoui|inquiet|plai|merit|mord|cherch|bosse?|travaill|li[st]|sui[st]|entend|"
    r"compte?|rejoi|revien|souhait|voul|veu[tx]|les|nous|vous|leur|lui|pas|plus|reve|fait partie|"
    r"represent|dirai|soussign\w*|"
    r"(?:(?!(?:re|de)?fait$)\w+(?:ait|ais|aient|rions|ions|rait|rais|ra|rai|rons|ront)))(?:ons|"
    r"e|s|t|d|ds|"
    r"es)?$"
)
# What changes things, and is rarely said of what goes on already: « on met », « on vire ».
_ACTS = re.compile(
    r"(?:met|mett|instal|vir|jett|remplac|suppri|lanc|cre|ouvr|form|recrut|embauch|arret|bascul|"
    r"migr|equip|refai|organis|affich|repren|reprend|confi|mont|rach|recuper|gel|impos|interdi|"
    r"generalis|renfor|redui|revers|consacr|affect|associ|rapatri|heberg|tri|simplifi|nomm|design|"
    r"demarr|soumet|inscri|adopt|renonc|resili|rattach|libere?|deploy|deploi|doubl|tripl|prioris|"
    r"privilegi|exig|negoci|renegoci|mutualis|bann|numeris|reecri|prolong)\w{0,4}$"
)
# A date ahead, or the elections won: what makes a present a promise.
SOON = compiled(
    r"\bdes (?:notre|mon|le|la|l'|les|cet|cette|que) ?(?:\w+ )?(?:arrivee|election|prise|"
    r"installation|annee|debut|lendemain|semaines?|mois|jours?|printemps|rentree|ete|automne|"
    r"hiver|conseil|possible|on peut|nous pouvons)\b|\bdes 20[2-4]\d\b|\bdes (?:janvier|"
    r"fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|"
    r"novembre|decembre|demain|maintenant)\b|\bune fois elue?s?\b|"
    r"\b(?:si|quand|lorsqu'|lorsque) ?(?:on|nous|je|l'on) (?:est |sommes |suis )?(?:elue?s?|"
    r"gagn\w+|arriv\w+)|^elue?s?,|\bd'ici (?:a |la |l'|le |20)|\ba partir de (?:20|la rentree|"
    r"septembre)|\bau lendemain (?:de|du)\b|\ba (?:la rentree|l'automne|l'ete)\b|"
    r"\bavant (?:la fin|l'ete|20[2-4]\d)|\bcette semaine\b|\bprochaine?\b|"
    r"\bla semaine (?:du|de la rentree)\b|\bpromis\b,|\b(?:au printemps|en 20(?:2[6-9]|3\d))\b"
)
_IF = re.compile(
    r"(?:[^,]{1,40}, |pour [^,]{1,30} )?s(?:i (?!nous|on|je|j'|vous|c'est)|'ils? )[^,]{4,60}"
    r"(?:, | (?=on |nous ))"
)
# What a list does to be elected binds nobody afterwards.
CAMPAIGN = re.compile(
    r"\b(?:(?:une|notre|nos|la|cette) reunions? publiques?|(?:un|notre|nos|le) meetings?|"
    r"avant le (?:premier|second|1er|2e) tour|avant le scrutin|tracts?|monte une liste|sur "
    r"(?:le|les) marches?\b|porte-a-porte|campagne|"
    r"candidature|stand\b|(?:notre|nos|le|ces|cette|les) (?:programme|reponses?|orientations|"
    r"propositions) (?:complet\w* )?(?:le \d|lors|sera|seront|en fevrier|en mars|fin|avant le))"
)
_ALREADY = re.compile(
    r"\b(?:deja|depuis|aujourd'hui|actuellement|toujours|souvent|chaque jour|tous les (?:jours|"
    r"(?:\w+ )?ans)|trop|a peine|sans (?:y |le )?(?:penser|savoir|vouloir))\b"
)

# What one does to the association: call it, meet it, send it something.
_TOWARDS = (
    r"(?:rappel|appel|recontact|contact|propos|invit|convi|attend|rencontr|re[cç]oi[st]|recev|"
    r"accueill|gard|reserv|envo[iy]|renvo[iy]|associ|tien[st]?|ten|fix|donn|fai[st]|fais|rend|"
    r"retrouv|present|consult|sollicit|ouvr|pret|reinvit|apport|offr|di[st] (?:rendez-vous|oui))"
    r"(?:l?(?:ons|e|es|ent)|s|ds|e?r(?:ait|ais|ions))?"
)
ADDRESSED = re.compile(
    rf"\b(?:(?:nous (?:vous|y)|(?:je|on|ils?|elles?|nous) (?:vous|te)|(?:et|puis) vous) (?:en |"
    rf"y |l'|le |la |les )?|"
    rf"(?:je|on|nous) t'){_TOWARDS}\b"
    r"(?! (?:que|qu'|suivre|a tou|de votre|de vos|de l'interet|un grand|une bonne|bonne|dans "
    r"(?:votre|"
    r"cette)|a (?:(?:le |la |les |l'|y )?(?:consulter|lire|voir|decouvrir|visiter|vous reporter|"
    r"prendre|suivre|soutenir|"
    r"voter|relire))|quelques (?:mots|precisions|elements)|parvenir (?:les|nos|ci|ces)|part|"
    r"nos (?:salutations|reponses|remerciements)|"
    r"part|confiance|raison|ci-(?:apres|dessous)|la reponse|les (?:reponses|elements)|"
    r"toute? (?:mon|notre|nos))\b)(?!, (?:madame|monsieur|cher))"
)
_LATER = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|apres le|la semaine|"
    r"prochaine?|rapidement|bientot)\b"
)
_CALLED = re.compile(
    r"\b(?:je|on|nous) (?:les|la|le|l'|leur) ?(?:re)?(?:appell?|contact|"
    r"ecri)\w+"
)


# « Le site on le refait en libre »: the thing first, then what is done to it.
_OF_IT = re.compile(
    r"(?:[^:]{3,30} : )?(?:et |puis |alors )?(?:les?|la|l'|nos|notre|ce|cette|ces|tout(?:e|es)? "
    r"(?:les?|la)) ?"
    r"(?:(?!\b(?:est|sont|a|ont|on|nous|je|que|qui|dont)\b)[^,;:]){3,50},? "
    r"(?<! et )(?<! mais )(?<! car )(?=(?:on|nous|je) "
    r"(?:les?|la|l'|y|en)\b)"
)
_IDLE_OF_IT = re.compile(r"\b(?:pas|plus|jamais|connai\w*|sai[ts]|a|ai|avons)\b")


# « La commune se dote d'une politique… » lays down a rule in an article or under a title.
_STATUTE = re.compile(
    r"(?:(?:la|cette|notre) (?:commune|ville|mairie|municipalite|collectivite|majorite|liste|"
    r"equipe)|"
    r"le conseil(?: municipal)?|le maire|elle|il|tou(?:t|te|s|tes) [a-z' ]{3,40}?|chaque "
    r"[a-z' ]{3,30}?|"
    r"aucune? [a-z' ]{3,30}?|les (?:elue?s?|deleguee?s?|conseillers|agents|services|marches|"
    r"contrats|comptes|"
    r"donnees|logiciels|outils|documents|seances|achats|postes|ecoles|salles)\b[a-z' ]{0,60}?) "
    r"(?:ne |n'|se |s'|y |en |les? |l'){0,2}"
    r"(?!est\b(?! [a-z]+e?e\b)|[a-z]+ront\b|sont\b(?! [a-z]+)|a\b|ont\b|compte|dispos|posse|"
    r"utilis|depens|manqu|souffr|"
    r"rest|peu|pouv|doi|dev|emploi|connai|sav|sai|veul|veut|ser|aur|ete|etai|coute|merit)"
    r"[a-z]{2,}(?:e|ent|t|d|nt)\b(?! ?[.!]*$)"
)


def statutory(text: str) -> bool:
    """Say whether a folded sentence lays down a rule in the present, as articles do."""
    return _STATUTE.match(text) is not None and not _ALREADY.search(text)


# « L'école : on garde le tableau noir »: what the words before the colon will become.
_ON_IT = re.compile(
    r"(?:^|[.;] )(?:pour |cote |sur )?(?:(?:les?|la|l'|nos|notre|du|au|aux) "
    r"?)?(?!ce\b)[a-z][a-z' -]{2,30} : $"
)


def _of_it(text: str, begin: int, stop: int) -> bool:
    """Say whether the thing stands first, in ``text[begin:stop]`` or between two commas before."""
    if _OF_IT.match(text, begin, stop) or _ON_IT.search(text[:begin]):
        return True
    comma = text.rfind(", ", 0, begin - 2) if text[:begin].endswith(", ") else -1
    return begin > 2 and _OF_IT.match(text, comma + 2 if comma >= 0 else 0, stop) is not None


def presents(text: str, begin: int, stop: int, *, listed: bool) -> tuple[list[re.Match[str]], bool]:
    """Return the presents of ``text[begin:stop]`` that promise, and whether one needs no more.

    A present promises fully under an announcement (``listed``), with a date or a condition ahead
    (« dès la rentrée », « si… »); without, only a verb that changes things promises, and less.
    """
    found = [
        match
        for match in PRESENT.finditer(text, begin, stop)
        if not _IDLE.match(match["verb"] or match["on"] or match["je"])
    ]
    if not found or _ALREADY.search(text, begin, stop) or CAMPAIGN.search(text, begin, stop):
        return [], False
    if _of_it(text, begin, stop) and not _IDLE_OF_IT.search(text, begin, stop):
        return found, True
    if listed or SOON.search(text, 0, stop) or _IF.match(text, begin, stop):
        return found, True
    return [
        match for match in found if _ACTS.match(match["verb"] or match["on"] or match["je"])
    ], False


def addressed(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return « nous vous recevons… », or « je les rappelle lundi », said to the association."""
    found = ADDRESSED.search(text, begin, stop)
    if found or not _LATER.search(text, begin, stop):
        return found
    return _CALLED.search(text, begin, stop)
