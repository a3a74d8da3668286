"""The first of a month in French, wherever a day is said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import translation

from accounts.days import in_words
from pledges.history import deadline_in_words, mandate_words

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("language", "day", "style", "said"),
    [
        ("fr", date(2028, 5, 1), "j F Y", "1er mai 2028"),
        ("fr", date(2028, 8, 1), "l j F Y", "mardi 1er août 2028"),
        ("fr", date(2028, 5, 11), "j F Y", "11 mai 2028"),
        ("fr", date(2028, 5, 21), "j F Y", "21 mai 2028"),
        ("fr", date(2028, 5, 1), "d/m/Y", "01/05/2028"),
        ("fr", date(2028, 5, 1), "F Y", "mai 2028"),
        ("fr", datetime(2028, 5, 2, 1, 8, tzinfo=PARIS), r"j F Y \à G \h i", "2 mai 2028 à 1 h 08"),
        ("en", date(2028, 5, 1), "j F Y", "1 May 2028"),
    ],
)
def test_a_day_in_words(language, day, style, said):
    with translation.override(language):
        assert in_words(day, style) == said
        shown = Template("{{ day|date:style }}")
        assert shown.render(Context({"day": day, "style": style})) == said


def test_templates_say_it_in_the_site_s_zone():
    midnight = datetime(2028, 4, 30, 22, 30, tzinfo=ZoneInfo("UTC"))
    with translation.override("fr"):
        shown = Template('{{ day|date:"DATE_FORMAT" }}, {{ none|date:"j F Y" }}')
        assert shown.render(Context({"day": midnight, "none": None})) == "1er mai 2028, "


def test_sentences_say_it_too():
    with translation.override("fr"):
        assert "1er mai 2028" in deadline_in_words(datetime(2028, 5, 1, 18, tzinfo=PARIS))
        told = {"since": "2028-05-01", "effect": "suspended", "name": "", "cause": "other"}
        assert "depuis le 1er mai 2028" in mandate_words(told)
