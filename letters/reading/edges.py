"""Where one action starts and ends in its sentence: frames and asides left out. On folded
text."""

import re

from letters.reading.firmness import ELECTED

IF = re.compile(
    r"(?:(?:en revanche|toutefois|cependant|pour autant|de meme|enfin|ainsi|et|mais|bien sur|"
    r"evidemment|naturellement|par contre|a terme),? )?(?:si|lorsqu\w*|quand|(?:a )?chaque "
    r"fois qu|"
    r"des lors|la ou|partout ou|tant qu\w*|aussi longtemps|une fois|apres|"
    r"sous reserve|en cas de?|pour peu|a moins|faute de?|a defaut|dans la mesure|a condition|"
    r"pour autant qu\w*|selon|a (?:cout|qualite|prix|service|performances?) \w+|s'ils?)\b"
)
_REPORTS = re.compile(
    r"\b(?:lit|ecrit) (?:[a-z]+ ){0,3}(?:que |qu')|"
    r"\b(?:annonc|indiqu|precis|ajout|repond|assur|confirm|inform|affirm|ecri|not|promet|"
    r"declar|dire)\w* "
    r"(?:\w+ )?(?:que |qu')"
)
# « Mme Martin me prie de vous dire qu'elle… »: somebody else's words, passed on.
RELAYED = re.compile(
    r"\b(?:pri|charg|demand|mandat|autoris)\w* (?:\w+ment )?(?:de |d')(?:vous |te )?(?:dire|faire "
    r"savoir|confirmer|annoncer|informer|indiquer|repondre|assurer|transmettre) (?:que |qu')"
)
# « S'agissant de la formation, », « C'est pourquoi », « La souveraineté : » only situate.
_FRAME = re.compile(
    r"(?:(?:et|mais|or|donc|ainsi|enfin|aussi|bien sur|bien entendu|evidemment|concretement|"
    r"premierement|deuxiemement|troisiemement|quatriemement|dans le detail|en attendant|"
    r"la encore|"
    r"en (?:premier|deuxieme|second|troisieme|dernier) lieu|tout d'abord|d'abord|ensuite),? )?"
    r"(?:(?:s'agissant|pour ce qui|en ce qui|concernant|quant (?:a|au|aux)\b|sur (?:le plan|la "
    r"question|ce (?:point|sujet)|le |l'|la |les )|"
    r"au (?:plan|niveau|sein|titre|chapitre)|en (?:matiere|termes)|du cote|cote |a (?:la|l')? ?"
    r"(?:metropole|agglo\w*|echelle|echelon|communaute)|dans le (?:domaine|champ)|aupres d|pour "
    r"(?:toutes )?ces raisons|sous (?:ces|cette) reserves?|a travers|au vu|"
    r"compte tenu|convaincu|consciente?s|soucieu|attache|sensible|je soussigne|devenue? maire|"
    r"elue?s?\b|inutile de)"
    r"[^;:]{0,200}?(?:, |\bdire que )(?=(?:je|j'|nous|on|il|elle|le|la|les|l'|un|une|"
    r"des|"
    r"notre|nos|mon|ma|mes|chaque|aucun|tout|toute|ce|cet|cette|ces|instruction|priorite|m')\b)"
    r"|voila pourquoi |c'est pourquoi,? |c'est la raison pour laquelle |"
    r"c'est (?:donc )?(?:dans|pour|avec|a|en|sans) [^,;:]{3,50}? qu(?:e |')(?=\w))"
)
_LINK = re.compile(
    r"(?:et|mais|par contre|premierement|deuxiemement|troisiemement|quatriemement|cinquiemement|"
    r"concretement|c(?:eci|ela) (?:dit|etant)|face a cela|donc|or|puis|ainsi|enfin|evidemment|"
    r"bien (?:sur|entendu)),? (?:bien sur, |"
    r"enfin, |"
    r"donc, |evidemment,? )?(?=\w)"
)
LABEL = re.compile(
    r"(?!objectif|notre |nos |mesure|proposition)[^,;:()]{3,60} : (?=(?:ne (?:plus|"
    r"pas) )?(?!y |en )"
    r"[a-z]{2,}(?:er|ir|re)\b)"
)
# « …, en commençant par l'état civil », « …, comme c'est le cas ailleurs » only comment.
_ASIDE = re.compile(
    r"(?:,| \(|;) ?(?:qui (?:ne |n'|se |s'|y |en )?(?!\w*(?:ra|ront|rai)\b)(?=\w)|"
    r"quoi qu|en (?:commencant|partant|particulier|precisant|rappelant|sachant|notant|soulignant)|"
    r"voici |a (?:commencer|l'image|l'instar)|"
    r"comme |malgre |en depit |"
    r"et non |(?:notamment|y compris) (?=[^,]{0,120}$)|(?:dites|n'hesitez|faites)|qu'(?:ils?|"
    r"elles?) (?:soi|s'ag)|"
    r"ce qui |ce que |histoire d|c'est |sur le modele|contre \d|dont (?:(?:je|nous) vous |"
    r"certaine?s?|aucune?|"
    r"la plupart|plusieurs)|soit "
    r"\d|soyez|quitte a|sans (?:oublier|compter)|autrement dit|faute de|afin |"
    r"(?:le|la|les|l') ?[a-z]+ (?:[a-z]+ ){0,3}(?:etant|restant|demeurant)|"
    r"que (?:je|nous|on) (?:vous |nous |en )*(?:dise|parl(?:e|ions)|puiss|montre|sach)\w*|"
    r"ou (?:l'on|chacun) (?:[a-z]+ )?[a-z]+ra|etant (?:entendu|donne|precise|rappele)|n'en "
    r"deplaise|n'en deplaisent|"
    r"(?:le|la|les|l') ?[a-z]+ (?:(?:de|du|des) (?:la |l'|les )?[a-z]+ )?(?:il|elle|ils|"
    r"elles) (?:l'|y |en |les? |la |s'|se )?(?=a\b|ont\b|est\b|sont\b|sai[ts]|fai[ts]|"
    r"connai|peu|veu|di[ts])[a-z]+|"
    r"(?:que|qu'|ou|dont) ?(?:nous|je|la ville|la commune|on) (?:avons|devons|sommes|avait|a|est|"
    r"ai|utilise|connai))\b"
)


