"""A commitment's life at the desk, by its forms and buttons alone."""

import re

import pytest
from django.urls import reverse

from pledges.models import Commitment, Correction
from pledges.queries.review import revision_of
from tests.factories.commitments import make_commitment, make_correction
from tests.factories.letters import confirmed_passage
from tests.factories.pacts import make_pact

REASON = "Le titre dit plus que la lettre."


def change_url(obj):
    return reverse(f"admin:pledges_{obj._meta.model_name}_change", args=[obj.pk])


def take(client, obj, step, **typed):
    """Post a step's form as its page would; the answer."""
    address = reverse(f"admin:pledges_{obj._meta.model_name}_step", args=[obj.pk, step])
    assert client.get(address, {"version": obj.version}).status_code == 200
    answer = client.post(address, {"version": obj.version, **typed})
    obj.refresh_from_db()
    return answer


def drafted(client, passage, typed_in, **changes):
    """Draft from a passage by the add page, as it comes; the commitment."""
    address = f"{reverse('admin:pledges_commitment_add')}?passage={passage.ref}"
    typed = typed_in(client.get(address)) | changes
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["errors"]
    return Commitment.objects.get()


@pytest.fixture
def passage(electoral_list, volunteer):
    make_pact()
    return confirmed_passage(electoral_list=electoral_list, by=volunteer)


def test_a_right_suggestion_is_drafted_as_it_comes(desk, passage, volunteer, typed_in):
    made = drafted(desk(volunteer), passage, typed_in)
    assert made.title == passage.quote.strip(" .")
    assert [quote.text for quote in made.quotes.all()] == [passage.quote]
    assert (made.created_by, made.state, made.version) == (volunteer, "draft", 1)


def test_the_whole_journey(
    desk, passage, volunteer, moderator, second_moderator, coordinator, second_coordinator, typed_in
):
    writing, deciding = desk(volunteer), desk(moderator)
    one = drafted(writing, passage, typed_in)
    assert take(writing, one, "submit").status_code == 302
    assert one.state == "in_review"

    assert take(deciding, one, "return", reason=REASON).status_code == 302
    assert one.state == "draft"
    page = writing.get(change_url(one))
    assert REASON in page.content.decode()

    typed = typed_in(page) | {"title": "Des logiciels libres dans les écoles"}
    assert writing.post(change_url(one), typed).status_code == 302
    one.refresh_from_db()
    assert one.title == "Des logiciels libres dans les écoles"
    take(writing, one, "submit")
    take(deciding, one, "publish")
    assert (one.state, one.published_by) == ("published", moderator)

    address = reverse("admin:pledges_commitment_correct", args=[one.pk])
    typed = typed_in(writing.get(address)) | {"title": "Des écoles en libre", "reason": REASON}
    assert writing.post(address, typed).status_code == 302
    correction = Correction.objects.get()
    take(desk(second_moderator), correction, "accept")
    one.refresh_from_db()
    assert (one.title, one.revision) == ("Des écoles en libre", 2)

    take(desk(coordinator), one, "withdraw", reason=REASON)
    assert one.state == "withdrawn"
    take(desk(second_coordinator), one, "restore", reason=REASON)
    assert one.state == "published"
    page = deciding.get(change_url(one)).content.decode()
    for person in (volunteer, moderator, second_moderator, coordinator, second_coordinator):
        assert person.name in page


def test_its_author_does_not_publish_whatever_their_role(desk, passage, moderator, typed_in):
    client = desk(moderator)
    one = drafted(client, passage, typed_in)
    take(client, one, "submit")
    address = reverse("admin:pledges_commitment_step", args=[one.pk, "publish"])
    assert client.get(address).status_code == 403
    assert client.post(address, {"version": one.version}).status_code == 403
    one.refresh_from_db()
    assert one.state == "in_review"


