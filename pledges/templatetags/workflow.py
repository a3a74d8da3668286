"""Saying workflow tables in the reader's language."""

from django import template
from django.utils.translation import gettext

from letters.workflow import LETTER, TEXT
from pledges.history import deadline_in_words, mandate_words
from pledges.sides import alike, declared_by, nothing_declared
from pledges.workflow.table import TABLES

register = template.Library()
for one in (mandate_words, alike, declared_by, nothing_declared):
    register.filter(one)
_LABELS = {table.kind: table.label for table in (LETTER, TEXT, *TABLES.values())}


@register.filter
def said(message: str) -> str:
    """A msgid of a table, translated; nothing for nothing."""
    return gettext(message) if message else ""


@register.filter
def state(table, name: str) -> str:
    """What a state of `table` is called."""
    return gettext(table.states.get(name, name))


@register.filter
def kind_label(kind: str) -> str:
    return gettext(_LABELS.get(kind, kind))


@register.filter
def deadline(moment) -> str:
    """A deadline in words: midnight belongs to the day that ends."""
    return deadline_in_words(moment)
