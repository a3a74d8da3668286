"""Lines of a letter: whether one goes on with the sentence of the line before."""

import re
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open span in code points of the text it was cut from."""

    start: int
    end: int


_TERMINAL = re.compile(r"[.!?…][\"»”’)\]*_ ]{0,6}$")


def lines_of(text: str) -> list[Span]:
    """Return the lines of ``text``, their ends left out."""
    starts = [0, *(match.end() for match in re.finditer(r"\n", text)), len(text) + 1]
    return [Span(start, max(start, stop - 1)) for start, stop in pairwise(starts)]


def wrap_width(text: str, lines: list[Span]) -> int:
    """Guess the column where lines were wrapped; a large number when they were not."""
    lengths = sorted(len(text[line.start : line.end].rstrip()) for line in lines)
    lengths = [length for length in lengths if length]
    if not lengths or lengths[-1] > 160:
        return 10_000
    return max(40, lengths[int(len(lengths) * 0.9)] if len(lengths) > 3 else lengths[-1])


# A wrapped line never goes on with « Nous » or « Les »: a new sentence opens there.
_OPENS_SENTENCE = re.compile(
    r"(?:Nous|Je|Les?|La|Une?|Des|Notre|Nos|Ils?|Elles?|Ces?|Cette|Dans|Pour|Avec|"
    r"Chaque) [a-zà-ÿ]"
)


# In a mail without full stops, each line is a sentence: « les agents auront une formation ».
_OPENS_LINE = re.compile(
    r"(?:nous|on|je|j['’ ]|ils?|elles?|les?|la|l['’ ]|une?|des|pour|concernant|cordialement|si|"
    r"a la|au|"
    r"alors|ok|donc|bon|du coup|sinon|ensuite|enfin|a bientot|notre|nos|voici|merci|bonne|ce|"
    r"cette|c['’ ]?est|oui|non|et (?:oui|non|nous|on|je|la|les?|l['’ ]|pour|"
    r"vous))\b"
)
_HANGS = re.compile(
    r"(?:[,:;(’'-]|\b(?:de|des|du|d|la|les?|l|une?|et|ou|a|à|au|aux|en|dans|par|pour|sur|avec|"
    r"sans|que|qu|"
    r"qui|dont|ne|se|ce|cette|ces|nos|notre|votre|vos|leurs?|son|sa|ses|est|sont|sera|seront|"
    r"plus|très|"
    r"nous|vous|je|on|afin|comme|si|mais|ni|car|entre|vers|chaque|tous|toutes?|être|avoir|fait|"
    r"faire))$",
    re.IGNORECASE,
)


# No word that hangs is longer.
_LAST_WORD = 12


_GOES_ON = re.compile(
    r"(?:et|ou|ni|mais|puis|de|du|d['’ ]|que|qu['’ ]|qui|dont|par|avec|sans|dans|en|sur|afin|"
    r"plus)\b"
)


def _alone(before: str, after: str) -> bool:
    """Say whether a short line in small letters is a sentence that has no full stop."""
    return bool(_OPENS_LINE.match(after)) and not _HANGS.search(before)


def _stands(before: str, after: str) -> bool:
    """Say whether a short line of a letter without full stops ends by itself."""
    return not (_HANGS.search(before) or _GOES_ON.match(after))


def continues(text: str, previous: Span, line: Span, width: int, ragged: float) -> bool:
    """Say whether ``line`` goes on with the sentence of the line before.

    Under the share ``ragged`` of the width, a line may have ended by itself.
    """
    before = text[previous.start : previous.end].rstrip().rstrip("*_")
    after = text[line.start : line.end].lstrip().lstrip("*_« \"'’(")
    if not before or not after or before.endswith((":", ";")):
        return False
    if _TERMINAL.search(before[-8:]) and len(before) < width * 0.6:
        return False
    if after[0].islower():
        alone = _alone(before, after) or (
            ragged > 1 and len(before) < width * ragged and _stands(before, after)
        )
        return not (len(before) < width * ragged and alone)
    if before[-1].isalnum() and _OPENS_SENTENCE.match(after):
        return False
    return len(before) >= max(45, width * 0.72)


def never_stops(text: str, lines: list[Span]) -> bool:
    """Say whether the letter has lines and hardly a full stop."""
    written = sum(line.start != line.end for line in lines)
    stops = len(re.findall(r"[.!?…:;](?=\s|$)", text))
    return written > 5 and stops * 6 < written


def wrapped(lines: list[Span], width: int) -> bool:
    """Say whether most lines fill the width: they were wrapped, not ended by who typed them."""
    written = [line for line in lines if line.start != line.end]
    return sum(line.end - line.start > width * 0.8 for line in written) * 2 > len(written)


def continues_after_blank(text: str, before: Span, line: Span, width: int) -> bool:
    """Say whether a sentence goes on after a blank line, as in text taken from a PDF.

    Lines that were not wrapped are paragraphs: an empty line between two of them ends the first.
    """
    ended = text[before.start : before.end].rstrip().rstrip("*_")
    if not text[line.start : line.end].lstrip()[0].islower():
        return False
    if len(ended) < width * 0.7 and not _HANGS.search(ended[-_LAST_WORD:]):
        return False
    if _alone(ended, text[line.start : line.end].lstrip()):
        return False
    return len(ended) >= 45 and (ended[-1].isalpha() or ended[-1] in ",-’'")
