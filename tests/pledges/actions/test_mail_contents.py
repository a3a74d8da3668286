"""What each mail says: its facts, in French, alike in both parts, with addresses that exist."""

import html
import re
from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.test import override_settings
from django.urls import resolve
from django.utils import timezone, translation

from accounts.models import Invitation
from communes.actions.contacts import invite_contact
from communes.models import Contact
from pledges import notifications
from pledges.actions import handing_over, letting_in
from pledges.actions.outbox import composed
from pledges.models import OutboxMail, Webhook
from pledges.queries.reminders import Silence
from tests import factories
from tests.factories.commitments import REASON

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
DEADLINE = "mercredi 24 mai 2028 à minuit, à la fin de ce jour (heure de Paris)"
SOURCE = ("– Article inventé https://presse.example/article",)
WHO = re.compile(r"[\w.+-]+@factories\.example")
NOW = datetime(2028, 5, 3, 12, tzinfo=PARIS)


def add(ground):
    """One object of each kind that mails tell of."""
    with (
        override_settings(LANGUAGE_CODE="fr"),
        translation.override("fr"),
        time_machine.travel(NOW, tick=False),
    ):
        commitment = factories.make_commitment("published")
        place = commitment.electoral_list.commune
        camille = factories.make_contact(place)
        factories.anyone("coordinator")
        type(camille).objects.filter(pk=camille.pk).update(last_login=timezone.now())
        extension = factories.make_extension("granted", by=camille)
        extension.assessment.reply_until = datetime(2028, 5, 25, tzinfo=PARIS)
        reply = factories.make_reply(
            factories.make_assessment("notified", commitment=commitment), by=camille
        )
        reply.assessment.reply_until = datetime(2028, 5, 25, tzinfo=PARIS)
        factories.to_withhold(reply, "withheld")
        reply.refresh_from_db(fields=["state", "withheld_because"])
        invite_contact(
            email="nouveau@factories.example",
            name="Nouveau Inventé",
            by=factories.anyone("moderator"),
            quality="agent",
            start=timezone.localdate(),
            commune=place,
        )
        contact = Contact.objects.get(user=camille)
        asked = handing_over.hand_over(
            contact=contact,
            last_day=date(2028, 6, 30),
            by=camille,
            check=letting_in.check,
            name="Prénom Inventé",
            office="Service inventé",
            email="suite@factories.example",
            quality="agent",
        )
        contact.end = date(2028, 6, 30)
        granted = factories.make_access_request("accepted", territory=place)
        granted.contact.user.last_login = timezone.now()
        ground.world = SimpleNamespace(
            commitment=commitment,
            place=place,
            camille=camille,
            correction=factories.make_correction("accepted", commitment=commitment),
            signature=factories.make_signature(),
            report=factories.make_report("published", commitment=commitment, by=camille),
            assessment=reply.assessment,
            reply=reply,
            extension=extension,
            invitation=Invitation.objects.get(user__email="nouveau@factories.example"),
            contact=contact,
            hand_over=asked,
            access_request=granted,
            mandate_change=factories.make_mandate_change(
                "in_force",
                electoral_list=commitment.electoral_list,
                effect="carried_over",
                since=date(2028, 5, 2),
            ),
            webhook=Webhook(ref="zzzzzzzz", user=camille, name="Journal", url="https://x.example/"),
        )


@pytest.fixture
def world(ground, in_french):
    with time_machine.travel(NOW, tick=False):
        yield ground.world


# (kind, step) → what is read in the mail, besides the reason where one is given.
def facts(w) -> dict[tuple[str, str], tuple[str, ...]]:
    title, place, words = w.commitment.title, w.place.name, w.assessment.words
    address = f"/engagements/{w.commitment.ref}/"
    reply_page = f"/espace/evaluations/{w.assessment.ref}/"
    more_time = str(w.extension.commitment)
    more_time_page = f"/espace/evaluations/{w.extension.assessment.ref}/"
    return {
        ("invitation", "invite"): (place, "2 juin 2028"),
        ("commitment", "return"): (title, REASON, f"/commitment/{w.commitment.pk}/change/"),
        ("commitment", "publish"): (title, address),
        ("commitment", "drop"): (title, REASON),
        ("commitment", "withdraw"): (title, REASON),
        ("correction", "accept"): (title, address),
        ("correction", "decline"): (title, REASON),
        ("signature", "refuse"): (str(w.signature), REASON),
        ("signature", "contest"): (str(w.signature), REASON),
        ("signature", "withdraw"): (str(w.signature), REASON),
        ("report", "return"): (title, REASON, f"/espace/points-d-etape/{w.report.ref}/"),
        ("report", "publish"): (title, address),
        ("report", "decline"): (title, REASON),
        ("assessment", "notify"): (title, words, "en cours", *SOURCE, DEADLINE, reply_page),
        ("assessment", "take_back"): (title, REASON),
        ("assessment", "publish"): (title, words, "en cours", address),
        ("reply", "record"): (title, w.reply.words, DEADLINE, reply_page),
        ("reply", "withhold"): (title, w.reply.withheld_because, settings.ASSOCIATION_EMAIL),
        ("reply", "rewrite"): (title, f"/admin/pledges/reply/{w.reply.pk}/change/"),
        ("reply", "uphold"): (title, REASON, DEADLINE, reply_page),
        ("reply", "restore"): (title, REASON, address),
        ("extension", "ask"): (more_time, REASON, "10 jours", f"/extension/{w.extension.pk}/"),
        ("extension", "grant"): (more_time, DEADLINE, more_time_page),
        ("extension", "refuse"): (more_time, REASON, DEADLINE, more_time_page),
        ("access_request", "hand_over"): (place, w.camille.name, "30 juin 2028"),
        ("access_request", "cancel"): (place, w.camille.name),
        ("access_request", "accept"): (place, "/espace/"),
        ("contact", "leave"): (place, w.camille.name, "30 juin 2028"),
        ("contact", "undo"): (place, w.camille.name),
        ("mandate_change", "apply"): (place, REASON, "Poursuivi depuis le 2 mai 2028"),
        ("mandate_change", "lift"): (place, REASON),
        ("webhook", "pause"): ("Journal", "https://x.example/", REASON, "/compte/abonnements/"),
    }


