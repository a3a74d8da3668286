"""Futures whose verb tells what they promise: « verra », « aura », « restera », « ira ».

On folded text.
"""

import re

from letters.reading.subjects import is_other, subject_of

NOT_OURS_PASSIVE = re.compile(
    r"\b(?:l'etat(?! civil| des )|gouvernement|legislateur|vous|la loi|l'europe)\b[^,]{0,40}$"
)
# « Le mandat verra la création… », « aucune école ne restera sans… ».
_TIME = re.compile(
    r"\b(?:mandat|mandature|annees?|printemps|ete|automne|hiver|20[2-4]\d|etape|phase|temps|"
    r"(?:la|le) (?:premiere?|deuxieme|seconde?|troisieme|derniere?))(?: [a-z' ]{1,14})? $"
)
_NOTHING = re.compile(
    r"(?:et |mais )?(?:ni |(?:plus |pas )(?:une? )?(?:seule? )?|aucune? |nulle? )(?:aucune? "
    r")?\w+.*"
    r"\b(?:ne |n')$"
)
IMPERSONAL_BEFORE = re.compile(r"\bil (?:nous |y |en |leur |vous |lui )*(?:ne |n')?$")
# « Les agents se verront proposer une formation »: given by the town, whoever receives it.
_IS_GIVEN = re.compile(r" (?:\w+ment |aussi |egalement |ainsi )?[a-z]+(?:er|ir|re)\b")
# « La direction verra ses effectifs doublés. »
_SEES_ITS = re.compile(
    r" (?:\w+ment )?(?:son|sa|ses|leurs?) [a-z]+(?: (?!qui|que|dont|pour)[a-z']+){0,4}? "
    r"[a-z]+(?:ee?|is?|it|ait|ert|ie|u)s?\b"
)
# « Trois axes guideront notre action » only opens a list.
_GUIDES = re.compile(r"(?:guid|structur|inspir|orient|anim|fond)e")
_PRINCIPLES = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|plusieurs|quelques|les|ces) (?:grand\w* )?(?:principes|axes|"
    r"priorites|objectifs|idees|convictions|orientations|exigences|valeurs) $"
)
_GOES_FIRST = re.compile(r"\bc'est (?:a|vers|aux?) [^,;.]{2,50} qu(?:e |') ?$")
# « Il » of the weather and of duty, not of somebody or something named before.
_NOBODY = re.compile(
    r"(?:faud|convien|s'agi|agi|appartien|revien|plai|pleuv|import|suffi|rest|manqu|va|incomb|"
    r"vaud|arriv|se pass|pass|se pourr|pourr|devr|y a|sembl|paraitr|est|ser|advien|exist|"
    r"tiend|couter|faire|fer|serv)"
)
_EMPTY_VERBS = (
    "dira",
    "diront",
    "verra",
    "verront",
    "saura",
    "sauront",
    "croira",
    "jugera",
    "attendra",
    "attendront",
)
_STAYS = re.compile(
    r" (?:\w+ment |donc |aussi |bien |toujours ){0,2}(?:equip|ouvert|gratuit|publi|libre|"
    r"accessible|"
    r"heberge|municipal|en regie|sous|prioritaire|la regle|la priorite|une priorite)\w*"
)
_TROUBLE = re.compile(
    r" (?:\w+ment |sans doute |toujours |encore |bien |donc )*(?:beaucoup |du |de la |de l'|"
    r"des |un |une |"
    r"plusieurs )?(?:travail|difficult|resistan|obstacle|probleme|avant|apres|debat|temps|"
    r"besoin|gens|monde|"
    r"personnes|freins?|resultat|economie|gagnant|perdant)"
)
# « La culture irriguera nos quartiers » is an image.
_IMAGES = re.compile(r"(?:irriguer|rayonner|brill?er|vibrer|fleurir|eclor|souffler|palpiter)")
# The course of things: « ce contrat arrivera à échéance », « le bail expirera en 2028 ».
_EXPIRES = re.compile(
    r"(?:arriver|viendr|ir)(?:a|ont) (?:a|jusqu'a|jusqu'au) ?(?:l'|la |son |leur )?(?:echeance|"
    r"expiration|terme|bout)|expirer|durer"
)
# « La messagerie reviendra sur un serveur de la commune. »
_BACK_TO = re.compile(
    r" (?:\w+ment )?(?:sur (?:un|une|nos|les|des)|dans (?:nos|notre|le giron|les mains)|en regie|"
    r"en gestion|en mairie|sous (?:le|la|notre|gestion)|au (?:service|sein) (?:public|de la))\b"
)
_THERE = re.compile(r"(?:^|[ ,'])y (?:en )?$")
_GOES_TO = re.compile(r"\s(?:a|au|aux|vers|en priorite)\b")
HAPPENS = re.compile(
    r"\s(?:\w+ )?(?:lieu|(?:toute )?(?:sa|leur) place|pour (?:mandat|consigne|feuille de route|"
    r"mission|role|charge|tache|"
    r"objectif|objet|but|vocation)|acces|toute sa place|"
    r"droit|l'obligation|la (?:charge|possibilite|garantie|responsabilite|preference)|"
    r"jusqu|a (?:en |y |l'|les? |la |se |s')?[a-z]+(?:er|ir|re)\b|autorite|mission|"
    r"(?:la|le|les) memes? [a-z]+|une (?:place|mission|delegation)|en charge|la main|a sa "
    r"disposition|priorite|notre "
    r"(?:preference|soutien)|la possibilite|le choix|\d+|deux|trois|quatre|un (?:referent|budget|"
    r"delegue))"
)
_HAS = re.compile(
    r"\s(?:\w+ment |aussi |egalement |ainsi |desormais )?(?:plus (?:a|besoin|vocation|leur place|"
    r"sa place|cours|"
    r"acces)|son|sa|ses|"
    r"leurs?|une?|"
    r"des) (?!\w{0,12} ?(?:cout|"
    r"impact|effet|consequence|mal\b|mot|sens|interet|fin\b|prix|chance|avenir|raison|"
    r"difficult|incidence))|\s(?:\w+ment )?(?:carte blanche|les mains libres|toute latitude|de "
    r"quoi|"
    r"voix au chapitre|le dernier mot|le temps (?:de|d')|les moyens (?:de|d'))"
)


