"""One spelling for searching: accents, hyphens, case and "St" no longer matter. Plain Python."""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ø": "o", "Ø": "o"})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_NOT_A_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return `text` as lower-case ASCII-like words separated by single spaces.

    Marks are stripped after NFKD, ligatures opened, every other sign than a letter or a
    digit becomes a space, and "st"/"ste" as whole words become "saint"/"sainte". The result
    holds no `%` nor `_`, so it may go into a LIKE pattern as it is.
    """
    bare = text.casefold() if text.isascii() else _stripped(text)
    words = _NOT_A_WORD.sub(" ", bare).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def _stripped(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()
