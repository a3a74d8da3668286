"""Turns that announce less than a promise: to study, on condition, hoped for. On folded text."""

from letters.reading.cues import CONSENT, GAP, OURS, Cue, cue

SOFTER: tuple[Cue, ...] = (
    cue(
        "study verb",
        0.7,
        "to_study",
        r"\b(?:est|sont) (?:actuellement |encore )?(?:a l'etude|en (?:cours d'etude|reflexion|"
        r"cours "
        r"de reflexion|cours d'examen))\b",
        r"\bil n'est pas (?:exclu|impossible|interdit) (?=que |qu'|de |d')",
        r"\bn'(?:excl(?:uons|us|ut)|ecart(?:ons|e)) pas (?=d|l'|la |le |une? )",
        r"\b(?:est|sont) (?:\w+ment |aussi |egalement )?(?:envisage|etudie)e?s?\b|^a l'etude\b",
        r"\bverr(?:ons|ai|a) (?:\w+ ){0,4}?(?:comment|si|ce qui|ce que|dans quelle)\b",
        r"\bne (?:nous interdisons|m'interdis|s'interdit) pas (?=d)",
        r"\b(?:faut|faudra) (?:qu'on|que nous) (?:y |en )?(?:reflechi|examin|etudi|discut|"
        r"parl|travaill)\w+",
        rf"\bnous{GAP} (?:etudions|examinons|envisageons|reflechissons|explorons)\b",
        rf"\b(?:je{GAP} |j')(?:examine|envisage|reflechis)\b",
        rf"\b{OURS} (?:envisage|etudie)\b",
    ),
    cue(
        "first person conditional",
        0.7,
        "conditional",
        rf"\bser(?:ions|ais) (?:\w+ )?{CONSENT}(?! pour vous)\b",
    ),
    cue(
        "aspiration verb",
        0.7,
        "aspiration",
        rf"\bnous{GAP} (?:souhaitons|desirons|ambitionnons|aspirons|revons|esperons)\b",
        rf"\bon{GAP} (?:souhaite|espere|reve|aimerai[ts]?|voudrai[ts]?|ambitionne|aspire)\b",
        r"^(?:notre |mon )?(?:reve|ambition|souhait|voeu|espoir|ideal)\b[^,;:.]{0,30} ?: ",
        rf"\bil est{GAP} (?:souhaite|espere) (?=que |qu'|de |d')",
        r"\bpuissions-nous\b|\bpuisse (?=la |le |l'|notre)",
        r"\bl'ideal (?:serait|est) (?:que |d'avoir |de |d')",
        r"\btient(?: \w+ment| aussi)? a coeur (?=qu|d)",
        rf"\b(?:nous|on){GAP} (?:aimerions|voudrions|souhaiterions)\b",
        rf"\b(?:je{GAP} |j')(?:souhaite|aspire|aimerais|voudrais|ambitionne|souhaiterais|"
        rf"espere)\b",
        r"\b(?:avons|ai|aurons|aurai|auront|aura)(?:-nous|-je)? (?:aussi |"
        r"egalement )?(?:a coeur|bon espoir|l'ambition|"
        r"pour (?:ambition|souhait)|le souhait|l'espoir)\b",
        r"\b(?:nourri(?:s|ssons|t)|caress(?:e|ons)|port(?:e|ons)|gard(?:e|ons)|ai|avons|"
        r"(?:partage(?:ons)?(?=.{0,30} d(?:e |')[a-z]+(?:er|ir|re)\b)))"
        r"(?: egalement| aussi| toujours| enfin| donc)? (?:l'ambition|l'espoir|le souhait|"
        r"l'envie|le reve|"
        r"le voeu)\b",
        r"\b(?:notre|mon) (?:ambition|souhait|espoir|voeu|aspiration|reve) (?:est|serait|sera)\b",
        rf"\b{OURS} (?:\"[^\"]{{1,80}}\" |,[^,]{{1,80}}, )?(?:souhaite|ambitionne|aspire|"
        rf"espere)\b",
        r"\belle (?:souhaite|aspire|ambitionne|espere)\b",
        r"\b(?:nous tenons|je tiens) (?=a (?:ce que |ce qu'|(?:(?:y|en|les?|la|leur|ne) |l'|"
        r"s')?[a-z]+(?:er|ir|re)\b))",
        r"\b(?:nous )?formons le voeu\b|\bje forme le voeu\b|\bnous appelons de nos voeux\b|"
        r"\bappelle de mes voeux\b",
        r"\bser(?:ions|ais) (?:\w+ )?(?:fiere?s? |heureu\w+|ravie?s?|honore\w+|"
        r"enchante\w*)\b",
    ),
)
