"""What a future of the third person promises, from its subject and its verb. On folded text."""

import re

from letters.reading.barriers import CONSEQUENCE, OTHERS, OUR_SIDE, RELATIVE_ALLOWED
from letters.reading.folding import Folded
from letters.reading.future_verbs import (
    HAPPENS,
    IMPERSONAL_BEFORE,
    NOT_OURS_PASSIVE,
    by_verb,
)
from letters.reading.morphology import is_participle
from letters.reading.subjects import (
    OPENS_SUBJECT,
    RELATIVE_SUBJECT,
    THIS_BEFORE,
    WORLD,
    head_of,
    is_other,
    may_be_ours,
    subject_of,
)

_RECEIVES = re.compile(
    r"(?:beneficier|disposer|recevr|aur|pourr|suivr|accedr|apprendr|trouver|verr|ser|gagner|"
    r"choisir|garder|conserver|decouvrir|participer)(?:a|ont)$"
)
_PUBLIC = re.compile(
    r"(?:chacune?|habitante?s?|citoyen\w*|usagers?|usageres|parents|nos enfants|enfants|eleves|"
    r"concitoyen\w*|entreprises?|electeur\w*|personnes?|familles?|jeunes|seniors|aines|"
    r"associations|commercants|enseignant\w*|professeurs|agents|etudiant\w*|benevoles|retraites|"
    r"demandeurs|apprentis|adherents|nouveaux arrivants|volontaires)"
    r"(?: (?:tires?|volontaires?|interesse\w*|concerne\w*|handicape\w*|isole\w*))?$"
)
_WE_AS_SUBJECT = re.compile(
    r"(?:(?:notre|la|cette|une) (?:\w+ )?(?:liste|equipe|ville|commune|mairie|municipalite|"
    r"majorite|collectivite)|"
    r"le (?:\w+ )?conseil (?:municipal|communautaire)|l'equipe(?: municipale)?|\bon|\bnous|"
    r"\belle|"
    r"pacte[^,]{0,40}|"
    r"nos (?:\w+ )?(?:elue?s?|services|equipes|representant\w*|deleguee?s?|conseillere?s?|"
    r"colistiere?s?)(?: \w+)?|l'agglomeration|la metropole|"
    r"l'adjointe?[^,]{0,40}|"
    r"(?:ma|mon|mes|notre|nos) (?:futur\w* |premi\w+ |nouve\w+ )?(?:adjoint|colisti|conseill|"
    r"suppleant|secretaire)\w*[^,]{0,40}|"
    r"un (?:adjoint|elu|referent|delegue|comite|poste|budget|plan|groupe)[^,]{0,40}|"
    r"une (?:adjointe|elue|referente|deleguee|commission|charte|deliberation|clause|formation|"
    r"mission)[^,]{0,40}|la dsi|"
    r"nos (?:marches|appels|achats)[^,]{0,30}|les (?:services|agents|marches|appels)[^,]{0,40})"
    r"(?: [^,]{0,60}| ?, [^,]{1,80}, ?)?\s?(?:ne |n'|se |s'|y |en |l'|les? |la )*$"
)
_BY_OTHERS = re.compile(
    r"[^,.;]{0,60}\bpar (?:l'etat(?! civil)|le departement|la region|l'education|le "
    r"gouvernement|les "
    r"editeurs)"
)
_CAMPAIGN = re.compile(r"(?:notre|le|nos|la) (?:programme|campagne|meeting|reunion publique)\b")
_THIS_DONE = re.compile(
    r"(?:(?:se )?fera (?:en|des|progress|etape|petit)|passera (?:par|aussi par|notamment par|"
    r"d'abord par)|commencera par|se traduira par|"
    r"sera (?:\w+ment )?(?:fait|realise|effectif|acquis|mis en|applique|termine)|"
    r"traduira (?:\w+ )?par|s'accompagnera d|accompagnera d)"
)
# « Aucun agent ne sera laissé au bord du chemin » names nothing to do.
_LEFT_BEHIND = re.compile(r" (?:laisse|oublie|mis)\w* (?:au bord|de cote|sur le cote)")
_TO_YOU = re.compile(r"^(?:mais|et|puis) vous (?:y |en )?$")
_THEY_TO_US = re.compile(r"\bon (?:ne )?(?:nous |m'|me )$")
# « L'instituteur nous aidera », « cette question nous occupera »: done to us, not by us.
_TO_US = re.compile(
    r"(?<!\bnous )(?<!\bqui )(?<!entre )(?<!avec )(?<!pour )(?<!chez )(?<!\ba )(?<!\bde "
    r")(?<!parmi )\bnous $"
)
_IT_BEFORE = re.compile(r"\b(?:le|l') ?$")
_BE_DONE = re.compile(r" (?:aussi |egalement |ainsi |\w+ment )?etre ([a-z]+)")
_AN_INFINITIVE = re.compile(
    r" (?:\w+ment |aussi |egalement |ainsi |y |en |s'|se )*[a-z]+(?:er|ir|re)\b"
)
# What is said of the association's own words is courtesy, unless they are taken up.
_TALK = re.compile(
    r"\b(?:(?:vos|votre) (?:voix|appels?)|(?:vos|votre|les) (?:\w+ )?(?:arguments?|"
    r"contributions?|courriers?|messages?|remarques?|observations?|reflexions?|lettres?|"
    r"orientations de (?:notre|la) liste))\b"
    r"[^,;:.]{0,40}$"
)
_TAKEN_UP = re.compile(r"\b(?:integr|repris|inscri|appliqu|mis(?:es)? en oeuvre)")
# « De ce diagnostic naîtra un plan », « à cela s'ajoutera une aide »: the subject comes after.
_FRONTED = re.compile(
    r"(?:et |puis |ainsi )?(?:de|d'|du|des|a|au|aux|dans|sur|parmi|y|ensuite)\b ?[^,;:]{0,60}$"
)
_NEW_SUBJECT = re.compile(
    r" (?:ainsi |aussi |ensuite |egalement |enfin )?(?:une?|des|deux|trois|\d+) "
)
# What will be hard, dear or useful is foreseen, not promised.
_JUDGED = re.compile(
    r"(?:tres |plus |aussi |si |bien |assez |trop )?(?:difficile|facile|long|longue|rude|dur|"
    r"dure|cher|chere|couteu|"
    r"necessaire|indispensable|importante?|possible|impossible|utile|precieu|decisi|"
    r"determinante?|essentiel|"
    r"grand|lourd|considerable|immense|complexe|simple|meilleur|pire|contraint|la (?:bienvenue|"
    r"cle|condition)|"
    r"en (?:mesure|jeu|place|cours)|au rendez-vous|a la hauteur|au coeur des|le (?:cas|"
    r"resultat|fruit)|"
    r"un (?:defi|enjeu|combat|succes)|une (?:question|chance|evidence)|candidat|elu|"
    r"presente?s? |vigilant|sensible|"
    r"bref\b|breve|courte?\b|heureu|fier|ravi|disponible|attentif)\w*"
)
_ADVERBS = re.compile(
    r"(?:\s(?:\w{3,}ment|aussi|egalement|donc|ainsi|deja|toujours|bien|ensuite|tout|alors|enfin|"
    r"des lors|systematique|en priorite|des que possible|par ailleurs|plus|pas|jamais|ici|"
    r"en outre|quant a (?:elles?|eux|lui)|d'abord|tous|toutes|, [^,]{3,60},))*\s"
)
_PRIORITY = re.compile(
    r"(?:un |une |le |la |l'|notre |nos |parmi |au coeur|au centre|l'un |l'une )[^.]{0,40}"
    r"(?:priorit|axe|objectif|boussole|critere|regle|principe|norme|mission|pilote|coeur|centre|"
    r"feuille)|au (?:coeur|centre) de (?:notre|nos)|"
    r"(?:prioritaire|la regle|systematique|obligatoire|privilegi|attentive? a|vigilante? |"
    r"garante? |exemplaire)"
)
_STAGE = re.compile(
    r"(?:la|une?|le) (?:\w+ )?(?:etape|phase|socle|base|fondement|volet|"
    r"pilier)\b"
)
_STATE = re.compile(
    r"(?:gratuite?s?|publi(?:c|cs|ques?)|ouverte?s?|libres?|accessibles?|disponibles?|de droit|"
    r"en "
    r"(?:libre acces|open|ligne|acces libre|charge|licence)|sous (?:licence|linux|gnu)|"
    r"responsables? de|totale?s?|completes?|integrale?s?|maximale?s?|permanente?s?|"
    r"interoperables?|reversibles?|progressi\w+|gradue\w+|systematiques?|exclusi\w+|mutualise\w*|"
    r"anonymes?|lisibles?|reparables?|auditables?|fini(?:e?s)? )"
)
_OUR_DECISION = re.compile(
    r"\b(?:notre|nos|mon|ma|mes|l'une? de (?:nos|mes)|l'une? des|une? de (?:nos|mes)|la|le|les) "
    r"(?:\w+ ){0,2}?(?:mesures?|decisions?|actes?|objectifs?|priorites?|ambitions?|chantiers?|"
    r"actions?|deliberations?|demarches?|taches?|axes?|volonte|engagements?|geste|premiere?|"
    r"deuxieme|second|seconde|troisieme)\b[^.;:]{0,40}$"
)
_WHAT_IT_IS = re.compile(
    r"(?:\w+ment |donc |aussi |egalement )?(?:de |d'|a |l'|la |le |les |une? )"
)
_HELPS = re.compile(r"permett(?:ra|ront)$")
_TO_SOMEBODY = re.compile(r"\b(?:lui|leur|nous|vous) $")
_NEW_THING = re.compile(
    r"(?:et |puis )?(?:une? |des |ce |cet |cette |ces )(?!question|choix|demarche|mesures?\b|"
    r"economies|changement|transition)"
)
# « Les économies iront à la formation »: what they are spent on is decided.
_PLACE = re.compile(r" (?:toute )?(?:sa|leur) place\b")
_SPENT = re.compile(
    r"(?:serviront|servira|iront|ira|seront|financeront|paieront|abonderont|alimenteront)\b"
)
_PRICES = re.compile(r"(?:prix|tarifs?|factures?|taxes?|impots?|couts?|redevances?|loyers?)\b")
_FALLS = re.compile(r"(?:baiss|diminu|rest|figur)")
_VOTE = re.compile(r"\b(?:elections?|scrutins?|votes?|tours?|campagne)\b")
_BINDING = re.compile(r"dev(?:ra|ront)$")
# « Celui qui voudra travailler avec nous devra livrer ses sources », « il devra rendre compte ».
_WHOEVER = re.compile(
    r"(?:et |puis )?(?:ils?|elles?|(?:celui|celle|ceux|celles) qui|quiconque|les (?:directeurs|"
    r"directions|"
    r"responsables|chefs|prestataires|fournisseurs|titulaires))\b"
)
_DOES = re.compile(
    r" (?:\w+ment |aussi |egalement |donc |ensuite )?(?:y |en |les? |la |l')?(?:livr|document|"
    r"form|present|"
    r"justifi|rend|publi|fourni|propos|garanti|respect|associ|consult|appliqu|remett|compren|"
    r"comport|"
    r"contenir|inform|veill|dress|transmett|expliqu|ouvr|utilis|permett|mettre)\w*\b"
)
_DEFAULT = 0.56
# How far around a verb its subject and complement are looked for: a bound on nonsense.
_REACH = 260


