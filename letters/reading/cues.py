"""French turns of phrase that announce an action, and how firmly. On folded text."""

import re
from dataclasses import dataclass

from letters.reading.patterns import compiled

GAP = (
    r"(?:\s?,?\s?(?:[a-z]+ment|aussi|egalement|donc|bien|ainsi|tout|ici|enfin|surtout|encore|"
    r"notamment|ensuite|alors|desormais|maintenant|d'ores et deja|des a present|par ailleurs|"
    r"en effet|tres|fort|deja|meme|plus|"
    r"d'abord|des lors|bel et|a ce titre|en outre|de fait|a terme|collectivement),?){0,3}"
)
CONSENT = (
    r"(?:pret|dispose|determine|resolu|decide|favorable|volontaire|partant|attache a mettre|"
    r"d'accord(?! sur le (?:principe|constat|fond)| sur l'essentiel|[.,]| et| mais| que)|engage|"
    r"mobilise|enclin|"
    r"ouvert(?=e?s? a (?:ce que|l'idee|\w+(?:er|ir|re)\b)))e?s?"
)
OURS = (
    r"(?:liste|equipe|ville|commune|mairie|municipalite|majorite|collectivite|mouvement|"
    r"collectif|tete de liste|(?:monsieur le|madame la) maire|candidate?s?|colistiere?s?|"
    r"conseil municipal|groupe|agglomeration|metropole|"
    r"intercommunalite|adjoint|elue?s?|coalition|union|rassemblement)"
)
PLAN = (
    r"(?:programme|contrat (?:municipal|communal|de mandat\w*)|projet|feuille de route|plan|"
    r"mesures|propositions|engagements|priorites)"
)
_DO = (
    r"(?:creons|lancons|mettons (?:en (?:place|oeuvre)|fin|a disposition)|formons|developpons|"
    r"remplacons|"
    r"installons|imposons|organisons|recrutons|consacrons|instaurons|generalisons|migrons|"
    r"adoptons|publions|"
    r"exigeons|renforcons|reduisons|supprimons|mutualisons|poursuivons|accompagnons|"
    r"sensibilisons|"
    r"equipons|"
    r"embauchons|doublons|triplons|integrons|inscrivons|donnons la priorite|faisons le choix|"
    r"privilegions|favorisons|encourageons|fixons|placons|mettons(?! deja| en avant)|"
    r"faisons (?:le pari|notres?|nos)|reprenons (?:vos|ces|les|l'ensemble)|"
    r"repondons favorablement|"
    r"interdisons|nous (?:interdisons|obligeons|donnons))"
)
_NOT_NOW = r"(?! (?:deja|depuis|aujourd'hui|actuellement|chaque (?:jour|annee)))"


@dataclass(frozen=True, slots=True)
class Cue:
    """One way of announcing: its name for people, how sure it is (0..1), its firmness or ""."""

    name: str
    pattern: re.Pattern[str]
    weight: float
    firmness: str = ""


def cue(name: str, weight: float, firmness: str, *alternatives: str) -> Cue:
    return Cue(name, compiled("|".join(alternatives)), weight, firmness)