# « La question du vote électronique, il faudra y réfléchir » : the thing, then what of it.
_THING = re.compile(
    r"(?:(?:le|la|les|l'|un|une|ce|cette|ces|mon|ma|notre|nos|votre|vos) ?)(?:(?!\b(?:est|sont|"
    r"a|ont|avons|ai|n'|"
    r"ne|reste|coute|nous|je)\b)[^,;:]){3,90}, (?=\w)"
)
_ABOUT_IT = re.compile(
    r"(?:c'est (?:moi|nous) qui|(?:il|nous|on|je|elle) .{0,20}\b(?:y|en|le|la|les|ca|cela)\b|"
    r"(?:nous|on|je) (?:l'|l[ea]s? ))"
)


# « À la communauté de communes, je dirai… »: where, when, under what belongs to what is done.
_COMPLEMENT = re.compile(
    r"(?:et |mais )?(?:a|au|aux|en|dans|sous|pour|avec|par|sur|d'ici|des|avant|pendant|chaque|"
    r"chez|"
    r"cette|tous|toutes|le|la)\b (?!qui)[^,;:]{2,60}"
    r"(?:, (?:qui|que|qu'|dont|ou|auquel|a laquelle) ?[^,;:]{2,60})?, $"
)
# « En 2028, si l'essai est concluant, tous… »: the condition, whatever stands before it.
_BINDS = re.compile(r"(?:^|, )(?:si|s'ils?|tant que?|la ou|lorsque?|quand|sous reserve|a defaut)\b")


# « À la Métropole, si notre groupe y préside, »: the condition takes the place along.
_IF_THERE = re.compile(r", (?:si|s'ils?) [^,;:]{4,90}, $")
# « Comme on apprend mieux ensemble, et parce que…, »: why it is done is no part of it.
WHY = re.compile(
    r"(?:et |mais |or |donc )?(?:comme (?!(?:pour|dans|en|a|au|aux|le|la|les|l'|vous|nous le|un|"
    r"une) ?\w+,)(?=[^,;:]{12,})|puisqu|parce qu|etant donne qu|vu qu|attendu qu|"
    r"considerant|du fait qu|convaincu\w* qu|conscient\w* qu)"
)


