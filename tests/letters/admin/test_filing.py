"""Filing in the desk: each file has its fate, each proposal its reason."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from letters.models import Letter
from tests.factories import make_election, make_list, standing

ADD = reverse("admin:letters_letter_add")
FILED = reverse("admin:letters_letter_filed")
ONE = reverse("admin:letters_letter_one")
BODY = "Madame,\n\nNous installerons des logiciels libres.\n\nAlix Inventé, « Une liste inventée »"


def form(election, *documents, **changes):
    files = [SimpleUploadedFile(name, data) for name, data in documents]
    facts = {"election": election.pk, "received_on": "2026-03-09", "channel": "email"}
    return facts | {"files": files, "text": ""} | changes


def test_several_files_each_with_its_fate(desk, volunteer, election, electoral_list):
    client = desk(volunteer)
    assert client.get(ADD).status_code == 200
    documents = [("a.txt", BODY.encode()), ("b.txt", BODY.encode()), ("c.jpg", b"\xff\xd8\xff\xe0")]
    answer = client.post(ADD, form(election, *documents, ("d.txt", b"")))
    assert answer.headers["Location"] == FILED
    assert Letter.objects.count() == 2
    page = client.get(FILED)
    fates = [fate["fate"] for fate, _letter, _offers in page.context["rows"]]
    assert fates == ["filed", "duplicate", "filed", "refused"]
    text = page.content.decode()
    assert "c.jpg" in text
    # The list of a letter that came twice is asked once.
    assert [fate["again"] for fate, _letter, _offers in page.context["rows"]][1]
    assert page.context["waiting"] == Letter.objects.count()
    assert (
        reverse("admin:letters_letter_typed", args=[Letter.objects.order_by("pk").last().pk])
        in text
    )


def test_a_proposal_is_accepted_by_one_post(desk, volunteer, election, electoral_list):
    client = desk(volunteer)
    client.post(ADD, form(election, ("a.txt", BODY.encode())))
    letter = Letter.objects.get()
    offers = client.get(FILED).context["rows"][0][2]
    assert offers[0][0] == electoral_list
    assert offers[0][2]
    address = reverse("admin:letters_letter_list", args=[letter.pk])
    data = {"version": letter.version, "list": electoral_list.ref, "onward": "filed"}
    assert client.post(address, data).headers["Location"] == FILED
    letter.refresh_from_db()
    assert letter.electoral_list == electoral_list
    assert electoral_list.label in client.get(FILED).content.decode()


def test_a_pasted_text_is_a_letter(desk, volunteer, election):
    desk(volunteer).post(ADD, form(election, text="Bonjour.\r\nNous signerons."))
    letter = Letter.objects.get()
    assert letter.latest.text == "Bonjour.\nNous signerons."
    assert letter.created_by == volunteer


def test_nothing_given_or_a_day_to_come_keeps_what_was_typed(desk, volunteer, election):
    client = desk(volunteer)
    answer = client.post(ADD, form(election, brought_by="Zoé", received_on="2100-01-01"))
    assert answer.context["form"].errors.keys() == {"files", "received_on"}
    assert "Zoé" in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_list_of_another_election_is_refused(desk, volunteer, election, elsewhere):
    from tests.factories import make_election

    other = make_list(election=make_election("partielle", rounds=()), commune=elsewhere)
    data = form(election, ("a.txt", b"Bonjour."), electoral_list=other.pk)
    answer = desk(volunteer).post(ADD, data)
    assert answer.context["form"].errors.keys() == {"electoral_list"}
    assert not Letter.objects.exists()


def test_names_of_files_are_shown_and_never_run(desk, volunteer, election):
    client = desk(volunteer)
    hostile = "<script>alert(1)</script>"
    name = "<img src=x onerror=alert(1)>.txt"
    client.post(ADD, form(election, (name, hostile.encode())))
    letter = Letter.objects.get()
    for address in (
        FILED,
        reverse("admin:letters_letter_change", args=[letter.pk]),
        reverse("admin:letters_letter_reading", args=[letter.pk]),
        reverse("admin:letters_letter_masks", args=[letter.pk]),
        reverse("admin:letters_letter_typed", args=[letter.pk]),
    ):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_which_list_search_and_unknown(desk, volunteer, letter, electoral_list, saint_denis):
    other = make_list(election=letter.election, commune=saint_denis, label="Les Coquelicots")
    client = desk(volunteer)
    address = reverse("admin:letters_letter_list", args=[letter.pk])
    assert client.get(address).status_code == 200
    offers = client.get(address, {"q": "coquelicots"}).context["offers"]
    assert [one for one, _score, _reasons in offers] == [other]
    answer = client.post(address, {"version": letter.version, "list_note": "une liste du 93"})
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.electoral_list, letter.list_note) == (None, "une liste du 93")


@pytest.mark.parametrize(
    ("data", "status"),
    [({}, 200), ({"list": "nothere0"}, 200), ({"list_note": "x", "version": 99}, 409)],
)
def test_a_list_not_said_or_said_on_an_old_page_moves_nothing(
    desk, volunteer, letter, data, status
):
    before = standing(letter)
    address = reverse("admin:letters_letter_list", args=[letter.pk])
    answer = desk(volunteer).post(address, {"version": letter.version} | data)
    assert answer.status_code == status
    assert standing(letter) == before


def test_queries_of_the_fates(desk, volunteer, election, electoral_list, django_assert_num_queries):
    client = desk(volunteer)
    client.post(ADD, form(election, ("a.txt", BODY.encode())))
    # Session, user, groups; letters, their versions, the lists proposed and their communes.
    with django_assert_num_queries(6):
        client.get(FILED)
    documents = [(f"{n}.txt", f"{BODY} {n}".encode()) for n in range(3)]
    client.post(ADD, form(election, *documents))
    with django_assert_num_queries(6):
        client.get(FILED)


def test_files_sent_one_by_one_each_have_their_fate_at_once(desk, volunteer, election):
    client = desk(volunteer)
    said = []
    for n, (name, data) in enumerate(
        [("a.txt", BODY.encode()), ("b.txt", BODY.encode()), ("c.jpg", b"\xff\xd8\xff\xe0")]
    ):
        first = {"first": "1"} if n == 0 else {}
        said.append(client.post(ONE, form(election, (name, data)) | first).json())
    assert [one["fate"] for one in said] == ["filed", "duplicate", "filed"]
    assert said[2]["said"]
    assert len(client.get(FILED).context["rows"]) == 3
    client.post(ONE, form(election, text="Bonjour.") | {"first": "1"})
    assert len(client.get(FILED).context["rows"]) == 1


def test_a_file_sent_with_wrong_facts_is_not_filed(desk, volunteer, election):
    answer = desk(volunteer).post(
        ONE, form(election, ("a.txt", BODY.encode()), received_on="2100-01-01")
    )
    assert answer.status_code == 422
    assert answer.json()["errors"].keys() == {"received_on"}
    assert not Letter.objects.exists()


def test_keys_go_from_one_letter_without_list_to_the_next(
    desk, volunteer, election, electoral_list
):
    client = desk(volunteer)
    client.post(ADD, form(election, *((f"{n}.txt", f"{BODY} {n}".encode()) for n in range(3))))
    page = client.get(FILED)
    assert (page.context["at"], page.context["following"]) == (1, 2)
    assert page.content.decode().count('data-key="1"') == 1
    page = client.get(FILED, {"at": "3"})
    assert (page.context["at"], page.context["following"]) == (3, 0)
    for letter in Letter.objects.all():
        address = reverse("admin:letters_letter_list", args=[letter.pk])
        client.post(address, {"version": letter.version, "list_note": "x", "onward": "filed"})
    for wrong in ("9", "x", "²"):
        assert client.get(FILED, {"at": wrong}).context["at"] == 0


def test_the_election_proposed_is_the_one_being_filed(desk, volunteer, moderator, election):
    """Not the newest: a by-election made since is not what the next letter is about."""

    def proposed(user):
        return desk(user).get(ADD).context["form"].initial["election"]

    assert proposed(volunteer) == election
    later = make_election("partielle-inventee")
    assert proposed(volunteer) == later
    desk(volunteer).post(ADD, form(election, ("a.txt", BODY.encode())))
    assert proposed(volunteer) == proposed(moderator) == election
    desk(moderator).post(ADD, form(later, ("b.txt", BODY.encode() + b"!")))
    assert (proposed(volunteer), proposed(moderator)) == (election, later)