def third_person_weight(folded: Folded, begin: int, match: re.Match[str], stop: int) -> float:
    """Return how sure a future of the third person is, 0 when it promises nothing."""
    text = folded.text
    begin = max(begin, match.start() - _REACH)
    verb, before = match.group(), text[begin : match.start()]
    after = text[match.end() : min(stop, match.end() + _REACH)]
    if THIS_BEFORE.search(before):
        reflexive = before.rstrip().endswith(("se", "s'"))
        done = _THIS_DONE.match(("se " if reflexive else "") + verb + after)
        return 0.56 if done else 0.0
    if _TALK.search(before) and not _TAKEN_UP.search(after):
        return 0.0
    if _THEY_TO_US.search(before) or _TO_US.search(before):
        return 0.0
    if verb in ("sera", "seront"):
        return 0.6 if _IT_BEFORE.search(before) else _being_weight(folded, match, stop, before)
    if verb in ("pourra", "pourront", "devra", "devront") and _may_be_done(
        folded, match.end(), stop
    ):
        return 0.6
    if _BINDING.match(verb) and _WHOEVER.match(subject_of(before)) and _DOES.match(after):
        return 0.56
    settled = by_verb(verb, before, after)
    return _acting_weight(verb, before, after) if settled is None else settled


def _may_be_done(folded: Folded, start: int, stop: int) -> bool:
    """Say whether « pourra » is followed by « être » and a participle."""
    word = _BE_DONE.match(folded.text, start, stop)
    return word is not None and is_participle(word[1], folded.written[slice(*word.span(1))])


