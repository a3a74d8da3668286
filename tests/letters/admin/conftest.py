"""Letters as the desk meets them, and a client already signed in."""

from types import SimpleNamespace

import pytest

from communes.actions.lists import Person, create_list
from letters.actions.steps import perform
from tests.cast import person
from tests.factories import make_commune, make_election, make_letter
from tests.ground import made_once, of_the_ground
from tests.pledges.admin.conftest import desk, ground

__all__ = ["desk", "ground"]

WORDS = "Nous installerons des logiciels libres dans les écoles."
TEXT = f"""Madame, Monsieur,

{WORDS} Nous formerons les agents de la commune avant 2028.

Écrivez à alix@liste.example ou au 01 23 45 67 89. {WORDS}

Cordialement.
"""


def make_ground() -> SimpleNamespace:
    """A list, and a volunteer to read its letters."""
    electoral_list = create_list(
        election=make_election(),
        commune=make_commune(),
        label="Une liste inventée",
        candidates=[Person(1, "Alix", "Inventé", is_head=True)],
        fictitious=True,
    )
    return SimpleNamespace(
        electoral_list=electoral_list, volunteer=person("Victoire", "volunteer"), letter=None
    )


def with_a_letter() -> SimpleNamespace:
    """The same, and a letter that waits: the `make_ground` of a file that counts no letters."""
    made = make_ground()
    made.letter = make_letter(made.electoral_list, text=TEXT, by=made.volunteer)
    return made


@pytest.fixture(scope="module", autouse=True)
def shared_ground(request, django_db_setup, django_db_blocker):
    """Made once for the tests of each file here."""
    make = getattr(request.module, "make_ground", make_ground)
    with made_once(django_db_blocker, make) as made:
        yield made


electoral_list = of_the_ground("electoral_list")


@pytest.fixture
def election(electoral_list):
    return electoral_list.election


volunteer = of_the_ground("volunteer")


@pytest.fixture
def letter(ground):
    """A letter with suggestions, waiting."""
    return ground.letter or make_letter(ground.electoral_list, text=TEXT, by=ground.volunteer)


@pytest.fixture
def held(letter, volunteer):
    """The same letter, being read by the volunteer."""
    return perform(
        kind="letter", ref=letter.ref, step="claim", by=volunteer, version=letter.version
    )
