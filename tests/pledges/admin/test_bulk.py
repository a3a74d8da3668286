"""A step for many rows: said before, taken one by one, told after."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from ledger.models import Entry
from pledges.actions.undoing import undo
from pledges.models import Commitment, OutboxMail, Solicitation
from tests.cast import person
from tests.factories.commitments import REASON, make_commitment
from tests.factories.signatures import make_solicitation
from tests.ground import of_the_ground

pytestmark = pytest.mark.usefixtures("shared_ground")
LIST = "admin:pledges_commitment_changelist"


def bulk_url(step, name="commitment"):
    return reverse(f"admin:pledges_{name}_bulk", args=[step])


def asked(client, step, rows, name="commitment"):
    typed = {"action": f"step_{step}", "_selected_action": [row.pk for row in rows], "index": 0}
    return client.post(reverse(f"admin:pledges_{name}_changelist"), typed)


def states(*rows):
    found = dict(type(rows[0]).objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def make_ground() -> SimpleNamespace:
    """Two that may be published, one the moderator wrote."""
    moderator = person("Maxence", "moderator")
    waiting = [
        make_commitment("in_review", title="Un"),
        make_commitment("in_review", title="Deux"),
        make_commitment("in_review", title="Trois", by=moderator),
    ]
    return SimpleNamespace(moderator=moderator, waiting=waiting)


moderator = of_the_ground("moderator")
waiting = of_the_ground("waiting")


def test_before_moves_nothing_and_tells_each_row(desk, waiting, moderator):
    answer = asked(desk(moderator), "publish", waiting)
    assert answer.status_code == 200
    assert [row.obj.title for row in answer.context["allowed"]] == ["Un", "Deux"]
    assert [row.obj.title for row in answer.context["refused"]] == ["Trois"]
    assert "four eyes" in answer.content.decode()
    assert states(*waiting) == ["in_review"] * 3


def test_after_tells_what_was_done_and_refused(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    typed = typed_in(asked(client, "publish", waiting))
    assert len(typed["row"]) == 2
    # A row added by hand meets the same policy as its own button.
    typed["row"].append(f"{waiting[2].ref}:{waiting[2].version}")
    answer = client.post(bulk_url("publish"), typed)
    assert [row.obj.title for row in answer.context["done"]] == ["Un", "Deux"]
    assert [row.obj.title for row in answer.context["refused"]] == ["Trois"]
    assert "four eyes" in answer.content.decode()
    assert states(*waiting) == ["published", "published", "in_review"]
    assert Entry.objects.filter(step="publish", actor_ref=moderator.ref).count() == 2


def test_what_was_refused_before_is_told_after_too(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    answer = client.post(bulk_url("publish"), typed_in(asked(client, "publish", waiting)))
    assert [row.obj.title for row in answer.context["done"]] == ["Un", "Deux"]
    (refused,) = answer.context["refused"]
    assert refused.obj.title == "Trois"
    assert "four eyes" in answer.content.decode()


def test_a_missing_reason_leads_back_to_the_page_before_with_every_row(
    desk, waiting, moderator, typed_in
):
    client = desk(moderator)
    typed = typed_in(asked(client, "return", waiting))
    again = client.post(bulk_url("return"), typed | {"reason": ""})
    shown = again.context["allowed"] + again.context["refused"]
    assert {row.obj.title for row in shown} == {"Un", "Deux", "Trois"}


def test_the_same_page_sent_twice_does_nothing_more(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    typed = typed_in(asked(client, "publish", waiting))
    client.post(bulk_url("publish"), typed)
    entries = Entry.objects.count()
    answer = client.post(bulk_url("publish"), typed)
    assert not answer.context["done"]
    assert len(answer.context["refused"]) == 3
    assert Entry.objects.count() == entries


def test_a_row_changed_meanwhile_is_refused_alone(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    typed = typed_in(asked(client, "publish", waiting))
    Commitment.objects.filter(pk=waiting[0].pk).update(version=9)
    answer = client.post(bulk_url("publish"), typed)
    assert [row.obj.title for row in answer.context["done"]] == ["Deux"]
    assert [row.obj.title for row in answer.context["refused"]] == ["Trois", "Un"]


def test_a_reason_is_asked_for_all_and_sent_to_each(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    typed = typed_in(asked(client, "return", waiting))
    answer = client.post(bulk_url("return"), typed | {"reason": " "})
    assert answer.context["form"].errors.keys() == {"reason"}
    assert states(*waiting) == ["in_review"] * 3
    assert typed_in(answer)["row"] == typed["row"]
    client.post(bulk_url("return"), typed | {"reason": REASON})
    assert states(*waiting) == ["draft", "draft", "in_review"]
    mails = OutboxMail.objects.filter(step="return")
    assert mails.count() == 2
    assert all(REASON in mail.body for mail in mails)


@pytest.mark.parametrize("who", ["anonymous", "stranger", "camille", "volunteer"])
def test_who_may_not_decide_moves_nothing(desk, waiting, request, who):
    client = desk(request.getfixturevalue(who))
    rows = [f"{row.ref}:{row.version}" for row in waiting]
    answer = client.post(bulk_url("publish"), {"row": rows})
    assert answer.status_code == (200 if who == "volunteer" else 302)
    assert states(*waiting) == ["in_review"] * 3


def test_by_post_alone_and_offered_steps_alone(desk, waiting, moderator):
    client = desk(moderator)
    assert client.get(bulk_url("publish")).status_code == 302
    for step in ("withdraw", "fly"):
        assert client.post(bulk_url(step), {}).status_code == 404
    for row in ("", "x", f"{waiting[0].ref}:", f"{waiting[0].ref}:²", f"{waiting[0].ref}:-1"):
        answer = client.post(bulk_url("publish"), {"row": [row]})
        assert not answer.context["done"]
    assert states(*waiting) == ["in_review"] * 3


def test_solicitations_are_reminded_together(desk, moderator, typed_in):
    asked_once, never = make_solicitation("contacted"), make_solicitation()
    client = desk(moderator)
    answer = asked(client, "remind", [asked_once, never], "solicitation")
    assert [row.obj for row in answer.context["refused"]] == [never]
    client.post(bulk_url("remind", "solicitation"), typed_in(answer))
    assert states(asked_once, never) == ["reminded", "to_contact"]


def test_each_list_is_shown_its_words_before(desk, moderator, in_french):
    row = make_solicitation("contacted")
    page = asked(desk(moderator), "remind", [row], "solicitation").content.decode()
    label = row.electoral_list.label
    assert f"Rappel\u00a0: {row.campaign.pact_version.pact} – {label}" in page
    assert f"à la liste «\u00a0{label}\u00a0»" in page


def test_how_lists_were_written_to_is_said_once_for_all(desk, moderator, typed_in, monkeypatch):
    monkeypatch.setattr("pledges.admin.bulk.SLICE", 1)
    rows = [make_solicitation(), make_solicitation()]
    client = desk(moderator)
    typed = typed_in(asked(client, "contact", rows, "solicitation"))
    refused = client.post(bulk_url("contact", "solicitation"), typed)
    assert "channel" in refused.context["form"].errors
    assert states(*rows) == ["to_contact"] * 2
    first = client.post(bulk_url("contact", "solicitation"), typed | {"channel": "post"})
    client.post(bulk_url("contact", "solicitation"), typed_in(first))
    assert states(*rows) == ["contacted"] * 2
    assert set(Solicitation.objects.values_list("channel", flat=True)) == {"post"}


def test_the_day_of_a_contact_is_today_unless_said_and_never_to_come(
    desk, moderator, typed_in, monkeypatch
):
    monkeypatch.setattr("pledges.admin.bulk.SLICE", 1)
    today = timezone.localdate()
    rows = [make_solicitation(), make_solicitation()]
    client = desk(moderator)
    typed = typed_in(asked(client, "contact", rows, "solicitation")) | {"channel": "post"}
    assert typed["contacted_on"] == [today.isoformat()]
    tomorrow = (today + timedelta(days=1)).isoformat()
    refused = client.post(bulk_url("contact", "solicitation"), typed | {"contacted_on": tomorrow})
    assert refused.context["form"].errors.keys() == {"contacted_on"}
    assert typed_in(refused)["contacted_on"] == [tomorrow]
    assert states(*rows) == ["to_contact"] * 2
    friday = today - timedelta(days=3)
    typed |= {"contacted_on": friday.isoformat()}
    client.post(
        bulk_url("contact", "solicitation"),
        typed_in(client.post(bulk_url("contact", "solicitation"), typed)),
    )
    assert set(Solicitation.objects.values_list("state", "contacted_on")) == {("contacted", friday)}
    rows[0].refresh_from_db()
    # Each row is refused by itself, by the action, whatever the page let through.
    monkeypatch.setattr("pledges.admin.signing.ChannelForm.clean_contacted_on", _as_typed)
    for day in (tomorrow, (friday - timedelta(days=1)).isoformat()):
        given = {"row": f"{rows[0].ref}:{rows[0].version}", "contacted_on": day}
        answer = client.post(bulk_url("remind", "solicitation"), given)
        assert [row.obj for row in answer.context["refused"]] == [rows[0]]
    assert Solicitation.objects.get(pk=rows[0].pk).state == "contacted"


def _as_typed(form):
    return form.cleaned_data["contacted_on"]


def test_undoing_a_contact_forgets_its_day(desk, moderator):
    row = make_solicitation("contacted")
    assert row.contacted_on == timezone.localdate()
    undo(kind="solicitation", ref=row.ref, by=row.state_by, version=row.version)
    row.refresh_from_db()
    assert (row.state, row.contacted_on) == ("to_contact", None)


def test_many_go_slice_by_slice_and_nothing_is_done_twice(
    desk, waiting, moderator, typed_in, monkeypatch
):
    monkeypatch.setattr("pledges.admin.bulk.SLICE", 1)
    client = desk(moderator)
    typed = typed_in(asked(client, "publish", waiting))
    typed["row"].append(f"{waiting[2].ref}:{waiting[2].version}")
    first = client.post(bulk_url("publish"), typed)
    assert states(*waiting) == ["published", "in_review", "in_review"]
    assert len(first.context["left"]) == 2
    assert '<progress id="so-far" value="1" max="3">' in first.content.decode()
    second = client.post(bulk_url("publish"), typed_in(first))
    # Sent again, as by a page that was reloaded: refused, and told so.
    client.post(bulk_url("publish"), typed_in(first))
    last = client.post(bulk_url("publish"), typed_in(second))
    assert [row.obj.title for row in last.context["done"]] == ["Un", "Deux"]
    assert [row.obj.title for row in last.context["refused"]] == ["Trois"]
    assert "four eyes" in last.content.decode()
    assert Entry.objects.filter(step="publish").count() == 2


def test_all_of_it_is_undone_from_the_result(desk, waiting, moderator, typed_in):
    client = desk(moderator)
    answer = client.post(bulk_url("publish"), typed_in(asked(client, "publish", waiting)))
    rows = [f"{row.obj.ref}:{row.seen}" for row in answer.context["done"]]
    assert bulk_url("undo") in answer.content.decode()
    assert answer.context["done"][0].undo in answer.content.decode()
    # A row that moved on is refused alone.
    client.post(answer.context["done"][0].undo)
    undone = client.post(bulk_url("undo"), {"row": rows})
    assert [row.obj.title for row in undone.context["done"]] == ["Deux"]
    assert [row.obj.title for row in undone.context["refused"]] == ["Un"]
    assert states(*waiting) == ["in_review"] * 3
    assert not OutboxMail.objects.filter(step="publish", state="waiting").exists()


def test_nobody_else_undoes_them(desk, waiting, moderator, second_moderator, typed_in):
    client = desk(moderator)
    answer = client.post(bulk_url("publish"), typed_in(asked(client, "publish", waiting)))
    rows = [f"{row.obj.ref}:{row.seen}" for row in answer.context["done"]]
    refused = desk(second_moderator).post(bulk_url("undo"), {"row": rows})
    assert not refused.context["done"]
    assert states(*waiting) == ["published", "published", "in_review"]
