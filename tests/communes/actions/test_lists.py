import pytest

from communes.actions.lists import (
    Person,
    confirm_merger,
    correct_list,
    create_list,
    merge_list,
    set_official_outcomes,
    set_outcome,
)
from communes.models import ElectoralList
from ledger.models import Entry
from ledger.reading import history_of
from ledger.refusals import Invalid, NotAllowed, Stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_lists(election, saint_denis, coordinator):
    return [
        create_list(
            election=election,
            commune=saint_denis,
            label=f"Liste inventée {number}",
            panel_number=number,
            candidates=[Person(1, "Alix", f"Inventé {number}", True), Person(2, "Bo", "Feint")],
            fictitious=True,
            by=coordinator,
        )
        for number in (1, 2)
    ]


def unmoved(row):
    """Prove that a refusal left the row and its history as they were."""
    fresh = ElectoralList.objects.get(pk=row.pk)
    assert (fresh.version, fresh.outcome) == (row.version, row.outcome)
    assert history_of("list", row.ref).count() == row.version


def test_create_list_with_candidates(two_lists, coordinator):
    first = ElectoralList.objects.get(pk=two_lists[0].pk)
    assert str(first.head) == "Alix Inventé 1"
    assert first.search_label == "liste inventee 1"
    assert all(person.fictitious for person in first.candidates.all())
    entry = history_of("list", first.ref).get()
    assert (entry.step, entry.to_state, entry.actor_ref) == (
        "create",
        "candidate",
        coordinator.ref,
    )
    assert entry.snapshot["commune"] == "93066"
    assert "Inventé" not in str(entry.snapshot["label"]).replace("Liste inventée", "")


def test_two_heads_are_refused_and_nothing_is_left(election, saint_denis):
    with pytest.raises(Invalid):
        create_list(
            election=election,
            commune=saint_denis,
            label="X",
            candidates=[Person(1, "A", "B", True), Person(2, "C", "D", True)],
        )
    assert not ElectoralList.objects.exists()
    assert not Entry.objects.filter(object_kind="list").exists()


def test_nuance_without_source_is_refused(election, saint_denis):
    with pytest.raises(Invalid) as refused:
        create_list(election=election, commune=saint_denis, label="X", nuance="LDVG")
    assert "nuance names its source" in str(refused.value.errors)


def test_correct_list_changes_only_what_is_given(two_lists, coordinator):
    row = correct_list(list_id=two_lists[0].pk, version=1, label="Autre nom", by=coordinator)
    assert (row.label, row.panel_number, row.version) == ("Autre nom", 1, 2)
    assert ElectoralList.objects.get(pk=row.pk).search_label == "autre nom"
    assert history_of("list", row.ref).last().snapshot["label"] == "Autre nom"


def test_set_outcome(two_lists, coordinator):
    row = set_outcome(list_id=two_lists[0].pk, outcome="majority", version=1, by=coordinator)
    assert (row.outcome, row.version, row.changed_by) == ("majority", 2, coordinator)
    entry = history_of("list", row.ref).last()
    assert (entry.from_state, entry.to_state) == ("candidate", "majority")


def test_outcome_seen_in_an_old_version_is_refused(two_lists, coordinator):
    row = set_outcome(list_id=two_lists[0].pk, outcome="majority", version=1, by=coordinator)
    with pytest.raises(Stale) as refused:
        set_outcome(list_id=row.pk, outcome="no_seat", version=1, by=coordinator)
    assert (refused.value.seen, refused.value.current) == (1, 2)
    unmoved(row)


def test_official_outcomes_seen_in_an_old_version_are_refused_together(two_lists):
    first, second = two_lists
    with pytest.raises(Stale):
        set_official_outcomes(outcomes=[(first.pk, 1, "majority"), (second.pk, 2, "minority")])
    unmoved(first)
    unmoved(second)


def test_unknown_outcome_and_merger_without_a_list_are_refused(two_lists):
    for outcome in ("merged", "triumph"):
        with pytest.raises(Invalid):
            set_outcome(list_id=two_lists[0].pk, outcome=outcome, version=1)
    unmoved(two_lists[0])


def test_merger_awaits_confirmation_then_has_it(two_lists, coordinator):
    first, second = two_lists
    row = merge_list(list_id=second.pk, into_id=first.pk, version=1, by=coordinator)
    assert (row.outcome, row.merged_into, row.merge_confirmation) == ("merged", first, "awaited")

    row = confirm_merger(list_id=row.pk, confirmation="obtained", version=2, by=coordinator)
    assert row.merge_confirmation == "obtained"
    assert [entry.step for entry in history_of("list", row.ref)] == [
        "create",
        "merge",
        "confirm_merger",
    ]
    assert history_of("list", row.ref).last().snapshot["merged_into"] == first.ref
    unmoved(first)


def test_undoing_a_merger_forgets_its_confirmation(two_lists):
    first, second = two_lists
    merge_list(list_id=second.pk, into_id=first.pk, version=1)
    row = set_outcome(list_id=second.pk, outcome="candidate", version=2)
    assert (row.merged_into, row.merge_confirmation) == (None, "none")


def test_merger_into_elsewhere_itself_or_a_gone_list_is_refused(two_lists, election, elsewhere):
    first, second = two_lists
    far = create_list(election=election, commune=elsewhere, label="Loin")
    withdrawn = create_list(election=election, commune=first.commune, label="Retirée")
    set_outcome(list_id=withdrawn.pk, outcome="withdrawn", version=1)
    for target in (far, second, withdrawn):
        with pytest.raises(Invalid):
            merge_list(list_id=second.pk, into_id=target.pk, version=1)
    unmoved(second)


def test_a_list_that_was_joined_neither_merges_nor_withdraws(two_lists, election):
    first, second = two_lists
    third = create_list(election=election, commune=first.commune, label="Troisième")
    merge_list(list_id=second.pk, into_id=first.pk, version=1)
    with pytest.raises(Invalid):
        merge_list(list_id=first.pk, into_id=third.pk, version=1)
    with pytest.raises(Invalid):
        set_outcome(list_id=first.pk, outcome="withdrawn", version=1)
    unmoved(first)


def test_nothing_to_confirm_without_a_merger(two_lists):
    with pytest.raises(Invalid):
        confirm_merger(list_id=two_lists[0].pk, confirmation="obtained", version=1)
    unmoved(two_lists[0])


def test_only_coordinators(two_lists, moderator, election, saint_denis):
    first, second = two_lists
    calls = (
        lambda: create_list(election=election, commune=saint_denis, label="X", by=moderator),
        lambda: correct_list(list_id=first.pk, version=1, label="X", by=moderator),
        lambda: set_outcome(list_id=first.pk, outcome="majority", version=1, by=moderator),
        lambda: merge_list(list_id=first.pk, into_id=second.pk, version=1, by=moderator),
        lambda: confirm_merger(list_id=first.pk, confirmation="obtained", version=1, by=moderator),
    )
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    unmoved(first)
    assert ElectoralList.objects.count() == 2
