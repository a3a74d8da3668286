"""Reasons said in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

REASONS = {
    "label": gettext_lazy("the letter names the list “%s”"),
    "label-part": gettext_lazy("the letter says the words “%s”"),
    "head": gettext_lazy("the letter names the head of list, %s"),
    "head-typo": gettext_lazy("the letter almost names the head of list, %s"),
    "surname": gettext_lazy("the letter says the surname “%s”"),
    "commune": gettext_lazy("the letter names the commune, %s"),
    "code": gettext_lazy("the letter gives the code %s"),
    "domain": gettext_lazy("the sender's address looks like %s"),
}

# Turns of phrase the reader recognises, as it names them; the words themselves follow, quoted.
TURNS = {
    "asked of the association": gettext_lazy("asked of the association"),
    "engagement verb": gettext_lazy("verb of commitment"),
    "intention verb": gettext_lazy("verb of intention"),
    "noun of intent before a colon": gettext_lazy("noun of intention before a colon"),
    "goes on with the sentence before": gettext_lazy("goes on with the sentence before"),
    "near future": gettext_lazy("near future"),
    "programme": gettext_lazy("programme"),
    "programme in the present tense": gettext_lazy("programme in the present tense"),
    "something the association is told to expect": gettext_lazy(
        "something the association is told to expect"
    ),
    "intention of the list": gettext_lazy("intention of the list"),
    "study verb": gettext_lazy("verb of study"),
    "aspiration verb": gettext_lazy("verb of aspiration"),
    "first person singular + future": gettext_lazy("first person singular and future"),
    "first person plural + future": gettext_lazy("first person plural and future"),
    "first person conditional": gettext_lazy("first person and conditional"),
    "present with a date": gettext_lazy("present tense with a date or a condition"),
    "conditional": gettext_lazy("conditional tense"),
    "future": gettext_lazy("future tense"),
    "listed under an announcement": gettext_lazy("listed under an announcement"),
    "pact signed or supported": gettext_lazy("pact signed or supported"),
    "names a measure, without a verb": gettext_lazy("names a measure, without a verb"),
    "invites the association": gettext_lazy("invites the association"),
    "answers yes to the question asked": gettext_lazy("answers yes to the question asked"),
    "resembles passages that moderators mark": gettext_lazy(
        "resembles passages that moderators mark"
    ),
}

PERSONAL = {
    "email": gettext_lazy("e-mail address"),
    "telephone": gettext_lazy("telephone number"),
}


def reason_in_words(reason: str) -> str:
    """A reason of the matcher (`key:value`) as a sentence; as it came when unknown."""
    key, _colon, value = reason.partition(":")
    return str(REASONS[key]) % value if key in REASONS else reason


def suggested_because(reason: str) -> str:
    """A reason of the reader (`turn of phrase (« words »)`) in the reader's language."""
    turn, opening, words = reason.partition(" («")
    if turn not in TURNS:
        return reason
    quoted = f"{opening}{words}".replace("« ", "«\xa0").replace(" »", "\xa0»")
    return f"{TURNS[turn]}{quoted}"


def levels_in_words(levels: list[str], labels: dict) -> str:
    """Levels of a passage, as said on its card."""
    return _(" and ").join(str(labels.get(level, level)) for level in levels)
