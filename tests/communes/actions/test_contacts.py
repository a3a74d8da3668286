from datetime import date

import pytest

from communes.actions.contacts import add_contact, declare_conflict, end_conflict, end_contact
from communes.models import ConflictOfInterest, Contact
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db
START, END = date(2026, 4, 1), date(2026, 9, 30)


def test_a_moderator_invites_a_contact_and_ends_it(stranger, moderator, saint_denis):
    contact = add_contact(
        user=stranger, quality="elected", start=START, commune=saint_denis, by=moderator
    )
    assert (contact.created_by, contact.end) == (moderator, None)

    end_contact(contact_id=contact.pk, version=1, on=END, reason="Démission", by=moderator)

    contact.refresh_from_db()
    assert (contact.end, contact.version) == (END, 2)
    created, ended = history_of("contact", contact.ref)
    assert created.snapshot == {
        "user": stranger.ref,
        "commune": "93066",
        "intercommunality": "",
        "quality": "elected",
        "start": "2026-04-01",
        "end": "",
    }
    assert (ended.step, ended.reason, ended.snapshot["end"]) == ("end", "Démission", "2026-09-30")


def test_the_ledger_names_no_contact(stranger, moderator, saint_denis):
    add_contact(user=stranger, quality="agent", start=START, commune=saint_denis, by=moderator)
    kept = str(list(Entry.objects.filter(object_kind="contact").values()))
    assert stranger.email not in kept
    assert stranger.name not in kept


def test_a_contact_without_territory_or_out_of_order_is_refused(stranger, moderator, saint_denis):
    with pytest.raises(Invalid, match="missing or wrong") as refused:
        add_contact(user=stranger, quality="agent", start=START, by=moderator)
    assert "Name one territory" in str(refused.value.errors)
    with pytest.raises(Invalid):
        add_contact(
            user=stranger, quality="agent", start=END, end=START, commune=saint_denis, by=moderator
        )
    assert not Contact.objects.exists()


def test_a_volunteer_invites_nobody(stranger, volunteer, camille, saint_denis):
    with pytest.raises(NotAllowed):
        add_contact(user=stranger, quality="agent", start=START, commune=saint_denis, by=volunteer)
    contact = Contact.objects.get()
    with pytest.raises(NotAllowed):
        end_contact(contact_id=contact.pk, version=1, by=volunteer)
    assert Contact.objects.get().end is None


def test_ending_an_old_version_is_refused(camille, moderator):
    contact = Contact.objects.get()
    end_contact(contact_id=contact.pk, version=1, on=END, by=moderator)
    with pytest.raises(Stale):
        end_contact(contact_id=contact.pk, version=1, on=START, by=moderator)
    assert Contact.objects.get().end == END


def test_anyone_at_the_desk_declares_their_own_tie(volunteer, moderator, saint_denis):
    conflict = declare_conflict(
        user=volunteer, reason=" Ma sœur y est élue ", commune=saint_denis, on=START, by=volunteer
    )
    assert (conflict.reason, conflict.declared_on) == ("Ma sœur y est élue", START)
    entry = history_of("conflict", conflict.ref).get()
    assert entry.snapshot["commune"] == "93066"
    assert "sœur" not in str(entry.snapshot)
    with pytest.raises(NotAllowed):
        declare_conflict(user=volunteer, reason="X", commune=saint_denis, by=moderator)


def test_a_coordinator_declares_for_others(coordinator, moderator, electoral_list):
    declare_conflict(
        user=moderator, reason="Candidat", electoral_list=electoral_list, by=coordinator
    )
    assert ConflictOfInterest.objects.get().electoral_list == electoral_list


def test_a_tie_without_reason_is_refused(moderator, saint_denis):
    with pytest.raises(Invalid):
        declare_conflict(user=moderator, reason="  ", commune=saint_denis, by=moderator)
    assert not ConflictOfInterest.objects.exists()


def test_nobody_ends_their_own_tie(coordinator, second_coordinator, saint_denis):
    conflict = declare_conflict(
        user=coordinator, reason="X", commune=saint_denis, on=START, by=coordinator
    )
    with pytest.raises(NotAllowed, match="their own conflict"):
        end_conflict(conflict_id=conflict.pk, version=1, on=END, by=coordinator)
    assert ConflictOfInterest.objects.get().ended_on is None

    end_conflict(conflict_id=conflict.pk, version=1, on=END, by=second_coordinator)
    assert ConflictOfInterest.objects.get().ended_on == END
    with pytest.raises(Invalid, match="already ended"):
        end_conflict(conflict_id=conflict.pk, version=2, on=START, by=second_coordinator)
