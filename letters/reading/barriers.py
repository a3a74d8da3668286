"""French turns of phrase that hold back: refusal, past, courtesy, others. On folded text."""

import re

from letters.reading.cues import OURS
from letters.reading.folding import Folded
from letters.reading.kinds import ACTION_DUE, AGREEMENT
from letters.reading.morphology import is_participle
from letters.reading.patterns import compiled

REFUSAL = compiled(
    r"\bne (?:pouvons|pourrons|pouvait|saurions|souhaitons|voulons|signerons|signons|prendrons|"
    r"prenons|nous engage|nous est pas|nous sera pas|prevoyons|comptons|proposons|promettons|"
    r"envisageons|soutenons|serons|sommes|saurait|peut|peux|pourrai|pourra|pourront|souhaite|"
    r"veux|"
    r"signerai|promet|sera|seront|semble|nous semble|disposons|ferons|fera|donnerons|repondrons|"
    r"m'engage|nous positionn|nous prononc|croyons|pensons|voyons|migrerons|migrera|remplacerons|"
    r"imposerons pas de)\b(?!.{0,30}\b(?:que|qu'|plus d|plus l|aucun logiciel))"
    r"|\bn'(?:envisageons|avons pas|est pas|y "
    r"sommes|y a pas|ira|irons pas|entendons|engage|imposerons "
    r"pas|adopterons|approuvons|entre pas|a pas|aurons pas|avons pas)\b"
    r"|\b(?:nous |je )?(?:refusons|refuse|declinons|rejetons)\b|\bsans (?:pouvoir )?(?:nous|m'|"
    r"s')"
    r" ?(?:y )?engager\b|\bimpossible de\b|\bpreferons ne pas\b|\bpas (?:en mesure|favorables?|"
    r"prets?|"
    r"question|pour l'instant|a l'ordre)\b|\bne (?:nous|m'|se|s') ?(?:y )?(?:engage\w*|est) pas\b"
    r"|\bjamais (?:nous|je)\b|\b(?:nous nous|je me|on se) garder(?:ons|ai|a) (?:bien )?d(?=e |"
    r"\')|\breserves? (?:importantes|fortes)\b|\bdefavorables?\b"
)
VAIN = re.compile(
    r"\bn(?:e |')(?:\w+ )?\w+ aucune? (?:engagement|promesse|calendrier)|"
    r"\baucune? (?:engagement|promesse|calendrier) ne\b"
)
KEPT_NEGATION = compiled(
    r"\bn(?:e |')(?:(?!pas\b)\w+ ){0,3}?(?!pas\b|non\b)\w+ (?:plus|que|qu'|aucun\w*|jamais|"
    r"personne|rien "
    r"(?:sans|de tout))\b|\bn'aur\w+ de cesse\b|"
    r"\bne (?:suis|sommes|serais|serions) pas (?:hostile|oppose|ferme|fache|mecontent)\w*|\bne "
    r"manquer\w+ pas|"
    r"\bne (?:nous |m'|vous )?(?:empech|reti|dispens|interdi)\w+ (?:pas|nullement)\b|"
    r"\bn(?:e |')(?:\w+ ){0,3}\w+ (?:\w+ )?pas (?:recours|un autre|une autre|d'autres?|de "
    r"nouve\w+|vocation)\b|"
    r"\bn'est pas (?:exclu|impossible|interdit)\b|\bne desesper\w+ pas|\bn'hesiter\w+ pas|"
    r"\bn'(?:excl|ecart)\w+ pas|\bne (?:nous |m'|"
    r"s')interdi\w+ pas|"
    r"\bn(?:e |')(?:transig|ced|renonc|laiss|lach|baiss|reviend|abandonn|oubli|sacrifi|toler|"
    r"accept|augment|brad|privatis|licenci|gaspill|expropri|betonn|espionn|fliqu|delocalis|"
    r"externalis|"
    r"manqu)\w+ (?:pas|plus|rien)\b|"
    r"\bne (?:sera|seront|serait|seraient) (?:pas|plus|jamais) (?:\w+ment )?(?:renouvel|"
    r"reconduit|"
    r"prolong|poursuivi|toler|accept|autoris|vend|ced|transm|communiqu|exploit|collect|sign|"
    r"install|ferm|supprim|abandonn|oubli|laiss|sacrifi|remis)\w*"
    r"|\bne (?:renouvell?er|reconduir|prolonger|laisser)\w+ (?:pas|plus) (?:le|les|la|de|d'|au|"
    r"nos|l')"
)
# « Nous n'achèterons pas de licences » promises, « nous ne supprimerons pas Windows » refuses.
SHUNNED = re.compile(
    r"\b(?:proprietaires?|privateurs?|licences?|gafam|google|microsoft|windows|amazon|facebook|"
    r"whatsapp|traceurs?|"
    r"mouchards?|espions?|"
    r"surveillance|videosurveillance|biometri\w+|faciale|publicitaires?|formats? fermes?|"
    r"augment\w+|hausse)\b"
)
DROPS = re.compile(
    r"(?:.* )?(?:supprim|renonc|remplac|sort|quitt|interdi|bann|migr|abandonn|exclu|romp|"
    r"resili|elimin|arret|"
    r"cess|chang|limit|redui|pass|pourr|saur|ser|sign|prendr|engag|promett|demand|impos|"
    r"retir)\w*$"
)
PAST = compiled(
    r"\b(?:depuis (?:19|20)\d\d|depuis (?:\w+ ){1,3}(?:ans|annees|mandats?)|(?:sous|durant|"
    r"pendant|lors|"
    r"au cours) (?:du |de |le |ce )+(?:precedent |dernier )?mandat (?:precedent|ecoule|sortant|"
    r"qui s'acheve|"
    r"passe)|mandat precedent|precedent mandat|ces dernieres annees|(?:en|fin|des) (?:19\d\d|"
    r"200\d|201\d|"
    r"202[0-5])\b|l'an dernier|l'annee derniere)"
)
PERFECT = re.compile(
    r"\b(?:avons|ai|a|ont|avait|avaient|avions)(?: (?:deja|aussi|egalement|ainsi|toujours|"
    r"notamment|"
    r"d'ailleurs|ete|progressivement|d'ores et deja|par ailleurs|bien|en outre))* "
    r"(?!(?:une|deux|trois|quatre|cinq|six|dix|notre|autre|toutes?|cette?|comme|encore)\b|prevu|"
    r"decide|choisi|inscrit|acte|fait le choix|pour|a coeur|pris l'engagement)"
    r"[a-z]+(?:e|ee|es|ees|i|is|it|u|us|ert|aint|fait)\b"
)
GREETING = compiled(
    r"\bremerci\w+|\bsalutations?\b|\bpri(?:ons|e) d'agreer|\bveuillez\b|\bcordialement\b|"
    r"(?<!table )(?<!salle )(?<!stand )(?<!local )(?<!creneau )\ba (?:votre|ta|leur) (?:entiere "
    r"|pleine )?"
    r"disposition\b(?! (?:un|une|des|le|la|les) )|"
    r"\bn'hesitez pas\b|\bsouhait(?:ons|e) (?:une |un |bonne|bon |plein|tout d'abord|d'abord)|"
    r"\bvous souhait\w+|\bfelicit\w+|\bsalu(?:ons|e) (?!les? )|\bavons bien recu\b|"
    r"\bdans l'attente\b|\bpris connaissance\b|\bl'assurance de\b|\bnous rejouissons\b|"
    r"\b(?:serons|serions|serai) (?:toujours |egalement )?(?:a vos cotes|disponibles?|a l'ecoute|"
    r"presents?)\b|\bresterons?\b(?! vigilan)|\bvous trouverez\b"
)
OPINION = compiled(
    r"\b(?:pensons|croyons|considerons|estimons|savons|regrettons|constatons|sommes (?:\w+ "
    r")?(?:convaincu"
    r"\w*|persuade\w*|conscient\w*|certains?)|craignons|esperons|pense|crois|considere|estime|"
    r"sais|"
    r"espere|suis (?:\w+ )?(?:convaincue?|persuadee?|certaine?)|reconnaissons|comprenons|notons) "
    r"(?:\w+ment )?(?:que|qu')|\b(?:il est|il nous (?:parait|semble)) (?:\w+ )?(?:important|"
    r"essentiel|"
    r"necessaire|urgent|evident|indispensable|clair|vrai|temps|certain|regrettable|probable)"
)
TO_OTHERS = compiled(
    r"\b(?:demandons|reclamons|exigeons|attendons|appelons|invitons|interpellons|demande|appelle|"
    r"invite|"
    r"attends)\b.{0,20}\b(?:l'etat|gouvernement|parlement|legislateur|europe|vous|votre|region|"
    r"departement|ministere|editeurs?|ministre)\b|\bvous (?:devez|devriez|devrez|pourriez|pouvez|"
    r"pourrez|"
    r"demand\w+|invit\w+|interroge\w*|proposez|sollicit\w+|souhaitez|questionnez|evoquez|"
    r"rappelez|"
    r"ecrivez|reclamez|suggerez|voulez|voudriez|aimeriez|desirez|avez|aviez|portez|formulez)\b|"
    r"\bvous nous (?:\w+ez|"
    r"avez)\b|"
    r"\bvotre (?:\w+ )?(?:question|interrogation|demande) (?:porte|concerne|est|sur|vise|"
    r"relative)\b|"
    r"\bcomptons sur (?:vous|votre|l'etat)\b"
)
OTHERS = re.compile(
    r"\b(?:l'etat(?! civil| des )|gouvernement|legislateur|parlement|union europeenne|l'europe|"
    r"commission "
    r"europeenne|"
    r"ministeres?|ministre|la region|le departement|conseil (?:departemental|regional)|prefe(?:t|"
    r"ct)\w*|"
    r"education nationale|editeurs?|gafam|microsoft|google|entreprises?|fournisseurs?|"
    r"constructeurs?|"
    r"vous|votre (?:association|organisation|collectif)|vos|chacune?|habitante?s?|"
    r"(?:les|des|nos|aux|ces|chaque|une?|tout) citoyen\w*|"
    r"electeur\w*|electrices?|"
    r"adversaires?|autres (?:groupes|partis|elus|candidats)|autres listes|liste sortante|"
    r"majorite sortante|municipalite sortante|equipe "
    r"sortante|"
    r"maire sortante?|concurrents?|opposition|l'avenir|la loi|deputes?|senateurs?|concitoyen\w*|"
    r"nos enfants|les usagers|parents|campagne|candidats?|vote|scrutin|election)\b"
)
OUR_SIDE = re.compile(
    rf"\b(?:{OURS}|nous|je|on|elle|services?|dsi|pacte|notre \w+|nos (?!concurrent|adversaire|"
    rf"opposant|concitoyen|enfant)\w+|services municipaux|regie|"
    r"mediatheques?|bibliotheques?|ecoles?|agents?|postes?|logiciels?|marches?|appels? d'offres?|"
    r"formats?|maison|budget|charte|comite|commission|deliberation|referent\w*|plan|schema)\b"
)
CONSEQUENCE = re.compile(
    r"(?:evit|vaud|represent|entrain|cout|depend|necessit|impliqu|apparait|suffi|montr|"
    r"conviend|faud|"
    r"appartiend|reviend|revel|signifi|semble|tiend|engendr|gener|constitu|devr|aver)(?:e?ra|"
    r"e?ront|ira|iront|a|ont)$"
)
RELATIVE_BEFORE = re.compile(
    r"(?:\bque?|\bqu'|\bdont|\bqui|\bsi|\blorsque?|\blorsqu'|\bquand|\bcomme|\bou|\blesquel\w+|"
    r"\blaquelle|"
    r"\bauquel|\bduquel|\btelle? que|\bpuisque?|\bpuisqu'|\bcomment|\bpourquoi|\bquels?|"
    r"\bquelles?)"
    r"(?: ?(?:nous|je|on|j'|notre liste|la ville|ils?|elles?|celle-ci|la commune))?\s?"
    r"(?:ne |n'|le |la |les |l'|y |en |se |s'|nous |vous |leur |lui )*$"
)
RELATIVE_ALLOWED = re.compile(
    r"\b(?:c'est (?:pourquoi|ainsi que|dans ce(?:t|tte)? (?:\w+ )?(?:cadre|esprit|sens|optique|"
    r"perspective|"
    r"logique) que|a ce titre que|la raison pour laquelle|donc .{0,40}que|avec .{0,60}que|en "
    r".{0,40} que)|"
    r"voila (?:pourquoi|ce qu(?:e |'))|(?:confirm|ajout|precis|repond|declar|inform(?!at)|assur|"
    r"annonc|indiqu|"
    r"affirm|promett|engage|sach|"
    r"soy|ecri|"
    r"publi|not(?=e\b|er\b|ez\b|ons\b))\w* "
    r".{0,25}"
    r"(?:que|qu')|(?:bien (?:entendu|sur)|evidemment|l'engagement|certain) (?:que|qu')|"
    r"c'est [^,.;]{1,60}(?:, [^,.;]{1,40},)? qu[ie']|(?:on (?:y )?lit(?: \w+)?|il (?:y )?est "
    r"(?:\w+ )?(?:ecrit|prevu|"
    r"inscrit|dit|"
    r"indique|precise|stipule)[^,.;]{0,30}) (?:que|qu')|(?:conseil|communaute|metropole|"
    r"agglomeration|interco"
    r"mmunalite|instances?)\b[^,.;]{0,40}, ou nous|liste .{0,40}qui|programme,? .{0,30}qui|"
    r"raison pour laquelle)"
)
SPEECH = re.compile(
    r"(?:nous |vous |j')?(?:y |en )?(?:rappeler|rassurer|confirmer que|souligner|preciser|"
    r"remercier|saluer|feliciter|"
    r"dire|exprimer|etre (?:tres )?(?:directe?|bref|breve|brefs|courte?)\b|"
    r"rester (?:fideles?|attenti|vigilan|ouvert|a l'ecoute)\w*|attirer|partager (?:avec vous|"
    r"notre)|repondre|insister|indiquer|informer|adresser|revenir|"
    r"evoquer|connaitre|"
    r"savoir|comprendre|reaffirmer notre|temoigner|apporter (?:quelques|des|une|nos|les) (?:\w+ "
    r")?(?:elements|"
    r"precisions|reponses?)|avoir|croire|etre (?:tres )?(?:clairs?|honnetes?|francs?|"
    r"(?:en |d'abord en )?(?:debattre|discuter)(?! avec vous)|avoir repondu|transparents? avec "
    r"vous|prudents?|realistes?|sinceres?|modestes?|lucides?)|compter|voir(?= (?:avec|comment|"
    r"si|ce|de|dans|a|d)\b))\b"
)
SPEECH_FUTURE = re.compile(
    r"(?:repondr|detailler|dir|rappeller|permettr|terminer|conclur|verr|saur|"
    r"attendr|"
    r"comprendr|noter|soulignera?|preciser|constater|resumer|perdr|gagner|admettr|convenir|"
    r"conviendr|devr|juger|"
    r"deviendr|serr|adresser|citer|espere|insister|avouer)(?:ons|ai)$"
)
STATIVE = re.compile(r"(?:gagner|rester|incarner|croire|vivre|penser|ressembler|demeurer)\b")
# After words that announce: courtesy and speech, no action.
_TELLS = re.compile(
    r"(?: \w+ment| egalement| aussi| ici| donc)?\s?(?:a |de )?vous (?:faire (?:part|parvenir|"
    r"savoir|connaitre)|"
    r"apporter|repondre|preciser|exposer|rappeler|indiquer|adresser|presenter (?:nos|notre|les|"
    r"ci))\b"
)
_HOMAGE = re.compile(
    r"\s?(?:\w+ment )?(?:a |de )(?:vous )?(?:rendre (?:un )?hommage|saluer|remercier|feliciter|"
    r"redire|dire)\b"
)
_WANTING = re.compile(
    r"\s?(?:,[^,]{1,80},)?\s?(?:(?:essayer|tenter|tacher|commencer) (?:de |d'|"
    r"par ))?(?:\w+ment )?(?:de |d'|a |par |vous |pouvoir |donc |aussi |egalement "
    r"){0,3}"
)
_THAT_OTHERS = re.compile(
    r"\s?(?:\w+ment |neanmoins |donc |ainsi |toutefois )?(?:que|qu')\s?(?:l'etat|"
    r"le gouvernement|vous|votre(?! (?:association|collectif|equipe|antenne))|la region|"
    r"le departement|les editeurs|"
    r"l'europe|"
    r"ces (?:reponses|elements|precisions|quelques|informations|lignes)|cette (?:reponse|"
    r"lettre)|nos reponses|chacun)"
)
_THAT_YOU = re.compile(r"\s?(?:\w+ )?que (?:vous|votre)\b")


