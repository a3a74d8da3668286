"""After words that announce: courtesy, speech, a state of mind, and no action. On folded text."""

import re

from letters.reading.barriers import GREETING, SPEECH, STATIVE
from letters.reading.kinds import ACTION_DUE, AGREEMENT

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
    complement = _WANTING.match(after)
    rest = after[complement.end() :] if complement else after
    if SPEECH.match(rest):
        return True
    if wished:
        return bool(STATIVE.match(rest)) or not rest.strip(" .!,")
    return False
