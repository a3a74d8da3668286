"""What is looked at in a sentence: features of its words, of its edges, of its stretches.

A feature is a short string; the weights say how much each speaks for a passage. Names: what is
looked at, a space or a sign, what was seen there.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from letters.reading.barriers import (
    GREETING,
    KEPT_NEGATION,
    OPINION,
    PAST,
    PERFECT,
    REFUSAL,
    TO_OTHERS,
)
from letters.reading.learned.candidates import Sentence
from letters.reading.learned.words import CLOSED, FINITE, VERBS, WORD, class_of

_BARRIERS = {
    "refusal": REFUSAL,
    "past": PAST,
    "greeting": GREETING,
    "opinion": OPINION,
    "others": TO_OTHERS,
    "kept": KEPT_NEGATION,
    "perfect": PERFECT,
}
_LENGTHS = (1, 2, 4, 7, 11, 16, 24, 36)
_LEAD_WORDS, _LEAD_CHARACTERS = 8, 120
# What tells the tenses and persons of a stretch, a bit each.
_TOLD = "fut1 fut3 cond1 cond3 pres1 wish go neg p2 p1"
_SIGNS = {name: 1 << number for number, name in enumerate(_TOLD.split())}
_FINITE = [f"finite {count}" for count in range(4)]


def step(value: float, steps: Sequence[float]) -> int:
    """Return the number of the first step that ``value`` does not pass."""
    return bisect_left(steps, value)


_LENGTH_OF = [step(length, _LENGTHS) for length in range(_LENGTHS[-1] + 2)]


@dataclass(slots=True)
class Features:
    """The features of one sentence.

    ``words`` has a list for each word; ``starts`` and ``ends`` one for each edge, in their order;
    ``verbs`` one for each start, of the first verb after it. ``spans`` maps a pair of positions
    (start, end) to whether the stretch holds that verb, and its own features.
    """

    words: list[list[str]] = field(default_factory=list)
    starts: list[list[str]] = field(default_factory=list)
    ends: list[list[str]] = field(default_factory=list)
    verbs: list[list[str]] = field(default_factory=list)
    spans: dict[tuple[int, int], tuple[bool, list[str]]] = field(default_factory=dict)


class _Looker:
    """Looks at one sentence between its neighbours."""

    def __init__(self, sentence: Sentence, before: Sentence | None, after: Sentence | None) -> None:
        self.sentence = sentence
        self.words, self.classes = sentence.words, sentence.classes
        self.count = len(sentence.words)
        context = sentence.unit.context if sentence.unit else None
        self.above = "none"
        if context:
            self.above = "governs" if context.governs else "refuses" if context.refuses else "-"
            self.above += "+yes" if context.is_answer else ""
        self.lead = context.lead if context else ""
        self.kind = sentence.unit.kind if sentence.unit else sentence.block.kind
        self.place = f"{self.kind} {self.above}"
        self.before, self.after = before, after
        self.finite = [i for i, name in enumerate(self.classes) if name in FINITE]
        self.first_word = next((i for i in range(self.count) if not sentence.marks(i)), 0)

    def word(self, number: int) -> str:
        if number < 0:
            return "^"
        return self.words[number] if number < self.count else "$"

    def cls(self, number: int) -> str:
        if number < 0:
            return "^"
        return self.classes[number] if number < self.count else "$"

    def of_word(self, i: int) -> list[str]:
        word, name, previous = self.words[i], self.classes[i], self.cls(i - 1)
        found = [
            f"w {word}",
            f"c {name}",
            f"w2 {self.word(i - 1)} {word}",
            f"c2 {previous} {name}",
            f"c3 {self.cls(i - 2)} {previous} {name}",
            f"cw {previous} {word}",
        ]
        if name not in CLOSED and len(word) > 4:
            found += [f"w5 {word[:5]}", f"w-3 {word[-3:]}"]
        shape = self.sentence.shapes[i]
        if shape:
            found.append(f"shape {shape}")
        return found

    def of_sentence(self) -> list[str]:
        """What is the same for every stretch of the sentence."""
        unit, block = self.sentence.unit, self.sentence.block
        tail = self.words[-1] if self.sentence.marks(self.count - 1) else "."
        before, after = _opening(self.before), _opening(self.after)
        sides = [side.block.kind if side else "none" for side in (self.before, self.after)]
        found = [
            f"place {self.place}",
            f"opens {self.kind} {bool(unit and unit.opens)}",
            f"tail {tail}",
            f"tail before {_tail(self.before)}",
            f"block before {sides[0]} {self.kind}",
            f"word before {before[0]}",
            f"word after {after[0]}",
            f"words after {after[0]} {after[1]}",
        ]
        if block.kind in ("item", "row"):
            found.append(f"among {block.kind} {sides[0] == block.kind} {sides[1] == block.kind}")
            names = (class_of(self.words[0]), *(class_of(side[0]) for side in (before, after)))
            found.append(f"alike {' '.join(names)}")
        words = [w for w in WORD.findall(self.lead[-_LEAD_CHARACTERS:]) if len(w) > 3]
        return found + [f"lead {word}" for word in words[-_LEAD_WORDS:]]

    def of_start(self, a: int) -> list[str]:
        word, cls = self.word, self.cls
        found = [
            f"s {word(a)}",
            f"s2 {word(a)} {word(a + 1)}",
            f"sc {cls(a)} {cls(a + 1)} {cls(a + 2)}",
            f"s< {word(a - 1)}",
            f"s<2 {word(a - 2)} {word(a - 1)}",
            f"s<> {word(a - 1)} | {word(a)}",
            f"sc<> {cls(a - 1)} | {cls(a)}",
            f"sc2<> {cls(a - 2)} {cls(a - 1)} | {cls(a)} {cls(a + 1)}",
        ]
        verb = bisect_left(self.finite, a) - 1
        if verb >= 0:
            v = self.finite[verb]
            far = "~" if a - v > 4 else ""
            found += [
                f"sv {word(v)}",
                f"svc {cls(v)}{far} | {cls(a)}",
                f"svs {word(v - 1)} {cls(v)}",
            ]
        else:
            found.append(f"s-v {cls(a)}")
        if a <= self.first_word:
            found += [
                "s^",
                f"s^ {self.place}",
                f"s^ {self.place} {cls(a)}",
                f"s^ {self.kind} {_tail(self.before)}",
            ]
        else:
            found.append(f"s. {self.kind}")
        if self.sentence.breaks[a]:
            found.append("s line")
        return found

    def of_end(self, e: int) -> list[str]:
        word, cls = self.word, self.cls
        found = [
            f"e {word(e - 1)}",
            f"ec {cls(e - 2)} {cls(e - 1)}",
            f"e> {word(e)}",
            f"e>2 {word(e)} {word(e + 1)}",
            f"ec>3 {cls(e)} {cls(e + 1)} {cls(e + 2)}",
            f"e<> {cls(e - 1)} | {word(e)}",
        ]
        verb = bisect_left(self.finite, e)
        if verb < len(self.finite):
            v = self.finite[verb]
            far = "~" if v - e > 4 else ""
            found += [f"evc {cls(v)}{far} | {word(e)}", f"ev {word(v)}"]
        if e >= self.sentence.last:
            found += ["e$", f"e$ {self.kind}", f"e$ {self.word(self.count - 1)}"]
        else:
            found.append(f"e. {self.kind}")
        return found

    def with_verb(self, a: int, v: int) -> list[str]:
        word, cls, verb = self.word, self.cls, self.words[v]
        name = self.classes[v]
        return [
            f"v {verb}",
            f"vc {name} {self.place}",
            f"vs {cls(v - 1)} {name}",
            f"vsw {word(v - 1)} {verb}",
            f"va {step(v - a, (0, 1, 2, 4, 8))} {name}",
            f"vn {name} {word(v + 1)}",
        ]


def _tail(sentence: Sentence | None) -> str:
    return sentence.folded.text[-1:] if sentence else "^"


def _opening(sentence: Sentence | None) -> tuple[str, str]:
    words = [*sentence.words[:2], "$", "$"] if sentence else ["^", "^"]
    return words[0], words[1]


def features(sentence: Sentence, before: Sentence | None, after: Sentence | None) -> Features:
    """Return the features of a sentence that stands between two others."""
    look = _Looker(sentence, before, after)
    shared = look.of_sentence()
    barriers = _barriers(sentence)
    shared += [f"bar {name}" for name in sorted({name for name, _, _ in barriers})]
    found = Features(
        words=[look.of_word(i) for i in range(look.count)],
        starts=[[*look.of_start(a), *shared] for a in sentence.starts],
        ends=[look.of_end(e) for e in sentence.ends],
    )
    verbs = [i for i, name in enumerate(sentence.classes) if name in VERBS]
    firsts = []
    for a in sentence.starts:
        number = bisect_left(verbs, a)
        first = verbs[number] if number < len(verbs) else look.count
        firsts.append(first)
        found.verbs.append(look.with_verb(a, first) if first < look.count else [])
    _look_at_spans(look, firsts, barriers, found)
    return found


def _look_at_spans(
    look: _Looker, firsts: list[int], barriers: list[tuple[str, int, int]], found: Features
) -> None:
    """Put into ``found`` the features of the stretches; ``firsts``: the first verb of each start.

    Stretches are many: what several have in common is written once.
    """
    sentence, classes = look.sentence, look.classes
    lengths, wholes = _lengths(look.kind), _wholes(look.place)
    signs = [_SIGNS.get(name, 0) for name in classes]
    before = [0]
    for name in classes:
        before.append(before[-1] + (name in FINITE))
    for i, near in sentence.pairs():
        a, first = sentence.starts[i], firsts[i]
        opens = a <= look.first_word
        sign, until = 0, a
        for j in near:
            e = sentence.ends[j]
            while until < e:
                sign |= signs[until]
                until += 1
            whole = opens and e >= sentence.last
            said = [
                *lengths[_LENGTH_OF[e - a] if e - a < len(_LENGTH_OF) else -1],
                *wholes[whole],
                _FINITE[min(before[e] - before[a], 3)],
                _tenses(sign),
                f"whole {whole} {classes[first]}" if first < e else "no verb",
            ]
            if barriers:
                said += sorted({_barrier(one, a, e) for one in barriers})
            found.spans[i, j] = (first < e, said)


@lru_cache(maxsize=64)
def _lengths(kind: str) -> list[list[str]]:
    """Return the features of each length of a stretch."""
    return [[f"l {n}", f"lk {n} {kind}"] for n in range(len(_LENGTHS) + 1)]


@lru_cache(maxsize=64)
def _wholes(place: str) -> list[list[str]]:
    """Return the features of a stretch that is not the whole sentence, and of one that is."""
    return [[f"whole {whole}", f"whole {whole} {place}"] for whole in (False, True)]


def _barrier(barrier: tuple[str, int, int], a: int, e: int) -> str:
    name, start, end = barrier
    return f"bar {'in' if start < e and end >= a else 'before' if end < a else 'after'} {name}"


@lru_cache(maxsize=2048)
def _tenses(sign: int) -> str:
    """Return the feature of the tenses and persons whose signs are joined in ``sign``."""
    return "tenses " + " ".join(name for name, mine in _SIGNS.items() if sign & mine)


def _barriers(sentence: Sentence) -> list[tuple[str, int, int]]:
    """Return what holds back in a sentence: its name, its first word, one past its last."""
    text = sentence.folded.text
    found = [
        (name, match.span())
        for name, pattern in _BARRIERS.items()
        for match in pattern.finditer(text)
    ]
    if not found:
        return []
    starts, ends = zip(*sentence.places, strict=True)
    return [
        (name, bisect_left(starts, start), bisect_left(ends, end)) for name, (start, end) in found
    ]
