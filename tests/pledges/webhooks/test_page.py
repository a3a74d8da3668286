"""The page of one's webhooks: made, tried, changed and ended by hand."""

import pytest
from django.urls import reverse

from pledges.models import Webhook
from tests.factories import make_commitment, make_list

PAGE = "/compte/abonnements/"


@pytest.fixture
def entered(page_client, camille):
    page_client.force_login(camille)
    return page_client


def form(receiver, about=""):
    return {"name": "Journal", "url": receiver.url, "about": about}


def test_a_secret_is_shown_once(entered, receiver, saint_denis):
    about = f"https://pacte.example/communes/{saint_denis.slug}/"
    answer = entered.post(PAGE, form(receiver, about))
    row = Webhook.objects.get()
    assert row.commune == saint_denis
    secret = answer.content.decode().partition("<code>whsec_")[2].partition("</code>")[0]
    assert secret
    assert "no-store" in answer.headers["Cache-Control"]
    for page in (PAGE, f"{PAGE}{row.ref}/"):
        shown = entered.get(page).content.decode()
        assert secret not in shown
        assert "Saint-Denis" in shown


def test_each_kind_of_page_can_be_pasted(entered, receiver, saint_denis, plaine_commune):
    commitment = make_commitment("published", electoral_list=make_list(commune=saint_denis))
    pasted = {
        "intercommunality": f"/intercommunalites/{plaine_commune.siren}-plaine-commune/",
        "department": "/departements/93/",
        "electoral_list": f"/listes/{commitment.electoral_list.ref}/",
        "pact": f"/pactes/{commitment.pact_version.pact.slug}/",
    }
    for kind, address in pasted.items():
        assert entered.post(PAGE, form(receiver, address)).status_code == 200
        assert Webhook.objects.latest("pk").subject[0] == kind
    assert entered.post(PAGE, form(receiver)).status_code == 200
    assert Webhook.objects.latest("pk").subject is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "/methode/"},
        {"about": "/communes/99999/"},
        {"about": "http://["},
        {"url": "https://10.0.0.1/"},
        {"url": "x"},
        {"name": "a\x00b"},
    ],
)
def test_what_was_typed_is_kept_when_something_is_wrong(entered, receiver, wrong):
    answer = entered.post(PAGE, form(receiver) | wrong)
    assert answer.status_code == 400
    assert not Webhook.objects.exists()


def test_every_change_by_its_button(entered, receiver):
    entered.post(PAGE, form(receiver))
    row = Webhook.objects.get()

    def press(change, version):
        address = reverse("account:change_webhook", args=[row.ref, change])
        answer = entered.post(address, {"version": version}, follow=True)
        assert answer.status_code == 200
        row.refresh_from_db()
        return answer.content.decode()

    press("test", "")
    page = press("pause", 1)
    assert row.paused_at
    assert "Resume" in page
    assert "Someone else" in press("resume", 1)
    press("resume", 2)
    assert row.paused_at is None
    assert "whsec_" in press("rotate_secret", 3)
    delivery = row.deliveries.get()
    replay = reverse("account:replay", args=[row.ref, delivery.ref])
    assert entered.post(replay).status_code == 302
    row.deliveries.update(state="failed", tries=9, attempts=[{"status": 500, "ms": 3}])
    assert "HTTP 500" in entered.get(f"{PAGE}{row.ref}/").content.decode()
    entered.post(replay)
    assert row.deliveries.get().state == "waiting"
    press("end", 4)
    assert row.ended_at
    assert entered.get(f"{PAGE}{row.ref}/").status_code == 404


def test_somebody_elses_is_not_there(entered, receiver, client, dominique):
    entered.post(PAGE, form(receiver))
    row = Webhook.objects.get()
    client.force_login(dominique)
    assert client.get(f"{PAGE}{row.ref}/").status_code == 404
    for change in ("pause", "end", "rotate_secret", "test"):
        address = reverse("account:change_webhook", args=[row.ref, change])
        assert client.post(address, {"version": 1}).status_code == 404
    row.refresh_from_db()
    assert (row.version, row.deliveries.count()) == (1, 0)


def test_a_stranger_reads_why_there_is_no_form(page_client, stranger, receiver):
    page_client.force_login(stranger)
    assert 'name="url"' not in page_client.get(PAGE).content.decode()
    assert page_client.post(PAGE, form(receiver)).status_code == 403