# « Je ferai revenir les formulaires »: no speech.
_MAKES = re.compile(r"\bfer(?:ons|ai|a|ont)$")


def held_back(folded: Folded, begin: int, stop: int) -> bool:
    """Say whether ``text[begin:stop]`` refuses, recalls, greets, opines or speaks of others."""
    text = folded.text
    return bool(
        REFUSAL.search(text, begin, stop)
        or TO_OTHERS.search(text, begin, stop)
        or GREETING.search(text, begin, stop)
        or OPINION.search(text, begin, stop)
        or _tells_the_past(folded, begin, stop)
        or PAST.search(text, begin, stop)
    )


def _tells_the_past(folded: Folded, begin: int, stop: int) -> bool:
    """Say whether a clause is in the perfect; « à chaque » is no « a changé »."""
    for match in PERFECT.finditer(folded.text, begin, stop):
        written = folded.written[slice(*match.span())]
        word = match.group().split(" ")[-1]
        if written[0] not in "àÀ" and (
            is_participle(word, written) or not word.endswith(("e", "es"))
        ):
            return True
    return False


def idle(text: str, said: tuple[int, int], stop: int, *, finite: bool, wished: bool) -> bool:
    """Say whether what follows is courtesy, speech or a state of mind, not an action.

    ``said``: where the announcing words start and end; ``finite``: they are the verb itself;
    ``wished``: they tell a wish.
    """
    start, end = said
    after = text[end:stop]
    due = ACTION_DUE.search(text[start:stop][:120])
    if _THAT_OTHERS.match(after) and not (due and _THAT_YOU.match(after)):
        return True
    if not finite and (_TELLS.match(after) or _HOMAGE.match(after)):
        return True
    if due or AGREEMENT.search(after[:90]):
        return False
    if GREETING.search(text, start, min(stop, end + 60)):
        return True
    if finite and _MAKES.search(text, start, end):
        return False
    complement = _WANTING.match(after)
    rest = after[complement.end() :] if complement else after
    if SPEECH.match(rest):
        return True
    if wished:
        return bool(STATIVE.match(rest)) or not rest.strip(" .!,")
    return False
