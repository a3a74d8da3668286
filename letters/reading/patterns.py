"""Long alternations made fast: what starts at a word start is tried there alone."""

import re

_TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.DOTALL)
_WORD = r"\b"


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern``, the alternatives that open with ``\\b`` gathered under one ``\\b``.

    The same strings match, but of two alternatives that match at the same place one that opens
    with ``\\b`` wins.
    """
    alternatives = _alternatives(pattern)
    words = [one.removeprefix(_WORD) for one in alternatives if one.startswith(_WORD)]
    others = [one for one in alternatives if not one.startswith(_WORD)]
    return re.compile("|".join([*([rf"\b(?:{'|'.join(words)})"] if words else []), *others]))


def _alternatives(pattern: str) -> list[str]:
    """Split ``pattern`` at the bars that stand in no group."""
    found, depth = [""], 0
    for part in _TOKEN.findall(pattern):
        depth += (part == "(") - (part == ")")
        if part == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += part
    return found
