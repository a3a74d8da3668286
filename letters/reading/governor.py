"""Finding the verb that announces something in a clause, and who speaks."""

import re
from dataclasses import dataclass

from letters.reading.agreements import agreement
from letters.reading.barriers import (
    DROPS,
    KEPT_NEGATION,
    OPINION,
    PAST,
    PERFECT,
    REFUSAL,
    RELATIVE_ALLOWED,
    RELATIVE_BEFORE,
    SHUNNED,
    SPEECH_FUTURE,
    TO_OTHERS,
    VAIN,
    idle,
)
from letters.reading.folding import Folded
from letters.reading.futures import third_person_weight
from letters.reading.hollow import IDLE_BE, IDLE_HAVE, SECTION, UNSIGNED, hollow
from letters.reading.kinds import ACTION_DUE, SIGNED
from letters.reading.meetings import expected
from letters.reading.morphology import (
    first_person_conditionals,
    first_person_futures,
    is_participle,
    third_person_futures,
)
from letters.reading.present import CAMPAIGN, addressed, presents
from letters.reading.requests import FORBIDS, requested
from letters.reading.subjects import may_be_ours
from letters.reading.turns import CUES
from letters.reading.wishes import WILLING, under_its_name, wishes


@dataclass(frozen=True, slots=True)
class Governor:
    """The announcing words ``text[start:end]`` of a folded sentence, and how sure they are.

    ``kind`` is given when the words themselves tell it.
    """

    start: int
    end: int
    name: str
    weight: float
    firmness: str = ""
    finite: bool = False
    kind: str = ""


ACTION = "action_due"
_ASKED = "asked of the association"
_SUBJECT_BEFORE = re.compile(
    r"(?:\bnous|\bje|\bj'|\bon)(?: ne| n'|\s)?(?: ?(?:nous|y|en|le|la|les|l'|leur|lui|vous|m'|"
    r"me)\b ?){0,3}\s?$"
)
_NEGATED_BEFORE = re.compile(
    r"\b(?:ne |n')(?:nous |vous |y |en |le |la |les |l'|leur |lui |se |s'|m'|me ){0,3}$"
)
_IS_NOT = re.compile(r"\bn(?:e |')(?:est|sont|sera|seront) (?:pas|nullement) $")
_PERFECT_CUE = re.compile(r"\bavons|\bai\b|\ba\b")
_ADDS_WORDS = re.compile(r"(?: \w+)? ?(?:que |qu'|:|,|$)")
_NOTHING_BEFORE = re.compile(
    r"\b(?:pas une?(?: seule?)?|(?:plus )?aucune?|plus (?:une? )?(?:seule? )|nulle?|rien|"
    r"personne) [^,;]{0,60}$"
)
# « que X, que Y et que Z »: the verb of saying stands in a clause before.
_GOES_ON = re.compile(r"(?:et |puis )?qu(?:e |')")
# « Une expérimentation serait menée dans deux services. »
_WOULD = re.compile(
    r"(?<!\bil )(?<!\bce )\bserai(?:t|ent) (?:\w+ment |alors |ensuite |aussi |egalement |donc )?"
    r"(?!elu|perdu|oblig|contrain|tent|vecu|percu|ressenti|rejet|refus|ignor|compromis|dommage|"
    r"appreci|entendu|vou|condamn|bien)(?P<done>[a-z]+)\b"
)
_MIGHT = re.compile(
    r"\bpourrai(?:t|ent) (?:\w+ment |aussi |egalement |ainsi |alors |"
    r"par exemple )?(?:etre (?P<done>[a-z]+)|"
    r"(?:(?:y|en|se|leur|les?|la) |l'|s')?(?!etre|avoir|permettre|aider|montrer|sembler|couter|"
    r"representer|"
    r"constituer|devenir|paraitre|suffire|nuire|entrainer|faire|dire|croire|penser)[a-z]+(?:er|"
    r"ir|re|dre)\b)"
)
_GOING_TO = re.compile(
    r"\bv(?:a|ont) (?:\w+ment |aussi |egalement |ainsi |bientot |donc )?(?:(?:y|en|se|leur|lui|"
    r"les?|la) |l'|"
    r"s')?(?!sans|falloir|dire|couter|demander|permettre|dependre|prendre du|sembler|devenir|"
    r"changer|continuer|voir|"
    r"sur|de\b)[a-z]+(?:er|ir|re)\b"
)
# « …, que nous convierons »: the comma makes it a statement of its own.
_ASIDE = re.compile(
    r", (?:que|qu'|dont|ou|auxquel\w+|a laquelle|auquel) ?(?:nous|je|j') (?:y |en )?$"
)
_ASIDE_WE = re.compile(r".{0,6}?, que (?:nous|je) (?:y |en |leur )?[a-z]+r(?:ons|ai)\b")
# « Nous vous adresserons chaque année un bilan. »
_SENDS = re.compile(
    r" (?:\w+ ){0,3}(?:bilans?|rapports?|comptes? rendus?|invitations?|points? "
    r"d'etape)\b"
)
_ONCE = re.compile(r"\b(?:avait|avaient|avions|avais|aviez|etait|etions|etais|etaient)\b")


