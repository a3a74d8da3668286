"""The subject of a verb of the third person, and whether it is ours. On folded text."""

import re

from letters.reading.barriers import OTHERS, RELATIVE_ALLOWED

_DETERMINER = (
    r"(?:tout(?:e|es)? (?:les? |la |l'|nos |notre )?|tous (?:les |nos )?|l'ensemble (?:des |"
    r"du |de "
    r"(?:la |l'|nos |notre )?)|chacune? des |aucune? |plus aucune? |chaque |plusieurs |quelques |"
    r"certaine?s |les? |la |l'|une? |des |du |nos |notre |mon |ma |mes |ses |son |sa |leurs? |"
    r"ce |"
    r"cet |cette |ces |autant de |deux |trois |quatre |cinq |\d+ (?:% )?)"
)
OPENS_SUBJECT = re.compile(
    rf"(?:(?:et|mais|puis|or|donc|ainsi|enfin|car|aussi|ensuite|d'abord|ainsi que) ,?)*"
    rf"(?P<det>{_DETERMINER})|(?:et |mais |puis )?(?:ils?|elles?|on|iels?|celles?-ci|ceux-ci|"
    rf"celui-ci|celle|celui|ceux|celles|chacune?|tous|toutes|tout|rien|nul|nous|je|iel)\b"
)
_CLITICS = re.compile(
    r"(?:(?:\b(?:ne|se|y|en|leur|lui|vous|nous|le|la|les|me)\b|\b(?:n'|s'|l'|m'|d'))\s?)*$"
)
_BRACKETED = re.compile(r"\([^()]{0,200}\)")
_HEAD_ENDS = re.compile(
    r"(?:^|\s)(?:de|des|du|d'|aux?|pour|avec|par|dans|sur|entre|chez|sans|envers|contre|vers|qui|"
    r"que|dont|ou|en|a)(?:\s|(?<='))|\bd'|,"
)
WORLD = re.compile(
    r"(?:grande?s? |vraie?s? |seule?s? |prochaine?s? |nouvelle?s? )?(?:questions?|problemes?|"
    r"avenir|temps|prix|couts?|factures?|tarifs?|suites?(?! bureau| logic| collab| offi)|"
    r"technologies?|maitre mot|mots? d'ordre|intelligence artificielle|debats?|numerique|"
    r"transition sera|dependance|"
    r"migration brutale|elections?|changement|defis?|enjeux?|taches?|chemin|route|experience|"
    r"generations?|histoire|monde|realite|logiciels? (?:libres?|proprietaires?)$|economies)\b"
)
RELATIVE_SUBJECT = re.compile(
    r"(?:\bque |\bqu'|\bdont |\bquand |\blorsqu'|\blorsque |\bsi )"
    r"(?:elles?|ils?|on|(?:le|la|les|l'|un|une|notre|nos|leurs?|chaque|cette?|ces) ?[a-z-]+(?: "
    r"[a-z-]+)?)"
    r" (?:(?:nous|vous|leur|lui|y|en|les?|la|se) |l'|s')?$"
)
THIS_BEFORE = re.compile(r"(?<!\ba )\b(?:cela|ceci|ca|ce|c')\s(?:ne |n'|se |s'|y )?$")


def subject_of(before: str) -> str:
    """Return the subject in ``before``, the words of a clause that precede its verb.

    Adverbials before the subject, appositions and brackets after it are passed over; without
    a recognisable subject the whole of ``before`` comes back.
    """
    start, end = subject_span(before)
    return _blanked(before)[start:end]


def _blanked(before: str) -> str:
    """Return ``before`` with its brackets made blank, offsets kept."""
    return _BRACKETED.sub(lambda match: " " * len(match.group()), before)


def subject_span(before: str) -> tuple[int, int]:
    """Return where the subject of :func:`subject_of` starts and ends in ``before``."""
    before = _blanked(before)
    tail = max(0, len(before) - 40)
    clitics = _CLITICS.search(before, tail)
    before = before[: clitics.start() if clitics else None].rstrip(" ,")
    said = RELATIVE_ALLOWED.search(before)
    starts = [0, *([said.end() + 1] if said and said.group().endswith("que") else [])]
    starts += [match.end() for match in re.finditer(r", ?(?:et |puis |mais )?", before)]
    for start in sorted(starts, reverse=True):
        if OPENS_SUBJECT.match(before, start):
            return start, len(before)
    return 0, len(before)


def head_of(subject: str) -> str:
    """Return the noun of a subject with its adjectives, complements left out."""
    opening = OPENS_SUBJECT.match(subject)
    if opening is None:
        return subject
    if opening.group("det") is None:
        return opening.group()
    rest = subject[opening.end("det") :]
    ending = _HEAD_ENDS.search(rest)
    return rest[: ending.start()].strip() if ending else rest.strip()


def is_other(subject: str) -> bool:
    """Say whether the noun of a subject, its determiner before it, is somebody else."""
    opening = OPENS_SUBJECT.match(subject)
    determiner = (opening.group("det") or "") if opening else ""
    return bool(OTHERS.search(determiner + head_of(subject)))


def may_be_ours(before: str) -> bool:
    """Say whether the subject that ends ``before`` is neither the world nor somebody else."""
    subject = subject_of(before)
    if THIS_BEFORE.search(before) or RELATIVE_SUBJECT.search(before):
        return False
    return not (WORLD.match(head_of(subject)) or is_other(subject))
