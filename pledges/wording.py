"""Words proposed to people, who correct them. Plain Python."""

import re

TITLE_LENGTH = 120
# What leads to a promise and is not the promise: dropped one after the other.
_LEADS = (
    r"(?:ainsi|aussi|enfin|et|mais|puis|donc|de plus|en outre|par ailleurs|de même|notamment"
    r"|c['’]est pourquoi|à cet égard|pour cela|y compris)(?:\s*,\s*|\s+)",
    r"(?:nous|je)\s+(?:nous\s+|m['’])?(?:engageons|engagerons|engage|tâcherons|souhaitons|voulons"
    r"|aspirons|proposons|prévoyons|allons|comptons|veillerons)\s+",
    r"qui\s+vis(?:e|ent)\s+(?:entre\s+autres\s+|notamment\s+)?",
    r"(?:à\s+ce\s+que|à|de)\s+|d['’]",
)
_LEAD = re.compile("(?:" + "|".join(_LEADS) + ")", re.IGNORECASE)


def proposed_title(quotes: list[str]) -> str:
    """A title for what is quoted: its own words, without what leads to them, cut at a word."""
    words = " ".join(" ".join(quotes[:1]).split()).strip(" .,;:–-•")
    shorter = words
    for _turn in range(len(_LEADS)):
        shorter = _LEAD.sub("", shorter, count=1) if _LEAD.match(shorter) else shorter
    words = shorter or words
    if len(words) > TITLE_LENGTH:
        words = words[:TITLE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return words[:1].upper() + words[1:]
