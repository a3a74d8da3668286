"""Two rows made one, and put back byte for byte; who may, and what stands in the way."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from accounts.models import User
from communes.actions.contacts import declare_conflict
from communes.actions.councils import add_mandate
from communes.models import Candidate, ConflictOfInterest, Contact, ElectoralList, Mandate
from communes.queries import known_lists
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Stale
from letters.models import Letter
from pledges.actions import merging, signing
from pledges.models import Commitment, Merge, OutboxMail, Quote, Signature, Solicitation
from tests import factories
from tests.factories import anyone, somebody
from tests.factories.commitments import REASON
from tests.ground import of_the_ground

pytestmark = pytest.mark.django_db
TABLES = (
    Candidate,
    Commitment,
    ConflictOfInterest,
    Contact,
    ElectoralList,
    Letter,
    Mandate,
    OutboxMail,
    Quote,
    Signature,
    Solicitation,
    User,
)
# What counts the changes moves with each of them; everything else must come back.
COUNTED = {"version", "changed_at", "changed_by_id"}


def add(ground):
    """Two rows of one list; all that can hang on a list hangs on the second."""
    # Made first: who decides must not be among what a merge is said to change.
    for role in ("moderator", "coordinator"):
        for number in range(1, 5):
            anyone(role, number)
    kept = factories.make_list(label="Ensemble")
    gone = factories.make_list(label="Ensemble !")
    factories.make_commitment("published", electoral_list=gone)
    factories.make_commitment("draft", electoral_list=gone)
    factories.make_signature("published", electoral_list=gone)
    factories.make_signature("announced", electoral_list=gone)
    factories.make_solicitation("contacted", electoral_list=gone)
    add_mandate(start=date(2026, 3, 29), commune=gone.commune, electoral_list=gone)
    declare_conflict(user=somebody("moderator"), electoral_list=gone, reason="Colistière.")
    Candidate.objects.create(list=gone, rank=2, last_name="Nouvelle")
    ground.lists = kept, gone


lists = of_the_ground("lists")


def everything() -> bytes:
    """Every row a merge may touch, its snapshot where it has one, as bytes."""
    rows = {}
    for model in TABLES:
        for row in model._default_manager.order_by("pk"):
            kept = {
                field.attname: str(getattr(row, field.attname))
                for field in model._meta.concrete_fields
                if field.attname not in COUNTED
            }
            said = row.snapshot() if hasattr(row, "snapshot") else {}
            if isinstance(row, User):
                kept["roles"] = sorted(row.role_names)
            rows[f"{model.__name__} {row.pk}"] = [kept, said]
    return json.dumps(rows, sort_keys=True).encode()


def step(merge, name, by=None, **more):
    by = by or anyone("coordinator", 2)
    return merging.merge_step(
        step=name, ref=merge.ref, by=by, version=merge.version, reason=REASON, **more
    )


def there_and_back(kind, kept, gone, by="moderator"):
    """Merge, then undo: returns the bytes before, between and after."""
    merge = factories.make_merge(kind=kind, kept=kept, gone=gone, by=anyone(by))
    before = everything()
    merge = step(merge, "merge")
    between = everything()
    call_command("verify_ledger", verbosity=0)
    merge = step(merge, "unmerge")
    call_command("verify_ledger", verbosity=0)
    return before, between, everything()


def test_what_hangs_on_a_list_moves_and_comes_back_byte_for_byte(lists):
    kept, gone = lists
    before, between, after = there_and_back("list", kept, gone)
    assert before == after
    assert before != between


def test_a_merged_list_leaves_every_view_and_its_address_leads_to_the_other(
    lists, client, settings
):
    kept, gone = lists
    commitment = Commitment.objects.get(electoral_list=gone, state="published")
    merge = factories.make_merge("merged", kept=kept, gone=gone)
    assert list(known_lists()) == [kept]
    for model in (Commitment, Letter, Signature, Solicitation, Mandate, ConflictOfInterest):
        assert not model.objects.filter(electoral_list=gone).exists(), model
    page = client.get(f"/listes/{gone.ref}-ensemble/")
    assert (page.status_code, page.url) == (301, f"/listes/{kept.slug}/")
    answer = client.get(f"/api/v1/lists/{gone.ref}/")
    assert answer.status_code == 308
    assert answer.headers["Location"] == f"{settings.BASE_URL}/api/v1/lists/{kept.ref}/"
    assert client.get(f"/api/v1/commitments/{commitment.ref}/").json()["list"] == kept.ref
    changes = client.get("/api/v1/changes/?limit=1000").json()["results"]
    told = [one for one in changes if one["ref"] == gone.ref][-1]
    assert (told["resource"], told["step"], told["deleted"]) == ("lists", "merge_away", True)
    step(merge, "unmerge")
    assert client.get(f"/api/v1/lists/{gone.ref}/").status_code == 200


def test_a_candidate_both_lists_have_stays_where_signatures_follow(lists):
    kept, gone = lists
    twin = Candidate.objects.create(list=kept, rank=5, last_name="NOUVELLE")
    signature = Signature.objects.get(electoral_list=gone, state="published")
    Signature.objects.filter(pk=signature.pk).update(
        candidate=Candidate.objects.get(list=gone, last_name="Nouvelle")
    )
    before, _between, after = there_and_back("list", kept, gone)
    assert before == after
    step(step(Merge.objects.get(), "reconsider", by=anyone("moderator", 3)), "merge")
    signature.refresh_from_db()
    assert (signature.electoral_list, signature.candidate) == (kept, twin)
    assert Candidate.objects.filter(list=kept, is_head=True).count() == 1


def test_a_campaign_both_were_asked_in_keeps_the_first_and_says_so(lists):
    kept, gone = lists
    campaign = Solicitation.objects.get().campaign
    first = signing.solicit(campaign=campaign, electoral_list=kept, by=anyone("moderator"))
    merge = factories.make_merge(kept=kept, gone=gone)
    assert merging.plan_of(merge).notes == [merging.SOLICITED]
    step(merge, "merge")
    assert Solicitation.objects.get(electoral_list=kept) == first
    from pledges.queries.figures import counts_of

    assert counts_of(campaign).solicited == 0


def test_two_accounts_of_a_person_become_one_without_more_rights():
    commune = factories.make_commune()
    kept = somebody("volunteer")
    gone = factories.make_contact(commune, user=somebody("contact"))
    gone = User.objects.get(pk=gone.pk)
    declare_conflict(user=gone, commune=commune, reason="Habite la commune.")
    before, between, after = there_and_back("person", kept, gone, by="coordinator")
    assert before == after != between
    merge = step(Merge.objects.get(), "reconsider", by=anyone("coordinator", 3))
    step(merge, "merge")
    kept, gone = User.objects.get(pk=kept.pk), User.objects.get(pk=gone.pk)
    assert kept.role_names == {"volunteer", "contact"}
    assert (gone.is_active, gone.duplicate_of) == (False, kept)
    assert Contact.objects.get().user == kept


def test_accounts_are_a_coordinators_business_and_never_their_own():
    one, other = somebody("contact"), somebody("contact")
    with pytest.raises(NotAllowed):
        factories.make_merge(kind="person", kept=one, gone=other, by=anyone("moderator"))
    me = anyone("coordinator", 2)
    merge = factories.make_merge(kind="person", kept=one, gone=me)
    with pytest.raises(NotAllowed):
        step(merge, "merge", by=me)


def test_a_person_entered_twice_on_a_list_leaves_it_once():
    electoral_list = factories.make_list()
    head = electoral_list.candidates.get()
    twin = Candidate.objects.create(list=electoral_list, rank=None, last_name="Inventé bis")
    signature = factories.make_signature("received", electoral_list=electoral_list)
    Signature.objects.filter(pk=signature.pk).update(candidate=head)
    before, _between, after = there_and_back("candidate", twin, head)
    assert before == after
    step(step(Merge.objects.get(), "reconsider", by=anyone("moderator", 3)), "merge")
    head.refresh_from_db()
    twin.refresh_from_db()
    assert (head.rank, head.is_head, twin.rank, twin.is_head) == (None, False, 1, True)


def test_a_letter_filed_twice_leads_to_the_first(client, lists):
    electoral_list = factories.make_list()
    passage = factories.confirmed_passage(factories.make_letter(electoral_list))
    kept = passage.letter_version.letter
    twin = factories.confirmed_passage(factories.make_letter(electoral_list))
    gone = twin.letter_version.letter
    factories.make_commitment("draft", passage=twin)
    factories.make_public_text(letter=kept)
    before, between, after = there_and_back("letter", kept, gone)
    assert before == after != between
    merge = step(Merge.objects.get(), "reconsider", by=anyone("moderator", 3))
    step(merge, "merge", by=anyone("moderator", 4))
    assert Quote.objects.exclude(commitment__electoral_list=lists[1]).get().passage == passage
    page = client.get(f"/courriers/{gone.ref}/")
    assert (page.status_code, page.url) == (301, f"/courriers/{kept.ref}/")
    assert client.get(f"/api/v1/letters/{gone.ref}/").status_code == 308


def test_a_letter_that_published_words_quote_is_the_one_to_keep():
    commitment = factories.make_commitment("published")
    gone = commitment.quotes.get().passage.letter_version.letter
    kept = factories.make_letter(commitment.electoral_list)
    merge = factories.make_merge(kind="letter", kept=kept, gone=gone)
    before = everything()
    with pytest.raises(Invalid) as refusal:
        step(merge, "merge")
    assert refusal.value.reason == merging.QUOTED
    assert everything() == before


def test_lists_of_two_communes_are_two_lists():
    kept = factories.make_list()
    gone = factories.make_list(commune=factories.make_commune("01053", "Bourg-en-Bresse"))
    with pytest.raises(Invalid):
        factories.make_merge("merged", kept=kept, gone=gone)


def test_what_was_looked_at_is_what_is_merged(lists):
    merge = factories.make_merge(kept=lists[0], gone=lists[1])
    seen = merging.plan_of(merge).digest
    factories.make_commitment("draft", electoral_list=lists[1])
    before = everything()
    with pytest.raises(Stale):
        step(merge, "merge", given={"plan": seen})
    assert everything() == before
    step(merge, "merge", given={"plan": merging.plan_of(merge).digest})


def test_a_row_moved_again_since_is_not_pulled_back(lists):
    """B merged into A, then A into C: the first cannot be undone before the second."""
    kept, gone = lists
    first = factories.make_merge("merged", kept=kept, gone=gone)
    second = factories.make_merge("merged", kept=factories.make_list(label="C"), gone=kept)
    before = everything()
    with pytest.raises(Invalid):
        step(first, "unmerge")
    assert everything() == before
    step(second, "unmerge")
    step(first, "unmerge")
    call_command("verify_ledger", verbosity=0)


def test_who_proposed_does_not_merge(lists):
    me = anyone("coordinator", 2)
    merge = factories.make_merge(kept=lists[0], gone=lists[1], by=me)
    before = everything()
    with pytest.raises(NotAllowed):
        step(merge, "merge", by=me)
    assert everything() == before


def test_a_merge_done_is_not_proposed_again_the_other_way_round(lists):
    factories.make_merge("merged", kept=lists[0], gone=lists[1])
    with pytest.raises(IllegalStep):
        factories.make_merge(kept=lists[1], gone=lists[0])
