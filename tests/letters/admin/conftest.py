"""Letters as the desk meets them, and a client already signed in."""

import pytest

from letters.actions.steps import perform
from tests.client import PageClient
from tests.factories import make_letter

WORDS = "Nous installerons des logiciels libres dans les écoles."
TEXT = f"""Madame, Monsieur,

{WORDS} Nous formerons les agents de la commune avant 2028.

Écrivez à alix@liste.example ou au 01 23 45 67 89. {WORDS}

Cordialement.
"""


@pytest.fixture
def desk():
    """Call it for a client signed in as somebody; pages are inspected."""

    def sign_in(user):
        client = PageClient()
        if user is not None:
            client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def letter(electoral_list, volunteer):
    """A letter with suggestions, waiting."""
    return make_letter(electoral_list, text=TEXT, by=volunteer)


@pytest.fixture
def held(letter, volunteer):
    """The same letter, being read by the volunteer."""
    return perform(
        kind="letter", ref=letter.ref, step="claim", by=volunteer, version=letter.version
    )