def _negation(text: str, start: int, end: int, stop: int) -> str:
    """Return "" when affirmed, ``kept`` when the negation is itself a promise, ``refused``."""
    before = text[max(0, start - 24) : start]
    if _IS_NOT.search(before):
        return "refused"
    inside = re.search(r"\bne |\bn'", text[start:end])
    if not _NEGATED_BEFORE.search(before) and not inside:
        return ""
    whole = text[max(0, start - 24) : min(stop, end + 40)]
    if _NOTHING_BEFORE.search(text[max(0, start - 80) : start]) and not VAIN.search(text):
        return "kept"
    if KEPT_NEGATION.search(whole) and not VAIN.search(whole):
        return "kept"
    if SHUNNED.search(text, end, min(stop, end + 90)) and not DROPS.match(text, start, end):
        return "kept"
    return "refused"


def _subordinate(text: str, begin: int, start: int) -> bool:
    before = text[max(begin, start - 60) : start].rstrip() + " "
    before = before.replace("' ", "'") if before.endswith("' ") else before
    if not RELATIVE_BEFORE.search(before.rstrip()) and not RELATIVE_BEFORE.search(before):
        return False
    if _ASIDE.search(before) or _ASIDE_WE.match(text, max(0, start - 7)):
        return False
    first = max(0, start - 240) if _GOES_ON.match(text, begin) else max(begin, start - 110)
    return not RELATIVE_ALLOWED.search(text[first:start])


def _spoken_for_others(text: str, begin: int, start: int) -> bool:
    return bool(OPINION.search(text, begin, start) or TO_OTHERS.search(text, begin, start))


def _idles(text: str, governor: Governor, stop: int) -> bool:
    if governor.kind == ACTION and governor.weight > 0.65:
        return False
    wished = governor.firmness == "aspiration"
    said = (governor.start, governor.end)
    return idle(text, said, stop, finite=governor.finite, wished=wished)


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
        if after.startswith((" position", " acte de", " congé", " le temps de", " soin de")):
            continue
        if SPEECH_FUTURE.match(verb) and not (after.startswith(" non a") or _SENDS.match(after)):
            continue
        if verb.startswith("garder") and text[: match.start()].endswith(
            (" me ", "je me ", "s nous ")
        ):
            continue
        if FORBIDS.match(text, match.start(), stop):
            continue
        if verb.startswith("ajouter") and _ADDS_WORDS.match(after):
            continue
        if (
            verb in ("serons", "serai")
            and IDLE_BE.match(after)
            and not ACTION_DUE.search(after[:90])
        ):
            continue
        if verb in ("aurons", "aurai") and IDLE_HAVE.match(after):
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
        name = f"first person conditional (« {folded.written[slice(*match.span())]} »)"
        found.append(Governor(match.start(), match.end(), name, 0.55, "conditional", True))
    return found


def _from_present(folded: Folded, begin: int, stop: int, *, listed: bool) -> list[Governor]:
    """Read « dès notre arrivée, on gèle… » and « nous vous recevons jeudi »."""
    found = []
    said_so, sure = presents(folded.text, begin, stop, listed=listed)
    turn = "present with a date" if sure and not listed else "programme in the present tense"
    for match in said_so:
        name = f"{turn} (« {folded.written[slice(*match.span())]} »)"
        found.append(Governor(match.start(), match.end(), name, 0.6 if sure else 0.52, "", True))
    due = addressed(folded.text, begin, stop)
    if due:
        said = folded.written[slice(*due.span())]
        name = f"something the association is told to expect (« {said} »)"
        found.append(Governor(due.start(), due.end(), name, 0.62, "", True, ACTION))
    return found


