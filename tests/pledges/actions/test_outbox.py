"""Mails leave once, after the grace period, not during a silence, and stop when undone."""

import re
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.core.mail.backends.locmem import EmailBackend

from ledger.refusals import IllegalStep, NotAllowed
from pledges.actions import assessing, review
from pledges.actions.outbox import MAX_TRIES, cancel_mail, send_due
from pledges.models import OutboxMail
from tests import factories
from tests.factories.commitments import REASON
from tests.pledges.actions.refusing import refused
from tests.pledges.workflow.worlds import BEFORE, ROUNDS, SILENCE

pytestmark = pytest.mark.django_db
GRACE = timedelta(minutes=15)


@pytest.fixture
def clock():
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def waiting(clock) -> OutboxMail:
    """The mail that tells an author their draft was dropped."""
    factories.make_commitment("dropped")
    return OutboxMail.objects.get()


def test_a_mail_leaves_after_the_grace_period_and_once(clock, waiting, mailoutbox):
    clock.shift(GRACE - timedelta(seconds=1))
    assert send_due() == (0, 0)
    clock.shift(timedelta(seconds=1))
    assert [send_due(), send_due()] == [(1, 0), (0, 0)]
    (sent,) = mailoutbox
    assert sent.to == [factories.anyone("volunteer").email]
    assert REASON in sent.body, "a refusal says why"
    waiting.refresh_from_db()
    assert waiting.state == "sent"


def test_both_parts_of_a_mail_say_the_same(clock, waiting, mailoutbox, settings):
    body = "Un <b>mot</b> :\r\n\r\nlà & là\nici\n\n-- \nPacte\n" + settings.BASE_URL
    OutboxMail.objects.filter(pk=waiting.pk).update(body=body)
    clock.shift(GRACE)
    assert send_due() == (1, 0)
    (sent,) = mailoutbox
    ((html, kind),) = sent.alternatives
    assert kind == "text/html"
    assert "<p>Un &lt;b&gt;mot&lt;/b&gt; :</p>\n<p>là &amp; là<br>ici</p>\n<p>Pacte<br>" in html
    assert f'href="{settings.BASE_URL}"' in html
    assert f'<html lang="{settings.LANGUAGE_CODE}">' in html
    assert not re.search(r"<(img|table|script|link)|src=|url\(|color:", html), "nothing remote"
    assert sent.body == body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_sign_in_code_waits_for_nothing(clock, client, sign_in_mails):
    factories.make_election("scrutin-invente", ROUNDS)
    clock.move_to(SILENCE)
    person = factories.anyone("moderator")
    client.post("/compte/connexion/code/", {"email": person.email})
    (sent,) = sign_in_mails()
    assert sent.to == [person.email]
    assert not OutboxMail.objects.filter(recipient=person).exists()


def test_no_mail_leaves_during_a_silence(clock, waiting, mailoutbox):
    factories.make_election("scrutin-invente", ROUNDS)
    clock.move_to(SILENCE)
    assert send_due() == (0, 0)
    assert mailoutbox == []
    clock.move_to(SILENCE + timedelta(days=2))
    assert send_due() == (1, 0)


class DeadServer(EmailBackend):
    """A mail server that refuses the connection."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("nobody listens")


def test_a_dead_server_is_tried_less_and_less_often_and_then_left(clock, waiting, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadServer"
    clock.shift(GRACE)
    waits = []
    for _ in range(MAX_TRIES):
        assert send_due() == (0, 1)
        waiting.refresh_from_db()
        waits.append(int((waiting.leaves_after - BEFORE).total_seconds()))
        assert send_due() == (0, 0), "not hammered meanwhile"
        clock.move_to(waiting.leaves_after)
    assert waits == sorted(waits)
    gaps = [after - before for before, after in pairwise(waits)]
    assert gaps == [60 * 2**n for n in range(2, MAX_TRIES + 1)]
    assert (waiting.state, waiting.tries) == ("failed", MAX_TRIES)
    assert "nobody listens" in waiting.problem


def test_a_mail_nobody_can_carry_does_not_stop_the_others(clock, waiting, mailoutbox):
    OutboxMail.objects.filter(pk=waiting.pk).update(subject="Deux\nlignes")
    factories.make_commitment("dropped")
    clock.shift(GRACE)
    assert send_due() == (1, 1)
    assert len(mailoutbox) == 1


def test_a_mail_is_stopped_before_it_leaves_by_who_decides(clock, waiting, mailoutbox):
    refused(lambda: cancel_mail(pk=waiting.pk, by=factories.anyone("volunteer")), NotAllowed)
    assert cancel_mail(pk=waiting.pk, by=factories.anyone("moderator")).state == "cancelled"
    clock.shift(GRACE)
    assert send_due() == (0, 0)
    assert mailoutbox == []
    refused(lambda: cancel_mail(pk=waiting.pk, by=factories.anyone("moderator")), IllegalStep)


def test_undoing_a_decision_inside_the_grace_period_cancels_both_mails(clock):
    assessment = factories.make_assessment()
    factories.make_contact(assessment.commitment.electoral_list.commune)
    OutboxMail.objects.all().delete()
    by = factories.anyone("moderator")
    sent = assessing.notify(ref=assessment.ref, by=by, version=assessment.version)
    assessing.take_back(ref=sent.ref, by=by, version=sent.version, reason=REASON)
    assert [mail.state for mail in OutboxMail.objects.all()] == ["cancelled"]


def test_undoing_it_later_tells_who_was_told(clock, mailoutbox):
    assessment = factories.make_assessment()
    factories.make_contact(assessment.commitment.electoral_list.commune)
    OutboxMail.objects.all().delete()
    by = factories.anyone("moderator")
    sent = assessing.notify(ref=assessment.ref, by=by, version=assessment.version)
    clock.shift(GRACE)
    send_due()
    assessing.take_back(ref=sent.ref, by=by, version=sent.version, reason=REASON)
    states = OutboxMail.objects.order_by("pk").values_list("step", "state")
    assert list(states) == [("notify", "sent"), ("take_back", "waiting")]


def test_who_was_never_told_of_a_publication_is_not_told_of_its_withdrawal(clock):
    commitment = factories.make_commitment("in_review")
    contact = factories.make_contact(commitment.electoral_list.commune)
    moderator, coordinator = factories.anyone("moderator"), factories.anyone("coordinator")
    published = review.publish(ref=commitment.ref, by=moderator, version=commitment.version)
    review.withdraw(ref=published.ref, by=coordinator, version=published.version, reason=REASON)
    waiting = OutboxMail.objects.filter(state="waiting")
    # The author, who knew nothing of the first mail, learns why their work is gone.
    assert [mail.recipient for mail in waiting] == [commitment.created_by]
    assert OutboxMail.objects.get(recipient=contact).state == "cancelled"


def test_drafts_tell_nobody():
    factories.make_commitment("draft")
    factories.make_commitment("in_review")
    factories.make_report("draft")
    before = OutboxMail.objects.filter(object_kind="report").count()
    assert before == 0
    assert not OutboxMail.objects.exclude(step="publish").exists()


def test_mails_speak_the_language_of_the_site(clock, settings):
    from django.utils import translation

    with translation.override("en"):
        factories.make_commitment("dropped")
    in_english = OutboxMail.objects.latest("pk").subject
    with translation.override("fr"):
        factories.make_commitment("dropped")
    assert OutboxMail.objects.latest("pk").subject == in_english
