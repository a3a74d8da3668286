"""French turns of phrase that soften a promise: trying, studying, conditions. On folded text."""

import re

from letters.reading.patterns import compiled

SOFT_VERBS = compiled(
    r"\b(?:tacher|essaier|essayer|tenter|efforcer|emploier|chercher)(?:ons|ai|a|ont)\b"
    r"|\bferons (?:tout )?(?:notre (?:possible|mieux)|(?:tout )?(?:le|notre) possible)"
    r"|\b(?:pourr)(?:ons|a|ont|ions|ait|ai)\b"
)
STUDY = compiled(
    r"\b(?:etudi(?!antes?\b|ants?\b)|reflechi|expertis|envisag|explor)[a-z]*\b(?! (?:en cours|"
    r"realise))|"
    r"(?<!une )(?<!l')(?<!d')(?<!les )(?<!des )\b(?:examin|evalu|analys|diagnostiqu|"
    r"audit)(?:er|e[rs]?ons|erai|era|eront|ons|ee?s?|ant)\b|"
    r"\bquestion\b.{0,80}\bser(?:a|ont)\b.{0,30}\b(?:abord|debatt|discut)\w+|"
    r"\bregard\w+[ ,][^.]{0,30}\b(?:si\b|s'ils?\b)|\bser(?:a|ont) (?:\w+ment )?(?:discut|"
    r"debatt)\w+|"
    r"\bmise?s? en balance\b|\b(?:convention|consultation|referendum|debat)\b[^.;]{0,40}\bpour "
    r"(?:trancher|decider)\b|\bnous interrog(?:eons|erons)\b|\ba (?:approfondir|etudier|"
    r"examiner|discuter)\b|\bvoir "
    r"(?:comment|dans quelle mesure|si)\b|^a voir\b|^a l'etude\b|"
    r"\bregard\w+ (?:ca|cela|de pres|avec|ce point)\b|"
    r"\bregard\w+ (?:donc |ensemble |alors )?(?:ce que|ce qui|comment|si)\b|"
    r"\bavant de (?:nous|me|se) prononcer\b|\b[sc]e renseigner\b|\brenseigner(?:ons|ai|a)\b|"
    r"\b(?:nous|on|j') ?en (?:discuter|debattr|reparler)(?:ons|a|ai)\b|\bplancher(?:ons|a|ai)\b|"
    r"\b(?:nous|se|me) pencher(?:ons|a|ai)\b"
)
_STUDY_NOUN = (
    r"(?:etudes?|reflexions?|faisabilite|expertise|etat des lieux|examen|analyse|"
    r"evaluation|opportunite)"
)
# « Lancer une étude » studies; « une clause assortie d'une analyse » does not.
STUDY_NOUN = compiled(
    rf"\b(?:lanc|men|engag|realis|condui|entam|ouvr|command|f[ae][ri]|dress|proced|proposons|"
    rf"initi|prev|"
    rf"objet)\w*\b(?: \w+){{0,5}}? (?:une?|l'|d'une?|la|les|des|en|cette|a une?)? ?"
    rf"(?:premiere? |veritable |large |vaste )?{_STUDY_NOUN}\b|"
    rf"^(?:(?:une?|l'|la|cette) ?(?:\w+ )?)?{_STUDY_NOUN}\b(?! (?:rendue?|publie))|"
    rf"\bobjet d'une? (?:\w+ )?(?:concertation|debat|discussion)\b|"
    rf"\b(?:une?|l') ?(?:\w+ )?{_STUDY_NOUN} .{{0,80}}\b(?:sera|pourra|est|pourrait)\b|"
    rf"\bl'opportunite d"
)
NOT_STUDY = re.compile(
    r"(?:examen|analyse|examine[ers]*|evalue[ers]*|analyse[ers]*) (?:systematique|prealable|"
    r"chaque|pour)|lors de chaque|systematiquement (?:etudi|examin|evalu)|chaque (?:annee|"
    r"besoin|projet)|devra (?:comporter|contenir)|"
    r"(?:etude|analyse) (?:\w+ )?prealable|analyse[sz]? (?:de donnees|du cycle)|evaluation "
    r"annuelle|sans (?:que |qu')[^.;]{0,60}(?:examine|etudie|evalue)|bureau d'etudes?|etude "
    r"d'impact"
)
HEDGE = compiled(
    r"\ba defaut d[e']|\bla ou\b|\ben cas d(?!e (?:victoire|majorite|succes)|'election)|"
    r"^faute d|\bpour peu qu|^tant que .{0,60}\bn|\bdans l'hypothese|^avec l(?:'accord|e "
    r"concours)|"
    r"^a (?:prix|cout|qualite)\b|\ba (?:service|qualite|prix|cout|performances?|fonctionnalites)"
    r"(?: rendue?s?)? (?:egal|equivalen|comparabl|identi)\w*|^si [^,;]{3,90}, |"
    r"\bsi (?:cet|cette|on (?:a|obtient|trouve)|nous (?:en|avons))\b|"
    r"\bdes qu(?:e |')(?:une?|l'|la|le|les|des) ?(?:offre|solution|budget|moyens|accord|technique|"
    r"logiciel|alternative|marche|version)|\bqui (?:en |le |la |les )?(?:feront la|font la) "
    r"d(?:em|ern)ande\b|"
    r"\bpeut-etre\b|"
    r"(?<!meme )(?<!comme )(?<!voir )(?<!savoir )(?<!dire )(?<!regarder )\bsi (?:leurs?|sa|son|"
    r"ses|notre|votre|"
    r"un|chaque|tous|toutes|tout|aucun\w*|celui-ci|celle-ci|ceux-ci|mes|mon|ma|d'autres) |"
    r"\bqu'une fois\b|"
    r"\b(?:s'y pretent?|y consentent|le permet(?:tent)?|les? souhaitent)\b|"
    r"\bdans la (?:mesure|limite)\b|\bsous reserve|\ba (?:la )?condition\b|\b(?:si|lorsque|"
    r"quand) "
    r"(?:cela|c'est|les? |la |l'|une? |nos |des |ces |celles|elles?|ils? |possible|besoin|"
    r"necessaire|"
    r"nous (?:le )?(?:pouvons|obtenons|disposons|trouvons))|\bs'il(?:s)? |\bautant que|\bpour "
    r"autant qu|"
    r"\bselon (?:les|nos|la|le)\b|\ben fonction d|\bpourvu que|\ba moins que|\ble cas echeant|"
    r"\bchaque fois que|\bdes lors qu|\bsi possible|\bpar la suite, si|\bau cas par cas|"
    r"\beventuellement|\ba supposer qu|\bsi tant est qu|\bencore faut-il qu|\bmoyennant l'accord"
)
ELECTED = re.compile(
    r"\b(?:si|lorsque|quand|des lors que) (?:nous (?:sommes|etions)|je (?:suis|deviens)|elle est|"
    r"notre liste "
    r"est|"
    r"la liste est|les habitant\w* nous|les electeur\w* nous|vous nous|l'on nous|on nous|"
    r"elue?s?\b"
    r"|les \w+ nous (?:accordent|font)|les (?:habitant|electeur|electric|citoyen|suffrage)\w*)|"
    r"\bs'il(?:s)? (?:est|sont|etait|l'emporte\w*) ?(?:elus?)?\b"
)
