"""The table of letters: list, facts, steps, versions, transcription, files."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from letters.models import LetterVersion
from tests.factories import make_letter, make_list, make_public_text, make_version, standing
from tests.letters.admin.conftest import with_a_letter

make_ground = with_a_letter

LIST = reverse("admin:letters_letter_changelist")


def url(name, *args):
    return reverse(f"admin:letters_letter_{name}", args=args)


def rows(answer):
    return list(answer.context["cl"].result_list)


def test_filters_and_search(desk, volunteer, letter, electoral_list):
    second = make_letter(state="being_read", by=volunteer)
    client = desk(volunteer)
    assert rows(client.get(LIST)) == [second, letter]
    assert rows(client.get(LIST, {"state": "received"})) == [letter]
    assert rows(client.get(LIST, {"need": "mine"})) == [second]
    assert rows(client.get(LIST, {"need": "expired"})) == []
    assert rows(client.get(LIST, {"need": "list"})) == []
    assert rows(client.get(LIST, {"q": letter.ref})) == [letter]
    assert rows(client.get(LIST, {"q": "une liste inventee"})) == [letter]
    assert rows(client.get(LIST, {"q": "nobody at all"})) == []
    make_public_text(letter=letter)
    assert rows(client.get(LIST, {"text": "public"})) == [letter]
    assert rows(client.get(LIST, {"text": "private"})) == [second]


def test_the_list_shows_what_is_left_to_decide(desk, volunteer, letter):
    page = desk(volunteer).get(LIST)
    assert rows(page)[0].undecided == letter.latest.passages.count() > 0


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_list(desk, volunteer, electoral_list, django_assert_num_queries, many):
    for _number in range(many):
        make_letter(electoral_list, by=volunteer)
    client = desk(volunteer)
    # Session, user, groups; the bounded count; the rows with all they show.
    with django_assert_num_queries(6):
        client.get(LIST)


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize(("common", "queries"), [(False, 11), (True, 8)])
def test_queries_of_a_search(
    desk, volunteer, django_assert_num_queries, monkeypatch, many, common, queries
):
    if common:
        monkeypatch.setattr("accounts.searching.COMMON", -1)
    for number in range(many):
        make_letter(make_list(label=f"Espoir {number}"))
    client = desk(volunteer)
    # As the list; communes, the words of lists; unless those are too many, lists, words of letters
    # and letters of the lists.
    with django_assert_num_queries(queries):
        assert len(rows(client.get(LIST, {"q": "espoir"}))) == many


@pytest.mark.parametrize("common", [False, True])
def test_every_letter_of_a_frequent_word_is_on_a_page(desk, volunteer, monkeypatch, common):
    if common:
        monkeypatch.setattr("accounts.searching.COMMON", -1)
    monkeypatch.setattr("letters.admin.letter.LetterAdmin.list_per_page", 2)
    made = [make_letter(make_list(label=f"Espoir {number}")) for number in range(5)]
    client = desk(volunteer)
    pages = [rows(client.get(LIST, {"q": "espoir", "p": number})) for number in (1, 2, 3)]
    assert [row for page in pages for row in page] == made[::-1]


def test_a_search_beyond_the_bound_says_how_to_narrow(desk, volunteer, monkeypatch):
    monkeypatch.setattr("accounts.paging.COUNTED", 2)
    monkeypatch.setattr("accounts.paging.SMALL", 0)
    monkeypatch.setattr("letters.admin.letter.LetterAdmin.list_per_page", 1)
    for number in range(3):
        make_letter(make_list(label=f"Espoir {number}"))
    page = desk(volunteer).get(LIST, {"q": "espoir"}).content.decode()
    assert "More than 2 letters: search or filter to see the others." in page
    assert 'class="showall"' not in page


def test_nothing_is_counted_beyond_the_bound(desk, volunteer, letter, monkeypatch):
    monkeypatch.setattr("accounts.paging.COUNTED", 1)
    monkeypatch.setattr("accounts.paging.SMALL", 0)
    make_letter(by=volunteer)
    assert desk(volunteer).get(LIST).context["cl"].paginator.count == 1


def facts(letter, **changes):
    return {
        "version": letter.version,
        "electoral_list": letter.electoral_list_id or "",
        "list_note": letter.list_note,
        "dated": "",
        "received_on": "2026-03-09",
        "channel": "post",
        "brought_by": "",
    } | changes


def test_facts_are_described(desk, volunteer, letter):
    client = desk(volunteer)
    assert client.get(url("change", letter.pk)).status_code == 200
    answer = client.post(url("change", letter.pk), facts(letter, brought_by="Zoé"))
    assert answer.status_code == 302
    letter.refresh_from_db()
    assert (letter.channel, letter.brought_by, letter.version) == ("post", "Zoé", 2)


def test_facts_of_an_old_page_meet_the_three_columns(desk, volunteer, moderator, letter):
    desk(moderator).post(url("change", letter.pk), facts(letter, brought_by="theirs"))
    answer = desk(volunteer).post(url("change", letter.pk), facts(letter, brought_by="mine"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "theirs" in page
    assert "mine" in page
    letter.refresh_from_db()
    assert (letter.brought_by, letter.version) == ("theirs", 2)


def test_a_claim_opens_the_reading_screen(desk, volunteer, letter):
    answer = desk(volunteer).post(url("step", letter.pk, "claim"), {"version": letter.version})
    assert answer.headers["Location"] == url("reading", letter.pk)
    letter.refresh_from_db()
    assert letter.holder == volunteer


def test_a_tied_moderator_does_not_set_aside(desk, moderator, letter, electoral_list):
    from communes.actions.contacts import declare_conflict

    declare_conflict(user=moderator, electoral_list=electoral_list, reason="sœur", by=moderator)
    before = standing(letter)
    data = {"version": letter.version, "reason": "doublon"}
    assert desk(moderator).post(url("step", letter.pk, "set_aside"), data).status_code == 403
    assert standing(letter) == before


def test_the_file_is_an_attachment_whatever_it_holds(desk, volunteer, electoral_list):
    letter = make_letter(electoral_list, text="<html><script>alert(1)</script>", by=volunteer)
    answer = desk(volunteer).get(url("file", letter.pk, 1))
    assert b"".join(answer.streaming_content) == b"<html><script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_files_that_are_not_there(desk, volunteer):
    # A letter of its own: the file taken away does not come back with the rows.
    client, letter = desk(volunteer), make_letter(by=volunteer)
    assert client.get(url("file", letter.pk, 7)).status_code == 404
    assert client.post(url("file", letter.pk, 1)).status_code == 405
    version = LetterVersion.objects.get(letter=letter)
    version.file.storage.delete(version.file.name)
    assert client.get(url("file", letter.pk, 1)).status_code == 404


def upload(letter, data=b"Une autre version.", **changes):
    one = SimpleUploadedFile("b.txt", data)
    return {"version": letter.version, "file": one, "reason": "signée"} | changes


def test_a_new_version_with_its_reason(desk, volunteer, letter):
    client = desk(volunteer)
    assert client.get(url("version", letter.pk)).status_code == 200
    answer = client.post(url("version", letter.pk), upload(letter))
    assert answer.headers["Location"] == url("reading", letter.pk)
    assert letter.latest.number == 2
    assert client.get(url("change", letter.pk)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "field"), [({"data": b""}, "file"), ({"reason": ""}, "reason")]
)
def test_a_version_without_bytes_or_reason(desk, volunteer, letter, changes, field):
    before = standing(letter)
    answer = desk(volunteer).post(url("version", letter.pk), upload(letter, **changes))
    assert answer.context["form"].errors.keys() == {field}
    assert standing(letter) == before


def test_a_known_file_is_not_a_version(desk, volunteer, letter):
    with letter.latest.file.open("rb") as kept:
        known = kept.read()
    answer = desk(volunteer).post(url("version", letter.pk), upload(letter, data=known))
    assert answer.context["form"].errors.keys() == {"file"}
    assert letter.versions.count() == 1


def test_a_text_is_typed_beside_the_reason(desk, volunteer, election):
    from letters.actions.filing import file_letter

    letter = file_letter(
        data=b"\xff\xd8\xff\xe0", name="scan.jpg", election=election, by=volunteer
    ).letter
    client = desk(volunteer)
    assert rows(client.get(LIST, {"need": "transcription"})) == [letter]
    assert client.get(url("reading", letter.pk)).status_code == 200
    page = client.get(url("typed", letter.pk)).content.decode()
    assert letter.latest.get_unreadable_reason_display() in page.replace("&#x27;", "'")
    data = {"version": letter.version, "text": "Nous signerons le pacte.", "reason": "image"}
    assert client.post(url("typed", letter.pk), data).status_code == 302
    assert letter.latest.text == "Nous signerons le pacte."
    assert rows(client.get(LIST, {"need": "transcription"})) == []


def test_a_stale_transcription_keeps_every_word(desk, volunteer, letter):
    old = letter.version
    make_version(letter)
    data = {"version": old, "text": "mes mots tapés", "reason": "illisible"}
    answer = desk(volunteer).post(url("typed", letter.pk), data)
    assert answer.status_code == 409
    assert "mes mots tapés" in answer.content.decode()
    assert letter.versions.count() == 2


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_change_page(desk, volunteer, letter, django_assert_num_queries, many):
    for _number in range(many - 1):
        letter.refresh_from_db()
        make_version(letter, by=volunteer)
    client = desk(volunteer)
    client.get(url("change", letter.pk))
    # Session, user, groups; the letter; the public text; its versions; history and its names;
    # the list in the autocomplete and its candidates; why it is public or not: four.
    with django_assert_num_queries(17):
        client.get(url("change", letter.pk))


def test_days_are_said_alike_in_the_three_columns(settings, desk, moderator, volunteer, letter):
    settings.LANGUAGE_CODE = "fr"
    address = reverse("admin:letters_letter_change", args=[letter.pk])
    facts = {"received_on": "01/03/2026", "channel": "email", "version": letter.version}
    assert desk(volunteer).post(address, facts).status_code == 302
    answer = desk(moderator).post(address, facts | {"received_on": "02/03/2026"})
    assert answer.status_code == 409
    (row,) = [row for row in answer.context["rows"] if row.name == "received_on"]
    assert (row.now, row.typed) == ("1er mars 2026", "2 mars 2026")
    assert row.opened.endswith(" 2026")
