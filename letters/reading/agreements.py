"""Recognising that a clause signs, supports or adheres to the pact. On folded text."""

import re

from letters.reading.signing import signing

_PACT = (
    r"(?:pactes?|charte|manifeste|votre (?:texte|document|appel)|"
    r"(?:objectifs?|articles?|principes|termes|engagements) (?:du|de votre|de ce|que porte ce) "
    r"(?:pacte|texte|document))"
)
_OURS = (
    r"(?:nous|je|j'|on|notre|nos|mon|ma|mes|m'|me|voi(?:ci|la)|declarent?|la (?:liste|"
    r"tete de liste|presente)|"
    r"(?:nos|ses|leurs|les|chaque) (?:\w+ )?listes?|l'equipe|l'union|la coalition|le "
    r"rassemblement|"
    r"(?:le|ce|notre) (?:collectif|mouvement|groupe|document|pacte|texte)|l'assemblee|"
    r"(?:la|nos|les|notre) (?:tetes? de liste|candidate?s?|colistiere?s?)|liste \"[^\"]{1,80}\")"
)
# Verbs that need the pact as their object, before or after them.
_TOWARDS = (
    r"(?:(?:co)?sign(?:e|es|ons|ent|er|era|erai|erons|eront|ee?s?|ature)|paraph(?:e|ons|er|erons|"
    r"erai|era|ee?s?)|(?:sous|re-?sous)cri(?:s|t|vons|re|rons|rai|ra|vent)|adher(?:e|ons|ent|er|"
    r"erons|erai|era)|adopt(?:e|ons|ent|er|erons|era|ee?s?)|approuv(?:e|ons|ent|er|erons|era)|"
    r"souten(?:ons|ir)|soutiens?|soutiennent|soutiend(?:rons|ra|rai)|rejoi(?:ns|nt|gnons|gnent|"
    r"ndre|"
    r"ndrons|ndra)|rall(?:ie|ions|ient|ier|ierons|iera)|valid(?:e|ons|ent|er|erons|era)|"
    r"accept(?:e|ons|ent|er|erons)|ratifi(?:e|ons|er|erons|era)|endoss(?:e|ons|er|erons)|"
    r"appos(?:e|ons|er|erons|era|ee)|repond\w* favorablement|avis favorable|(?:notre|mon|son) "
    r"(?:plein |entier |total )*(?:accord|soutien|adhesion)|"
    r"(?:faisons|faire|fait|ferons) (?:notres?|siens?|nos |notre)|"
    r"(?:en|un) (?:plein |total |parfait )?accord avec|favorables?|"
    r"s'associe(?:nt|ra)?|nous associons|m'associe|approbation|"
    r"(?:renouvel|confirm|reaffirm|reiter)\w+ .{0,20}(?:engagement|soutien|adhesion)|"
    r"(?:notre|mon) engagement en faveur|nous (?:retrouvons|reconnaissons)(?: \w+)? dans)"
)
# Turns that say it by themselves.
_ALONE = (
    r"(?:(?:au nombre|parmi|rang|liste|rejoin\w+|comptes? comme|comptez|figur\w+|compt\w+)"
    r".{0,40}\bsignataires?|"
    r"\bsignataires? (?:de ce|du|de votre) |\bd'en etre (?:les )?signataires?|"
    r"\b(?:nous|je|on) (?:le|la|y|les|l')? ?(?:signons|signerons|signerai|signe|contresignons)\b|"
    r"\b(?:nous |je |on |j')y (?:souscri\w+|adher\w+|appos\w+)\b(?! sans)(?: \w+ment)?(?:[.,!;]|$|"
    r" et | .{0,40}$)|"
    r"^[^,]{0,25}\b(?:nous en (?:sommes|serons)|j'en (?:suis|serai)|on en est)\b[.!, ]|"
    r"\b(?:notre|ma|nos|sa) signatures?\b(?= (?:au|sur|en|figure|se limite|sera|est|a|du|vaut|"
    r"ci)|"
    r"[.,]| ?$)|\bappos\w+ (?:ici )?(?:notre|ma|sa) (?:paraphe|signature)|"
    r"\b(?:document|exemplaire|pacte|texte|formulaire|papier) (?:\w+ )?(?:signe|paraphe)\b|"
    r"\b(?:le|la) voi(?:ci|la) (?:\w+ )?(?:signe|paraphe)e?\b|\bvoi(?:ci|la) (?:notre|"
    r"ma) signature|"
    r"\bsign\w+ en (?:notre|son|mon|leur) nom|"
    r"\b(?:mandat\w*|autoris\w+|charg\w+) .{1,60}\b(?:le |la |de |pour )sign(?:er|ature))"
)
# No first person is needed where the list speaks of the act itself.
_BARE = re.compile(
    r"\bpacte\b[^,;.]{0,20}\best (?:\w+ )?(?:adopte|valide|approuve|signe)\b|"
    r"\bliste (?:\"[^\"]{1,80}\" )?(?:\w+ )?signe(?:ra)?(?:[.,!]|$)|"
    r"\bpartante?s? pour (?:le )?signer\b|"
    r"\b(?:ok|d'accord|c'est bon|c'est oui|partants?|(?:notre|"
    r"mon) accord)(?: \w+){0,3} pour (?:\w+ "
    r"){0,2}(?:pacte|signature|signer)\b|"
    r"\b(?:signature|validation|adoption|adhesion)\b.{0,50}(?:\b(?:est|"
    r"sera) (?:\w+ment )?(?:fixee|"
    r"prevue|programmee|acquise|publique|effective|deja)|: (?:oui|acquise?|ok|d'accord|"
    r"favorable))|"
    r"\b(?:le|la) voi(?:ci|la) (?:\w+ )?(?:signe|paraphe)e?\b|"
    r"\b(?:document|exemplaire|pacte|texte)\b.{0,20} (?:signe|paraphe|revetu)\b.{0,40}"
    r"\b(?:part|vous|joint|suit|en piece)|"
    r"\b(?:joint|vous|ci-joint)\b.{0,60}\b(?:document|exemplaire|pacte|texte)\b.{0,20} (?:signe|"
    r"paraphe|revetu)\b"
)
_EITHER = re.compile(
    rf"\b{_TOWARDS}\b.{{0,80}}\b{_PACT}\b|\b{_PACT}\b.{{0,60}}\b{_TOWARDS}\b|{_ALONE}"
)
_SPEAKER = re.compile(rf"\b{_OURS}(?:\b|(?<='))")
_NOT_SAID = re.compile(
    r"\b(?:ne|n')\b.{0,50}\b(?:pas|jamais|aucun\w*|guere|point)\b|\b(?:avait|avaient|avions|"
    r"avais|"
    r"avez|aviez|ont|auraient|auriez|aurait)\b|(?<!je )(?<!nous )\bvous (?:nous )?(?:demand|"
    r"invit|propos|sollicit|"
    r"interrog|souhait|engag|sugger)\w*|\b(?:en|depuis) (?:19|20[01])\d|\ben 202[0-5]\b|"
    r"\bdeja (?:signe|signataire|adhere)|\betions\b|\bquestion d|\bpropos de|\brecu\b|\blu\b|"
    r"\bpacte qui (?:rejoi|resonn|recoup)|"
    r"\b(?:sortante?|adversaires?|concurrents?|autres listes)\b|\bnon\b|"
    r"\brepondu? (?:a|par)\b|\bappel (?:a|d)\b|\bpublier(?:ons|a|ez)? la liste|\b(?:question|"
    r"decision|choix) de la signature|\bpreferons|\breserv\w+ (?:ma|notre)\b|\bsi (?:nous|"
    r"je) (?:ne |)(?:sign|devi)\w+|\bsignataires? sortants?"
)


def agreement(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Return where the clause ``text[begin:stop]`` agrees to the pact in the list's name."""
    signs = signing(text, begin, stop)
    if signs:
        return signs
    found = _EITHER.search(text, begin, stop)
    bare = _BARE.search(text, begin, stop)
    if (found or bare) is None or _NOT_SAID.search(text, begin, stop):
        return None
    if bare:
        return bare
    return found if _SPEAKER.search(text, begin, stop) else None