# « Confier à un élu, et non à un prestataire, la conduite… »: the object comes after the aside.
_WITHIN = re.compile(
    r", (?:et non|malgre|en depit|comme (?:chacun|on|vous|nous|le (?:prevoit|veut|demande)|c'est)|"
    r"a l'image|a l'instar|sur le modele|faute d|afin d)[^,;:]{3,60}, (?=(?:les?|la|l'|une?|des|"
    r"du|de|"
    r"notre|nos|a|au|aux|dans|pour|sur)\b)"
)


# « C'est à ce moment que nous agirons » says nothing without its beginning.
_SHORT = 24


# « C'est le conseil qui tranchera »: who does it is said first.
_CLEFT = re.compile(r"\bc(?:'est|e sont|e sera|e seront) (?:[^ ,;:]+(?: |$)){1,6}$")


def starting(text: str, begin: int, pivot: int, end: int, *, several: bool) -> int:
    """Return where the action of ``text[begin:end]``, whose verb is at ``pivot``, starts."""
    for pattern in (_FRAME, LABEL, _LINK):
        frame = pattern.match(text, begin, end)
        if frame and frame.end() <= pivot and not _conditional(text, begin, frame.end()):
            if end - frame.end() < _SHORT and frame.group().endswith(("que ", "qu'")):
                continue
            begin = frame.end()
    colon = text.rfind(": ", begin, pivot) + 2
    if colon > 1 and IF.match(text, colon, pivot):
        begin = colon
    return _without_long_lead(text, begin, pivot, end, several=several)


def _conditional(text: str, begin: int, end: int) -> bool:
    return bool(
        IF.match(text, begin, end)
        or ELECTED.search(text, begin, end)
        or _IF_THERE.search(text, begin, end)
    )


def _without_long_lead(text: str, begin: int, pivot: int, end: int, *, several: bool) -> int:
    """Start at the clause of the verb when what precedes it outweighs the action."""
    comma = text.rfind(", ", begin, pivot)
    relative = text.rfind(" qui ", begin, pivot)
    cut = max(begin, comma + 2 if comma >= 0 else begin, relative + 1 if relative >= 0 else begin)
    reported = [said.end() for said in _REPORTS.finditer(text, begin, pivot)]
    if reported:
        return reported[-1]
    if _THING.match(text, begin, pivot + 1) and _ABOUT_IT.match(text, cut):
        return begin
    last = max(begin, text.rfind(", ", begin, max(begin, comma)) + 2)
    if _THING.match(text, last, pivot + 1) and _ABOUT_IT.match(text, cut):
        return last
    if (not several and _COMPLEMENT.match(text, begin, cut)) or _BINDS.search(text, begin, cut):
        return begin
    cleft = _CLEFT.search(text, begin, relative) if relative >= 0 else None
    if cleft:
        return cleft.start()
    if WHY.match(text, begin, cut):
        return cut
    tolerated = 3.0 if IF.match(text, begin) else (0.6 if several else 1.1)
    return cut if cut - begin > tolerated * (end - cut) else begin


def ending(text: str, start: int, announced: int, end: int) -> int:
    """Return where ``text[start:end]`` stops, comments after it left out.

    ``announced`` is where the words that announce it end: it says something after them.
    """
    position = max(start, announced) + 4
    while aside := _ASIDE.search(text, position, end):
        within = _WITHIN.match(text, aside.start(), end)
        if within is None:
            return aside.start() if aside.start() - start > 20 else end
        position = within.end()
    return end


def without_coordinator(text: str, start: int, end: int) -> int:
    """Return where ``text[start:end]`` ends once « et », « puis aussi » are taken off."""
    tail = re.search(
        r"[ ,;]*(?:\b(?:et|puis|mais|ni|aussi|egalement|ainsi qu?e?'?|enfin|nous|notamment|"
        r"surtout|"
        r"ensuite|ne|s'|se|qui|y|en|par|pour|avec|sur|a|"
        r"[a-z]+ment)[ ,]*)*$",
        text[start:end],
    )
    return start + tail.start() if tail else end
