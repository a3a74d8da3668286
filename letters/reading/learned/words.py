"""The words of a sentence and the class of each: tense, person, negation… On folded text."""

import re
from functools import lru_cache

from letters.reading.folding import Folded
from letters.reading.morphology import future_person, is_infinitive, is_participle

WORD = re.compile(r"[a-z0-9]+'|[a-z0-9]+(?:-[a-z0-9]+)*|[^\sa-z0-9]")
# Marks that may end a passage: « (dès 2027) », « 30 % ».
CLOSING = ')"%'


def listed(words: str) -> frozenset[str]:
    """Return words written side by side."""
    return frozenset(words.split())


SUBJECTS = listed("nous je j' on il elle ils elles ce c' cela ca")
COORDINATORS = listed("et ou puis mais car donc or ni")
SUBORDINATORS = listed(
    "parce puisque puisqu' si s' quand lorsque afin pour comme alors tandis sachant dont qui que "
    "qu' sinon"
)
_LISTED = {
    "p1": "nous je j' on notre nos mon ma mes moi me m'",
    "p2": "vous votre vos tu ton",
    "p3": "il elle ils elles ce c' cela ca",
    "neg": "ne n' pas plus jamais aucun aucune ni sans rien non",
    "conj": "et ou puis mais car donc or",
    "sub": " ".join(sorted(SUBORDINATORS)),
    "prep": "de d' au aux du des en dans sur avec par vers chez sous entre",
    "det": "le la les l' un une cet cette ces son sa ses leur leurs chaque tout tous toutes toute",
    "time": "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre "
    "rentree mandat annee an ans mois semaine semaines jours ete automne printemps hiver trimestre "
    "semestre mandature budget conseil",
    "a": "a",
    "be": "sommes suis est sont etes",
    "have": "avons ai ont avez as",
    "was": "etait etaient avait avaient etions avions avais etais fut",
    "would": "serait seraient aurait auraient",
    "go": "va vais vont allons",
    "wish": "veut veux voulons voudrions voudrais souhaitons souhaite souhaiterions aimerions "
    "aimerais esperons espere",
}
_CLASS_OF = {word: name for name, words in _LISTED.items() for word in words.split()}
_NUMBER_YEAR = re.compile(r"20[2-4]\d")
# The first ending that fits tells the class.
_ENDINGS = (
    ("cond1", re.compile(r"[a-z]{2,}(?:rions|rais)")),
    ("cond3", re.compile(r"[a-z]{2,}(?:rait|raient)")),
)
_LATER_ENDINGS = (
    ("pres1", re.compile(r"[a-z]{3,}(?<!i)ons")),
    ("pres2", re.compile(r"[a-z]{3,}ez")),
    ("impf", re.compile(r"[a-z]{3,}(?:ait|aient)")),
    ("ger", re.compile(r"[a-z]{3,}ant")),
    ("adv", re.compile(r"[a-z]*ment")),
)
FINITE = listed("fut1 fut3 cond1 cond3 pres1 pres2 be have was would go wish impf")
VERBS = FINITE | {"inf"}
# Classes that say enough of a word: its stem adds nothing.
CLOSED = frozenset(_LISTED)

_STEM = re.compile(
    r"(.{3,}?)(?:erions|eraient|erait|erons|eront|erai|era|issons|irons|iront|irait|irai|ira|"
    r"ements?|ations?|ants?|ons|ees|ee|er|ir|es|ez|re|is|ie|it|e|s)"
)


@lru_cache(maxsize=16384)
def class_of(word: str) -> str:
    """Return the class of a folded word; a mark of punctuation is its own class."""
    listed = _CLASS_OF.get(word)
    if listed:
        return listed
    if not word[0].isalnum():
        return word
    if word[0].isdigit():
        return "year" if _NUMBER_YEAR.fullmatch(word) else "num"
    person = future_person(word)
    if person:
        return f"fut{person}"
    for name, ending in _ENDINGS:
        if ending.fullmatch(word):
            return name
    if is_infinitive(word):
        return "inf"
    return next((name for name, end in _LATER_ENDINGS if end.fullmatch(word)), "w")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a folded word without its ending: one for « signer », « signerons », « signe »."""
    found = _STEM.fullmatch(word) if len(word) > 4 else None
    return found[1] if found else word


def classes(folded: Folded, words: list[re.Match[str]]) -> list[str]:
    """Return the class of each word; participles are told by how they were written."""
    found = []
    for word in words:
        said, name = word.group(), class_of(word.group())
        if (
            name == "w"
            and len(said) > 3
            and is_participle(said, folded.written[slice(*word.span())])
        ):
            name = "pp"
        found.append(name)
    return found


def shapes(folded: Folded, words: list[re.Match[str]]) -> list[str]:
    """Return « AAA », « Aa » or nothing for each word: how it was written."""
    found = []
    for word in words:
        written = folded.written[slice(*word.span())]
        capitals = len(written) > 1 and written.isupper()
        found.append("AAA" if capitals else "Aa" if written[0].isupper() else "")
    return found
