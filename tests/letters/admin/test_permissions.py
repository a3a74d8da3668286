"""Every address of the letters' desk × the cast × both methods: who gets in, and what moves."""

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.urls import reverse

from ledger.models import Entry
from tests.factories import make_public_text
from tests.letters.admin.conftest import with_a_letter

make_ground = with_a_letter

TEAM = {"volunteer", "moderator", "coordinator"}
CAST = ["anonymous", "stranger", "camille", *sorted(TEAM)]
PAGES = {
    "letters_letter_changelist": [],
    "letters_letter_add": [],
    "letters_letter_filed": [],
    "letters_letter_one": [],
    "letters_letter_next": [],
    "letters_letter_change": ["letter"],
    "letters_letter_list": ["letter"],
    "letters_letter_file": ["letter", 1],
    "letters_letter_original": ["letter", 1],
    "letters_letter_page": ["letter", 1, 1],
    "letters_letter_version": ["letter"],
    "letters_letter_typed": ["letter"],
    "letters_letter_reading": ["letter"],
    "letters_letter_mark": ["letter"],
    "letters_letter_passage": ["letter", "passage"],
    "letters_letter_masks": ["letter"],
    "letters_letter_step": ["letter", "claim"],
    "letters_letter_undo": ["letter"],
    "letters_letter_presence": ["letter"],
    "letters_letter_delete": ["letter"],
    "letters_letter_history": ["letter"],
    "letters_publictext_changelist": [],
    "letters_publictext_add": [],
    "letters_publictext_change": ["text"],
    "letters_publictext_step": ["text", "publish_text"],
    "letters_publictext_undo": ["text"],
    "letters_publictext_presence": ["text"],
    "letters_publictext_delete": ["text"],
    "letters_publictext_history": ["text"],
}
# Pages that only take what is posted, and pages that exist for nobody.
POSTED = {
    "letters_letter_undo",
    "letters_publictext_undo",
    "letters_letter_mark",
    "letters_letter_one",
    "letters_letter_passage",
}
NOBODY = {"letters_letter_delete", "letters_publictext_delete", "letters_publictext_add"}
# Before the vote is counted nothing is published; a volunteer publishes nothing at all.
DECIDERS = {"letters_publictext_step": {"moderator", "coordinator"}}


@pytest.fixture
def known(letter, volunteer):
    return {
        "letter": letter.pk,
        "passage": letter.latest.passages.first().ref,
        "text": make_public_text("proposed", letter=letter, by=volunteer).pk,
    }


def address(name, known):
    return reverse(f"admin:{name}", args=[known.get(part, part) for part in PAGES[name]])


def expected(name, who):
    if who not in TEAM:
        return {302}
    if name in NOBODY or who not in DECIDERS.get(name, TEAM):
        return {403}
    if name in POSTED:
        return {405}
    if name == "letters_letter_page":
        # The letter of these tests is a text: it has no picture to show.
        return {404}
    return {200, 302} if name.endswith(("history", "next")) else {200}


def test_every_address_is_in_the_table():
    from accounts.admin_site import site
    from letters.models import Letter, PublicText

    names = {
        pattern.name
        for model in (Letter, PublicText)
        for pattern in site.get_model_admin(model).get_urls()
        if pattern.name
    }
    assert names == set(PAGES)


def close(answer):
    """End an answer without ending the connection the test runs in, as Django's client does."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


@pytest.mark.once
@pytest.mark.parametrize("who", CAST)
def test_get(desk, db, request, known, who):
    client = desk(request.getfixturevalue(who))
    before = Entry.objects.count()
    for name in PAGES:
        answer = client.get(address(name, known))
        close(answer)
        assert answer.status_code in expected(name, who), name
        if who not in TEAM:
            assert answer.headers["Location"].startswith(reverse("admin:login")), name
        assert Entry.objects.count() == before, name


@pytest.mark.once
@pytest.mark.parametrize("who", ["anonymous", "stranger", "camille"])
def test_posting_from_outside_moves_nothing(desk, db, request, known, who):
    client = desk(request.getfixturevalue(who))
    before = Entry.objects.count()
    data = {"version": 1, "do": "confirmed", "list_note": "x", "words": "Madame", "reason": "x"}
    for name in PAGES:
        assert client.post(address(name, known), data).status_code == 302, name
    assert Entry.objects.count() == before


def test_letters_that_are_not_there(desk, volunteer, known):
    client, missing = desk(volunteer), known | {"letter": 10**6}
    # Django's own pages lead back to the list, or refuse to delete before they look.
    own = {
        "letters_letter_change": 302,
        "letters_letter_history": 302,
        "letters_letter_delete": 403,
    }
    for name in (name for name, args in PAGES.items() if "letter" in args):
        ask = client.post if name in POSTED else client.get
        assert ask(address(name, missing)).status_code == own.get(name, 404), name


def test_the_queue_counts_what_waits(volunteer, moderator, letter):
    from accounts.queueing import Asked
    from letters.actions.steps import perform
    from letters.admin.queue import letters_queue

    def counts(user):
        return [line.count for line in letters_queue(user, Asked())]

    assert counts(volunteer) == [0, 1, 0, 0, 0, 0]
    held = perform(
        kind="letter", ref=letter.ref, step="claim", by=volunteer, version=letter.version
    )
    assert counts(volunteer) == [1, 0, 0, 0, 0, 0]
    assert counts(moderator) == [0, 0, 0, 0, 0, 0]
    type(held).objects.filter(pk=held.pk).update(held_until="2026-01-01T00:00Z")
    assert counts(moderator) == [0, 0, 1, 0, 0, 0]
    make_public_text("proposed", letter=letter, by=moderator)
    # Who proposed it is not who checks it.
    assert counts(moderator)[-1] == 0
    assert counts(volunteer)[-1] == 1


def test_queries_of_the_queue(volunteer, letter, django_assert_num_queries):
    from accounts.queueing import Asked
    from letters.admin.queue import letters_queue

    assert volunteer.role_names
    with django_assert_num_queries(7):
        letters_queue(volunteer, Asked())
