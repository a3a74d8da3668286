"""Finding the verb that announces something in a clause, and who speaks."""

import re
from dataclasses import dataclass

from letters.reading.barriers import (
    CONSEQUENCE,
    GREETING,
    KEPT_NEGATION,
    OPINION,
    OTHERS,
    OUR_SIDE,
    PAST,
    REFUSAL,
    RELATIVE_ALLOWED,
    RELATIVE_BEFORE,
    SPEECH,
    SPEECH_FUTURE,
    STATIVE,
    TO_OTHERS,
    VAIN,
)
from letters.reading.cues import CUES
from letters.reading.folding import Folded
from letters.reading.kinds import ACTION_DUE, AGREEMENT, SIGNED
from letters.reading.morphology import (
    first_person_conditionals,
    first_person_futures,
    is_participle,
    third_person_futures,
)


@dataclass(frozen=True, slots=True)
class Governor:
    """The announcing words ``text[start:end]`` of a folded sentence, and how sure they are."""

    start: int
    end: int
    name: str
    weight: float
    firmness: str = ""
    finite: bool = False


_SUBJECT_BEFORE = re.compile(
    r"(?:\bnous|\bje|\bj'|\bon)(?: ne| n'|\s)?(?: ?(?:nous|y|en|le|la|les|l'|leur|lui|vous|m'|"
    r"me)\b ?){0,3}\s?$"
)
_NEGATED_BEFORE = re.compile(
    r"\b(?:ne |n')(?:nous |vous |y |en |le |la |les |l'|leur |lui |se |s'|m'|me ){0,3}$"
)
_NEGATED_AFTER = re.compile(r"\s?(?:\w+ ){0,2}?(?:pas|point|guere|nullement|aucunement)\b")
_PERFECT_CUE = re.compile(r"\bavons|\bai\b|\ba\b")
_WANTING = re.compile(
    r"\s?(?:,[^,]{1,80},)?\s?(?:\w+ment )?(?:de |d'|a |par |vous |pouvoir |donc |aussi |egalement "
    r"){0,3}"
)
_THAT_OTHERS = re.compile(
    r"\s?(?:que|qu')\s?(?:l'etat|le gouvernement|vous|votre|la region|le departement|les editeurs|"
    r"l'europe|"
    r"ces (?:reponses|elements)|cette (?:reponse|lettre)|nos reponses|chacun)"
)
_IDLE_BE = re.compile(
    r"\s(?:\w+ment |tres |bien |donc |tout |aussi |toujours ){0,2}(?:heureu\w+|ravie?s?|fieres?|"
    r"fiers?|honore\w*|enchante\w*|"
    r"convaincu\w*|nombreu\w+|elue?s?|en (?:responsabilite|capacite|mesure)|amenes?|confront\w+|"
    r"juge\w*|"
    r"conscients?|reconnaissants?|sensibles?|attaches?|la\b|aux (?:affaires|responsabilites))"
)
_IDLE_HAVE = re.compile(
    r"\s(?:\w+ment )?(?:besoin|l'occasion|l'opportunite|la chance|conscience|des difficultes|du "
    r"mal|"
    r"donc besoin|a faire face|a repondre|le plaisir|l'honneur|les moyens|la majorite)"
)
_ADVERBS = re.compile(
    r"(?:\s(?:\w{3,}ment|aussi|egalement|donc|ainsi|deja|toujours|bien|ensuite|tout|alors|enfin|"
    r"des lors|systematique|en priorite|des que possible|par ailleurs))*\s"
)
_PRIORITY = re.compile(
    r"(?:un |une |le |la |l'|notre |nos |parmi |au coeur|au centre|l'un |l'une )[^.]{0,40}"
    r"(?:priorit|axe|objectif|boussole|critere|regle|principe|norme|mission|pilote|coeur|centre|"
    r"feuille)|"
    r"(?:prioritaire|la regle|systematique|obligatoire|privilegi|attentive? a|vigilante? |"
    r"garante? |exemplaire)"
)
_WE_AS_SUBJECT = re.compile(
    r"(?:(?:notre|la|cette|une) (?:\w+ )?(?:liste|equipe|ville|commune|mairie|municipalite|"
    r"majorite|collectivite)|"
    r"le (?:\w+ )?conseil (?:municipal|communautaire)|l'equipe(?: municipale)?|\bon|\bnous|\belle|"
    r"pacte[^,]{0,40}|"
    r"nos (?:\w+ )?(?:elue?s?|services|equipes)(?: \w+)?|l'agglomeration|la metropole|"
    r"l'adjointe?[^,]{0,40}|"
    r"un (?:adjoint|elu|referent|delegue|comite|poste|budget|plan|groupe)[^,]{0,40}|"
    r"une (?:adjointe|elue|referente|deleguee|commission|charte|deliberation|clause|formation|"
    r"mission)[^,]{0,40}|la dsi|"
    r"nos (?:marches|appels|achats)[^,]{0,30}|les (?:services|agents|marches|appels)[^,]{0,40})"
    r"(?: [^,]{0,60}| ?, [^,]{1,80}, ?)?\s?(?:ne |n'|se |s'|y |en |l'|les? |la )*$"
)
_RELATIVE_SUBJECT = re.compile(
    r"(?:\bque |\bqu'|\bdont |\bquand |\blorsqu'|\blorsque |\bsi )"
    r"(?:elles?|ils?|on|(?:le|la|les|l'|un|une|notre|nos|leurs?|chaque|cette?|ces) ?[a-z-]+(?: "
    r"[a-z-]+)?)"
    r" (?:(?:nous|vous|leur|lui|y|en|les?|la|se) |l'|s')?$"
)
_NOTHING_BEFORE = re.compile(r"\b(?:plus )?aucune? [^,;]{2,60}$")
_BY_OTHERS = re.compile(
    r"[^,.;]{0,60}\bpar (?:l'etat|le departement|la region|l'education|le gouvernement|les "
    r"editeurs)"
)
_THIS_BEFORE = re.compile(r"\b(?:cela|ceci|ca|ce|c')\s(?:ne |n')?$")
_IT_BEFORE = re.compile(r"\b(?:le|l') ?$")
_IMPERSONAL_BEFORE = re.compile(r"\bil (?:nous |y |en |leur |vous |lui )*(?:ne |n')?$")
_BE_DONE = re.compile(r" etre ([a-z]+)")
_EMPTY_VERBS = ("ira", "iront", "dira", "diront", "verra", "verront", "saura", "sauront")
_HAPPENS = re.compile(
    r"\s(?:lieu|pour (?:mission|role|charge|tache|objectif)|acces|toute sa place|droit|la charge|"
    r"une place)"
)


