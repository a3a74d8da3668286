"""What the database itself refuses, whoever writes."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from communes.models import (
    Candidate,
    Commune,
    ConflictOfInterest,
    Contact,
    Department,
    ElectoralList,
    Intercommunality,
    Mandate,
    Membership,
    Round,
    Succession,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
BEFORE = date(2026, 3, 1)


def refuses(obj, message):
    """The row is refused with a sentence, and by the database when nobody asks."""
    with pytest.raises(ValidationError, match=message):
        obj.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        obj.save()


def test_one_code_one_kind(saint_denis, department):
    again = Commune(code="93066", name="X", department=department)
    refuses(again, "already taken")
    part = Commune(code="93066", kind="COMD", name="X", department=department, parent=saint_denis)
    part.save()


def test_a_part_has_a_parent_and_a_commune_has_none(saint_denis, department):
    message = "names the commune it belongs to"
    refuses(Commune(code="93059", kind="COMD", name="X", department=department), message)
    whole = Commune(code="93001", name="X", department=department, parent=saint_denis)
    refuses(whole, message)


def test_a_department_is_in_a_region(department):
    message = "belongs to a region"
    refuses(Department(code="99", name="X"), message)
    refuses(Department(code="977", name="X", kind="OM", region=department.region), message)


def test_one_open_membership(saint_denis, plaine_commune):
    again = Membership(commune=saint_denis, intercommunality=plaine_commune)
    refuses(again, "already a member")
    metropolis = Intercommunality.objects.create(siren="200054781", kind="METRO", name="M")
    Membership.objects.create(commune=saint_denis, intercommunality=metropolis)
    again.end = BEFORE
    again.save()


def test_membership_dates_are_in_order(elsewhere, plaine_commune):
    row = Membership(commune=elsewhere, intercommunality=plaine_commune, start=DAY, end=BEFORE)
    refuses(row, "before it starts")


def test_a_succession_is_told_once(saint_denis):
    Succession.objects.create(old_code="93059", commune=saint_denis)
    refuses(Succession(old_code="93059", commune=saint_denis), "already known")


def test_round_number_once_and_silence_in_order(election):
    start, end = datetime(2026, 3, 14, tzinfo=UTC), datetime(2026, 3, 15, tzinfo=UTC)
    again = Round(election=election, number=1, date=DAY, freeze_from=start, freeze_until=end)
    refuses(again, "already has a round")
    third = Round(election=election, number=3, date=DAY, freeze_from=end, freeze_until=end)
    refuses(third, "must end after it starts")


def test_merged_and_only_merged_lists_name_the_one_they_joined(electoral_list):
    other = ElectoralList(
        election=electoral_list.election, commune=electoral_list.commune, label="Autre"
    )
    other.outcome, other.merge_confirmation = "merged", "awaited"
    refuses(other, "names the list it joined")
    other.outcome, other.merge_confirmation = "minority", "none"
    other.merged_into = electoral_list
    refuses(other, "names the list it joined")
    other.merged_into, other.merge_confirmation = None, "obtained"
    refuses(other, "Only a merged list")
    other.outcome, other.merged_into, other.merge_confirmation = "merged", electoral_list, "none"
    refuses(other, "Only a merged list")


def test_a_list_does_not_merge_into_itself(electoral_list):
    electoral_list.outcome, electoral_list.merge_confirmation = "merged", "awaited"
    electoral_list.merged_into = electoral_list
    refuses(electoral_list, "into itself")


def test_a_nuance_names_its_source(electoral_list):
    electoral_list.nuance = "LDVG"
    refuses(electoral_list, "names its source")
    electoral_list.nuance_source = "Ministère de l'Intérieur"
    electoral_list.save()


def test_one_rank_one_head(electoral_list):
    second = Candidate(list=electoral_list, rank=1, last_name="Second")
    refuses(second, "rank is already taken")
    second.rank, second.is_head = 2, True
    refuses(second, "only one head")
    second.is_head = False
    second.save()
    Candidate.objects.create(list=electoral_list, rank=None, last_name="Parti")
    Candidate.objects.create(list=electoral_list, rank=None, last_name="Partie")


def test_a_mandate_has_one_territory_and_a_holder(saint_denis, plaine_commune, electoral_list):
    where = "Name one territory"
    refuses(Mandate(person_name="X", start=DAY), where)
    both = Mandate(person_name="X", start=DAY, commune=saint_denis, intercommunality=plaine_commune)
    refuses(both, where)
    refuses(Mandate(start=DAY, commune=saint_denis), "held by a list or by a person")
    short = Mandate(electoral_list=electoral_list, start=DAY, end=DAY, commune=saint_denis)
    refuses(short, "ends after it starts")
    short.end = None
    short.save()


def test_a_contact_speaks_for_one_territory_once(camille, saint_denis, plaine_commune):
    row = Contact(user=camille, quality="agent", start=DAY)
    refuses(row, "Name one territory")
    row.commune = saint_denis
    refuses(row, "already speaks for this commune")
    row.end = BEFORE
    refuses(row, "before it starts")
    row.end = DAY
    row.save()
    Contact.objects.create(
        user=camille, quality="agent", start=DAY, intercommunality=plaine_commune
    )


def test_a_conflict_has_one_object_and_a_reason(moderator, saint_denis, electoral_list):
    row = ConflictOfInterest(user=moderator, declared_on=DAY, reason="Candidate")
    refuses(row, "Name one tie")
    row.commune, row.electoral_list = saint_denis, electoral_list
    refuses(row, "Name one tie")
    row.electoral_list, row.reason = None, ""
    refuses(row, "Say what the tie is")
    row.reason, row.ended_on = "Elected there", BEFORE
    refuses(row, "before it is declared")


def test_search_columns_follow_every_save(saint_denis, electoral_list):
    saint_denis.name = "Ste-Dénise"
    saint_denis.save()
    electoral_list.label = "« L'Œuvre »"
    electoral_list.save()
    saint_denis.refresh_from_db()
    electoral_list.refresh_from_db()
    assert saint_denis.search_name == "sainte denise"
    assert electoral_list.search_label == "l oeuvre"
    assert electoral_list.head.search_name == "invente alix"


def test_slugs(saint_denis, plaine_commune, electoral_list):
    assert saint_denis.slug == "93066-saint-denis"
    assert plaine_commune.slug == "200057867-plaine-commune"
    assert electoral_list.slug == f"{electoral_list.ref}-une-liste-inventee"
