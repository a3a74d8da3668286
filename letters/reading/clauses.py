"""Cutting a sentence into clauses, with offsets in code points."""

import re
from itertools import pairwise

from letters.reading.folding import fold
from letters.reading.lines import Span

_SUBJECT = (
    r"(?:nous|je|j'|il|elle|ils|elles|on|vous|iels?|chacune?|celui-ci|celle-ci|ceux-ci|celles-ci|"
    r"c'est|"
    r"cela|ca|notre (?:liste|equipe|programme|projet)|"
    r"nos (?:elus|services|equipes)|(?:la|une) (?:liste|ville|commune|municipalite|mairie|"
    r"collectivite|majorite|metropole|dsi)|l'(?:etat|equipe|agglomeration|europe|association)|"
    r"le (?:gouvernement|conseil municipal|legislateur))\b"
)
# « Vous recevra », « la former »: an object there, no subject.
_CLITIC_INFINITIVE = (
    r"(?!(?:nous|vous|je|la|le) (?:y |en )?[a-z]+(?:er|ir|re)\b|(?:nous|vous) [a-z]+(?:ra|ront)\b)"
)
# « Au moment où elle le voudra »: folded, « où » and « ou » are the same.
_OR = r"(?<!moment )(?<!jour )(?<!lieu )(?<! cas )(?<! la )(?<!mesure )ou"
_CLAUSE = re.compile(
    rf"(?P<semi>\s?;\s)"
    rf"|(?P<colon>\s?:\s)(?={_SUBJECT}|(?:le |la )?voi(?:ci|la)\b(?! ce qu))"
    rf"|,\s(?=(?:que |qu'){_SUBJECT})"
    rf"|(?P<dash>\s-\s)(?={_SUBJECT})"
    rf"|(?:,\s|\s)(?=(?:et|puis|or|donc|mais|{_OR})\s(?:donc |ainsi |que |qu'|si [a-z ]{{3,60}}, "
    rf")?"
    rf"(?:{_CLITIC_INFINITIVE}{_SUBJECT}|voi(?:ci|la)\b))"
    rf"|,\s(?!puisqu[^,;:]{{3,50}}, [a-z]+(?:ra|ront)\b)(?=(?:mais(?! aussi| egalement| "
    rf"surtout| encore)|car|or|meme si|ce qui|c'est pourquoi|"
    rf"d'autant|(?:puisqu|parce qu|alors qu|tandis qu|bien qu|sachant qu)e?)\b)"
    rf"|,\s(?=(?:et |donc |alors )?(?:venez|passez|appelez|rappelez|ecrivez|rejoignez|contactez|"
    rf"comptez|"
    rf"retrouvez|[a-z]{{2,}}ez[ -](?:moi|nous|lui)|(?:dites|faites)[ -](?:moi|nous))\b)"
    # « …, et pour les écoles on verra »; who writes without commas: « … par contre », « j'ai pas ».
    rf"|(?:,\s|\s)(?=(?:et|puis|mais|donc) (?:pour|cote|quant a|dans|sur|au|aux|a la) "
    rf"(?:(?!\bqu[ie']|\bdont\b)[^,;:]){{2,40}} (?:on|nous|je) [a-z'])"
    rf"|\s(?=(?:par contre|sinon|du coup) [a-z])(?<!,\s)"
    rf"|\s(?=(?:j'ai|jai|je suis|ya|on a) pas\b)(?<!que\s)(?<!qui\s)(?<!quand\s)(?<! si\s)"
    rf"(?<!dont\s)(?<! ou\s)(?<! et\s)(?<!comme\s)(?<![,:-]\s)"
    rf"|\s(?=(?:mais(?! aussi| egalement| surtout| encore)|car|(?:parce qu|puisqu|tandis qu|alors "
    rf"qu)e?)\b)"
    rf"|,\s(?={_CLITIC_INFINITIVE}{_SUBJECT})"
    r"|,\s(?=(?:et )?(?:les?|la|l'|nos|notre) ?[a-z]+(?: [a-z']+){0,3} (?:on|nous|je) (?:les?|"
    r"la|l') ?[a-z])"
)


