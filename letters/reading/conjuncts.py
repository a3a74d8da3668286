"""Splitting « à faire X et à faire Y »: one action for each suggestion."""

import re

from letters.reading.folding import Folded
from letters.reading.governor import Governor
from letters.reading.morphology import find_infinitive, is_infinitive

_COORDINATOR = re.compile(
    r"(?:\s?[,;] (?:et |puis |mais aussi |ainsi que |ainsi qu'|enfin )?|\s(?:et|puis|ni|"
    r"mais aussi|"
    r"mais egalement|"
    r"ainsi que|ainsi qu'|ou encore) ?)"
    r"(?:(?:aussi|egalement|enfin|surtout|notamment|ensuite|a terme|d'autre part|par ailleurs|"
    r"plus largement|"
    r"[a-z]{3,}ment),? )*"
    r"(?:\(?[1-9a-f]\) ?|[1-9]°? ?- ?)?(?P<prep>a ce que |a |de |d')?(?:ne (?:plus|pas) )?"
    r"(?:(?:y|en|les?|la|se|nous|leur) |l'|s'|n'y )?(?P<verb>[a-z]{3,})\b"
)
_FINITE = re.compile(
    r"(?:\s?[,;] (?:et |puis |mais aussi |mais )?|\s(?:et|puis|mais) )"
    r"(?:(?:aussi|egalement|enfin|surtout|ensuite|a terme|des lors|[a-z]{3,}ment) )*"
    r"(?:nous |y |en |les? |la |l'|se |s'|leur ){0,2}"
    r"(?P<verb>[a-z]{2,}(?:rons|rai|ra|ront)|souhaitons|voulons|proposons|prevoyons|engageons|"
    r"comptons|entendons|"
    r"pourrait|pourraient|prevoit|propose|souhaite|s'engage|(?:vous |me |nous )(?:invit|convi|"
    r"propos|tien|ten|donn|fix)"
    r"(?:ons|s|e|t))\b"
)
# « …, qui en rendra compte » is an action of its own.
_WHICH = re.compile(
    r", (?:(?:a laquelle|auquel|ou) (?=(?:nous|je|nos|notre) )|(?:qui|lequel|laquelle) (?=(?:y|"
    r"en) ))"
    r"(?P<verb>(?:nous|je) vous (?:invit|convi|attend|accueill)\w+|"
    r"(?:nous |je |nos \w+ |notre \w+ )?(?:(?:y|en) )?[a-z]{2,}(?:ra|ront|rons|rai))\b"
)
# « Nous organisons une fête et y associons les commerçants. »
_ALSO = re.compile(
    r"(?:,|\bet|\bpuis) (?P<rest>(?:(?:y|en|les?|la|leur|nous) |l'){0,2}(?P<verb>[a-z]{3,}ons))\b"
)
_NOUN_ENDING = re.compile(r"(?:tions|sions|xions|gions|(?<!f)aisons|rcons|llons|cons|eons)$")
_PRESENT_RELATIVE = re.compile(
    r"\bqui (?:(?:ne|y|en|les?|la|se|leur|nous) |n'|l'|"
    r"s')?(?P<verb>\w+)"
)
_PREPOSITION = re.compile(
    r"\b(?P<prep>a|de|d')\s?(?:ne (?:plus|pas|rien|jamais) )?(?:(?:y|en|les?|la|se|nous|leur) |"
    r"l'|s')?$"
)
_PURPOSE = re.compile(
    r"\bpour\b|\bafin d|\ben vue d|\bdans le but d|\bde (?:maniere|facon|sorte)|\bvisant a\b|"
    r"\bdestine\w* a\b|"
    r"\bpermett\w+|\bsans\b|\bplutot qu|\bavant d|\bau lieu d|\baidant\b|\bincitant\b|"
    r"\bcapables? "
    r"d|\bapte\w* a\b"
)
_DETERMINER = (
    r"(?:la |le |l'|les |un |une |des |du |de la |de l'|d'un |d'une |au |a la |a l'|aux )?"
    r"(?:\w+ )?"
)
_ACTION_NOUN = (
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
_NOMINAL = re.compile(
    rf"(?:\s?[,;] (?:et |puis |ainsi que |ainsi qu')?|\s(?:et|puis|ainsi que|ainsi qu') "
    rf"?)(?={_DETERMINER}{_ACTION_NOUN}\b)|"
    r"\s?[,;] (?=(?!notamment|egalement|population|association)[a-z]{5,}(?:ation|ension|ission|"
    r"age|ment|ture) "
    r"(?:generale? |progressive? )?(?:de|d'|des|du|avec|aux?) ?)"
)
_NOMINAL_HEAD = re.compile(
    rf"[ :,]*(?:notamment |entre autres |aussi |egalement )?(?:{_DETERMINER}{_ACTION_NOUN}\b|"
    r"(?:revue|(?!notamment|egalement)[a-z]{5,}(?:ation|ension|ission|age|ment|"
    r"ture)) (?:generale? )?(?:de|d'|des|du)\b)"
)
_TITLE = re.compile(
    rf"\"?(?:(?:la |le |l'|les |une? |des |du |de la |deux |trois )?(?:\w+ )?{_ACTION_NOUN}\b|"
    r"(?:la |une? |le |l')?(?:fin|sortie|arret|refus|interdiction|moratoire|gratuite|ouverture|"
    r"reduction|"
    r"renegociation|resiliation|rehabilitation|extension|instauration|amelioration|diminution|"
    r"diversification|valorisation|redaction|refonte|numerisation|protection|rapatriement|"
    r"hebergement|constitution|conversion|relocalisation|moratoire|gel|audit|delegation|"
    r"nomination|"
    r"doublement|triplement|embauche|rattachement) (?:progressive |immediate |totale "
    r"|systematique |complete |effective )*(?:de|du|des|d'|sur)\b|"
    r"plus (?:de|d'|aucune?) (?!\d)\w+|priorite (?:au|aux|a)\b|zero \w+|\d+ ?% (?:de|des|d')\b)"
)
_FINITE_VERB = re.compile(
    r"\b(?:est|sont|etait|serait|a ete|ont|avons|avait|sommes|fait|peut|peuvent|doit|doivent|"
    r"permet|"
    r"permettent|coute|represente|suppose|reste|demande|semble|n'|ne|[a-z]{2,}(?:ra|ront|rons|"
    r"rait|"
    r"raient)|il y (?:en )?a|c'est|on a|existent?|depend(?:ent)?)\b"
)
_SLOGAN = re.compile(
    r"(?:et )?(?:finie?s? |terminee?s? |stop (?:a|aux) |plus (?:aucune?|une? seule?|jamais) |"
    r"zero |"
    r"(?:cote \w+,? )?(?:priorite|place) (?:a|au|aux) )(?!pour|\w+ (?:point|cause))"
)
# « La première sera de publier…, la deuxième de former… »
_FIRST = re.compile(r"(?:le|la|l'|une?) ?(?:premiere?|une)\b")
_NEXT = re.compile(
    r"[,;] (?:et )?(?P<act>(?:la|le|l') ?(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|"
    r"derniere?|autre|suivante?)(?:,? (?:enfin|sera|est|consiste|consistera|vise|visera))?,? "
    r"(?:a |de |d')(?:ne (?:pas|plus) )?(?:(?:y|en|les?|la) |l')?[a-z]{2,}(?:er|ir|re)\b)"
)
_MIN_OBJECT = 9
_REACH = 70


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
    return len(text) > 18 and (infinitive_first(text) or _TITLE.match(text) is not None)


def _nested(text: str, start: int, end: int) -> bool:
    return bool(_PURPOSE.search(text, start, end))


def _infinitive_starts(text: str, start: int, stop: int) -> list[int]:
    """Return where infinitives coordinated with the first one of the complement begin."""
    first = find_infinitive(text, start, min(stop, start + _REACH))
    if first is None:
        return []
    governed = _PREPOSITION.search(text[start : first.start()])
    preposition = governed.group("prep").replace("d'", "de") if governed else ""
    found: list[int] = []
    conjunct, position = first.end(), first.end()
    while match := _COORDINATOR.search(text, position, stop):
        position = match.end()
        own = (match.group("prep") or "").strip().replace("d'", "de")
        if own != "a ce que" and not is_infinitive(match.group("verb")):
            position = match.start() + 1
            continue
        long_enough = match.start() - conjunct >= _MIN_OBJECT
        same = own == preposition or (own == "" and preposition != "") or own == "a ce que"
        nested = _nested(text, conjunct, match.start()) and own != "a"
        if long_enough and same and not nested:
            found.append(match.start("prep") if match.group("prep") else match.start("verb"))
            conjunct = match.end()
    return found


def _finite_starts(folded: Folded, start: int, stop: int, governed: str) -> list[int]:
    text = folded.text
    found: list[int] = []
    for match in _FINITE.finditer(text, start, stop):
        if folded.written[match.end("verb") - 1].lower() != "é" and not _relative(
            text[start : match.start()]
        ):
            found.append(match.start("verb"))
    if "present" in governed:
        found += [
            match.start("rest")
            for match in _ALSO.finditer(text, start, stop)
            if not _NOUN_ENDING.search(match["verb"])
        ]
    found += [match.start("verb") for match in _WHICH.finditer(text, start, stop)]
    return sorted(set(found))


def _relative(between: str) -> bool:
    tail = re.split(r"[,;]", between)[-1]
    present = _PRESENT_RELATIVE.search(tail)
    if present and not present["verb"].endswith(("ra", "ront")):
        return False
    return bool(re.search(r"\b(?:qui|que|qu'|dont|lorsque|quand|si)\b", tail))


def _nominal_starts(text: str, start: int, stop: int) -> list[int]:
    if not _NOMINAL_HEAD.match(text, start, stop):
        return []
    found: list[int] = []
    for match in _NOMINAL.finditer(text, start + 12, stop):
        between = text[(found[-1] if found else start) : match.start()]
        if not _PURPOSE.search(between) and len(between) > 12:
            found.append(match.end())
    return found


def _ordinal_starts(text: str, governor: Governor, stop: int) -> list[int]:
    """Return where « …, la deuxième d'aider… » begins, after « la première sera de… »."""
    if not _FIRST.match(text, governor.start):
        return []
    return [match.start("act") for match in _NEXT.finditer(text, governor.end, stop)]


def split(folded: Folded, governor: Governor, stop: int) -> list[int]:
    """Return where further actions begin in ``text[governor.end:stop]``, in order."""
    text = folded.text
    finite = _finite_starts(folded, governor.end, stop, governor.name)
    until = finite[0] if finite else stop
    infinitives: list[int] = []
    if not governor.finite or _takes_infinitive(text, governor):
        infinitives = _infinitive_starts(text, governor.end, until)
    nominal = _nominal_starts(text, governor.end, until) if not infinitives else []
    ordinal = _ordinal_starts(text, governor, stop)
    return sorted({*finite, *infinitives, *nominal, *ordinal})


def _takes_infinitive(text: str, governor: Governor) -> bool:
    first = find_infinitive(text, governor.end, min(len(text), governor.end + 40))
    if first is None:
        return False
    return bool(
        re.fullmatch(
            r"\s?(?:\w+ment |donc |aussi |egalement |notamment )?(?:a |de |d'|tout pour |"
            r"en sorte "
            r"de |notre possible pour |"
            r"a coeur de |pour (?:mandat|mission|tache|role|objectif|consigne) (?:de |d')|"
            r"prets? a |attentifs? a |vigilants? a |favorables? a )?"
            r"(?:ne (?:plus|pas) )?(?:y |en |les? |la |l'|se |s'|nous )?",
            text[governor.end : first.start()],
        )
    )