def test_a_refused_draft_keeps_what_was_typed(desk, passage, volunteer, typed_in):
    client = desk(volunteer)
    address = f"{reverse('admin:pledges_commitment_add')}?passage={passage.ref}"
    typed = typed_in(client.get(address))
    typed |= {"level": "intercommunality", "summary": "mes mots à moi", "intercommunality": ""}
    answer = client.post(address, typed)
    assert answer.status_code == 200
    assert "and only it, names which one." in answer.content.decode()
    again = typed_in(answer)
    assert (again["summary"], again["level"]) == (["mes mots à moi"], ["intercommunality"])
    assert again["passages"] == [str(passage.pk)]
    assert not Commitment.objects.exists()


def test_a_stale_form_meets_the_three_columns(desk, volunteer, moderator, typed_in):
    one = make_commitment("draft", by=volunteer)
    first, second = desk(volunteer), desk(moderator)
    opened = typed_in(first.get(change_url(one)))
    theirs = typed_in(second.get(change_url(one))) | {"title": "Leur titre"}
    assert second.post(change_url(one), theirs).status_code == 302
    answer = first.post(change_url(one), opened | {"title": "Mon titre", "summary": "mes mots"})
    assert answer.status_code == 409
    page = answer.content.decode()
    for words in ("Installer des logiciels libres", "Leur titre", "Mon titre", "mes mots"):
        assert words in page
    one.refresh_from_db()
    assert (one.title, one.summary) == ("Leur titre", "")
    assert typed_in(answer)["title"] == ["Mon titre"]


def test_a_refused_correction_keeps_what_was_typed(desk, volunteer, typed_in):
    one = make_commitment("published")
    client = desk(volunteer)
    address = reverse("admin:pledges_commitment_correct", args=[one.pk])
    typed = typed_in(client.get(address)) | {"reason": REASON}
    answer = client.post(address, typed)
    assert "This correction changes nothing." in answer.content.decode()
    assert typed_in(answer)["reason"] == [REASON]
    assert not Correction.objects.exists()
    answer = client.post(address, typed | {"title": "Autre titre", "reason": " "})
    assert typed_in(answer)["title"] == ["Autre titre"]
    assert not Correction.objects.exists()


def test_a_draft_starts_from_a_passage_and_nowhere_else(desk, volunteer, moderator):
    assert desk(moderator).get(reverse("admin:pledges_commitment_add")).status_code == 403
    one = make_commitment("published")
    page = desk(volunteer).get(change_url(one)).content.decode()
    assert 'name="title"' not in page
    answer = desk(volunteer).post(change_url(one), {"version": one.version, "title": "Autre"})
    assert answer.status_code == 403
    one.refresh_from_db()
    assert one.title != "Autre"


def test_a_correction_says_its_revision_and_the_words_it_takes_away(
    desk, volunteer, moderator, typed_in
):
    one = make_commitment("published", title="Des logiciels libres partout")
    client = desk(volunteer)
    address = reverse("admin:pledges_commitment_correct", args=[one.pk])
    typed = typed_in(client.get(address)) | {"title": "Des logiciels libres", "reason": REASON}
    looked = client.post(address, typed | {"look": "1"})
    told = [looked]
    assert not Correction.objects.exists()
    assert typed_in(looked)["title"] == ["Des logiciels libres"]
    client.post(address, typed)
    correction = Correction.objects.get()
    step = reverse("admin:pledges_correction_step", args=[correction.pk, "accept"])
    told.append(desk(moderator).get(step))
    for page in (answer.content.decode() for answer in told):
        assert "it makes revision 2" in page
        assert re.search(r"<del>.*removed:.*partout</del>", page)
    page = desk(moderator).get(change_url(correction)).content.decode()
    assert "2, if it is accepted" in page
    assert re.search(r"<del>.*removed:.*partout</del>", page)
    take(desk(moderator), correction, "accept")
    later = make_correction("declined", commitment=Commitment.objects.get(), title="Autre")
    make_correction("accepted", commitment=Commitment.objects.get(), title="Encore")
    assert [revision_of(row) for row in (correction, later)] == [2, None]
    assert "none: the words stayed" in client.get(change_url(later)).content.decode()
