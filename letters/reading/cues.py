"""French turns of phrase that announce, refuse, report or only greet. On folded text."""

import re
from dataclasses import dataclass

_GAP = r"(?:\s?,?\s?(?:[a-z]+ment|aussi|egalement|donc|bien|ainsi|tout|ici|enfin|surtout|encore|" \
    r"notamment|d'ores et deja|des a present|par ailleurs|en effet|tres|fort|deja|meme|plus|" \
    r"d'abord|des lors|bel et|a ce titre|en outre|de fait|a terme|collectivement),?){0,3}"
_CONSENT = (
    r"(?:pret|dispose|determine|resolu|decide|favorable|volontaire|partant|attache a mettre|"
    r"d'accord|engage|mobilise|enclin|ouvert)e?s?"
)
_OURS = r"(?:liste|equipe|ville|commune|mairie|municipalite|majorite|collectivite|mouvement|" \
    r"collectif|candidate?s?|colistiere?s?|conseil municipal|groupe|agglomeration|metropole|" \
    r"intercommunalite|adjoint|elue?s?|coalition|union|rassemblement)"
_PLAN = r"(?:programme|projet|feuille de route|plan|mesures|propositions|engagements|priorites)"
_DO = (
    r"(?:creons|lancons|mettons (?:en (?:place|oeuvre)|fin|a disposition)|formons|developpons|remplacons|"
    r"installons|imposons|organisons|recrutons|consacrons|instaurons|generalisons|migrons|adoptons|publions|"
    r"exigeons|renforcons|reduisons|supprimons|mutualisons|poursuivons|accompagnons|sensibilisons|equipons|"
    r"embauchons|doublons|triplons|integrons|inscrivons|donnons la priorite|faisons le choix|reservons)"
)
_NOT_NOW = r"(?! (?:deja|depuis|aujourd'hui|actuellement|chaque (?:jour|annee)))"


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of announcing: its name for people, how sure it is (0..1), its firmness or ""."""

    name: str
    pattern: re.Pattern[str]
    weight: float
    firmness: str = ""


def _cue(name: str, weight: float, firmness: str, *alternatives: str) -> Cue:
    return Cue(name, re.compile("|".join(rf"(?:{a})" for a in alternatives)), weight, firmness)


CUES: tuple[Cue, ...] = (
    _cue(
        "engagement verb", 0.92, "",
        rf"\b(?:nous |on )?{_GAP} ?nous{_GAP} engageons\b", r"\b(?:je )?m'y? ?engage\b(?! dans la)",
        r"\bs'(?:y )?engage(?:nt|ra|ront|rait)?\b(?! pour (?:la|le|les|un)\b)",
        rf"\bpren(?:ons|ds|d|drons|drai)\b{_GAP} l'engagement", r"\bengagement (?:est|sera) pris\b",
        rf"\bnous (?:vous )?(?:promettons|garantissons)\b{_GAP}(?= (?:de|d'|que|qu'|la|le|l'|un|a)\b)",
        r"\bprenons (?:\w+ ){0,3}engagements?\b", r"\bje (?:vous )?(?:promets|garantis)\b",
        r"\bnotre engagement (?:est|sera|:)", r"\bnous nous (?:fixons|donnons)\b",
        r"\bengageons (?:notre|la) (?:liste|equipe|commune)\b",
    ),
    _cue(
        "intention verb", 0.8, "",
        rf"\bnous{_GAP} (?:prevoyons|comptons(?! sur)|entendons(?! par)|proposons(?! aux? )|voulons|"
        r"projetons|programmons|choisissons|decidons|acceptons|confirmons)\b",
        rf"\bnous vous proposons\b", r"\bje vous propose\b",
        rf"\bje{_GAP} (?:prevois|compte(?! sur)|propose|veux|entends|projette|accepte)\b",
        rf"\bavons{_GAP} (?:l'intention|la (?:ferme )?(?:intention|volonte)|pour (?:objectif|projet|"
        r"but|priorite|intention|volonte)|prevu|decide|choisi|inscrit|acte|fait le choix)\b",
        r"\bai (?:l'intention|la (?:ferme )?(?:intention|volonte)|prevu|decide)\b",
        r"\b(?:notre|mon|l'|nos) ?(?:premiere? |premiers )?(?:objectifs?|volonte|intention|priorites?|"
        r"projet|but|position|idee|choix|feuille de route|ligne) (?:est|sont|sera|seront|consiste"
        r"(?:ra)?) (?:claire? : |simple : )?(?=a |de |d'|bien |que |la |le |l'|donc |\w+ment )",
        rf"\bil s'agira\b{_GAP}", r"\bpour nous,? il s'agit de\b", r"\bil est prevu\b",
        rf"\bsommes{_GAP} {_CONSENT}\b{_GAP}", rf"\bsuis{_GAP} {_CONSENT}\b{_GAP}",
        rf"\b(?:liste|equipe|programme)\b.{{0,40}} est{_GAP} {_CONSENT}\b",
        r"\bnous prononcons\b", r"\bnous souscrivons\b", r"\bnous adherons (?:au|a la|a votre|a ce)\b",
    ),
    _cue(
        "near future", 0.8, "",
        rf"\bnous{_GAP} allons\b{_GAP}(?= (?:y |en |les? |la |l'|nous )?[a-z]+(?:er|ir|re)\b)",
        rf"\bje{_GAP} vais\b{_GAP}(?= [a-z]+(?:er|ir|re)\b)",
        rf"\b{_OURS} va\b{_GAP}(?= (?:y |en |se |s'|la |les? )?[a-z]+(?:er|ir|re)\b)",
    ),
    _cue(
        "programme", 0.78, "",
        rf"\b(?:notre|le|ce|mon|nos|les) {_PLAN}\b.{{0,60}}?\b(?:prevoi(?:t|ent)|vise(?:nt)?|propose(?:nt)?|"
        r"comporte(?:nt)?|comprend|comprennent|inclut|incluent|inscri(?:t|vent)|contient|integre(?:nt)?|"
        r"prevoira|affirme|porte(?:nt)? sur|defend|consacre|fait (?:de|une))\b",
        r"(?<!comme )\b(?:est|sont) (?:[a-z]+ment |aussi |egalement )?(?:prevue?s?\b(?! par la loi)|programmee?s?\b|"
        r"au programme\b)",
        r"\bnous (?:reprenons|faisons) (?:a notre compte|notres?|integralement)\b",
        rf"\b(?:inscrite?s?|prevue?s?|presente?s?|figure(?:nt)?|retrouve(?:nt)?|partie|reprise?s?|"
        rf"repris)\b.{{0,30}}?\b(?:dans|a|au|de|parmi|aux) (?:notre|le|nos|les|la) (?:\w+ ){{0,3}}{_PLAN}\b",
        rf"\b(?:la |cette |notre )?{_OURS} (?:\"[^\"]{{1,80}}\" |,[^,]{{1,80}}, )?(?:prevoit|propose|"
        r"entend|veut|compte (?=bien |[a-z]+(?:er|ir|re)\b)|s'emploiera)(?!\w)",
    ),
    _cue(
        "programme in the present tense", 0.52, "",
        rf"\bnous{_GAP} {_DO}\b{_NOT_NOW}", r"\bcompte[rz] sur (?:nous|moi|notre liste|notre soutien) (?=pour )",
        r"\b(?:notre|mon) engagement (?=(?:a|de) [a-z]+(?:er|ir|re)\b)",
    ),
    _cue(
        "intention of the list", 0.74, "",
        r"\belle (?:prevoit|propose|entend|veut|compte (?=[a-z]+(?:er|ir|re)\b))(?!\w)",
    ),
    _cue(
        "study verb", 0.7, "to_study",
        rf"\bnous{_GAP} (?:etudions|examinons|envisageons|reflechissons|explorons)\b",
        rf"\b(?:je{_GAP} |j')(?:etudie|examine|envisage|reflechis)\b",
        rf"\b{_OURS} (?:envisage|etudie)\b",
    ),
    _cue(
        "aspiration verb", 0.7, "aspiration",
        rf"\bnous{_GAP} (?:souhaitons|desirons|ambitionnons|aspirons|revons|esperons)\b",
        rf"\b(?:nous|on){_GAP} (?:aimerions|voudrions|souhaiterions)\b",
        rf"\b(?:je{_GAP} |j')(?:souhaite|aspire|aimerais|voudrais|ambitionne|souhaiterais|espere)\b",
        r"\b(?:avons|ai|aurons|aurai|auront|aura) (?:aussi |egalement )?(?:a coeur|l'ambition|"
        r"pour (?:ambition|souhait)|le souhait|l'espoir)\b",
        rf"\b(?:notre|mon) (?:ambition|souhait|espoir|voeu|aspiration|reve) (?:est|serait|sera)\b",
        rf"\b{_OURS} (?:\"[^\"]{{1,80}}\" |,[^,]{{1,80}}, )?(?:souhaite|ambitionne|aspire|espere)\b",
        r"\belle (?:souhaite|aspire|ambitionne|espere)\b", rf"\bnous tenons (?=a )", r"\bserions (?:\w+ )?(?:favorables?|prets?|disposes?|heureu\w+|ravie?s?|honore\w+|enchante\w*)\b",
    ),
)

SOFT_VERBS = re.compile(
    r"\b(?:tacher|essaier|essayer|tenter|efforcer|emploier|chercher)(?:ons|ai|a|ont)\b"
    r"|\bferons (?:tout )?(?:notre (?:possible|mieux)|(?:tout )?(?:le|notre) possible)"
    r"|\b(?:pourr)(?:ons|a|ont|ions|ait|ai)\b"
)
STUDY = re.compile(
    r"\b(?:etudi|examin|reflechi|expertis|envisag|evalu|explor|analys|diagnosti|audit)[a-z]*\b"
    r"(?! (?:en cours|realise))|\b(?:une?|l'|d'une?|la|les|des) ?(?:etudes?|reflexions?|faisabilite|"
    r"audit|diagnostic|expertise|etat des lieux)\b|\betat des lieux\b|\breflexion\b|"
    r"\bregard\w+ [^.]{0,25}\bsi\b|\ba (?:approfondir|etudier|examiner|discuter)\b|\bvoir (?:comment|dans quelle mesure|si)\b"
)
NOT_STUDY = re.compile(r"analyse[sz]? (?:de donnees|du cycle)|evaluation annuelle|bureau d'etudes?")
HEDGE = re.compile(
    r"\bdans la (?:mesure|limite)\b|\bsous reserve|\ba (?:la )?condition\b|\b(?:si|lorsque|quand) "
    r"(?:cela|c'est|les? |la |l'|une? |nos |des |ces |celles|elles?|ils? |possible|besoin|necessaire|"
    r"nous (?:le )?(?:pouvons|obtenons|disposons|trouvons))|\bs'il(?:s)? |\bautant que|\bpour autant que|"
    r"\bselon (?:les|nos|la|le)\b|\ben fonction d|\bpourvu que|\ba moins que|\ble cas echeant|"
    r"\bchaque fois que|\bdes lors qu|\bsi possible|\bpar la suite, si|\bau cas par cas|\beventuellement"
)
ELECTED = re.compile(
    r"\b(?:si|lorsque|quand|des lors que) (?:nous (?:sommes|etions)|je suis|elle est|notre liste est|"
    r"la liste est|les habitant\w* nous|les electeur\w* nous|vous nous|l'on nous|on nous|elue?s?\b"
    r"|les \w+ nous (?:accordent|font))"
)

REFUSAL = re.compile(
    r"\bne (?:pouvons|pourrons|pouvait|saurions|souhaitons|voulons|signerons|signons|prendrons|"
    r"prenons|nous engage|nous est pas|nous sera pas|prevoyons|comptons|proposons|promettons|"
    r"envisageons|soutenons|serons|sommes|saurait|peut|peux|pourrai|pourra|pourront|souhaite|veux|"
    r"signerai|promet|sera|seront|semble|nous semble|disposons|ferons|fera|donnerons|repondrons|"
    r"m'engage|nous positionn|nous prononc|croyons|pensons|voyons|migrerons|migrera|remplacerons|"
    r"imposerons pas de)\b(?!.{0,30}\b(?:que|qu'|plus d|plus l|aucun logiciel))"
    r"|\bne \w+ aucune? (?:engagement|promesse|calendrier)|\bn'(?:envisageons|avons pas|est pas|y sommes|y a pas|ira|irons pas|entendons|engage|imposerons "
    r"pas|adopterons|approuvons|entre pas|a pas|aurons pas|avons pas)\b"
    r"|\b(?:nous |je )?(?:refusons|refuse|declinons|rejetons)\b|\bsans (?:pouvoir )?(?:nous|m'|s')"
    r" ?(?:y )?engager\b|\bimpossible de\b|\bpreferons ne pas\b|\bpas (?:en mesure|favorables?|prets?|"
    r"question|pour l'instant|a l'ordre)\b|\bne (?:nous|m'|se|s') ?(?:y )?(?:engage\w*|est) pas\b"
    r"|\bjamais (?:nous|je)\b|\breserves? (?:importantes|fortes)\b|\bdefavorables?\b"
)
KEPT_NEGATION = re.compile(
    r"\bn(?:e |')(?:\w+ ){0,3}?\w+ (?:plus|que|qu'|aucun\w*|jamais)\b|\bne manquer\w+ pas|\bn'hesiter\w+ pas"
    r"|\bne (?:renouvell?er|reconduir|prolonger|laisser)\w+ (?:pas|plus) (?:le|les|la|de|d'|au|nos|l')"
)
PAST = re.compile(
    r"\b(?:depuis (?:19|20)\d\d|depuis (?:\w+ ){1,3}(?:ans|annees|mandats?)|(?:sous|durant|pendant|lors|"
    r"au cours) (?:du |de |le |ce )+(?:precedent |dernier )?mandat (?:precedent|ecoule|sortant|qui s'acheve|"
    r"passe)|mandat precedent|precedent mandat|ces dernieres annees|(?:en|fin|des) (?:19\d\d|200\d|201\d|"
    r"202[0-5])\b|l'an dernier|l'annee derniere)"
)
PERFECT = re.compile(
    r"\b(?:avons|ai|a|ont|avait|avaient|avions)(?: (?:deja|aussi|egalement|ainsi|toujours|notamment|"
    r"d'ailleurs|ete|progressivement|d'ores et deja|par ailleurs|bien|en outre))* "
    r"(?!prevu|decide|choisi|inscrit|acte|fait le choix|pour|a coeur|pris l'engagement)"
    r"[a-z]+(?:e|ee|es|ees|i|is|it|u|us|ert|aint|fait)\b"
)
GREETING = re.compile(
    r"\bremerci\w+|\bsalutations?\b|\bpri(?:ons|e) d'agreer|\bveuillez\b|\bcordialement\b|"
    r"\ba (?:votre|ta|leur) (?:entiere |pleine )?disposition\b(?! (?:un|une|des|le|la|les) )|"
    r"\bn'hesitez pas\b|\bsouhait(?:ons|e) (?:une |un |bonne|bon |plein|tout d'abord|d'abord)|"
    r"\bvous souhait\w+|\bfelicit\w+|\bsalu(?:ons|e) (?!les? )|\bavons bien recu\b|"
    r"\bdans l'attente\b|\bpris connaissance\b|\bl'assurance de\b|\bnous rejouissons\b|"
    r"\b(?:serons|serions|serai) (?:toujours |egalement )?(?:a vos cotes|disponibles?|a l'ecoute|"
    r"presents?)\b|\bresterons?\b(?! vigilan)|\bvous trouverez\b"
)
OPINION = re.compile(
    r"\b(?:pensons|croyons|considerons|estimons|savons|regrettons|constatons|sommes (?:\w+ )?(?:convaincu"
    r"\w*|persuade\w*|conscient\w*|certains?)|craignons|esperons|pense|crois|considere|estime|sais|"
    r"espere|suis (?:\w+ )?(?:convaincue?|persuadee?|certaine?)|reconnaissons|comprenons|notons) "
    r"(?:\w+ment )?(?:que|qu')|\b(?:il est|il nous (?:parait|semble)) (?:\w+ )?(?:important|essentiel|"
    r"necessaire|urgent|evident|indispensable|clair|vrai|temps|certain|regrettable|probable)"
)
TO_OTHERS = re.compile(
    r"\b(?:demandons|reclamons|exigeons|attendons|appelons|invitons|interpellons|demande|appelle|invite|"
    r"attends)\b.{0,20}\b(?:l'etat|gouvernement|parlement|legislateur|europe|vous|votre|region|"
    r"departement|ministere|editeurs?|ministre)\b|\bvous (?:devez|devriez|devrez|pourriez|pouvez|pourrez|"
    r"demand\w+|invit\w+|interroge\w*|proposez|sollicit\w+|souhaitez|questionnez|evoquez|rappelez|"
    r"ecrivez|reclamez|suggerez|voulez|avez|aviez|portez|formulez)\b|\bvous nous (?:\w+ez|avez)\b|"
    r"\bvotre (?:\w+ )?(?:question|interrogation|demande) (?:porte|concerne|est|sur|vise|relative)\b|"
    r"\bcomptons sur (?:vous|votre|l'etat)\b"
)
OTHERS = re.compile(
    r"\b(?:l'etat|gouvernement|legislateur|parlement|union europeenne|l'europe|commission europeenne|"
    r"ministeres?|ministre|la region|le departement|conseil (?:departemental|regional)|prefe\w+|"
    r"education nationale|editeurs?|gafam|microsoft|google|entreprises?|fournisseurs?|constructeurs?|"
    r"vous|votre (?:association|organisation|collectif)|vos|chacune?|habitante?s?|citoyen\w*|electeur\w*|electrices?|"
    r"adversaires?|autres listes|liste sortante|majorite sortante|municipalite sortante|equipe sortante|"
    r"maire sortante?|concurrents?|opposition|l'avenir|la loi|deputes?|senateurs?|concitoyen\w*|"
    r"nos enfants|les usagers|parents|campagne|candidats?|vote|scrutin|election)\b"
)
OUR_SIDE = re.compile(
    rf"\b(?:{_OURS}|nous|je|on|elle|services?|dsi|pacte|notre \w+|nos \w+|services municipaux|regie|"
    r"mediatheques?|bibliotheques?|ecoles?|agents?|postes?|logiciels?|marches?|appels? d'offres?|"
    r"formats?|maison|budget|charte|comite|commission|deliberation|referent\w*|plan|schema)\b"
)
CONSEQUENCE = re.compile(
    r"(?:permett|evit|contribu|represent|entrain|cout|depend|necessit|impliqu|apparait|suffi|montr|"
    r"demand|rest|conviend|faud|viend|appartiend|revel|signifi|pourr|semble|tiend|depend|reviend|"
    r"profit|economis|engendr|gener|consist|constitu|devr|aver)(?:e?ra|e?ront|ira|iront|a|ont)$"
)
RELATIVE_BEFORE = re.compile(
    r"(?:\bque?|\bqu'|\bdont|\bqui|\bsi|\blorsque?|\blorsqu'|\bquand|\bcomme|\bou|\blesquel\w+|\blaquelle|"
    r"\bauquel|\bduquel|\btelle? que|\bpuisque?|\bpuisqu'|\bcomment|\bpourquoi|\bquels?|\bquelles?)"
    r"(?: (?:nous|je|on|j'|notre liste|la ville|ils?|elles?|celle-ci|la commune))?\s?"
    r"(?:ne |n'|le |la |les |l'|y |en |se |s'|nous |vous |leur )*$"
)
RELATIVE_ALLOWED = re.compile(
    r"\b(?:c'est (?:pourquoi|ainsi que|dans ce(?:t|tte)? (?:\w+ )?(?:cadre|esprit|sens|optique|perspective|"
    r"logique) que|a ce titre que|la raison pour laquelle|donc .{0,40}que|avec .{0,60}que|en .{0,40} que)|"
    r"voila pourquoi|(?:confirm|inform|assur|annonc|indiqu|affirm|promett|engage|sach|soy)\w* .{0,25}"
    r"(?:que|qu')|(?:bien (?:entendu|sur)|evidemment|l'engagement|certain) (?:que|qu')|"
    r"liste .{0,40}qui|programme,? .{0,30}qui|raison pour laquelle)"
)
SPEECH = re.compile(
    r"(?:nous |vous |j')?(?:y |en )?(?:rappeler|souligner|preciser|remercier|saluer|feliciter|dire|exprimer|"
    r"attirer|partager (?:avec vous|notre)|repondre|insister|indiquer|informer|adresser|revenir|evoquer|connaitre|"
    r"savoir|comprendre|reaffirmer notre|temoigner|apporter (?:quelques|des|une|nos|les) (?:\w+ )?(?:elements|"
    r"precisions|reponses?)|avoir|croire|etre (?:clairs?|honnetes?|francs?|transparents? avec vous)|compter|voir)\b"
)
SPEECH_FUTURE = re.compile(
    r"(?:repondr|detailler|dir|rappeller|permettr|ajouter|terminer|conclur|commencer|verr|saur|attendr|"
    r"comprendr|noter|soulignera?|preciser|constater|resumer|perdr|gagner|admettr|convenir|conviendr|devr|"
    r"deviendr|serr|adresser|citer|espere|insister|avouer)(?:ons|ai)$"
)
STATIVE = re.compile(r"(?:gagner|rester|incarner|croire|vivre|penser|ressembler|demeurer)\b")

AGREEMENT = re.compile(
    r"\b(?:sign|paraph|ratifi)\w*\b.{0,60}\b(?:pacte|charte|manifeste|document|texte)\b|"
    r"\b(?:pacte|charte|manifeste)\b.{0,50}\b(?:sign(?:e|ee|es|ons|er|erons|ataires?|ature|era)|paraphe\w*|"
    r"approuv\w+|adopt\w+)\b|\b(?:adher|souscri|rejoi|approuv|soutien|souten|valid|accept|ralli|"
    r"favorables?|partants?|d'accord|notre accord|notre soutien|soutien|l'ensemble|les termes|"
    r"les (?:deux|trois|quatre) (?:objectifs|articles|engagements)|endoss)"
    r"\w*\b.{0,50}\b(?:pacte|votre charte|votre manifeste)\b|"
    r"\bsign(?:er|erons|ons|erai|e|era|ataires?)\b(?:\.|,| avec| sans| votre| cet engagement| ces|$| des| avant)"
)
SIGNED = re.compile(
    r"\b(?:pacte|charte)\b.{0,60}\b(?:nous|je) (?:le|la|y|l') ?(?:soutenons|soutiens|signons|signe|approuvons|"
    r"souscrivons|adherons|validons|acceptons)\b|"
    r"\b(?:ci-joint|piece jointe|vous trouverez|retournons|renvoyons|transmettons|adressons|joignons|"
    r"retourne|renvoie|transmets|adresse|joins|veuillez trouver)\b.{0,60}\bpacte\b.{0,60}\b(?:signe|paraphe|complete)"
    r"|\b(?:approuv|soutien|souten|sign|valid|accept|ratifi|ralli|adher|souscri)(?:ons|e|s|ent|t|vons|vent)\b"
    r"(?! (?:deja|en 20)).{0,40}\b(?:pacte|charte du)\b|\bdonn(?:ons|e) notre (?:plein )?accord\b|"
    r"\b(?:avons|ai|a) (?:le plaisir|decide|choisi|souhaite) .{0,40}\bsign\w+\b|\bapport(?:ons|e) (?:notre|son|mon) "
    r"(?:plein |entier |total )?soutien .{0,20}(?:au|a votre) pacte"
)
TO_DEEPEN = re.compile(r"\ba (?:approfondir|etudier|examiner|discuter|travailler|construire|creuser)\b")
ACTION_DUE = re.compile(
    r"\bvous (?:rencontr|recev|recontact|convier|invit|associ|consult|tiendr|tenir|propos|contact|"
    r"sollicit|fer(?:ons|ai|a) (?:parvenir|part|signe)|communiqu|transmett|envoy|enverr|faire|"
    r"informer|presenter|rendr|rendre compte|adresser|appel|revoir|accueill|convier|entendre|inclure|impliqu|reuni|"
    r"donnerons rendez)\w*|\b(?:revien|revenir|reviendr|tourner|tournerons)\w* (?:vers|aupres de) vous|"
    r"\b(?:echang|travaill|discut|dialogu|collabor|construi|cooper|co-?constru|rencontr|rendez-vous|reunion|"
    r"partenariat|contact|convention|lien|bati|point|bilan)\w*\b.{0,30}\b(?:avec|aupres de) "
    r"(?:vous|votre (?:association|collectif|groupe|equipe|organisation|antenne)|vos (?:\w+ )?(?:benevoles|"
    r"membres|adherent\w*|equipes|militant\w*|representant\w*))\b|\b(?:rencontrer|recevoir|associer|consulter|inviter|solliciter|"
    r"recevrons|associerons|inviterons|consulterons|solliciterons|rencontrerons) (?:votre|vos)\b|"
    r"\bvous (?:serez|seriez) (?:\w+ )?(?:associe|invite|recu|consulte|convie|informe|sollicite|tenu)\w*"
)
YES = re.compile(
    r"(?:reponse\s?:?\s?)?[\"( -]*(?:oui|tout a fait|absolument|bien sur|bien entendu|favorables?|tres favorables?|"
    r"d'accord|accord|evidemment|affirmatif|sans (?:aucune )?(?:reserve|hesiter|hesitation)|nous sommes d'accord|"
    r"pris|engagement pris|ok|c'est oui|valide|accepte|approuve|nous y sommes (?:\w+ )?favorables?)\b"
)
NO = re.compile(r"(?:reponse\s?:?\s?)?[\"( -]*(?:non|defavorable|pas (?:favorable|d'accord)|ne se prononce|"
                r"sans (?:opinion|objet|reponse)|abstention|nsp)\b")
YES_AFTER_LABEL = re.compile(
    r"(?:^.{1,200}?[:|\t>=-]\s?\|?\s?)(?P<yes>oui|favorables?|d'accord|accord|pris|engagement pris|ok|x|"
    r"\[x\]|✓|✔|☑|signe|accepte|valide|tout a fait)\b"
)
NEUTRAL_YES = re.compile(r"^(?:oui|ok|x)\b.{0,5}$")
HEADING_YES = re.compile(
    rf"\b(?:engageons|engage|engagements?|proposons|propositions|prevoyons|{_PLAN}|priorites|actions|"
    r"concretement|ferons|mettrons|objectifs|leviers|voulons|souhaitons|axes|chantiers)\b|"
    r"\b[a-z]{3,}rons\b"
)
HEADING_NO = re.compile(
    r"\b(?:vous|vos|votre|bilan|deja|avons|depuis|avait|ete|l'etat|gouvernement|constats?|contexte|"
    r"ne (?:pouvons|pourrons|souhaitons|ferons)|n'\w+ pas|refus\w*|questions?|rappel|valeurs|"
    r"pourquoi|demandes|questionnaire|realisations|realise|acquis|precedent|remerci\w*)\b"
)