def _from_others(folded: Folded, begin: int, stop: int) -> list[Governor]:
    """Read « Mme Martin aimerait que… » and « vos bénévoles y seraient les bienvenus »."""
    found = []
    for match in wishes(folded.text, begin, stop):
        name = f"aspiration verb (« {folded.written[slice(*match.span())].strip()} »)"
        found.append(Governor(match.start(), match.end(), name, 0.62, "aspiration", True))
    named = under_its_name(folded, begin, stop)
    if named:
        said, firmness = named["verb"], WILLING.get(named["verb"].split(" ")[0].rstrip("nt"), "")
        name = f"intention of the list (« {said} »)"
        found.append(Governor(begin, named.end("verb"), name, 0.74, firmness))
    due = expected(folded.text, begin, stop)
    if due:
        said = folded.written[slice(*due.span())].strip()
        name = f"something the association is told to expect (« {said} »)"
        found.append(Governor(due.start(), due.end(), name, 0.66, "", True, ACTION))
    asked = requested(folded.text, begin, stop)
    if asked:
        said = folded.written[slice(*asked.span())].strip()
        name = f"{_ASKED} (« {said} »)"
        found.append(Governor(asked.start(), asked.end(), name, 0.68, "", True, ACTION))
    return found


def _from_near_future(folded: Folded, begin: int, stop: int) -> list[Governor]:
    """Read « un conseiller va être désigné », « les formulaires vont faire leur retour »."""
    found = []
    for match in _GOING_TO.finditer(folded.text, begin, stop):
        if may_be_ours(folded.text[begin : match.start()]):
            name = f"near future (« {folded.written[slice(*match.span())]} »)"
            found.append(Governor(match.start(), match.end(), name, 0.56, "", True))
    return found


def _from_might(folded: Folded, begin: int, stop: int) -> list[Governor]:
    """Read « X pourrait être expérimenté », « serait menée », when X may be ours."""
    found = []
    text = folded.text
    for match in (*_MIGHT.finditer(text, begin, stop), *_WOULD.finditer(text, begin, stop)):
        done = match["done"]
        if done and not is_participle(done, folded.written[slice(*match.span("done"))]):
            continue
        if may_be_ours(text[begin : match.start()]):
            name = f"conditional (« {folded.written[slice(*match.span())]} »)"
            found.append(Governor(match.start(), match.end(), name, 0.55, "conditional", True))
    return found


def _from_third_person(folded: Folded, begin: int, stop: int) -> list[Governor]:
    found = []
    for match in third_person_futures(folded.text, begin, stop):
        weight = third_person_weight(folded, begin, match, stop)
        if weight:
            name = f"future (« {folded.written[slice(*match.span())]} »)"
            found.append(Governor(match.start(), match.end(), name, weight, "", True))
    return found


def find_governor(
    folded: Folded, begin: int, stop: int, *, listed: bool = False
) -> Governor | None:
    """Return the first verb of the clause ``text[begin:stop]`` that announces something.

    ``listed`` says that the sentence stands under an announcement: its presents promise.
    """
    text = folded.text
    candidates = _from_cues(folded, begin, stop) + _from_first_person(folded, begin, stop)
    candidates += _from_third_person(folded, begin, stop)
    candidates += _from_might(folded, begin, stop)
    candidates += _from_near_future(folded, begin, stop)
    candidates += _from_present(folded, begin, stop, listed=listed)
    candidates += _from_others(folded, begin, stop)
    signed = _signed(text, begin, stop)
    for candidate in sorted(candidates, key=lambda g: (g.start, -g.end)):
        if _announces(text, candidate, begin, stop):
            return signed if signed and signed.end <= candidate.start else candidate
    return signed


def _signed(text: str, begin: int, stop: int) -> Governor | None:
    """Return where the clause ``text[begin:stop]`` signs the pact, unless it refuses or recalls."""
    signed = SIGNED.search(text, begin, stop) or agreement(text, begin, stop)
    if signed is None or _ONCE.search(text, begin, signed.end()):
        return None
    if REFUSAL.search(text, begin, stop) or PAST.search(text, begin, stop):
        return None
    if UNSIGNED.search(text, begin, stop):
        return None
    return Governor(signed.start(), signed.end(), "pact signed or supported", 0.8, "", True)


def _announces(text: str, candidate: Governor, begin: int, stop: int) -> bool:
    if CAMPAIGN.search(text, candidate.end, min(stop, candidate.end + 90)) and not (
        candidate.kind == ACTION or ACTION_DUE.search(text, begin, stop)
    ):
        return False
    if _PERFECT_CUE.match(text, candidate.start) and PAST.search(text, begin, stop):
        return False
    if "present" in candidate.name and PAST.search(text, max(0, begin - 40), stop):
        return False
    if candidate.name.startswith("noun") and PERFECT.search(text, begin, candidate.end):
        return False
    if candidate.name.startswith("programme (") and SECTION.match(text, candidate.end, stop):
        return False
    if candidate.kind != ACTION and hollow(text, candidate.start, candidate.end, begin, stop):
        return False
    return not (
        _subordinate(text, begin, candidate.start)
        or _spoken_for_others(text, begin, candidate.start)
        or _negation(text, candidate.start, candidate.end, stop) == "refused"
        or _idles(text, candidate, stop)
    )
