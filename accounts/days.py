"""Days in words. French writes « 1er mai » where Django's formats write « 1 mai ».

Also the `date` filter of every template (settings.TEMPLATES), in the place of Django's own.
"""

import re
from datetime import date

from django import template
from django.template import defaultfilters
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()
# A lonely 1 before a word: neither “21 mai” nor “1 h 05”.
FIRST = re.compile(r"\b1 (?=[^\W\d_]{3})")


def in_words(day: date, style: str = "DATE_FORMAT") -> str:
    """`day` (or a moment, in its own zone) in the reader's language. style: of date_format."""
    return _first(date_format(day, style))


@register.filter(name="date", expects_localtime=True, is_safe=False)
def date_filter(value, style: str | None = None) -> str:
    return _first(defaultfilters.date(value, style))


def _first(said: str) -> str:
    return FIRST.sub("1er ", said) if get_language() == "fr" else said
