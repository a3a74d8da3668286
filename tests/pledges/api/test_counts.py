"""A page of rows costs the same number of queries whether it has one row or three."""

import pytest

from pledges.exports.copies import make_copies
from tests.factories import (
    make_assessment,
    make_commitment,
    make_commune,
    make_letter,
    make_list,
    make_pact,
    make_public_text,
    make_report,
    make_signature,
)

# Resource → queries of a list with at least a row, that of the ETag's mark included; commitments
# ready to be sent say it with their rows.
# A new one is added here, or explained.
QUERIES = {
    "regions": 2,
    "departments": 2,
    "intercommunalities": 2,
    "communes": 3,
    "elections": 3,
    "lists": 2,
    "pacts": 4,
    "signatures": 3,
    "letters": 2,
    "passages": 2,
    "commitments": 1,
    "evidence": 2,
    "reports": 3,
    "assessments": 4,
    "replies": 3,
}


def one_of_each(number: int) -> None:
    electoral_list = make_list(commune=make_commune(f"9300{number}", f"Ville {number}"))
    letter = make_letter(electoral_list)
    make_public_text(letter=letter)
    commitment = make_commitment("published", electoral_list=electoral_list)
    make_report("published", commitment=commitment)
    make_assessment("published", commitment=commitment)
    make_signature("published", electoral_list=electoral_list)
    make_pact()


@pytest.mark.django_db
def test_a_list_costs_the_same_at_one_and_three_rows(
    reader, saint_denis, plaine_commune, django_assert_num_queries
):
    grown = {name: set() for name in QUERIES}
    for number in (1, 2, 3):
        one_of_each(number)
        make_copies()
        for name, queries in QUERIES.items():
            if number != 2:
                with django_assert_num_queries(queries, info=f"{name}, {number} of each"):
                    grown[name].add(len(reader.rows(f"{name}/")))
    still = {name for name, sizes in grown.items() if len(sizes) == 1}
    assert still <= {"regions", "departments", "intercommunalities", "elections"}


@pytest.mark.django_db
def test_rows_without_a_copy_cost_a_fixed_number_more(
    reader, saint_denis, plaine_commune, django_assert_num_queries
):
    for number in (1, 2, 3):
        one_of_each(number)
        with django_assert_num_queries(4):
            assert len(reader.rows("commitments/")) == number
