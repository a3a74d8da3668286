"""Roundabout turns that announce an action: a wish made with « bien », a duty taken on. On
folded text."""

from letters.reading.cues import CUES as PLAIN
from letters.reading.cues import OURS, PLAN, Cue, cue
from letters.reading.softer import SOFTER

_QUITE = (
    r"(?:,? (?:\w+ment|par ailleurs|en outre|aussi|egalement|donc|bien|ainsi|desormais|"
    r"maintenant|enfin),?){0,2}"
)
_INFINITIVE = r"(?:(?:y|en|les?|la|leur|nous|lui) |l'|s')?[a-z]{2,}(?:er|ir|re)\b"

CUES: tuple[Cue, ...] = (
    *PLAIN,
    *SOFTER,
    cue(
        "intention verb",
        0.74,
        "",
        rf"\bil (?:nous|m') ?(?:appartient|revient|incombe){_QUITE} (?=(?:de |d'){_INFINITIVE})",
        rf"\b(?:nous|m') ?(?:a|ont){_QUITE} (?:convaincu|decide|persuade)e?s? (?=(?:de |d'|a )"
        rf"{_INFINITIVE})",
        r"\b(?:nous|je|on) (?:la|les|le|l') ?(?:retenons|retiens|retient|reprenons|reprends|"
        r"reprend|adoptons|adopte|inscrivons|integrons)\b(?! (?:pas|deja))",
        r"\bon (?:a|en a)(?: donc| aussi| bien)? decide (?=que |qu'|de |d')",
        rf"\b(?:avons|ai){_QUITE} (?:arrete|adopte|acte|valide|vote) le principe (?=d)",
        rf"\bai{_QUITE} (?:l'intention|la (?:ferme |claire )?volonte) (?=(?:de |d'|que |qu'))",
        rf"\bce qu(?:e nous|'on|e j') ?(?:a |avons |ai )(?:mis|inscrit|retenu|note|ecrit|decide) "
        rf"(?:noir sur blanc )?(?:dans|au|a) (?:le |la |notre |mon )?{PLAN}(?:,? c'est)? ?: ?",
        rf"\b(?:il|elle|ils|elles){_QUITE} (?:entend(?:ent)?|compte(?:nt)?|propose(?:nt)?|"
        rf"prevoi(?:t|ent)|"
        rf"s'engage(?:nt)?) (?=(?:de |d'|a )?{_INFINITIVE})",
        rf"\b(?:nous|je){_QUITE} (?:retenons|retiens|reprenons|reprends)(?: sans hesiter|"
        rf" volontiers| "
        r"sans reserve)? (?=(?:la|le|les|l'|cette|ce|cet|votre|vos) ?(?:premi|deuxi|second|trois|"
        r"propos|"
        r"idee|mesur|objectif|point|recommand|princip|suggest))",
        rf"\b(?:celui-ci|celle-ci|il|ce (?:plan|projet|programme|volet|chapitre|schema)) "
        rf"(?:prevoit|propose|vise a|consiste a|consistera a|prevoira) (?:\w+ment |aussi )?"
        rf"(?=(?:de |d'|a )?{_INFINITIVE}|(?:la|le|les|l'|une?|des) ?\w+)",
        r"\b(?:somme|enveloppe|ligne|provision|part|credits?)\b.{0,50} (?:est|sont) d'ores et "
        r"deja "
        r"(?:inscrit|prevu|reserve|programme|fleche|provisionne)e?s?\b",
        r"\b(?:la|une?|notre) (?:\w+ )?volonte (?=(?:de |d')(?!tous|chacun|certains|l'etat)"
        rf"{_INFINITIVE})",
        r"\b(?:pas|hors de) question (?=(?:de |d'|que |qu')[^.;]{0,90}\b(?:proprietaires?|"
        r"privateurs?|"
        r"licences?|gafam|google|microsoft|amazon|renouvel\w+|recondui\w+|surveillance|vend\w+|"
        r"donnees)\b)",
        rf"\b(?:la|notre|ma) premiere (?:chose|mesure|idee|tache)(?: a faire)?,? (?:c'est|ce "
        rf"sera) (?=(?:de |d')?{_INFINITIVE})",
        r"\bce (?:sera|seront|serait) (?:(?:l'une? de |une? de )?(?:nos|notre|mes|mon)|l'une? des|"
        r"la|le) "
        r"(?:toute )?(?:\w+ )?(?:premi\w+|priorite\w*|mesures?|deliberations?|decisions?|"
        r"chantiers?)\b",
        r"\bengagement que (?:nous |je |j')(?:vous )?pren\w+",
        r"\b(?:nous|je|on) en f(?:aisons|ais|ait|erons|erai|era) (?:donc |aussi |\w+ment "
        r")?(?:une?|l'une?|notre|"
        r"nos|la|le) ?(?!idee|force|point)",
        r"\ba ete (?:decide|convenu|acte) (?=que |qu'|de |d')",
        r"\b(?:decision|l'engagement|parti) (?:a ete|est) prise? (?=que |qu'|de |d')",
        r"\b(?:avons|ai|a) (?:tranche|vote) pour (?=une? |la |le |l'|les )",
        r"\bce sera (?=(?:moi|la|le|l'|une?|notre|mon|ma) ?(?:\w+ ){0,2}?(?:adjoint|conseill|"
        r"elue?\b|maire|"
        r"colisti|secretaire|directri|directeur))",
        r"\b(?:notre|mon) choix s'est porte sur\b|\b(?:nous|je|on) opt(?:ons|e) pour\b|"
        r"\b(?:avons|ai|a) opte pour\b",
        r"\by (?:figurent?|sont (?:\w+ment )?(?:inscrit|prevu)\w*)\b",
        rf"\b(?:{OURS}|elle|il|on|ils|elles) (?:\"[^\"]{{1,80}}\" )?(?:promet|promettent|"
        rf"garanti(?:t|ssent)) "
        rf"(?:\w+ )?(?=(?:de |d'){_INFINITIVE}|que |qu')",
        rf"\bil (?:lui|leur) (?:reviendra|appartiendra|incombera) (?=(?:de |d'){_INFINITIVE})",
        r"\bnous preferons (?=(?:affecter|consacrer|investir|former|mutualiser|heberger|soutenir|"
        r"commencer|"
        r"privilegier|recruter|ouvrir) )",
        r"\bn'aur(?:ons|ai|a) de cesse (?=d|qu)",
        r"\b(?:nous disons|je dis|on dit) (?:\w+ )?oui (?=a |au |aux )",
        r"\b(?:on|nous|vous) ne verr(?:a|ons|ez) plus (?=de |d'|des |un|aucun|les? |la )",
        rf"^(?:a|charge a|ce sera a) (?:lui|elle|nous|moi) (?:ensuite |alors )?(?=(?:de |"
        rf"d'){_INFINITIVE})",
        rf"\b(?:nous|je){_QUITE} (?:prendrons|prendrai|veillons|ferons|ferai) (?:en sorte|"
        rf"soin) (?=que |qu'|de |d')",
        r"\b(?:nous nous|je m')(?: \w+ment)? ?(?:obligeons|oblige|astreignons|astreins) (?=a )",
        r"\b(?:nous (?:nous )?sommes|on s'est|on est) (?:mis |tombes )?(?:d'accord|convenus|"
        r"accordes)"
        r" (?:sur|de|pour) (?=ceci|cela|ce point|ce qui suit|l[ae] |les |une? |[a-z]+(?:er|ir|"
        r"re)\b)"
        r"(?!l[ae] (?:principe|constat|fond)|l'essentiel)",
        r"\b(?:pas|hors de) question(?: pour (?:nous|moi|la \w+))? "
        rf"(?=(?:de |d'){_INFINITIVE})(?!(?:de |d')(?:\w+ )?(?:sign|migr|chang|bascul|impos|engag|"
        r"promett|renonc|quitt|tout|remplac|interdi|touch|supprim\w+ (?:windows|microsoft|les "
        r"logiciels|nos logiciels)|repondre|discut|approuv|souscri))",
        r"\b(?:d'ou|voici|c'est) (?:donc )?(?:notre|ma|mon|la) (?:premiere?|seule?|principale?) "
        r"(?:mesure|proposition|promesse|idee|action|decision|engagement|objectif|demande)"
        r"(?:,| :) (?=une? |la |le |l'|des )",
        r"^(?:la|le|l') ?(?:premiere?|deuxieme|seconde?|troisieme|quatrieme|derniere?|autre),? "
        r"(?:est |sera |consiste |vise )?(?=(?:a |de |d')(?:ne )?(?:plus |pas )?(?:rien |jamais )"
        r"[a-z]+(?:er|ir|re)\b)",
        r"^(?:et |mais )?(?:le|la|l'|une?) ?(?:premiere?|seconde?|deuxieme|troisieme|quatrieme|"
        r"derniere?|autre) (?:tache|mission|chantier|mesure|etape|action|decision|priorite|"
        r"objectif|"
        r"geste|travail)\b[^:;.]{0,40}?(?: : |, (?:c'est|ce sera) )(?!que |pour |parce|comme|trop|"
        r"tout aussi)",
        r"^(?:et |donc )?(?:notre|nos|ma|mon|mes|sa|son|leur|la|une|cette) [a-z]+(?: "
        r"[a-z']+){0,2} (?:tient|"
        r"tiennent|se resume|se resument|est simple|est claire?|sera simple|sera "
        r"claire?)\b[^:;.]{0,40} : "
        rf"(?=(?:ne (?:plus|pas|jamais) )?{_INFINITIVE})",
        r"\b(?:vient|viennent|viendrait|viendraient) (?:ensuite|enfin|puis|apres)\b(?= (?:le|la|"
        r"les|l'|une?|des))",
        r"^(?:et )?(?:leur|sa|son|notre|nos|ma|mon|mes) (?!(?:\w+ )?(?:crainte|regret|constat|"
        r"conviction|"
        r"erreur|tort|chance|habitude|difficulte|probleme|inquietude|reserve|question|droit|"
        r"plaisir))"
        rf"[a-z]+(?: [a-z']+){{0,3}} ?: (?=(?:ne (?:plus|pas|jamais) )?{_INFINITIVE})",
        r"\b(?:proposons|voulons|prevoyons|comptons|entendons|demandons|choisissons|"
        r"souhaitons)-nous\b",
        r"\bc'est non\b(?!.{0,40}\b(?:pacte|sign))",
    ),
    cue(
        "study verb",
        0.7,
        "to_study",
        r"\b(?:tout|cela|ca|la suite|le reste|le calendrier|le rythme|la decision|le choix|"
        r"(?:la|le|les|l'|"
        r"notre|nos) ?[a-z]+(?: [a-z']+){0,3}) (?:dependra|dependront) (?:\w+ment )?(?=(?:de |"
        r"d'|du |des )"
        r"(?:une? |l'|la |ce |cette )?(?:bilan|etude|audit|evaluation|avis|concertation|"
        r"diagnostic|essai|"
        r"experience|experimentation|pilote|test|discussion|debat)\w*)",
        r"\bmerite(?:nt)?(?: bien| sans doute| toutefois)? (?=qu'(?:on|elles?|ils?)|que (?:nous|"
        r"l'on)|"
        r"(?:toute )?(?:notre|une) (?:\w+ )?(?:attention|reflexion))",
        r"\b(?:il )?(?:faut|faudra) (?:qu'on|que nous|que je|que l'on) (?:\w+ment )?(?:y |en )?"
        r"(?:regard|voi[te]|voyions|verifi|etudi|reflechi|examin)\w*",
        r"\bn'exclu\w+ pas(?:, [^,]{1,40},| \w+ment)? (?=de |d')",
        r"\b(?:est|sont|serait|seraient|parait) (?:\w+ment |alors |ensuite |donc "
        r")?envisageables?\b",
        r"\bverr(?:a|ons|ai) (?:ca |cela |ensuite )?avec (?:les?|la|l'|nos|notre|mes|mon|"
        r"ma)\b(?! plus)",
        r"\b(?:va|vais|allons) voir (?:ca |cela )?(?=avec (?:les?|la|l'|nos|mes)\b|si |comment )",
        r"\b(?:on|nous) y (?:reflechit|reflechissons|travaille|travaillons|pense|pensons)\b(?! "
        r"depuis)",
        r"\b(?:attend|attendons|attends) (?:encore |pour cela )?(?:le |la |les |l'|des |une? |"
        r"son |leurs? )"
        r"(?:devis|avis|reponses?|resultats?|etudes?|rapports?|conclusions?|retours?|feu vert|"
        r"accord|chiffr\w+)\b",
        r"\brevien(?:dra|dront) (?:a |devant |en )(?:la |le |l'|notre )?(?:prochaine? "
        r")?(?:assemblee|"
        r"conseil|commission|bureau|reunion)",
        r"\bdelibere(?:ra|ront|rons)\b|\b(?:s'en saisi|tranche|en decide)(?:ra|ront)\b",
        r"\b(?:attend|attendons|attends|demander(?:ons|a|ai)|prendr(?:ons|a|ai)) l'avis (?=d)",
        r"\blaissez-nous le temps (?=d)",
        r"\b(?:demande|merite|suppose|necessite|appelle|exige)(?:nt|ra|rait)? (?:d'abord |"
        r"encore |au prealable )?une? (?:\w+ )?(?:etude|reflexion|examen|analyse|expertise|"
        r"concertation)\b",
        r"\b(?:nous|on|je) (?:\w+ment )?(?:regardons|regarde|voyons|voit|etudie|verifie|"
        r"verifions) "
        r"(?:\w+ )?(?:avec|comment|si|ce qui|ce que|dans quelle)\b",
        r"\bfera(?:it)? l'objet d'un (?:\w+ )?(?:groupe de travail|atelier|debat)\b",
        r"\b(?:renvoyee?s?|confiee?s?|soumis\w*) a un (?:groupe de travail|comite|atelier)\b",
        r"\b(?:il )?(?:faudra|reste a) (?:donc )?voir (?=avec|si |comment|dans quelle)",
        r"\bmerite(?:nt|rait|raient|ra)?\b(?: [a-z']+){0,4} d'etre (?:etudie|examine|creuse|"
        r"approfondi|regarde|discute)e?s?\b",
        r"\b(?:nous nous|on se|je me) pencher(?:ons|a|ai)\b|\bon planchera\b",
    ),
    cue(
        "aspiration verb",
        0.7,
        "aspiration",
        rf"\b(?:il|ils|elles) (?:souhaite|espere|ambitionne|aspire)(?:nt)?{_QUITE} (?=que |qu'|"
        rf"a |de |d'|"
        rf"{_INFINITIVE})",
        rf"\b(?:nous tenons|je tiens){_QUITE} (?=a ce que |a ce qu')",
        r"\bil (?:nous|me) plairait (?:\w+ )?(?=que |qu'|de |d')",
        r"\b(?:nous )?ne desesper(?:ons|e) pas (?=de |d'|que )",
        r"\b(?:nous|je|on) rev(?:ons|e) (?=de |d'|que |qu')|\belle reve (?=de |d'|que |qu')",
        r"\bce qui (?:serait|nous plairait|me plairait)\b[^,;.]{0,30},? (?:c'est|ce serait) "
        r"(?=que |qu'|de |d'|un)",
        r"\bce qu(?:e nous|e j'|e je|'on) ?(?:voudrions|voudrais|voudrait|aimerions|aimerais|"
        r"aimerait|souhaiterions|souhaiterait|espere|esperons)(?:,[^,]{1,40})?,? c'est ",
        r"\b(?:je milite|nous militons|je plaide|nous plaidons) pour (?=que |qu')",
        r"\b(?:l'ideal|le mieux|notre reve|mon reve)(?: a (?:moi|nous))?,? (?:ce serait|c'est|"
        r"c'etait) (?=que |qu'|de "
        r"|d'|une? )",
        r"\b(?:je |nous |on )(?:verrais|verrions|verrait|imagine|imaginons) (?:tres |"
        r"fort )?(?:bien|"
        r"volontiers)\b",
        r"\b(?:nous|je) ne (?:serais|serions) pas (?:fache|mecontent)\w* (?=de |d'|que )",
        r"\b(?:nous|je) ne (?:sommes|suis|serais|serions) pas (?:hostiles?|opposee?s?|fermee?s?|"
        r"contre)(?:, "
        r"[^,]{1,40},)? (?=a )",
        r"\bon peut (?:meme |aussi )?imaginer\b(?:, [^,]{1,30},)? (?=que |qu'|une? )",
        r"\bl'ideal serait (?=une? |la |le |des )",
        r"\b(?:notre|mon) (?:ambition|souhait|espoir|voeu|reve) (?:le|la) plus \w+ (?:est|serait) "
        r"(?=que |qu'|de |d')",
        r"\bcaress(?:e|ons) (?:\w+ )?(?:le projet|l'idee)\b",
        r"\bil serait (?:bon|bien|heureux|souhaitable|utile)(?: \w+)? (?=que (?!l'etat|la region|"
        r"le departement|le gouvernement|vous))",
    ),
)
