"""Roundabout turns that announce an action: a wish made with « bien », a duty taken on. On
folded text."""

from letters.reading.cues import CUES as PLAIN
from letters.reading.cues import PLAN, Cue, cue

_QUITE = (
    r"(?:,? (?:\w+ment|par ailleurs|en outre|aussi|egalement|donc|bien|ainsi|desormais|"
    r"maintenant|enfin),?){0,2}"
)
_INFINITIVE = r"(?:(?:y|en|les?|la|leur) |l'|s')?[a-z]{2,}(?:er|ir|re)\b"

CUES: tuple[Cue, ...] = (
    *PLAIN,
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
        rf"(?:prevoit|propose|vise a|consiste a|consistera a|prevoira) (?=(?:de |d'|a )?"
        rf"{_INFINITIVE})",
        r"\b(?:somme|enveloppe|ligne|provision|part|credits?)\b.{0,50} (?:est|sont) d'ores et deja "
        r"(?:inscrit|prevu|reserve|programme|fleche|provisionne)e?s?\b",
        r"\b(?:la|une?|notre) (?:\w+ )?volonte (?=(?:de |d')(?!tous|chacun|certains|l'etat)"
        rf"{_INFINITIVE})",
        rf"\b(?:nous|je){_QUITE} (?:prendrons|prendrai|veillons|ferons|ferai) (?:en sorte|"
        rf"soin) (?=que |qu'|de |d')",
    ),
    cue(
        "study verb",
        0.7,
        "to_study",
        r"\bn'exclu\w+ pas(?:, [^,]{1,40},| \w+ment)? (?=de |d')",
        r"\b(?:est|sont|serait|seraient|parait) (?:\w+ment )?envisageables?\b",
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
        r"\bce qui (?:serait|nous plairait|me plairait)\b[^,;.]{0,30},? (?:c'est|ce serait) "
        r"(?=que |qu'|de |d'|un)",
        r"\bce qu(?:e nous|e j'|e je|'on) ?(?:voudrions|voudrais|voudrait|aimerions|aimerais|"
        r"aimerait|souhaiterions|souhaiterait|espere|esperons)(?:,[^,]{1,40})?,? c'est ",
        r"\b(?:je milite|nous militons|je plaide|nous plaidons) pour (?=que |qu')",
        r"\b(?:l'ideal|le mieux|notre reve|mon reve),? (?:ce serait|c'est|c'etait) (?=que |qu'|de "
        r"|d'|une? )",
        r"\b(?:je |nous |on )(?:verrais|verrions|verrait|imagine|imaginons) (?:tres |"
        r"fort )?(?:bien|"
        r"volontiers)\b",
        r"\b(?:nous|je) ne (?:sommes|suis|serais|serions) pas (?:hostiles?|opposee?s?)(?:, "
        r"[^,]{1,40},)? (?=a )",
        r"\bon peut (?:meme |aussi )?imaginer\b(?:, [^,]{1,30},)? (?=que |qu'|une? )",
        r"\bil serait (?:bon|bien|heureux|souhaitable|utile)(?: \w+)? (?=que (?!l'etat|la region|"
        r"le departement|le gouvernement|vous))",
    ),
)
