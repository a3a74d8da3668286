"""What is announced and is nothing to do: states, mottoes, titles of lists, others' business.

On folded text.
"""

import re

from letters.reading.patterns import compiled

IDLE_BE = re.compile(
    r"\s(?:\w+ment |tres |bien |donc |tout |aussi |toujours ){0,2}(?:heureu\w+|ravie?s?|fieres?|"
    r"fiers?|honore\w*|enchante\w*|"
    r"convaincu\w*|nombreu\w+|elue?s?|en (?:responsabilite|capacite|mesure)|amenes?|confront\w+|"
    r"juge\w*|"
    r"conscients?|reconnaissants?|sensibles?|attaches?|la\b|aux (?:affaires|responsabilites))"
)
IDLE_HAVE = re.compile(
    r"\s(?:\w+ment )?(?:besoin|l'occasion|l'opportunite|la chance|conscience|des difficultes|du "
    r"mal|"
    r"donc besoin|a faire face|a repondre|le plaisir|l'honneur|les moyens|la majorite)"
)
# « Notre programme consacre un chapitre au numérique » only says where to read.
SECTION = re.compile(
    r"\s?(?:\w+ment |tout )?(?:une?|deux|trois|quatre|\d+) (?:[a-z]+ )?(?:chapitre|volet|partie|"
    r"page|section|paragraphe)s?\b(?! (?:dont|ou|qui|consacr\w+|dedi\w+|portant|relati\w+|sur|"
    r"de)\b)[^,;:]*$"
)
_END = r"(?: (?:ensemble|vite|maintenant|enfin|avec vous|demain|\w+ment))*[ ,.!)\"]*$"
# « Nous voulons reprendre la main. », « nous avons prévu plusieurs choses. », « on discutera. »
_NO_OBJECT = compiled(
    r"\b(?:reprendre la main|all(?:er|ons|ions) (?:plus loin|de l'avant|au bout)|changer (?:les "
    r"choses|la donne|d'epoque|de cap)|faire (?:mieux|bouger les lignes|autrement)|passer a "
    r"l'action|tourner la page|tenir (?:bon|parole)|redonner (?:espoir|confiance)|proceder (?:en|"
    r"par) (?:[a-z]+ )?(?:temps|etapes|phases))" + _END + r"|"
    r"\b(?:plusieurs|quelques|certaine?s|de nombreu[a-z]+|un certain nombre de|differente?s|deux|"
    r"trois|quatre|cinq|six) (?:[a-z]+ )?(?:choses|mesures|actions|points|pistes|idees|"
    r"propositions|dispositions|initiatives|decisions|leviers|axes)"
    r"(?: (?:fort|concret|simple|utile|importante?|precise?|suivante?)e?s?)?" + _END
)
# The last word of each: most clauses end otherwise.
_ENDS_SO = re.compile(
    r"\b(?:main|loin|avant|bout|choses|donne|epoque|cap|mieux|lignes|autrement|action|page|bon|"
    r"parole|espoir|confiance|temps|etapes|phases|mesures|actions|points|pistes|idees|"
    r"propositions|dispositions|initiatives|decisions|leviers|axes)\b"
)
_ALONE = re.compile(
    r"(?:et |puis |alors |donc |mais |bref,? )?(?:on|nous|je|ils?|elles?) (?:en )?(?:re)?"
    r"(?:discuter|parler|causer|avancer|agir|progresser|reussir|gagner|innover|verr)(?:ons|ai|"
    r"a|ont)" + _END
)
_IN_THE_AIR = compiled(
    r"\b(?:ecri|ouvri|tourn|construi|bati|invent|dessin|incarn|port|imagin)[a-z]* "
    r"(?:[a-z]+ ){0,2}?(?:la |une? |cette |l'|le |notre |nos |ce |ces |les )(?:[a-z]+ )?"
    r"(?:page|chapitre|histoire|avenir|destin|espoir|elan|horizon|lendemains|reve|souffle|"
    r"dynamique)\b(?! (?:numerique|public|web|internet))|"
    r"\brelev[a-z]* (?:ensemble )?(?:le|ce|ces|les|des) (?:[a-z]+ )?defis?\b"
)
# « Nous aurons alors tenu parole »
_DONE = re.compile(
    r" (?:\w+ment |alors |ainsi |donc |au moins )*(?:tenu|reussi|gagne|rempli|accompli|montre|"
    r"prouve|"
    r"fait (?:notre|le plus|ce que))\b"
)
_STAYS = re.compile(
    r"continuer(?:a|ont|ons|ai) (?:d'|a |de )(?:etre|vivre|exister|avoir|rayonner)\b"
)
_IS_SO = re.compile(r"\ble (?:ser(?:ons|ai)|rester(?:a|ont|ons|ai)|demeurer(?:a|ont|ons|ai))$")
_USE_OF_IT = re.compile(r"\bqu(?:e nous|'on|e l'on) en $")
_HEARD = re.compile(r"enten(?:ds|dons|d)$")
_WHAT_IS_HEARD = re.compile(
    r" (?:\w+ment |bien |certes )?(?:(?:cette|ce|cet|ces|votre|vos|la|le|les|ceux|celles)\b|l')"
)
_WE = re.compile(r"(?:nous|je|on)\b|j'|[a-z]+(?:rons|rai)\b")
_DEMANDS = re.compile(r"\b(?:exige|demand|reclam|attend)(?:ons|e|s)?$")
_FROM_OTHERS = re.compile(
    r"\b(?:exige|demand|reclam|attend)(?:ons|e|s)? (?:\w+ment |donc |aussi |"
    r"egalement )?(?:a nouveau )?(?:de |du |de la |de l'|des |au |a la |a l'|aux |la |le |l'|"
    r"les )?"
    r"(?:etat|gouvernement|departement|region|prefet|prefecture|parlement|legislateur|ministre|"
    r"ministere|rectorat|europe|union europeenne|editeurs?|operateurs?|deputes?|senateurs?|"
    r"conseil (?:departemental|regional)|banques?|fournisseurs?|constructeurs?)\b"
)
# « Ma concurrente s'engage à… », « la liste d'en face promet de… ».
_RIVAL = re.compile(
    r"(?:^|[,;:] |\bque |\b(?:et|mais|quand|si) )(?:m[aoe][ns]? |notre |nos |la |le |les |l'|"
    r"une? |"
    r"d'autres? |certaine?s )?(?:[a-z]+ )?(?:concurrent\w*|adversaires?|rivaux|rivales?|"
    r"opposant\w*|opposition|(?:liste|equipe|camp) (?:adverse|concurrente|d'en face|rivale)|"
    r"autres? (?:listes?|candidat\w*))\b[^,;:]{0,50}$"
)
_NOT_TO = re.compile(
    r"(?: \w+ment)? ?(?:de |d'|a )?ne pas (?:(?:y|en|les?|la|nous|se|vous|leur) |m'|s'|"
    r"l')*(?:donner|sign|repond|pren|prononc|engag|chang|modifi|migr|touch|interven|particip|"
    r"souscri|adher|promett|suivre|reten|inscri|rejoin|souten|all|entr|ven|communiqu|publi|"
    r"tranch|remett|imposer|promettre|commenter|figurer|bouger|faire\b(?! payer| appel))[a-z]*\b"
    r"(?!.{0,60}\bsans\b)"
)
UNSIGNED = re.compile(
    r"\b(?:decid|chois|choix|prefer|convenu|souhait|voul|veu|entend|parti|regle)[a-z]* (?:[a-z]+ "
    r")?(?:de |d')?ne (?:pas|plus|jamais|rien) (?:[a-z]+ )?(?:sign|paraph|souscri|adher)"
)
_NOTHING = re.compile(r" (?:rien|pas|point|nullement|aucun\w*)\b")
_PROMISES = re.compile(r"(?:promet\w*|garanti\w*|jure\w*)$")
# « Vous me demandez si « un élu sera désigné ». » quotes the question.
_QUOTED_IF = re.compile(r"\bsi \"[^\"]*$")


def hollow(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Say whether the words ``text[start:end]`` of a clause announce nothing to do."""
    verb = text[max(begin, start - 12) : end]
    ours = _WE.match(text, start)
    return bool(
        _ALONE.match(text, begin, stop)
        or (
            _ENDS_SO.search(text, max(begin, stop - 60), stop)
            and _NO_OBJECT.search(text, begin, stop)
        )
        or _IN_THE_AIR.search(text, start, min(stop, end + 60))
        or _STAYS.match(text, start if text.startswith("continuer", start) else end)
        or _IS_SO.search(verb)
        or (verb.endswith(("aurons", "aurai", "aura", "auront")) and _DONE.match(text, end, stop))
        or _USE_OF_IT.search(text[max(0, start - 12) : start])
        or (_HEARD.search(verb) and _WHAT_IS_HEARD.match(text, end, stop))
        or (_DEMANDS.search(verb) and _FROM_OTHERS.search(text, start, min(stop, end + 50)))
        or (not ours and _RIVAL.search(text[begin:start]))
        or _NOT_TO.match(text, end, stop)
        or (_PROMISES.search(verb) and _NOTHING.match(text, end, stop))
        or ('"' in text and _QUOTED_IF.search(text[:start]))
    )