def _acting_weight(verb: str, before: str, after: str) -> float:
    """Return how sure an active future is from who does it and from what it brings about."""
    ours = bool(_WE_AS_SUBJECT.search(before))
    subject = subject_of(before)
    named = OPENS_SUBJECT.match(subject) is not None
    if not named and _FRONTED.match(before) and _NEW_SUBJECT.match(after):
        return 0.56
    if _HELPS.match(verb) and named and _NEW_THING.match(subject):
        return 0.56
    if verb.startswith("deviendr") and _PRIORITY.match(after.strip()):
        return 0.6 if named else 0.0
    if verb.startswith("passer") and after.startswith((" par", " aussi par", " notamment par")):
        return 0.56 if named else 0.0
    told = RELATIVE_SUBJECT.search(before) and not RELATIVE_ALLOWED.search(before)
    if told or (_HELPS.match(verb) and _TO_SOMEBODY.search(before)):
        return 0.0
    given = _takes_part(subject, verb, after)
    if given:
        return given
    if _brings_about(verb, subject, after, ours=ours) or _of_others(before, subject, named=named):
        return 0.0
    ours_at_work = ours or OUR_SIDE.search(subject)
    if after.startswith(" jamais") and not ours_at_work:
        return 0.0
    if verb.startswith(("devr", "pourr")):
        return 0.54
    return 0.8 if ours else (0.64 if ours_at_work else _DEFAULT)


