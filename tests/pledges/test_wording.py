"""The title proposed for a quote: its words, without what leads to them."""

import pytest

from pledges.wording import TITLE_LENGTH, proposed_title


@pytest.mark.parametrize(
    ("quote", "title"),
    [
        ("à accentuer les formations au numérique.", "Accentuer les formations au numérique"),
        ("Ainsi, nous tâcherons d'entamer un travail", "Entamer un travail"),
        ("qui vise entre autres à réduire la fracture", "Réduire la fracture"),
        ("y compris en vous rencontrant", "En vous rencontrant"),
        ("Nous nous engageons à\n  former les agents ;", "Former les agents"),
        ("Le Pacte alimentera la feuille de route", "Le Pacte alimentera la feuille de route"),
        ("à", "À"),
        ("", ""),
    ],
)
def test_what_leads_to_the_promise_is_dropped(quote, title):
    assert proposed_title([quote]) == title


def test_a_long_quote_is_cut_at_a_word():
    title = proposed_title(["former " * 40])
    assert len(title) <= TITLE_LENGTH + 1
    assert title.endswith("former…")
