"""Splitting « à faire X et à faire Y »: one action for each suggestion."""

import re

from letters.reading.folding import Folded
from letters.reading.governor import Governor
from letters.reading.morphology import find_infinitive, is_infinitive, is_participle
from letters.reading.nominal import ACTION_NOUN, DETERMINER

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
    r"(?:nous |vous |y |en |les? |la |l'|se |s'|leur ){0,2}"
    r"(?P<verb>[a-z]{2,}(?:rons|rai|ra|ront)|souhaitons|voulons|proposons|prevoyons|engageons|"
    r"comptons|entendons|"
    r"pourrait|pourraient|prevoit|propose|souhaite|s'engage|(?:m'|nous )engage(?:ons)?|"
    r"(?:reste|restons|demeurons|tenons|tiens) a votre (?:entiere )?disposition pour|signons|"
    r"adherons|souscrivons|(?:vous |me |nous )(?:invit|convi|"
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
# « L'équipe que nous avons formée et poursuivrons… »: the relative has its verb already.
_PERFECT_RELATIVE = re.compile(
    r"\b(?:que|qu'|dont) ?(?:nous|j'|on|la \w+|le \w+|elle|il) ?(?:avons|ai|a) (?:\w+ )?"
    r"[a-z]+(?:e|i|u|is|it)e?s?\b"
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
_NOMINAL = re.compile(
    rf"(?:\s?[,;] (?:et |puis |ainsi que |ainsi qu')?|\s(?:et|puis|ainsi que|ainsi qu') "
    rf"?)(?:(?:pour|par|sur|a|avec) )?(?={DETERMINER}{ACTION_NOUN}\b)|"
    r"\s?[,;] (?=(?!notamment|egalement|population|association)[a-z]{5,}(?:ation|ension|ission|"
    r"age|ment|ture) "
    r"(?:generale? |progressive? )?(?:de|d'|des|du|avec|aux?) ?)"
)
_NOMINAL_HEAD = re.compile(
    rf"[ :,]*(?:pour |par |sur |a |avec )?(?:notamment |entre autres |aussi |egalement "
    rf")?(?:{DETERMINER}{ACTION_NOUN}\b|"
    r"(?:revue|(?!notamment|egalement)[a-z]{5,}(?:ation|ension|ission|age|ment|"
    r"ture)) (?:generale? )?(?:de|d'|des|du)\b)"
)
# « La première sera de publier…, la deuxième de former… »
_FIRST = re.compile(r"(?:le|la|l'|une?) ?(?:premiere?|une)\b")
_NEXT = re.compile(
    r"[,;] (?:et )?(?P<act>(?:la|le|l') ?(?:deuxieme|seconde?|troisieme|quatrieme|cinquieme|"
    r"derniere?|autre|suivante?)(?:,? (?:enfin|sera|est|consiste|consistera|vise|visera))?,? "
    r"(?:a |de |d')(?:ne (?:pas|plus) )?(?:(?:y|en|les?|la) |l')?[a-z]{2,}(?:er|ir|re)\b)"
)
# « Nos agents seront formés, nos données ouvertes »: the auxiliary is said once.
_ONCE = re.compile(
    r"(?:, (?:et |puis |enfin )?|\s(?:et|puis) )(?P<act>(?:les?|la|l'|nos|notre|une?|leurs?|ses|"
    r"son|sa) ?"
    r"[a-z-]+(?: (?!seront|sera|qui|que|et|ou)[a-z'-]+){0,5}?,? (?P<done>[a-z]+))"
    r"(?=[,.;]|$| (?:par|en|sur|sous|avec|d'|dans|avant|a|aux?|pour|des|et|puis) )"
)
# « Précédée d'un pilote et suivie d'un bilan. »
_EACH_OF = re.compile(r"l'une? et (?=l'autre)")
_AND_DONE = re.compile(
    r"\set (?:ensuite |puis )?(?P<done>[a-z]{4,})(?= (?:d'|de |par |a |au |en |"
    r"dans ))"
)
# « …: en associant les agents, en publiant nos choix »: as many ways, as many passages.
_BY_DOING = re.compile(
    r"(?: : |, (?:et )?| et )(?P<act>en (?:y |les? |la |l'|nous "
    r")?[a-z]{3,}ant\b)"
)
_COMPLEMENT = re.compile(r" (?:d'|de |du |des |par |a |au |aux |en |dans |sur |avec )")
_WILL_BE = re.compile(r"\bser(?:a|ont)$")
_MIN_OBJECT = 9
_REACH = 70


# « À ce que le site soit refait et à ce que les agents soient formés », « que…, que… et que… »
THAT = re.compile(r"[\s:,]*(?:\w+ment )?(?P<that>a ce qu|qu)(?:e |')")
_THAT_TOO = re.compile(
    r"(?:, (?:et |puis |enfin |mais aussi )?|\s(?:et|puis|ainsi que|mais aussi) )"
    r"(?P<that>a ce qu|qu)(?:e |')"
)
# « Qu'il soit technique ou administratif » is no second thing.
_WHETHER = re.compile(r"qu'(?:ils?|elles?) (?:soi\w+|s'agisse) [^,]{1,60} ou\b")


def _that_starts(text: str, start: int, stop: int) -> list[int]:
    """Return where « et que… » goes on with the « que » that follows the announcing words."""
    first = THAT.match(text, start, stop)
    if first is None:
        return []
    return [
        match.start("that")
        for match in _THAT_TOO.finditer(text, first.end() + _MIN_OBJECT, stop)
        if match["that"] == first["that"] and not _WHETHER.match(text, match.start("that"))
    ]


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
    if _PERFECT_RELATIVE.search(tail):
        return False
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


def _gerund_starts(text: str, start: int, stop: int) -> list[int]:
    found = list(_BY_DOING.finditer(text, start, stop))
    colon = next((n for n, match in enumerate(found) if match.group().startswith(" : ")), None)
    found = found[colon:] if colon is not None else []
    return [match.start("act") for match in found] if len(found) > 1 else []


def _elliptic_starts(folded: Folded, start: int, stop: int) -> list[int]:
    found, position = [], start
    while match := _ONCE.search(folded.text, position, stop):
        done = match.span("done")
        each = _EACH_OF.match(folded.text, match.start("act") - 7)
        if is_participle(match["done"], folded.written[slice(*done)]) and not each:
            found.append(match.start("act"))
            position = match.end()
        else:
            position = match.start() + 1
    for match in _AND_DONE.finditer(folded.text, start + 16, stop):
        done = match.span("done")
        complement = _COMPLEMENT.search(folded.text, start, match.start())
        if complement and is_participle(match["done"], folded.written[slice(*done)]):
            found.append(done[0])
    return sorted(found)


# « Cela passera par l'ouverture de…, par l'embauche de… »: as many ways.
_THROUGH = re.compile(
    r" (?:\w+ment |aussi |donc |notamment |d'abord )?(?P<prep>par|pour|sur|contre) "
)
_AS_MANY = re.compile(
    r"(?:, (?:et |puis |mais aussi )?|\s(?:et|puis|mais aussi) )(?P<act>(?P<prep>par|pour|sur|"
    r"contre) )"
    r"(?P<verb>[a-z]+)"
)


def _complement_starts(text: str, start: int, stop: int) -> list[int]:
    """Return where the preposition that follows the verb comes again."""
    first = _THROUGH.match(text, start, stop)
    if first is None:
        return []
    return [
        match.start("act")
        for match in _AS_MANY.finditer(text, first.end() + _MIN_OBJECT, stop)
        if match["prep"] == first["prep"] and not is_infinitive(match["verb"])
    ]


def split(folded: Folded, governor: Governor, stop: int) -> list[int]:
    """Return where further actions begin in ``text[governor.end:stop]``, in order."""
    text = folded.text
    finite = _finite_starts(folded, governor.end, stop, governor.name)
    until = finite[0] if finite else stop
    infinitives: list[int] = []
    if not governor.finite or _takes_infinitive(text, governor):
        infinitives = _infinitive_starts(text, governor.end, until)
    nominal = _nominal_starts(text, governor.end, until) if not infinitives else []
    ordinal = _ordinal_starts(text, governor, stop) or _gerund_starts(text, governor.end, stop)
    if not ordinal and _WILL_BE.search(text, governor.start, governor.end):
        ordinal = _elliptic_starts(folded, governor.end, until)
    that = _that_starts(text, governor.end, until)
    if governor.finite:
        that = that or _complement_starts(text, governor.end, until)
    return sorted({*finite, *infinitives, *nominal, *ordinal, *that})


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
