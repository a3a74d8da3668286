from datetime import date

import pytest

from communes.actions.councils import add_mandate, end_mandate
from communes.models import Mandate
from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
START = date(2026, 3, 22)


def test_a_list_governs_until_it_does_not(electoral_list, saint_denis, coordinator):
    mandate = add_mandate(
        start=START, commune=saint_denis, electoral_list=electoral_list, by=coordinator
    )
    assert mandate.end is None

    end_mandate(mandate_id=mandate.pk, version=1, on=date(2032, 3, 21), by=coordinator)

    assert Mandate.objects.get().end == date(2032, 3, 21)
    assert [entry.snapshot["end"] for entry in history_of("mandate", mandate.ref)] == [
        "",
        "2032-03-21",
    ]


def test_a_person_governs_an_intercommunality_and_the_ledger_does_not_name_them(plaine_commune):
    mandate = add_mandate(
        start=START, intercommunality=plaine_commune, person_name="Alix Inventé", fictitious=True
    )
    entry = history_of("mandate", mandate.ref).get()
    assert "Alix" not in str(entry.snapshot)
    assert entry.snapshot["intercommunality"] == plaine_commune.siren


def test_a_mandate_of_nobody_or_ending_before_it_starts_is_refused(saint_denis):
    with pytest.raises(Invalid):
        add_mandate(start=START, commune=saint_denis, person_name=" ")
    with pytest.raises(Invalid):
        add_mandate(start=START, commune=saint_denis, person_name="X", end=date(2020, 1, 1))
    assert not Mandate.objects.exists()


def test_only_coordinators(saint_denis, moderator):
    with pytest.raises(NotAllowed):
        add_mandate(start=START, commune=saint_denis, person_name="X", by=moderator)
    mandate = add_mandate(start=START, commune=saint_denis, person_name="X")
    with pytest.raises(NotAllowed):
        end_mandate(mandate_id=mandate.pk, version=1, on=date(2027, 1, 1), by=moderator)
    assert Mandate.objects.get().end is None