# « …, une fête aura lieu et les agents seront formés »: a new noun and its own future.
_NEW_NOUN = re.compile(
    r"(?:(?P<colon>\s?:\s)|,\s|\s(?=et |puis ))(?=(?:et |puis )?(?:que |qu')?(?:une?|vos|votre|"
    r"les?|la|l'|"
    r"des|nos|notre|"
    r"mon|ma|son|sa|ses|leurs?|"
    r"chaque|ce|cet|cette|ces|deux|trois|quatre|cinq|six|dix|vingt|\d+|instruction|priorite|"
    r"tous|toutes|tout|aucune?|plusieurs|celui-ci|"
    r"celle-ci|ceux|celles|chacune?|rien|plus aucune?) ?"
    r"(?:(?!\b(?:qui(?! (?:le |en |y )?(?:souhait|desir|demand|veul|voudr))|que|qu'|dont|et|ou|"
    r"pour|"
    r"afin)\b)[^,;:]){2,70}?\b[a-z]+(?:ra|ront)\b)"
)
_FUTURE_SAID = re.compile(
    r"\b[a-z]+(?:rons|rai|ra|ront)\b|\bengage|\b(?:comptons|prevoyons|voulons|proposons|"
    r"entendons|allons) [a-z]+(?:er|ir|re)\b|"
    r"\b(?:est|accept\w+|propos\w+|decid\w+) (?:de |d')(?:(?:les?|la|y|en) |l')?[a-z]+(?:er|ir|"
    r"re)\b"
)

# « Une règle simple : tout document sera… » is one action; « une équipe : quatre postes… » two.
_CALLS_FOR = re.compile(
    r"\b(?:regles?|principes?|points?|choses?|idees?|objectifs?|criteres?|conditions?|mots?|"
    r"consignes?|priorites?|exigences?|lignes?|simple|ecoles|mairie|entiere|suivante?s?)"
    r"(?: \w+)?$"
)


_IT_IS = re.compile(
    r"c'est (?:(?:signe|oui|non|d'accord|fait|entendu|fini|termine|bon)\b|que |qu'|de |d'|moi "
    r"qui|nous qui|[a-z]+(?:er|ir|re)\b)"
)
_FRONTED = re.compile(
    r"(?:(?:^|[.;:,] )(?:et |mais )?(?:(?:pour|quant a|sur|cote) )?(?:ce qu[ie']|(?:le|la|les|"
    r"l'|notre|nos) ?[a-z]+)[^;:]{0,80}), "
    r"$"
)


# « Nous souhaitons, en outre, que la ville… »
_WANTED = re.compile(
    r"\b(?:souhait|demand|propos|voul|veu|exig|prev|esper|aimer|voudr|decid|promett)[a-z]*, "
    r"[^,;:]{2,40}, $"
)
_ORDINAL = re.compile(
    r"\b(?:premiere?|seconde?|deuxieme|troisieme|derniere?) [a-z]+(?: [a-z']+){0,4}, $"
)


def clause_starts(folded: str) -> list[int]:
    """Return where the clauses of a folded sentence start, 0 first, connectors included."""
    starts = {0} | {match.end() for match in _CLAUSE.finditer(folded)}
    begin = 0
    for match in _NEW_NOUN.finditer(folded):
        begin = max(start for start in starts if start <= match.start() or start == 0)
        said = bool(_FUTURE_SAID.search(folded, begin, match.start()))
        colon = match.group("colon")
        if (said and not colon) or (colon and not _CALLS_FOR.search(folded, begin, match.start())):
            starts.add(match.end())
    return [start for start in sorted(starts) if not _goes_on(folded, start)]


def _goes_on(folded: str, start: int) -> bool:
    """Say whether « c'est… » at ``start`` completes « ce qui serait bien, » or « la salle, »."""
    before = folded[max(0, start - 90) : start]
    if folded.startswith(("que ", "qu'"), start) and _WANTED.search(before):
        return True
    if folded.startswith("c'est", start) and _ORDINAL.search(before):
        return True
    return bool(_IT_IS.match(folded, start) and _FRONTED.search(before))


def clauses(text: str, sentence: Span) -> list[Span]:
    """Return the clauses of a sentence, in order; together they cover it."""
    folded = fold(text, *sentence)
    starts = [start for start in clause_starts(folded.text) if start < len(folded.text)]
    if not starts:
        return [sentence]
    cuts = [folded.at[start] for start in starts[1:]]
    bounds = [sentence.start, *cuts, sentence.end]
    return [Span(start, end) for start, end in pairwise(bounds) if end > start]