def _brings_about(verb: str, subject: str, after: str, *, ours: bool) -> bool:
    """Say whether the verb tells a consequence or the course of the world, not an action."""
    if verb.startswith(("faud", "cout")):
        return True
    each = subject.startswith(("aucun", "plus aucun", "tout ", "toute ", "chaque "))
    done = after.startswith((" compte", " l'exemple")) or (each and verb.startswith("tiend"))
    if CONSEQUENCE.match(verb) and not (done or ours or _binds(verb, subject, after)):
        return True
    if _SPENT.match(verb + after) and re.search(r"\beconomies\b", subject):
        return False
    if re.match(r"aur(?:a|ont)$", verb) and after.startswith(" lieu"):
        return bool(_VOTE.search(head_of(subject)))
    if re.match(r"aur(?:a|ont)$", verb) and _PLACE.match(after):
        return False
    if _PRICES.match(head_of(subject)) and _FALLS.match(verb):
        return False
    return bool(WORLD.match(head_of(subject))) and not ours and not each


def _binds(verb: str, subject: str, after: str) -> bool:
    """Say whether « devra », « constituera » lay down a rule for what the town controls."""
    if OTHERS.search(subject):
        return False
    if verb.startswith("constitu"):
        return bool(_PRIORITY.match(after.strip()) or _STAGE.match(after.strip()))
    if re.match(r"(?:agents|salaries|fonctionnaires|communes)\b", head_of(subject)):
        return False
    if not (_BINDING.match(verb) and _AN_INFINITIVE.match(after)):
        return False
    return bool(
        re.match(
            r"(?:et |puis )?(?:tout|chaque|aucun|les futurs|nos |celui-ci|celle-ci|l'adjointe?|"
            r"l'elue?)",
            subject,
        )
    ) or bool(OUR_SIDE.search(head_of(subject)))


def _takes_part(subject: str, verb: str, after: str) -> float:
    """Return how sure it is that the public is given something: « les habitants pourront… »."""
    head = head_of(subject)
    if not _RECEIVES.match(verb) or not _PUBLIC.search(head):
        return 0.0
    if verb.startswith("aur"):
        return 0.58 if HAPPENS.match(after) else 0.0
    if verb.startswith("pourr"):
        seeing = re.match(
            r" (?:constater|juger|se determiner|voir|choisir entre|compter|"
            r"retrouver)",
            after,
        )
        return 0.6 if _AN_INFINITIVE.match(after) and not seeing else 0.0
    return 0.58


def _of_others(before: str, subject: str, *, named: bool) -> bool:
    """Say whether the verb belongs to people the list does not speak for."""
    if named:
        return is_other(subject)
    before = _TO_YOU.sub("", before)
    theirs = [m.end() for m in OTHERS.finditer(before)]
    our_side = [m.end() for m in OUR_SIDE.finditer(before)]
    return bool(theirs) and (not our_side or theirs[-1] > our_side[-1])


def _being_weight(folded: Folded, match: re.Match[str], stop: int, before: str) -> float:
    """Return how sure « sera » is from the participle or the attribute that follows."""
    text = folded.text
    if _LEFT_BEHIND.match(text, match.end(), stop):
        return 0.0
    skipped = _ADVERBS.match(text, match.end(), stop)
    position = skipped.end() if skipped else match.end()
    subject = subject_of(before)
    if NOT_OURS_PASSIVE.search(subject) or _CAMPAIGN.match(subject):
        return 0.0
    if _BY_OTHERS.match(text, position, stop):
        return 0.0
    word = re.compile(r"[a-z]+").match(text, position, stop)
    unaccented = word is not None and folded.written.isascii() and len(text) > 30
    if word and (
        is_participle(word.group(), folded.written[slice(*word.span())])
        or (unaccented and is_participle(word.group(), word.group().upper()))
    ):
        return 0.76
    if _PRIORITY.match(text, position, stop):
        return 0.66
    if _OUR_DECISION.search(before) and _WHAT_IT_IS.match(text, position, stop):
        return 0.66
    if _STATE.match(text, position, stop) and not is_other(subject):
        return 0.56
    if IMPERSONAL_BEFORE.search(before) or _JUDGED.match(text, position, stop):
        return 0.0
    return 0.53 if may_be_ours(before) else 0.0