_ANY = re.compile("")
# Which verbs, what stands before and after them, how sure they are then: the first row decides.
_TURNS = tuple(
    (re.compile(verbs), before, after, weight)
    for verbs, before, after, weight in (
        (r"verr(?:a|ont)$", _TIME, _ANY, 0.56),
        (r"verr(?:a|ont)$", _ANY, re.compile(" le jour"), 0.7),
        (r"aura$", _THERE, _TROUBLE, 0.0),
        (r"aura$", _THERE, _ANY, 0.56),
        (r"tiend(?:ra|ront)$", re.compile(r"(?<!publique )(?<!meeting )\bse $"), _ANY, 0.56),
        (r"(?:rest|demeur)er(?:a|ont)$", _ANY, _STAYS, 0.58),
        (r"reviend(?:ra|ront)$", _ANY, _BACK_TO, 0.56),
        (r"ir(?:a|ont)$", _GOES_FIRST, _ANY, 0.6),
    )
)


def by_verb(verb: str, before: str, after: str) -> float | None:
    """Return how sure « verra », « aura », « restera »… are, None when the verb does not tell."""
    for verbs, said_before, said_after, weight in _TURNS:
        if verbs.match(verb) and said_before.search(before) and said_after.match(after):
            return weight
    subject = subject_of(before)
    if verb in ("verra", "verront") and _IS_GIVEN.match(after) and before.endswith("se "):
        return 0.0 if NOT_OURS_PASSIVE.search(subject) else 0.6
    if verb in ("verra", "verront") and _SEES_ITS.match(after) and not is_other(subject):
        return 0.56
    if _GUIDES.match(verb) and _PRINCIPLES.search(before):
        return 0.0
    if _NOTHING.search(subject + before[-4:]) and not is_other(subject):
        return 0.58
    return 0.0 if _idle(verb, before, after) else None


def _idle(verb: str, before: str, after: str) -> bool:
    """Say whether the verb tells the course of things, a state of mind or nothing at all."""
    return bool(
        after.startswith((" ce qu'il v", " ce qu'elle", " ce qu'ils", " comme il", " comme elle"))
        or (IMPERSONAL_BEFORE.search(before) and _NOBODY.match(verb))
        or verb in _EMPTY_VERBS
        or _EXPIRES.match(verb + after)
        or _IMAGES.match(verb)
        or (verb in ("ira", "iront") and not _GOES_TO.match(after))
        or (verb in ("aura", "auront") and not (HAPPENS.match(after) or _HAS.match(after)))
    )
