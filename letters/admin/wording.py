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

PERSONAL = {
    "email": gettext_lazy("e-mail address"),
    "telephone": gettext_lazy("telephone number"),
}


def reason_in_words(reason: str) -> str:
    """A reason of the matcher (`key:value`) as a sentence; as it came when unknown."""
    key, _colon, value = reason.partition(":")
    return str(REASONS[key]) % value if key in REASONS else reason


def levels_in_words(levels: list[str], labels: dict) -> str:
    """Levels of a passage, as said on its card."""
    return _(" and ").join(str(labels.get(level, level)) for level in levels)
