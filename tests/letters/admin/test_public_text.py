"""The public text: masks chosen before anything is saved, checked by a second person."""

import pytest
from django.urls import reverse

from letters.models import PublicText
from tests.factories import make_public_text, make_version, standing
from tests.letters.admin.conftest import with_a_letter

make_ground = with_a_letter

PHONE = "01 23 45 67 89"
TEXTS = reverse("admin:letters_publictext_changelist")


def masks_url(letter):
    return reverse("admin:letters_letter_masks", args=[letter.pk])


def text_url(text, step=""):
    name = "step" if step else "change"
    return reverse(f"admin:letters_publictext_{name}", args=[text.pk, *([step] if step else [])])


def carried(answer):
    return [f"{one['start']}:{one['end']}:{one['reason']}" for one in answer.context["masks"]]


def test_masks_are_added_seen_dropped_and_nothing_is_saved(desk, volunteer, letter):
    client = desk(volunteer)
    assert client.get(masks_url(letter)).status_code == 200
    answer = client.post(masks_url(letter), {"do": "add", "words": PHONE, "reason": "téléphone"})
    assert PHONE not in answer.context["preview"]
    assert "█" * len(PHONE) in answer.context["preview"]
    assert len(answer.context["preview"]) == len(letter.latest.text)
    (mask,) = carried(answer)
    start, end, _reason = mask.split(":")
    answer = client.post(masks_url(letter), {"do": f"drop-{start}-{end}", "mask": [mask]})
    assert carried(answer) == []
    assert not PublicText.objects.exists()


def test_addresses_and_telephones_are_found(desk, volunteer, letter):
    answer = desk(volunteer).post(masks_url(letter), {"do": "personal"})
    assert {one["words"] for one in answer.context["masks"]} == {PHONE, "alix@liste.example"}
    again = desk(volunteer).post(masks_url(letter), {"do": "personal", "mask": carried(answer)})
    assert carried(again) == carried(answer)


def test_words_that_stand_twice_are_asked_for(desk, volunteer, letter):
    client = desk(volunteer)
    data = {"do": "add", "words": "dans les écoles", "reason": "x"}
    found = client.post(masks_url(letter), data).context["found"]
    assert len(found) == 2
    answer = client.post(masks_url(letter), data | {"span": found[1].value})
    assert carried(answer) == [f"{found[1].value.replace('-', ':')}:x"]


@pytest.mark.parametrize(
    ("data", "field"),
    [({"words": "pas là", "reason": "x"}, "words"), ({"words": PHONE, "reason": ""}, "reason")],
)
def test_masks_without_words_or_reason_keep_the_others(desk, volunteer, letter, data, field):
    answer = desk(volunteer).post(masks_url(letter), {"do": "add", "mask": ["3:7:a:b"]} | data)
    assert answer.context["form"].errors.keys() == {field}
    assert carried(answer) == ["3:7:a:b"]


def proposed(client, letter, **changes):
    start = letter.latest.text.index(PHONE)
    mask = f"{start}:{start + len(PHONE)}:téléphone"
    return client.post(masks_url(letter), {"do": "propose", "mask": [mask]} | changes)


def test_proposed_by_one_published_by_another(desk, volunteer, moderator, letter):
    answer = proposed(desk(volunteer), letter)
    text = PublicText.objects.get()
    assert answer.headers["Location"] == text_url(text)
    assert (text.state, text.proposed_by) == ("proposed", volunteer)
    page = desk(moderator).get(text_url(text)).content.decode()
    assert PHONE in page
    assert "█" * len(PHONE) in page
    assert 'name="_save"' not in page
    done = desk(moderator).post(text_url(text, "publish_text"), {"version": text.version})
    assert done.status_code == 302
    text.refresh_from_db()
    assert text.state == "public"


def test_who_proposed_does_not_publish(desk, moderator, letter):
    proposed(desk(moderator), letter)
    text = PublicText.objects.get()
    before = standing(text)
    answer = desk(moderator).post(text_url(text, "publish_text"), {"version": text.version})
    assert answer.status_code == 403
    assert standing(text) == before


def test_hidden_with_a_reason_then_drawn_again(desk, volunteer, moderator, letter):
    proposed(desk(volunteer), letter)
    text = PublicText.objects.get()
    client = desk(moderator)
    client.post(text_url(text, "publish_text"), {"version": text.version})
    text.refresh_from_db()
    hide = text_url(text, "hide_text")
    assert client.post(hide, {"version": text.version}).context["form"].errors.keys() == {"reason"}
    client.post(hide, {"version": text.version, "reason": "un nom oublié"})
    text.refresh_from_db()
    assert text.state == "private"
    page = desk(volunteer).get(masks_url(letter))
    assert carried(page)[0].endswith("téléphone")
    answer = proposed(desk(volunteer), letter, version=text.version)
    assert answer.status_code == 302
    text.refresh_from_db()
    assert text.state == "proposed"


def test_masks_of_a_text_proposed_or_public_are_closed(desk, volunteer, letter):
    text = make_public_text(letter=letter)
    before = standing(text)
    client = desk(volunteer)
    assert client.get(masks_url(letter)).context["closed"]
    answer = proposed(client, letter, version=text.version)
    assert answer.status_code == 200
    assert answer.context["problem"]
    assert standing(text) == before


def test_a_stale_proposal_keeps_the_masks(desk, volunteer, letter):
    text = make_public_text("private", letter=letter)
    answer = proposed(desk(volunteer), letter, version=text.version - 1)
    assert answer.status_code == 409
    assert PHONE in answer.content.decode()


def test_a_page_without_version_does_not_replace_what_is_there(desk, volunteer, letter):
    text = make_public_text("private", letter=letter)
    before = standing(text)
    assert proposed(desk(volunteer), letter).status_code == 409
    assert standing(text) == before


def test_masks_of_an_older_text_are_not_carried_over(desk, volunteer, letter):
    make_public_text("private", letter=letter, masks=[{"start": 0, "end": 5, "reason": "x"}])
    letter.refresh_from_db()
    make_version(letter)
    assert carried(desk(volunteer).get(masks_url(letter))) == []


@pytest.mark.parametrize("mask", ["", "a:b:c", "1:2", "-1:4:x", "7:3:x", "0:999999:x", "²:9:x"])
def test_hostile_masks_hide_nothing(desk, volunteer, letter, mask):
    answer = desk(volunteer).post(masks_url(letter), {"do": "look", "mask": [mask]})
    assert answer.status_code == 200
    assert [one for one in carried(answer) if one != "1:2:"] == []


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_list_of_texts(desk, volunteer, django_assert_num_queries, many):
    for _number in range(many):
        make_public_text("proposed")
    client = desk(volunteer)
    # Session, user, groups; the bounded count; the rows with all they show.
    with django_assert_num_queries(6):
        answer = client.get(TEXTS, {"state": "proposed"})
    assert len(answer.context["cl"].result_list) == many
