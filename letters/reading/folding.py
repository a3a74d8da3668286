"""Folding text for comparison while remembering where each character came from."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = dict.fromkeys("’‘ʼ´`′‛", "'") | dict.fromkeys("«»“”„‟″", '"')
_DASHES = dict.fromkeys("–—‑‐−‒―", "-")
_OTHERS = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l"}
_MAP = _QUOTES | _DASHES | _OTHERS

# What a reader's eye skips: mark-up, invisible characters, the second gender of inclusive
# writing, hyphenation at the end of a line. Every branch is bounded: linear on any input. All
# open with one set of characters, which is searched for fast.
_SKIPPED = re.compile(
    r"[*_#\u00ad\u200b-\u200f\u2060\ufeff·•‧∙.(-](?:"
    r"(?<=[*_#\u00ad\u200b-\u200f\u2060\ufeff])"
    r"|(?<=\w[·•‧∙])[^\W\d_]{1,6}(?:[·•‧∙]s)?"
    r"|(?<=[a-zà-ÿ][.])(?:es?|(?<=n.)nes?|(?<=l.)les?|ves?|trices?|rices?)(?:[.]s)?\b"
    r"|(?<=[a-zà-ÿ]-)(?:e-s|e|trice-s|ne-s|ve-s|se-s)\b(?!-)"
    r"|(?<=[a-zà-ÿA-Z]\()(?:e|es|s|ne|nes|ve|se|trice|trices)\)s?"
    r"|(?<=[a-zà-ÿ]-)[ \t]?\r?\n[ \t]{0,8}(?=[a-zà-ÿ]))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def fold_character(character: str) -> str:
    """Return the lower-case form without accents (possibly empty or several letters)."""
    if character in _MAP:
        return _MAP[character]
    if character.isspace():
        return " "
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).lower())
    return "".join(c for c in folded if not unicodedata.combining(c))


class _Table(dict[int, str]):
    """The letter each character folds to, for ``str.translate``; ``_ODD`` for none or several.

    Filled as it is asked, up to a bound.
    """

    def __missing__(self, code: int) -> str:
        folded = fold_character(chr(code))
        folded = folded if len(folded) == 1 else _ODD
        if len(self) < _KNOWN:
            self[code] = folded
        return folded


_KNOWN = 4096
_ODD = "\n"
_TABLE = _Table()
# Where a letter each does not do: ``_ODD``, and spaces that may be one too many.
_UNEVEN = re.compile(r"[ \n]{2,}|\n|\A ")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded stretch of text.

    ``text`` is lower case, without accents, with single spaces; ``written`` is as long and
    keeps case and accents; ``at[i]`` is the code point of the original where ``text[i]`` comes
    from; ``end`` is where the stretch ends.
    """

    text: str
    written: str
    at: tuple[int, ...]
    end: int

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original for ``text[start:end]`` (never empty if that is not)."""
        if start >= end:
            here = self.at[start] if start < len(self.at) else self.end
            return here, here
        return self.at[start], (self.at[end] if end < len(self.at) else self.end)


@lru_cache(maxsize=256)
def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Fold ``text[start:end]``; offsets in the answer count from the start of ``text``.

    The same sentences are asked for several times: those of a letter are remembered.
    """
    end = len(text) if end is None else end
    letters: list[str] = []
    written: list[str] = []
    at: list[int] = []
    position = start
    while position < end:
        skipped = _SKIPPED.search(text, position, end)
        stop = skipped.start() if skipped else end
        characters = text[position:stop]
        folded = characters.translate(_TABLE)
        done = 0
        for run in _UNEVEN.finditer(folded):
            first, last = run.span()
            letters.extend(folded[done:first])
            written.extend(characters[done:first])
            at.extend(range(position + done, position + first))
            _fold_run(characters[first:last], position + first, letters, written, at)
            done = last
        letters.extend(folded[done:])
        written.extend(characters[done:])
        at.extend(range(position + done, stop))
        position = skipped.end() if skipped else end
    while letters and letters[-1] == " ":
        letters.pop()
        written.pop()
        at.pop()
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Folded("".join(letters), "".join(written), tuple(at), stop)


def _fold_run(
    characters: str, start: int, letters: list[str], written: list[str], at: list[int]
) -> None:
    """Fold characters that stand for none or for several letters, or for a space."""
    for index, character in enumerate(characters, start):
        if character > "\u02ff" and written and unicodedata.combining(character):
            composed = unicodedata.normalize("NFC", written[-1] + character)
            written[-1] = composed if len(composed) == 1 else written[-1]
        for letter in fold_character(character):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            written.append(character)
            at.append(index)


_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold_words(text: str) -> str:
    """Return the words of ``text``, folded, separated by one space: for comparing names."""
    return _NOT_WORD.sub(" ", "".join(map(fold_character, text))).strip()
