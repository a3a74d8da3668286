"""The review screen: what is read, what changed, the decision, and what waits next."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from pledges.actions import drafting, review
from pledges.actions.reasons import add_reason
from pledges.models import OutboxMail
from pledges.policies import CHECKED
from tests.cast import person
from tests.factories.commitments import REASON, make_commitment, make_correction
from tests.factories.letters import SENTENCE
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")
PAGE = "admin:pledges_commitment_review"


def page_of(client, commitment, **query):
    return client.get(reverse(PAGE, args=[commitment.pk]), query)


def decide_url(commitment, step):
    return reverse("admin:pledges_commitment_decide", args=[commitment.pk, step])


def make_ground() -> SimpleNamespace:
    volunteer = person("Victoire", "volunteer")
    waiting = make_commitment("in_review", by=volunteer, title="Un titre à relire")
    return SimpleNamespace(volunteer=volunteer, waiting=waiting)


volunteer = of_the_ground("volunteer")
waiting = of_the_ground("waiting")


def returned_and_rewritten(commitment, moderator, volunteer, **words):
    one = review.return_to_draft(
        ref=commitment.ref, by=moderator, version=commitment.version, reason=REASON
    )
    one = drafting.edit_draft(ref=one.ref, version=one.version, by=volunteer, **words)
    return review.submit(ref=one.ref, by=volunteer, version=one.version)


def test_it_shows_the_words_the_quote_and_who(desk, waiting, moderator, volunteer):
    answer = page_of(desk(moderator), waiting)
    page = answer.content.decode()
    assert f"<mark>{SENTENCE}</mark>" in page
    assert "Madame, Monsieur," in page
    assert "Un titre à relire" in page
    assert volunteer.name in page
    assert "Nobody has reviewed this yet" in page
    steps = {one.offer.step.name: bool(one.offer.decision) for one in answer.context["decisions"]}
    assert steps == {"return": True, "publish": True, "drop": True}


def test_the_words_are_compared_with_those_of_the_last_review(desk, waiting, moderator, volunteer):
    one = returned_and_rewritten(waiting, moderator, volunteer, title="Un titre bien à relire")
    answer = page_of(desk(moderator), one)
    (change,) = answer.context["changes"]
    assert [(part.kind, part.text.strip()) for part in change.parts] == [
        ("same", "Un titre"),
        ("new", "bien"),
        ("same", "à relire"),
    ]
    assert '<ins><span class="visually-hidden">added: </span>' in answer.content.decode()


def test_nothing_changed_is_said(desk, waiting, moderator, volunteer):
    one = returned_and_rewritten(waiting, moderator, volunteer)
    assert "Not a word has changed." in page_of(desk(moderator), one).content.decode()


def test_words_are_inserted_and_nothing_typed_is_lost(desk, waiting, moderator, typed_in):
    offered = add_reason(words="Reprenez les mots de la lettre.", by=moderator)
    retired = add_reason(words="Trop long.", by=moderator, in_use=False)
    client = desk(moderator)
    page = page_of(client, waiting).content.decode()
    assert offered.words in page
    assert retired.words not in page
    # As a browser without scripts sends it: the button's own value, and what was typed so far.
    typed = {"version": waiting.version, "reason": "Mes mots.", "insert": offered.pk}
    answer = client.post(decide_url(waiting, "return"), typed)
    form = next(one.form for one in answer.context["decisions"] if one.offer.step.name == "return")
    assert form.initial["reason"] == f"Mes mots.\n{offered.words}"
    for odd in ("0", "²", "x", "9" * 5000, str(retired.pk)):
        answer = client.post(decide_url(waiting, "return"), typed | {"insert": odd})
        assert "Mes mots." in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "in_review"
    edited = f"{form.initial['reason']} Merci."
    client.post(decide_url(waiting, "return"), {"version": waiting.version, "reason": edited})
    assert edited in OutboxMail.objects.get(step="return").body


def test_each_check_passes_or_fails(desk, waiting, volunteer, moderator):
    def failed(user):
        checks = page_of(desk(user), waiting).context["checks"]
        assert len(checks) == 4
        return [str(sentence) for sentence, decision in checks if not decision]

    assert failed(moderator) == []
    waiting.quotes.update(text="Des mots que la lettre ne dit pas.")
    assert failed(volunteer) == [CHECKED["four_eyes"], CHECKED["quoted"]]
    page = page_of(desk(moderator), waiting).content.decode()
    assert f"<strong>Fails:</strong> {CHECKED['quoted']}" in page


def test_what_is_public_is_corrected_withdrawn_and_restored_from_here(
    desk, moderator, coordinator, second_coordinator
):
    one = make_commitment("published", moderator=moderator)
    client = desk(coordinator)
    page = page_of(client, one).content.decode()
    assert reverse("admin:pledges_commitment_correct", args=[one.pk]) in page
    make_correction(commitment=one, title="Autre titre")
    assert "waits for a decision" in page_of(client, one).content.decode()
    for who, step, state in (
        (client, "withdraw", "withdrawn"),
        (desk(second_coordinator), "restore", "published"),
    ):
        assert decide_url(one, step) in page_of(who, one).content.decode()
        given = {"version": one.version, "reason": "Une raison publique."}
        answer = who.post(decide_url(one, step), given)
        assert answer.headers["Location"] == reverse(PAGE, args=[one.pk])
        one.refresh_from_db()
        assert one.state == state


def test_a_decision_leads_to_the_next_then_home(desk, waiting, moderator):
    second = make_commitment("in_review", title="Deux")
    make_commitment("in_review", title="Le mien", by=moderator)
    client = desk(moderator)
    answer = client.post(decide_url(waiting, "publish"), {"version": waiting.version})
    assert answer.headers["Location"] == reverse(PAGE, args=[second.pk])
    answer = client.post(decide_url(second, "publish"), {"version": second.version})
    assert answer.headers["Location"] == reverse("admin:index")
    waiting.refresh_from_db()
    assert waiting.state == "published"


def test_the_next_comes_back_to_the_oldest(desk, waiting, moderator):
    second = make_commitment("in_review", title="Deux")
    client = desk(moderator)
    assert page_of(client, waiting).context["following"] == reverse(PAGE, args=[second.pk])
    assert page_of(client, second).context["following"] == reverse(PAGE, args=[waiting.pk])


def test_refusals_keep_what_was_typed(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    answer = client.post(decide_url(waiting, "return"), {"version": waiting.version})
    assert answer.context["form"].errors.keys() == {"reason"}
    stale = {"version": waiting.version + 3, "reason": "mes mots à moi"}
    answer = client.post(decide_url(waiting, "return"), stale)
    assert answer.status_code == 409
    assert "mes mots à moi" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_its_author_reads_and_does_not_decide(desk, moderator):
    mine = make_commitment("in_review", by=moderator)
    client = desk(moderator)
    page = page_of(client, mine).content.decode()
    assert decide_url(mine, "publish") not in page
    assert "four eyes" in page
    assert client.post(decide_url(mine, "publish"), {"version": mine.version}).status_code == 403
    mine.refresh_from_db()
    assert mine.state == "in_review"


@pytest.mark.parametrize("who", ["anonymous", "stranger", "camille"])
def test_who_does_not_enter(desk, waiting, request, who):
    client = desk(request.getfixturevalue(who))
    assert page_of(client, waiting).status_code == 302
    answer = client.post(decide_url(waiting, "publish"), {"version": waiting.version})
    assert answer.status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


def test_odd_addresses(desk, waiting, moderator):
    client = desk(moderator)
    assert client.get(reverse(PAGE, args=[10**6])).status_code == 404
    assert client.post(decide_url(waiting, "submit"), {}).status_code == 404
    assert client.get(decide_url(waiting, "publish")).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "in_review"


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "withdrawn", "dropped"])
def test_every_state_is_read(desk, coordinator, state):
    assert page_of(desk(coordinator), make_commitment(state)).status_code == 200


def test_history_tells_the_words_that_moved(desk, waiting, moderator, volunteer):
    one = returned_and_rewritten(waiting, moderator, volunteer, title="Un titre relu")
    answer = desk(moderator).get(reverse("admin:pledges_commitment_change", args=[one.pk]))
    edited = [line for line in answer.context["history"] if line.changes]
    (change,) = edited[0].changes
    assert [part.text.strip() for part in change.parts if part.kind == "gone"] == ["à relire"]
    assert [part.text.strip() for part in change.parts if part.kind == "new"] == ["relu"]
    assert len(edited) == 1


def test_names_and_reasons_outlive_nobody_by_accident(desk, waiting, moderator, volunteer):
    one = returned_and_rewritten(waiting, moderator, volunteer)
    page = page_of(desk(moderator), one).content.decode()
    assert REASON in page
    assert moderator.name in page


def test_as_many_queries_whatever_the_length(
    desk, waiting, moderator, volunteer, django_assert_num_queries, django_assert_max_num_queries
):
    client = desk(moderator)
    # The first visit notes who is there, once a minute.
    page_of(client, waiting)
    with django_assert_max_num_queries(60) as first:
        page_of(client, waiting)
    for _turn in range(3):
        waiting = returned_and_rewritten(waiting, moderator, volunteer)
    with django_assert_num_queries(len(first.captured_queries)):
        page_of(client, waiting)
