"""Proposing which list a letter comes from; a person decides."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from letters.reading.folding import fold_words

# Names stand at the top and at the bottom of a letter; the middle of a huge one adds nothing.
_READ = 20_000
_WEAK_WORDS = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "liste",
        "notre",
        "nous",
        "nos",
        "on",
        "ou",
        "par",
        "pour",
        "s",
        "sa",
        "ses",
        "son",
        "sur",
        "un",
        "une",
        "ville",
        "commune",
    ]
)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_MIN_SURNAME = 4


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A list the letter may come from; ``commune_codes`` are INSEE codes, old ones included."""

    ref: str
    label: str
    head_name: str
    commune_name: str
    commune_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list, how likely (0..1), and why, as ``key:value``.

    Keys: ``label``, ``label-part``, ``head``, ``head-typo``, ``surname``, ``commune``, ``code``,
    ``domain`` (the sender's address).
    """

    ref: str
    score: float
    reasons: tuple[str, ...]


def name_words(name: str) -> str:
    """Return folded words of a name, « St » spelt out."""
    return " ".join(_ABBREVIATIONS.get(word, word) for word in fold_words(name).split())


class _Haystack:
    """The words of a letter, ready to be asked for thousands of lists."""

    def __init__(self, text: str, sender: str, subject: str) -> None:
        read = text if len(text) <= 2 * _READ else f"{text[:_READ]} {text[-_READ:]}"
        display_name = re.sub(r"\S*@\S*", " ", sender)
        self.words = f" {name_words(' '.join((subject, read, display_name)))} "
        self.known = frozenset(self.words.split())
        self.address = fold_words(sender).replace(" ", "") if "@" in sender else ""

    @cached_property
    def near(self) -> dict[str, str]:
        """Words of the letter by each spelling that lacks one letter, for one-letter slips."""
        spellings: dict[str, str] = {}
        for word in sorted(w for w in self.known if len(w) >= _MIN_SURNAME and w.isalpha()):
            for shorter in _shortened(word):
                spellings.setdefault(shorter, word)
        return spellings

    def says(self, words: str) -> bool:
        first = words.split(" ", 1)[0]
        return bool(words) and first in self.known and f" {words} " in self.words

    def nearly_says(self, word: str) -> bool:
        if len(word) < _MIN_SURNAME + 1:
            return False
        for shorter in (word, *_shortened(word)):
            other = shorter if shorter in self.known else self.near.get(shorter)
            if other and other != word and one_letter_apart(word, other):
                return True
        return False


def _shortened(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def one_letter_apart(first: str, second: str) -> bool:
    """Say whether one letter changed, added, dropped or swapped separates two words."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) == len(b) and len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


def propose(
    text: str,
    *,
    sender: str = "",
    subject: str = "",
    lists: Iterable[CandidateList],
    limit: int = 5,
) -> list[Proposal]:
    """Return at most ``limit`` lists the letter may come from, likeliest first.

    Accents, case, quotes and hyphens do not count. Evidence adds up as independent chances;
    lists without any are left out. Equal scores keep the order of ``ref``: never a decision.
    """
    haystack = _Haystack(text, sender, subject)
    proposals = []
    for candidate in lists:
        evidence = _evidence(haystack, candidate)
        if evidence:
            doubt = 1.0
            for weight, _ in evidence:
                doubt *= 1 - weight
            reasons = tuple(reason for _, reason in evidence)
            proposals.append(Proposal(candidate.ref, round(1 - doubt, 3), reasons))
    return sorted(proposals, key=lambda p: (-p.score, p.ref))[: max(limit, 0)]


def _evidence(haystack: _Haystack, candidate: CandidateList) -> list[tuple[float, str]]:
    commune = name_words(candidate.commune_name)
    evidence = _label(haystack, candidate, commune)
    place: list[tuple[float, str]] = []
    if haystack.says(commune):
        place.append((0.3, f"commune:{candidate.commune_name}"))
    code = next((code for code in candidate.commune_codes if code.lower() in haystack.known), "")
    if code:
        place.append((0.3, f"code:{code}"))
    evidence += _head(haystack, candidate, near=bool(evidence or place)) + place
    if haystack.address:
        evidence += _domain(haystack.address, candidate, commune)
    return evidence


def _label(haystack: _Haystack, candidate: CandidateList, commune: str) -> list[tuple[float, str]]:
    label = name_words(candidate.label)
    strong = [word for word in label.split() if word not in _WEAK_WORDS]
    if not strong:
        return []
    if haystack.says(label):
        return [(0.75 if len(strong) > 1 else 0.3, f"label:{candidate.label}")]
    own = [word for word in strong if word not in commune.split()]
    heard = [word for word in own if word in haystack.known]
    if len(own) >= 2 and len(heard) == len(own):
        return [(0.3, f"label-part:{' '.join(heard)}")]
    if len(own) >= 4 and len(heard) >= 0.75 * len(own):
        return [(0.15, f"label-part:{' '.join(heard)}")]
    return []


def _head(haystack: _Haystack, candidate: CandidateList, *, near: bool) -> list[tuple[float, str]]:
    words = name_words(candidate.head_name).split()
    if not words:
        return []
    turned = [words[-1], *words[:-1]], [*words[1:], words[0]]
    if any(haystack.says(" ".join(order)) for order in (words, *turned)) and len(words) > 1:
        return [(0.6, f"head:{candidate.head_name}")]
    surname = _surname(candidate.head_name)
    if all(word in haystack.known for word in words) and len(words) > 1:
        return [(0.4, f"head:{candidate.head_name}")]
    if len(surname) >= _MIN_SURNAME and haystack.says(surname):
        return [(0.25, f"surname:{surname}")]
    first_name_heard = words[0] in haystack.known and len(words) > 1
    if (near or first_name_heard) and haystack.nearly_says(surname.split(" ")[-1]):
        return [(0.3 if first_name_heard else 0.12, f"head-typo:{candidate.head_name}")]
    return []


def _surname(head_name: str) -> str:
    """Return the surname: the words in capitals if some are, else all but the first."""
    parts = re.split(r"\s+", head_name.strip())
    capitals = [part for part in parts if part.isupper() and len(part) > 1]
    if capitals and len(capitals) < len(parts):
        return name_words(" ".join(capitals))
    return name_words(" ".join(parts[1:] if len(parts) > 1 else parts))


def _domain(address: str, candidate: CandidateList, commune: str) -> list[tuple[float, str]]:
    place = commune.replace(" ", "")
    label = name_words(candidate.label).replace(" ", "")
    surname = _surname(candidate.head_name).replace(" ", "")
    if len(label) >= 8 and label in address:
        return [(0.5, f"domain:{candidate.label}")]
    if len(surname) >= 5 and surname in address:
        return [(0.3, f"domain:{candidate.head_name}")]
    if len(place) >= 5 and place in address:
        return [(0.3, f"domain:{candidate.commune_name}")]
    return []