CUES: tuple[Cue, ...] = (
    cue(
        "engagement verb",
        0.92,
        "",
        rf"\b(?:nous |on )?{GAP} ?nous{GAP} engageons\b",
        r"\b(?:je )?m'y? ?engage\b(?! dans la)",
        r"\bs'(?:y )?engage(?:nt|ra|ront|rait)?\b(?! pour (?:la|le|les|un)\b)",
        rf"\bpren(?:ons|ds|d|drons|drai)\b{GAP} l'engagement",
        r"\bengagement (?:est|sera) pris\b",
        rf"\bnous (?:vous )?(?:promettons|garantissons)\b{GAP}(?= (?:de|d'|que|qu'|la|le|l'|un|"
        rf"a)\b)",
        r"\bprenons (?:\w+ ){0,3}engagements?\b",
        r"\bje (?:vous )?(?:promets|garantis)\b",
        r"\bnotre engagement (?:est|sera|:)",
        r"\bnous nous (?:fixons|donnons)\b",
        r"\bengageons (?:notre|la) (?:liste|equipe|commune)\b",
        r"\bpren(?:ons|ds|drons|d) (?:\w+ ){0,3}(?:l'|cet |un |des |les |trois |deux |\d+ "
        r")(?:\w+ )?engagements?\b",
        r"\b(?:se sont|s'est|nous sommes|me suis)(?: \w+ment| tous| toutes)? engagee?s? (?=a |"
        r"de |"
        r"sur )",
        r"\breaffirm\w+ (?:notre|mon) (?:engagement|volonte|determination)\b(?= a | de | d')",
        r"\bassur\w+ de (?:notre|ma) (?:\w+ )?(?:volonte|determination|engagement)\b(?= a | de | "
        r"d'| pour )",
    ),
    cue(
        "intention verb",
        0.8,
        "",
        rf"\bnous{GAP} (?:prevoyons|comptons(?! sur)|entendons(?! par)|proposons(?! aux? )|"
        rf"voulons|"
        r"projetons|visons|programmons|choisissons|decidons|acceptons|confirmons)\b",
        r"\bnous vous (?:proposons\b|donnons rendez-vous)",
        rf"\b(?:nous{GAP} nous tenons|me tiens|se tient|se tiennent|(?:nous )?restons|reste)"
        rf"{GAP} (?:prets?|pretes?|disposee?s?|determinee?s?|resolue?s?|mobilisee?s?)\b(?= (?:a|"
        rf"de|pour|d')\b)",
        rf"\bnous{GAP} pensons\b(?= [a-z]{{3,}}(?:er|ir|re)\b)",
        rf"\b(?:nous{GAP} portons|je{GAP} porte|{OURS} porte)\b(?= (?:la (?:creation|mise|"
        rf"proposition)|le projet|l'idee|l'ambition|une? (?:\w+ )?(?:projet|plan|proposition)))",
        rf"\b(?:avons|ai) (?:\w+ )?(?:integre|retenu|porte|mis|place|prevu)\b.{{0,40}}\b(?:a|"
        rf"dans|"
        rf"au) (?:notre|mon|nos) (?:\w+ )?{PLAN}",
        r"\b(?:avons|ai) retenu (?=le principe|l'idee|la proposition|l'objectif)",
        r"\bprincipe\b[^,;.]{1,60} est (?:\w+ )?(?:retenu|acquis|acte)\b",
        r"\bsommes(?: \w+ment)? (?:fixee?s?|donnee?s?)\b(?= (?:pour|comme|\w+ ans|l'|un|des|"
        r"cet))",
        r"\b(?:j'ai|avons) (?:\w+ )?(?:demande|charge|confie|mandate) (?:a )?(?=notre|mon|ma|nos|"
        r"l'un|"
        r"une? de)",
        r"\bil nous tient a coeur (?=d)",
        r"\bje dema?nderai\b|\bnous demandons (?:\w+ )*a (?:nos|mes) (?:\w+ )?(?:elue?s?|"
        r"services|"
        r"colisti\w+)\b",
        r"\b(?:ma|notre) (?:\w+ )?(?:determination|volonte) (?=a |de |d'|est )",
        r"\bune? (?:\w+ )?(?:enveloppe|budget|somme|ligne|poste|credit|montant|provision)\b"
        r".{0,50} est (?:\w+ )?(?:inscrite?|prevue?|reservee?|programmee?)\b",
        r"\bce qu(?:e nous|'on) (?:a |avons )prevu (?:de faire )?",
        r"\b(?:la|le|une?|l') ?(?:premier|premiere|deuxieme|second|seconde|troisieme|quatrieme|"
        r"dernier|derniere|autre)(?: \w+)?,? (?:enfin,? )?(?:consiste(?:ra)? |vise(?:ra)? |est |"
        r"sera )?(?=(?:a |de |d')(?:ne (?:plus |pas )?)?(?!votre|notre|autre)[a-z]+(?:er|ir|"
        r"re)\b)",
        r"\b(?:est|entre) dans (?:nos|notre|mes|mon) (?:intentions?|projets?|objectifs?)\b",
        r"\bje vous propose\b",
        r"\b(?:nous (?:nous )?refusons|je (?:me )?refuse) (?:a |de |d')(?=(?:acheter|installer|"
        r"vendre|livrer|confier|"
        r"recourir|utiliser|financer|ceder|deployer)\b)",
        r"\b(?:notre|mon|le) (?:\w+ )?(?:engagement|objectif|priorite|but|projet|volonte|choix|"
        r"idee|cap), c'est "
        r"(?=d|que |une? |la |le |l')",
        r"\bce qu(?:e nous|e je|'on) (?:voulons|veux|veut|propos\w+|defend\w+|"
        r"souhait\w+) ?(?:, )?(?:est|c'est|: )(?= ?)",
        r"\bil (?:reviendra|incombera|appartiendra) (?:au|a la|a l'|"
        r"aux) ?(?:premiere? |futur\w* |nouve\w+ )?(?![^.;]{0,80}\b(?:scrutin|"
        r"juger|trancher|decider|arreter|debattre|prononcer|choisir)\b)(?:futur|adjoint|elu|"
        r"commission|"
        r"conseiller|service|dsi|"
        r"direction|comite|responsable)\w*",
        r"\bil en (?:sera|ira) de meme\b|\bnous nous portons garants?\b|\bje me porte garante?\b",
        r"\bc'est (?:un )?(?:\w+ )?oui\b(?! ou)",
        r"\b(?:je|nous) (?:charge|chargeons|mandat\w+) .{1,60}? (?:de|d'|pour) ?(?=[a-z]+(?:er|"
        r"ir|re)\b)",
        rf"\bon{GAP} (?:veut|compte(?! sur)|prevoit|propose|entend|s'engage|tient)\b",
        r"\bce qu(?:e nous|'on) (?:mettrons|ferons|voulons|proposons|va|vise|"
        r"veut)\b(?= (?:en place )?)",
        r"\ble (?:but|principe|cap|projet) est (?=d[e'])|"
        r"\bl'idee(?:, c')?(?: c')? ?est (?:donc )?(?=d|que )",
        r"\bne (?:nous |m')(?:empech|interdi|reti)\w+ (?:pas|nullement) (?=d)",
        rf"\b(?:dans|parmi) (?:notre|nos|le|mon) (?:\w+ )?{PLAN},? (?:\w+ )?(?:figurent?|"
        rf"on trouve)\b",
        rf"\b(?:je{GAP} |j')(?:prevois|compte(?! sur)|propose|veux|entends|projette|accepte)\b",
        rf"\bavons{GAP} (?:l'intention|la (?:ferme )?(?:intention|volonte)|pour (?:objectif|"
        rf"projet|"
        r"but|priorite|intention|volonte)|prevu|decide|choisi|inscrit|acte|fait le choix)\b",
        r"\bai (?:l'intention|la (?:ferme )?(?:intention|volonte)|prevu|decide)\b",
        r"\b(?:notre|mon|l'|nos) ?(?:premiere? |premiers )?(?:objectifs?|volonte|intention|"
        r"priorites?|"
        r"projet|but|position|idee|choix|feuille de route|ligne) (?:est|sont|sera|seront|consiste"
        r"(?:ra)?) (?:claire? : |simple : )?(?=a |de |d'|bien |que |qu'|la |le |l'|donc |priorite "
        r"|"
        r"\w+ment )",
        rf"\bil s'agira\b{GAP}",
        r"\bpour nous,? il s'agit de\b",
        r"\bil est prevu\b",
        rf"\bil est{GAP} (?:propose|decide|convenu|acte|retenu) (?=que |qu'|de |d')(?!par )",
        rf"\bsommes{GAP} {CONSENT}\b{GAP}",
        rf"\bsuis{GAP} {CONSENT}\b{GAP}",
        rf"\b(?:liste|equipe|programme)\b.{{0,40}} est{GAP} {CONSENT}\b",
        r"\bnous prononcons\b",
        r"\bnous souscrivons\b",
        r"\bnous adherons (?:au|a la|a votre|a ce)\b",
    ),
    cue(
        "noun of intent before a colon",
        0.72,
        "",
        r"^(?:et |puis |enfin,? )?(?:le|la|l'|une?|en) ?(?:\w+ )?(?:premiere?|seconde?|"
        r"deuxieme|troisieme|"
        r"quatrieme|cinquieme|sixieme|derniere?|autre)(?: \w+){0,2}? ?: (?=(?:ne (?:plus|"
        r"pas) )?[a-z]+"
        r"(?:er|ir|re)\b|une? |la |le |l')",
        r"^(?:notre |mon )?(?:seul )?objectif(?: numero \w+)? ?: (?!oui|non|pas )",
        r"\b(?:notre|nos|mon|mes|une?|deux|trois|quatre|cinq|six|premiere?|seule?|autres?) "
        r"(?:\w+ ){0,2}?(?:engagements?|priorites?|objectifs?|mesures?|propositions?|actions?|"
        r"chantiers?|axes?|promesses?|decisions?|lignes?|ambitions?|buts?|exigences?|mot d'ordre|"
        r"caps?)"
        r"(?: (?!passe|ont |parl|etai)[^,;:.?]{1,40})? ?: (?!nous |je |j'|on |il |elle |vous |"
        r"quel)",
    ),
    cue(
        "near future",
        0.8,
        "",
        rf"\bnous{GAP} allons\b{GAP}(?= (?:y |en |les? |la |l'|nous |leur )?[a-z]+(?:er|ir|"
        rf"re)\b)",
        rf"\bje{GAP} vais\b{GAP}(?= (?:y |en |les? |la |l'|vous |m'|me |leur )?[a-z]+(?:er|"
        rf"ir|re)\b)",
        rf"\bon{GAP} vas?\b{GAP}(?= (?:y |en |les? |la |l'|vous |s'|se |ce |leur )?[a-z]+(?:er|ir|"
        rf"re)\b)",
        rf"\b{OURS} va\b{GAP}(?= (?:y |en |se |s'|la |les? )?[a-z]+(?:er|ir|re)\b)",
    ),
    cue(
        "programme",
        0.78,
        "",
        rf"\b(?:notre|le|ce|mon|nos|les) {PLAN}\b.{{0,60}}?\b(?:prevoi(?:t|ent)|vise(?:nt)?|"
        rf"propose(?:nt)?|"
        r"comporte(?:nt)?|comprend|comprennent|inclut|incluent|inscri(?:t|vent)|contient|"
        r"integre(?:nt)?|"
        r"prevoira|affirme|porte(?:nt)? sur|defend|consacre|fait (?:de|une))\b",
        r"(?<!comme )\b(?:est|sont) (?:[a-z]+ment |aussi |egalement )?(?:prevue?s?\b(?! par la "
        r"loi)|programmee?s?\b|"
        r"au programme\b)",
        rf"\bl'une? (?:de|des) nos (?:\w+ )?{PLAN}\b",
        rf"\bparmi nos (?:\w+ )?{PLAN}\b.{{0,20}}\b(?:figure|on trouve)(?:nt)?\b",
        r"\bnotre (?:reponse|position) est (?:\w+ )?(?:oui|positive|favorable)\b",
        r"\bnous (?:reprenons|faisons) (?:a notre compte|notres?|integralement)\b",
        rf"\b(?:inscrite?s?|prevue?s?|presente?s?|figure(?:nt)?|retrouve(?:nt)?|(?:fait|"
        rf"font) partie|"
        rf"reprise?s?|"
        rf"repris)\b.{{0,30}}?\b(?:dans|a|au|de|parmi|aux) (?:notre|le|nos|les|la) (?:\w+ "
        rf"){{0,3}}{PLAN}\b",
        rf"\b(?:la |cette |notre )?{OURS} (?:\"[^\"]{{1,80}}\" |,[^,]{{1,80}}, )?(?:prevoit|"
        rf"propose|"
        r"entend|veut|compte(?= bien | [a-z]+(?:er|ir|re)\b)|s'emploiera)(?!\w)",
    ),
    cue(
        "programme in the present tense",
        0.52,
        "",
        rf"\bnous{GAP} {_DO}\b{_NOT_NOW}",
        r"\b(?:vous pou(?:v|rr)ez )?compte[rz] sur (?:nous|moi|notre (?:liste|equipe|soutien|"
        r"groupe)) (?=pour )",
        r"\b(?:notre|mon) engagement (?=(?:a|de) [a-z]+(?:er|ir|re)\b)",
        r", c'est (?:fini|termine)\b",
        r"\b(?:la|notre) (?:ville|commune|mairie|municipalite|collectivite) (?:se )?doit (?:donc |"
        r"aussi |"
        r"egalement |desormais )?(?:d'|de )?(?=(?:(?:y|en|les?|la|se) |l'|s')?(?!montrer|rester|"
        r"avoir|pouvoir|savoir|etre (?:une?|la|le)\b)[a-z]{2,}(?:er|ir|re)\b)",
        r"\bnous (?:nous devons|devons)(?: donc| aussi| egalement)? (?:d'|de )?(?=(?:(?:y|en|les?|"
        r"la) |l')?"
        r"[a-z]{2,}(?:er|ir|re)\b)",
    ),
    cue(
        "something the association is told to expect",
        0.72,
        "",
        r"\bvous (?:en |y )?(?:recevrez|disposerez|participerez|siegerez)\b",
        r"\bvous (?:en |y )?aurez\b(?! (?:compris|note|remarque|constate|raison|lu|vu|saisi|"
        r"devine|"
        r"\w+ment compris|le choix|sans doute))",
        r"\b(?:nous pouvons|je peux|on peut) (?:\w+ment )?(?:passer|venir|vous (?:rencontr|"
        r"recev|accueill|voir))",
        r"\bser(?:ons|ai|a|ont) (?:\w+ )?presente?s? (?:a|lors de|au|aux) (?:votre|vos|ce|"
        r"cette)\b",
        r"\b(?<!vous )(?:venez|passez)[ -](?:nous|me|m'en|moi|quand|presenter|a (?:la|notre))\b",
        r"\b(?:restons|reste|sommes|suis) (?:\w+ment )?disponibles? pour (?=(?:vous|en|un|une))",
        r"\b(?:sommes|suis|tenons|tiens|restons|reste) (?:\w+ment |"
        r"bien sur )?a votre (?:entiere )?disposition pour "
        r"(?=(?:une? (?:echange|rencontre|rendez|entretien|reunion)|en (?:parler|discuter|"
        r"echanger)|vous rencontrer))",
        r"\bvous pourrez (?:y )?(?!constater|juger|voir|consulter|retrouver|lire|verifier|"
        r"compter|trouver|noter|ainsi|"
        r"donc|sans doute)[a-z]+(?:er|ir)\b",
        r"\bvous (?:y |en )?etes (?:\w+ ){0,2}(?:convie|invite|attendu|bienvenu|associe)\w*",
        r"\b(?:nous |me |se |m')?(?:tien(?:t|nent|s)|"
        r"tenons|rest(?:e|ent|ons)) (?:\w+ment |bien sur )?a votre (?:entiere )?disposition pour "
        r"(?=(?:[a-z']+ ){0,3}?(?:rencontr|echang|discut|arret|conven|fix|organis|particip|"
        r"present|debatt|"
        r"travaill|construi))",
        r"\bvous (?:y )?(?:serez|seriez) (?:\w+ ){0,2}(?:associe|invite|recu|consulte|convie|"
        r"informe|"
        r"sollicite|tenu|prevenu|bienvenu|destinataire)\w*",
        r"\bvous (?:repondrons|repondrai|repondra)\b(?= (?:la semaine|le |avant|d'ici|des |dans |"
        r"prochainement|plus (?:en detail|longuement|precisement)|par ecrit|au plus|sous |lors|"
        r"apres))",
        r"\bvous (?:convie|convions)\b(?= a )",
        r"\b(?:je vous tiens|nous vous tenons|on vous tient) (?:au courant|informee?s?)",
        r"\b(?:on|nous|je) (?:passe|passons|viens|venons|vient) vous (?:voir|rencontrer|saluer)",
        r"\bvous (?:fixe|fixons|donne|donnons) (?:une? |la )?(?:rendez-vous|date|rencontre)",
        r"\b(?:voyons|rencontrons|retrouvons)-nous\b|\b(?:parlons|discutons|debattons)-en\b",
        r"\bnous (?:vous |)invitons (?:votre association )?a (?:venir|participer|presenter|"
        r"rencontrer|prendre contact|convenir)\b",
        r"\b(?:j'y serai|nous y serons|on y sera)\b",
        r"\bvotre (?:association|collectif|groupe|antenne) (?:y )?(?:aura|sera|participera|"
        r"siegera)\b",
    ),
    cue(
        "intention of the list",
        0.74,
        "",
        r"\belle (?:prevoit|propose|entend|veut|compte(?= bien | [a-z]+(?:er|ir|re)\b))(?!\w)",
    ),
)