def of_step(w, kind: str, step: str):
    return w.hand_over if step in ("hand_over", "cancel") else getattr(w, kind)


def shown(part: str) -> list[str]:
    """The words of an HTML part, as a reader sees them."""
    body = part.partition("<main>")[2].partition("</main>")[0]
    body = re.sub(r"</?a\b[^>]*>", "", body)
    return html.unescape(re.sub(r"<[^>]+>", " ", body)).split()


def wrong_with(subject: str, body: str, html_part: str) -> list[str]:
    """What no mail may do, whatever it tells."""
    signature = f"-- \n{settings.ASSOCIATION_NAME}\n{settings.BASE_URL}"
    addresses = re.findall(rf"{re.escape(settings.BASE_URL)}(/\S*)", body)
    found = [
        "subject" if not subject.strip() or "\n" in subject or len(subject) > 200 else "",
        "signature" if not body.endswith(signature) or body.count("\n-- \n") != 1 else "",
        "unfilled" if re.search(r"%\(|\{[{%]|\bNone\b", subject + body) else "",
        "somebody's address" if WHO.search(subject + body) else "",
        "the two parts differ" if shown(html_part) != body.replace("-- \n", "").split() else "",
    ]
    for path in addresses:
        resolve(path)
    return [one for one in found if one]


def test_every_mail_of_a_step_says_what_it_must(world):
    expected = facts(world)
    assert expected.keys() == notifications._COMPOSERS.keys(), "a new mail says what it must hold"
    for (kind, step), needed in expected.items():
        obj = of_step(world, kind, step)
        messages = notifications.messages_for(kind, step, obj, reason=REASON)
        assert messages, f"{kind} {step} tells nobody"
        people = [message.recipient for message in messages]
        assert len(people) == len(set(people)), f"{kind} {step}: somebody is told twice"
        for message in messages:
            mail = OutboxMail(
                pk=1,
                recipient=message.recipient,
                object_kind=kind,
                step=step,
                subject=message.subject,
                body=message.body,
            )
            sent = composed(mail)
            ((part, _type),) = sent.alternatives
            whole = f"{sent.subject}\n{sent.body}"
            missing = [words for words in needed if words not in whole]
            assert missing == [], f"{kind} {step}"
            assert wrong_with(sent.subject, sent.body, part) == [], f"{kind} {step}"


def test_every_other_mail_says_what_it_must(world):
    silence = Silence(world.camille, world.place, "c1", 0, (world.commitment,))
    recalled = notifications.deadline_recalled(world.assessment)[0]
    accuracy = notifications.accuracy_asked(silence)
    for message, needed in (
        (recalled, (DEADLINE, world.commitment.title, "/espace/evaluations/")),
        (accuracy, (world.place.name, world.commitment.title, "/espace/toujours-exact/")),
    ):
        mail = OutboxMail(pk=1, recipient=message.recipient, object_kind="deadline", step="recall")
        mail.subject, mail.body = message.subject, message.body
        sent = composed(mail)
        ((part, _type),) = sent.alternatives
        assert [one for one in needed if one not in f"{sent.subject}\n{sent.body}"] == []
        assert wrong_with(sent.subject, sent.body, part) == []
    # To people without an account, or of an act that is their own: a subject and a text.
    for subject, body, needed in (
        (*notifications.access_refused(world.access_request, REASON), (REASON, world.place.name)),
        (
            *notifications.handed_over(world.hand_over, "accept", ""),
            ("Prénom Inventé", "30 juin 2028"),
        ),
        (
            *notifications.handed_over(world.hand_over, "refuse", REASON),
            ("Prénom Inventé", REASON),
        ),
    ):
        assert [one for one in needed if one not in f"{subject}\n{body}"] == []


def test_who_is_the_author_and_the_contact_gets_one_mail(world):
    commitment = world.commitment
    commitment.created_by = world.camille
    messages = notifications.messages_for("commitment", "withdraw", commitment, reason=REASON)
    assert [message.recipient for message in messages].count(world.camille) == 1