def _negation(text: str, start: int, end: int, stop: int) -> str:
    """Return "" when affirmed, ``kept`` when the negation is itself a promise, ``refused``."""
    before = text[max(0, start - 24) : start]
    inside = re.search(r"\bne |\bn'", text[start:end])
    if not _NEGATED_BEFORE.search(before) and not inside:
        return ""
    whole = text[max(0, start - 24) : min(stop, end + 40)]
    if _NOTHING_BEFORE.search(text[max(0, start - 80) : start]) and not VAIN.search(text):
        return "kept"
    if KEPT_NEGATION.search(whole) and not VAIN.search(whole):
        return "kept"
    return "refused"


def _subordinate(text: str, begin: int, start: int) -> bool:
    before = text[max(begin, start - 60) : start].rstrip() + " "
    before = before.replace("' ", "'") if before.endswith("' ") else before
    if not RELATIVE_BEFORE.search(before.rstrip()) and not RELATIVE_BEFORE.search(before):
        return False
    return not RELATIVE_ALLOWED.search(text[max(begin, start - 110) : start])


def _spoken_for_others(text: str, begin: int, start: int) -> bool:
    return bool(OPINION.search(text, begin, start) or TO_OTHERS.search(text, begin, start))


def _idle(text: str, governor: Governor, stop: int) -> bool:
    """Say whether what follows is courtesy, speech or a state of mind, not an action."""
    after = text[governor.end : stop]
    if _THAT_OTHERS.match(after):
        return True
    if ACTION_DUE.search(after[:90]) or AGREEMENT.search(after[:90]):
        return False
    if GREETING.search(text, governor.start, min(stop, governor.end + 60)):
        return True
    complement = _WANTING.match(after)
    rest = after[complement.end() :] if complement else after
    if SPEECH.match(rest):
        return True
    if governor.firmness == "aspiration":
        return bool(STATIVE.match(rest)) or not rest.strip(" .!,")
    return False


def _from_cues(folded: Folded, begin: int, stop: int) -> list[Governor]:
    found = []
    for cue in CUES:
        match = cue.pattern.search(folded.text, begin, stop)
        if match:
            name = f"{cue.name} (« {folded.written[slice(*match.span())].strip()} »)"
            found.append(Governor(match.start(), match.end(), name, cue.weight, cue.firmness))
    return found


def _from_first_person(folded: Folded, begin: int, stop: int) -> list[Governor]:
    text = folded.text
    found = []
    for match in first_person_futures(text, begin, stop):
        verb, after = match.group(), text[match.end() : stop]
        if SPEECH_FUTURE.match(verb):
            continue
        if (
            verb in ("serons", "serai")
            and _IDLE_BE.match(after)
            and not ACTION_DUE.search(after[:90])
        ):
            continue
        if verb in ("aurons", "aurai") and _IDLE_HAVE.match(after):
            continue
        subject = _SUBJECT_BEFORE.search(text[max(begin, match.start() - 30) : match.start()])
        start = match.start() - (len(subject.group()) if subject else 0)
        weight = 0.55 if verb.startswith("pourr") else (0.88 if subject else 0.8)
        person = "first person singular" if verb.endswith("rai") else "first person plural"
        found.append(
            Governor(
                start,
                match.end(),
                f"{person} + future (« {folded.written[slice(*match.span())]} »)",
                weight,
                "",
                True,
            )
        )
    for match in first_person_conditionals(text, begin, stop):
        name = f"first person conditional (« {folded.written[slice(*match.span('verb'))]} »)"
        found.append(Governor(match.start(), match.end(), name, 0.5, "conditional", True))
    return found


