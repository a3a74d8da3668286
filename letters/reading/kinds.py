"""French turns of phrase that sort: agreement, action due, yes and no, headings. On folded text."""

import re

from letters.reading.cues import PLAN

AGREEMENT = re.compile(
    r"\b(?:sign|paraph|ratifi)\w*\b.{0,60}\b(?:pacte|charte|manifeste|document|texte)\b|"
    r"\b(?:pacte|charte|manifeste)\b.{0,50}\b(?:sign(?:e|ee|es|ons|er|erons|ataires?|ature|era)|"
    r"paraphe\w*|"
    r"approuv\w+|adopt\w+)\b|\b(?:adher|souscri|rejoi|approuv|soutien|souten|valid|accept|ralli|"
    r"favorables?|partants?|d'accord|notre accord|notre soutien|soutien|l'ensemble|les termes|"
    r"les (?:deux|trois|quatre) (?:objectifs|articles|engagements)|endoss)"
    r"\w*\b.{0,50}\b(?:pacte|votre charte|votre manifeste)\b|"
    r"\bsign(?:er|erons|ons|erai|e|era|ataires?)\b(?:\.|,| avec| sans| votre| cet engagement| ces|"
    r"$| des| avant)"
)
SIGNED = re.compile(
    r"\b(?:compter|figurer|compterez|ranger) (?:\w+ ){0,3}parmi (?:les|vos|ses) signataires|"
    r"\b(?:sommes|suis|est|devenons|devient|rejoint|rejoins|rejoignons) (?:\w+ "
    r"){0,3}signataires?\b|"
    r"\b(?:pacte|charte)\b.{0,60}\b(?:nous|je) (?:le|la|y|l') ?(?:soutenons|soutiens|signons|"
    r"signe|approuvons|"
    r"souscrivons|adherons|validons|acceptons)\b|"
    r"\b(?:ci-joint|piece jointe|vous trouverez|retournons|renvoyons|transmettons|adressons|"
    r"joignons|"
    r"retourne|renvoie|transmets|adresse|joins|veuillez "
    r"trouver)\b.{0,60}\bpacte\b.{0,60}\b(?:signe|paraphe|complete)"
    r"|\b(?:approuv|soutien|souten|sign|valid|accept|ratifi|ralli|adher|souscri)(?:ons|e|s|ent|t|"
    r"vons|vent)\b"
    r"(?! (?:deja|en 20)).{0,40}\b(?:pacte|charte du)\b|\bdonn(?:ons|e) notre (?:plein )?accord\b|"
    r"\b(?:avons|ai|a) (?:le plaisir|decide|choisi|souhaite) .{0,40}\bsign\w+\b|\bapport(?:ons|e) "
    r"(?:notre|son|mon) "
    r"(?:plein |entier |total )?soutien .{0,20}(?:au|a votre) pacte"
)
TO_DEEPEN = re.compile(
    r"\ba (?:approfondir|etudier|examiner|discuter|travailler|construire|creuser)\b"
)
ACTION_DUE = re.compile(
    r"\bvous (?:rencontr|recev|recontact|convier|invit|associ|consult|tiendr|tenir|propos|contact|"
    r"sollicit|fer(?:ons|ai|a) (?:parvenir|part|signe)|communiqu|transmett|envoy|enverr|faire|"
    r"informer|presenter|rendr|rendre compte|adresser|appel|revoir|accueill|convier|entendre|"
    r"inclure|impliqu|reuni|"
    r"donnerons rendez)\w*|\b(?:revien|revenir|reviendr|tourner|tournerons)\w* (?:vers|aupres de) "
    r"vous|"
    r"\b(?:echang|travaill|discut|dialogu|collabor|construi|cooper|co-?constru|rencontr|"
    r"rendez-vous|reunion|"
    r"partenariat|contact|convention|lien|bati|point|bilan)\w*\b.{0,30}\b(?:avec|aupres de) "
    r"(?:vous|votre (?!analyse|constat|position|avis|vision|idee|demarche|texte)\w+|vos (?:\w+ "
    r")?(?:benevoles|"
    r"membres|adherent\w*|equipes|militant\w*|representant\w*))\b|\b(?:rencontrer|recevoir|"
    r"associer|consulter|inviter|solliciter|"
    r"recevrons|associerons|inviterons|consulterons|solliciterons|rencontrerons) (?:votre|vos)\b|"
    r"\b(?:viendr\w+|venir) .{0,40}\bvotre (?:\w+ )?(?:reunion|assemblee|local)|"
    r"\bvous donn\w+ rendez-vous|\bvotre (?:association|collectif|groupe|antenne) (?:\w+ ){0,4}"
    r"(?:convie|invite|associe|consulte|sollicite|recu|informe)e?s?\b|"
    r"\bvous (?:serez|seriez) (?:\w+ ){0,2}(?:associe|invite|recu|consulte|convie|informe|"
    r"sollicite|tenu|prevenu|bienvenu|destinataire)\w*|"
    r"\bvous (?:en )?(?:sera|seront) (?:\w+ )?\w+|"
    r"\bvous (?:(?:en|y) )?(?:recevrez|aurez|disposerez|pourrez (?:y )?(?:participer|assister|"
    r"venir|contribuer|suivre|consulter))\b|"
    r"\bvous (?:en |y )?(?!permett|aid|inquiet|etonn|surprend|plai|satisf|convien|assur|garanti|"
    r"dir|ser)[a-z]{2,}(?:rons|rai|ra|ront)\b|"
    r"\bvous tiens? (?:au courant|informe)|\b(?:passe|passons|passera|passerons|viens|venons) vous "
    r"(?:voir|rencontrer|saluer)|"
    r"\b(?:l'attache|contact|langue|rendez-vous|date) (?:de|avec|aupres de) votre|"
    r"\bvotre (?:association|collectif|groupe|antenne|expertise|equipe) (?:y )?(?:aura|sera|"
    r"participera|siegera|pourra)|\bvos (?:\w+ )?(?:adherent\w*|benevoles|membres|"
    r"representant\w*|militant\w*) y? ?(?:seront|auront|pourront|siegeront)|"
    r"\b(?:solliciterons|solliciterai|sollicitera|appuierons sur|appuiera sur) (?:votre|vos)\b|"
    r"\b(?:voyons|rencontrons|retrouvons)-nous\b|\b(?:parlons|discutons|debattons)-en\b|"
    r"\binvit\w+ (?:votre association )?a (?:venir|participer|presenter|rencontrer|prendre contact|"
    r"convenir)\b|\bj'y serai\b|\bnous y serons\b|\bnous (?:rencontrer|voir|reunir|retrouver)\b|"
    r"\bvous (?:donne|donnons|fixe|fixons|proposons|propose) (?:une? |la |le )?(?:date|"
    r"rendez-vous|rencontre|entretien)|\ben debattre (?:avec vous|de vive voix)"
)
YES = re.compile(
    r"(?:reponse\s?:?\s?)?[\"( -]*(?:oui|tout a fait|absolument|bien sur|bien entendu|favorables?|"
    r"tres favorables?|"
    r"d'accord|accord|evidemment|affirmatif|sans (?:aucune )?(?:reserve|hesiter|hesitation)|nous "
    r"sommes d'accord|"
    r"pris|engagement pris|ok|c'est oui|valide|accepte|approuve|nous y sommes (?:\w+ "
    r")?favorables?|(?:vous pouvez )?compte[rz] sur (?:nous|moi)|assurement|certainement|"
    r"resolument|pleinement|volontiers|avec plaisir|pourquoi pas|nous sommes pour|a 100 ?%|"
    r"cent fois oui|"
    r"plutot (?:oui|favorable)|mille fois oui|sans reserve|plus que jamais)(?!\w)"
)
NO = re.compile(
    r"(?:reponse\s?:?\s?)?[\"( -]*(?:non|defavorable|pas (?:favorable|d'accord)|ne se prononce|"
    r"sans (?:opinion|objet|reponse)|abstention|nsp)\b"
)
YES_AFTER_LABEL = re.compile(
    r"(?:^.{1,200}?[:|\t>=-]\s?\|?\s?)(?P<yes>oui|favorables?|d'accord|accord|a l'etude|a etudier|"
    r"pris|engagement "
    r"pris|ok|x|"
    r"\[x\]|✓|✔|☑|signe|accepte|valide|tout a fait)\b"
)
HEADING_YES = re.compile(
    rf"\b(?:engageons|engage|engagements?|proposons|propositions|prevoyons|{PLAN}|priorites|"
    rf"actions|"
    r"concretement|ferons|mettrons|objectifs|leviers|voulons|souhaitons|axes|chantiers|promet\w*|"
    r"prevu|prevue|(?:nous|on|je) (?:allons|va|vais|veut|veux|compte|comptons|fera|prevoit|"
    r"prevois)|"
    r"prete?s? (?:a )?|voici ce|intentions?|ambitions?|decisions|on y trouve|pistes|idees|"
    r"suivantes?|suivants?|demain)\b|"
    r"\b[a-z]{3,}rons\b"
)
HEADING_NO = re.compile(
    r"\b(?:vous|vos|votre|bilan|deja|avons|depuis|avait|ete|l'etat|gouvernement|constats?|contexte|"
    r"ne (?:pouvons|pourrons|souhaitons|ferons)|n'\w+ pas|refus\w*|questions?|rappel|valeurs|"
    r"pourquoi|demandes|questionnaire|realisations|realise|acquis|precedent|remerci\w*)\b"
)
