"""Duplicates at the desk: suggested, previewed, merged by somebody else, undone."""

import pytest
from django.urls import reverse

from communes.models import ElectoralList
from ledger.models import Entry
from pledges.models import Commitment, Merge
from tests.factories import make_commitment, make_list, make_merge, somebody
from tests.factories.commitments import REASON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shared_ground")]
SUGGESTIONS = "admin:pledges_merge_suggestions"


def make_ground() -> tuple[ElectoralList, ElectoralList]:
    kept, gone = make_list(label="Ensemble"), make_list(label="ENSEMBLE")
    make_commitment("published", electoral_list=gone, title="Former les agents")
    return kept, gone


@pytest.fixture
def twins(ground):
    return ground


def change(merge):
    return reverse("admin:pledges_merge_change", args=[merge.pk])


def test_from_a_suggestion_to_a_merge_and_back(desk, twins, moderator, coordinator, typed_in):
    kept, gone = twins
    page = desk(moderator).get(reverse(SUGGESTIONS))
    assert "same label, same commune, same election" in page.content.decode()
    asked = {"kept_ref": kept.ref, "gone_ref": gone.ref, "answer": "propose"}
    answer = desk(moderator).post(f"{reverse(SUGGESTIONS)}?kind=list", asked)
    merge = Merge.objects.get()
    assert answer.url == change(merge)
    preview = desk(coordinator).get(change(merge)).content.decode()
    assert "What would move" in preview
    assert "Former les agents" in preview
    assert not ElectoralList.objects.filter(duplicate_of=kept).exists()

    page = reverse("admin:pledges_merge_step", args=[merge.pk, "merge"])
    typed = typed_in(desk(coordinator).get(page))
    assert typed["plan"] != [""]
    assert desk(coordinator).post(page, typed).status_code == 302
    assert Commitment.objects.get().electoral_list == kept
    assert "What was moved" in desk(coordinator).get(change(merge)).content.decode()
    old = reverse("admin:communes_electorallist_change", args=[gone.pk])
    answer = desk(coordinator).get(old)
    assert answer.url == reverse("admin:communes_electorallist_change", args=[kept.pk])

    page = reverse("admin:pledges_merge_step", args=[merge.pk, "unmerge"])
    typed = typed_in(desk(coordinator).get(page)) | {"reason": [REASON]}
    assert desk(coordinator).post(page, typed).status_code == 302
    assert Commitment.objects.get().electoral_list == gone


def test_what_changed_since_the_preview_is_shown_again(desk, twins, coordinator, typed_in):
    merge = make_merge(kept=twins[0], gone=twins[1])
    page = reverse("admin:pledges_merge_step", args=[merge.pk, "merge"])
    client = desk(coordinator)
    typed = typed_in(client.get(page))
    make_commitment("draft", electoral_list=twins[1])
    before = Entry.objects.count()
    assert client.post(page, typed).status_code == 409
    assert Entry.objects.count() == before


def test_not_a_duplicate_is_remembered(desk, twins, moderator):
    asked = {"kept_ref": twins[0].ref, "gone_ref": twins[1].ref, "answer": "dismiss"}
    desk(moderator).post(f"{reverse(SUGGESTIONS)}?kind=list", asked)
    assert Merge.objects.get().state == "dismissed"
    assert "No pair looks alike." in desk(moderator).get(reverse(SUGGESTIONS)).content.decode()


def test_pairs_of_accounts_are_shown_to_coordinators_alone(desk, moderator, coordinator):
    merge = make_merge(kind="person", kept=somebody("contact"), gone=somebody("contact"))
    for address in (change(merge), f"{reverse(SUGGESTIONS)}?kind=person"):
        assert desk(moderator).get(address).status_code in (302, 404)
        assert desk(coordinator).get(address).status_code == 200


def test_a_volunteer_sees_no_pair(desk, volunteer, twins):
    merge = make_merge(kept=twins[0], gone=twins[1])
    for address in (change(merge), reverse(SUGGESTIONS), reverse("admin:pledges_merge_changelist")):
        assert desk(volunteer).get(address).status_code in (403, 404)


def test_a_reference_that_is_none_is_said_beside_its_field(desk, moderator, twins):
    typed = {"kind": "list", "kept_ref": twins[0].ref, "gone_ref": "00000000"}
    page = desk(moderator).post(reverse("admin:pledges_merge_add"), typed)
    assert "There is nothing of this kind with this reference." in page.content.decode()
    assert not Merge.objects.exists()


def test_the_list_costs_the_same_for_one_and_three(
    desk, moderator, twins, django_assert_num_queries
):
    address = reverse("admin:pledges_merge_changelist")
    client = desk(moderator)
    for number in (1, 3):
        while Merge.objects.count() < number:
            make_merge(kept=make_list(), gone=make_list())
        with django_assert_num_queries(6):
            client.get(address)