def _third_weight(folded: Folded, begin: int, match: re.Match[str], stop: int) -> float:
    """Return how sure a future of the third person is, 0 when it promises nothing."""
    text = folded.text
    verb, before, after = match.group(), text[begin : match.start()], text[match.end() : stop]
    if _THIS_BEFORE.search(before):
        return 0.0
    if verb in ("sera", "seront"):
        pronoun = _IT_BEFORE.search(before)
        return 0.6 if pronoun else _passive_weight(folded, match, stop, before)
    if verb in ("pourra", "pourront") and _may_be_done(folded, match.end(), stop):
        return 0.55
    if _IMPERSONAL_BEFORE.search(before) or verb in _EMPTY_VERBS:
        return 0.0
    if verb in ("aura", "auront") and not _HAPPENS.match(after):
        return 0.0
    return _subject_weight(verb, before)


def _may_be_done(folded: Folded, start: int, stop: int) -> bool:
    """Say whether « pourra » is followed by « être » and a participle."""
    word = _BE_DONE.match(folded.text, start, stop)
    return word is not None and is_participle(word[1], folded.written[slice(*word.span(1))])


def _subject_weight(verb: str, before: str) -> float:
    """Return how sure an active future is from who does it and from what it brings about."""
    ours = bool(_WE_AS_SUBJECT.search(before))
    if CONSEQUENCE.match(verb) and (not ours or verb.startswith(("faud", "cout"))):
        return 0.0
    if _RELATIVE_SUBJECT.search(before) and not RELATIVE_ALLOWED.search(before):
        return 0.0
    theirs = [m.end() for m in OTHERS.finditer(before)]
    our_side = [m.end() for m in OUR_SIDE.finditer(before)]
    if theirs and (not our_side or theirs[-1] > our_side[-1]):
        return 0.0
    if verb.startswith(("devr", "pourr")):
        return 0.5
    return 0.8 if ours else (0.62 if our_side else 0.5)


def _passive_weight(folded: Folded, match: re.Match[str], stop: int, before: str) -> float:
    text = folded.text
    skipped = _ADVERBS.match(text, match.end(), stop)
    position = skipped.end() if skipped else match.end()
    if re.search(
        r"\b(?:l'etat|gouvernement|legislateur|vous|la loi|l'europe)\b[^,]{0,40}$", before
    ):
        return 0.0
    if _BY_OTHERS.match(text, position, stop):
        return 0.0
    word = re.compile(r"[a-z]+").match(text, position, stop)
    if word and is_participle(word.group(), folded.written[slice(*word.span())]):
        return 0.76
    if _PRIORITY.match(text, position, stop):
        return 0.66
    return 0.0


def _from_third_person(folded: Folded, begin: int, stop: int) -> list[Governor]:
    found = []
    for match in third_person_futures(folded.text, begin, stop):
        weight = _third_weight(folded, begin, match, stop)
        if weight:
            name = f"future (« {folded.written[slice(*match.span())]} »)"
            found.append(Governor(match.start(), match.end(), name, weight, "", True))
    return found


def find_governor(folded: Folded, begin: int, stop: int) -> Governor | None:
    """Return the first verb of the clause ``text[begin:stop]`` that announces something."""
    text = folded.text
    candidates = _from_cues(folded, begin, stop) + _from_first_person(folded, begin, stop)
    candidates += _from_third_person(folded, begin, stop)
    for candidate in sorted(candidates, key=lambda g: (g.start, -g.end)):
        if _announces(text, candidate, begin, stop):
            return candidate
    signed = SIGNED.search(text, begin, stop)
    if signed and not REFUSAL.search(text, begin, stop) and not PAST.search(text, begin, stop):
        return Governor(signed.start(), signed.end(), "pact signed or supported", 0.8)
    return None


def _announces(text: str, candidate: Governor, begin: int, stop: int) -> bool:
    if _PERFECT_CUE.match(text, candidate.start) and PAST.search(text, begin, stop):
        return False
    return not (
        _subordinate(text, begin, candidate.start)
        or _spoken_for_others(text, begin, candidate.start)
        or _negation(text, candidate.start, candidate.end, stop) == "refused"
        or _idle(text, candidate, stop)
    )
