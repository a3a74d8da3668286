"""The reading screen: each decision by a form with its version; nothing moves on a refusal."""

import pytest
from django.urls import reverse
from django.utils.timezone import localtime

from letters.actions.steps import perform
from letters.models import Passage
from tests.factories import decide, make_letter, standing
from tests.letters.admin.conftest import WORDS, with_a_letter


def make_ground():
    made = with_a_letter()
    made.letter = perform(
        kind="letter", ref=made.letter.ref, step="claim", by=made.volunteer, version=1
    )
    return made


@pytest.fixture
def held(ground):
    return ground.letter


def url(name, *args):
    return reverse(f"admin:letters_letter_{name}", args=args)


def first(letter):
    return letter.latest.passages.order_by("start").first()


def card(passage, do, **changes):
    facts = {
        "kind": passage.kind,
        "firmness": passage.firmness,
        "levels": passage.levels,
        "articles": ", ".join(passage.articles),
        "condition": passage.condition,
        "deadline": passage.deadline,
    }
    return facts | {"version": passage.version, "do": do} | changes


def send(client, letter, passage, do, **changes):
    return client.post(url("passage", letter.pk, passage.ref), card(passage, do, **changes))


def test_the_letter_is_shown_word_for_word(desk, volunteer, held):
    answer = desk(volunteer).get(url("reading", held.pk))
    assert "".join(part.text for part in answer.context["parts"]) == held.latest.text
    marked = [part.text for part in answer.context["parts"] if part.refs]
    assert marked == [one.quote for one in held.latest.passages.order_by("start")]


def test_overlapping_passages_are_both_shown(desk, volunteer, held):
    from letters.actions.reading import mark

    one = first(held)
    mark(letter_version=held.latest, start=one.start + 5, end=one.end, by=volunteer)
    answer = desk(volunteer).get(url("reading", held.pk))
    several = [part for part in answer.context["parts"] if len(part.refs.split()) == 2]
    assert "".join(part.text for part in several) == one.quote[5:]


@pytest.mark.parametrize("do", ["confirmed", "rejected"])
def test_a_decision_leads_to_the_next_to_decide(desk, volunteer, held, do):
    one, two = held.latest.passages.order_by("start")[:2]
    answer = send(desk(volunteer), held, one, do)
    assert answer.headers["Location"].endswith(f"?passage={two.ref}#p-{two.ref}")
    one.refresh_from_db()
    assert (one.decision, one.decided_by, one.version) == (do, volunteer, 2)


def test_the_last_decision_leads_to_the_end(desk, volunteer, held):
    client = desk(volunteer)
    *others, last = held.latest.passages.order_by("start")
    for passage in others:
        send(client, held, passage, "rejected")
    assert send(client, held, last, "confirmed").headers["Location"].endswith("#finish")


def test_facts_are_set_while_confirming(desk, volunteer, held):
    facts = {
        "firmness": "to_study",
        "levels": ["commune", "intercommunality"],
        "articles": "1, 2, 1",
        "condition": "si le conseil l’accepte",
        "deadline": "2028",
    }
    one = first(held)
    send(desk(volunteer), held, one, "confirmed", **facts)
    one.refresh_from_db()
    assert one.articles == ["1", "2"]
    assert (one.firmness, one.levels) == ("to_study", ["commune", "intercommunality"])
    assert (one.condition, one.deadline) == ("si le conseil l’accepte", "2028")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"levels": []}, "levels"),
        ({"articles": "1; <b>"}, "articles"),
        ({"firmness": "iron"}, "firmness"),
        ({"condition": "x" * 501}, "condition"),
    ],
)
def test_wrong_facts_come_back_with_what_was_typed(desk, volunteer, held, changes, field):
    one, before = first(held), standing(first(held))
    answer = send(desk(volunteer), held, one, "confirmed", deadline="mon échéance", **changes)
    shown = next(card for card in answer.context["cards"] if card.passage == one)
    assert shown.is_open
    assert shown.form.errors.keys() == {field}
    assert "mon échéance" in answer.content.decode()
    assert standing(one) == before


def test_rejecting_needs_no_facts(desk, volunteer, held):
    one = first(held)
    send(desk(volunteer), held, one, "rejected", levels=[])
    one.refresh_from_db()
    assert one.decision == "rejected"


def test_ends_move_by_a_word_and_back(desk, volunteer, held):
    client, one = desk(volunteer), first(held)
    quote = one.quote
    for do, words in [
        ("end-narrower", quote.rsplit(" ", 1)[0]),
        ("end-wider", quote),
        ("start-narrower", quote.split(" ", 1)[1]),
        ("start-wider", quote),
    ]:
        answer = send(client, held, one, do)
        one.refresh_from_db()
        assert one.quote.rstrip(".") == words.rstrip("."), do
        assert one.quote == held.latest.text[one.start : one.end]
        assert answer.headers["Location"].endswith(f"#p-{one.ref}")
    assert one.decision == "pending"


def test_words_once_confirmed_stay_for_who_quotes_them(desk, volunteer, held):
    one = decide(first(held), "confirmed", by=volunteer, deadline="2028")
    words = one.quote
    send(desk(volunteer), held, one, "end-narrower")
    one.refresh_from_db()
    assert (one.quote, one.decision) == (words, "rejected")
    made = Passage.objects.latest("pk")
    assert (made.decision, made.origin, made.deadline) == ("confirmed", "marked", "2028")
    assert made.start == one.start
    assert made.end < one.end


def test_a_rejected_passage_does_not_move(desk, volunteer, held):
    one = decide(first(held), "rejected", by=volunteer)
    before = standing(one)
    answer = send(desk(volunteer), held, one, "end-wider")
    assert answer.status_code == 200
    assert standing(one) == before


def test_an_old_page_decides_nothing_and_keeps_what_was_typed(desk, volunteer, held):
    one = first(held)
    old = one.version
    decide(one, "confirmed", by=volunteer)
    one.refresh_from_db()
    before = standing(one)
    data = {"version": old, "condition": "mes mots"}
    answer = send(desk(volunteer), held, one, "rejected", **data)
    assert answer.status_code == 409
    assert "mes mots" in answer.content.decode()
    assert standing(one) == before


@pytest.mark.parametrize("do", ["", "fly", "confirm"])
def test_what_is_no_button_moves_nothing(desk, volunteer, held, do):
    one, before = first(held), standing(first(held))
    assert send(desk(volunteer), held, one, do).status_code == 200
    assert standing(one) == before


def test_only_the_holder_decides(desk, volunteer, moderator, held):
    one, before = first(held), standing(first(held))
    client = desk(moderator)
    page = client.get(url("reading", held.pk))
    assert 'value="confirmed"' not in page.content.decode()
    assert volunteer.name in page.content.decode()
    assert send(client, held, one, "confirmed").status_code == 403
    assert client.post(url("mark", held.pk), marking(WORDS, start=9)).status_code == 403
    assert standing(one) == before


def test_taken_over_by_one_post(desk, moderator, held):
    answer = desk(moderator).post(url("step", held.pk, "take_over"), {"version": held.version})
    assert answer.headers["Location"] == url("reading", held.pk)
    held.refresh_from_db()
    assert held.holder == moderator


def marking(words, **changes):
    facts = {"kind": "commitment", "firmness": "firm", "levels": ["commune"]}
    return facts | {"words": words} | changes


def test_words_are_marked_wherever_their_lines_were_cut(desk, volunteer, held):
    answer = desk(volunteer).post(url("mark", held.pk), marking("Madame,\r\n  Monsieur"))
    made = Passage.objects.latest("pk")
    assert answer.headers["Location"].endswith(f"#p-{made.ref}")
    assert (made.quote, made.origin, made.decision) == ("Madame, Monsieur", "marked", "confirmed")


def test_words_that_stand_twice_are_asked_for(desk, volunteer, held):
    client, count = desk(volunteer), Passage.objects.count()
    words = "logiciels libres dans les écoles"
    answer = client.post(url("mark", held.pk), marking(words, deadline="mes mots"))
    found = answer.context["found"]
    assert len(found) == 2
    assert "mes mots" in answer.content.decode()
    assert Passage.objects.count() == count
    client.post(url("mark", held.pk), marking(words, span=found[1].value))
    made = Passage.objects.latest("pk")
    assert f"{made.start}-{made.end}" == found[1].value


def test_a_selection_says_which(desk, volunteer, held):
    text = held.latest.text
    start = text.rindex("libres")
    desk(volunteer).post(url("mark", held.pk), marking(" libres ", start=start - 1))
    made = Passage.objects.latest("pk")
    assert (made.start, made.quote) == (start, "libres")


def test_code_points_are_counted_not_utf16_units(desk, volunteer, electoral_list):
    letter = make_letter(electoral_list, text="🙂🙂 oui, mot. Encore un mot.", by=volunteer)
    perform(kind="letter", ref=letter.ref, step="claim", by=volunteer, version=letter.version)
    desk(volunteer).post(url("mark", letter.pk), marking("mot", start=8))
    assert Passage.objects.latest("pk").start == 8


@pytest.mark.parametrize(
    "words", ["", "   ", "des mots qui ne sont pas dans la lettre", "x" * 20_001, "a\x00b"]
)
def test_words_that_cannot_be_marked(desk, volunteer, held, words):
    count = Passage.objects.count()
    answer = desk(volunteer).post(url("mark", held.pk), marking(words))
    assert answer.status_code == 200
    assert answer.context["mark_form"].errors.keys() == {"words"}
    assert Passage.objects.count() == count


def test_the_same_passage_is_not_marked_twice(desk, volunteer, held):
    one, count = first(held), Passage.objects.count()
    data = marking(one.quote, start=one.start, kind=one.kind)
    assert desk(volunteer).post(url("mark", held.pk), data).status_code == 200
    assert Passage.objects.count() == count


def test_finishing_says_what_is_missing(desk, volunteer, held):
    client = desk(volunteer)
    finish = url("step", held.pk, "finish")
    assert 'data-step="finish"' not in client.get(url("reading", held.pk)).content.decode()
    assert client.post(finish, {"version": held.version}).status_code == 403
    for passage in held.latest.passages.all():
        send(client, held, passage, "confirmed")
    assert 'data-step="finish"' in client.get(url("reading", held.pk)).content.decode()
    assert client.post(finish, {"version": held.version}).status_code == 302
    held.refresh_from_db()
    assert held.state == "read"


def test_a_confirmed_passage_leads_to_a_draft(desk, volunteer, held):
    one = decide(first(held), "confirmed", by=volunteer)
    page = desk(volunteer).get(url("reading", held.pk)).content.decode()
    assert f'href="{reverse("admin:pledges_commitment_add")}?passage={one.ref}"' in page


def test_passages_of_another_letter_are_not_here(desk, volunteer, held):
    other = make_letter(by=volunteer)
    stray = first(other)
    assert send(desk(volunteer), held, stray, "confirmed").status_code == 404
    assert desk(volunteer).get(url("passage", held.pk, stray.ref)).status_code == 405


@pytest.mark.parametrize("sentences", [1, 3])
def test_queries_of_the_screen(
    desk, volunteer, electoral_list, django_assert_num_queries, sentences
):
    text = " ".join(f"Nous ouvrirons {n} ateliers de logiciels libres." for n in range(sentences))
    letter = make_letter(electoral_list, text=text, by=volunteer)
    assert letter.latest.passages.count() == sentences
    perform(kind="letter", ref=letter.ref, step="claim", by=volunteer, version=letter.version)
    client = desk(volunteer)
    # Session, user, groups; the letter; its version and passages; the two of the guard of
    # `finish`; presence is noted and read.
    with django_assert_num_queries(10):
        client.get(url("reading", letter.pk))


def test_a_reason_is_said_in_french():
    from django.utils.translation import override

    from letters.admin.wording import suggested_because

    with override("fr"):
        said = suggested_because("future (« alimentera »)")
        assert said == "futur («\xa0alimentera\xa0»)"


def test_every_cue_of_the_reader_has_its_words():
    from letters.admin.wording import TURNS
    from letters.reading.cues import CUES

    assert {cue.name for cue in CUES} <= TURNS.keys()


def cut(client, letter, passage, **data):
    address = url("passage", letter.pk, passage.ref)
    return client.post(address, {"version": passage.version, "do": "split"} | data)


def test_a_passage_is_split_before_a_word_or_where_the_selection_begins(desk, volunteer, held):
    client, one = desk(volunteer), first(held)
    answer = cut(client, held, one, words="logiciels")
    assert answer.headers["Location"].endswith(f"?passage={one.ref}#p-{one.ref}")
    quotes = [passage.quote for passage in held.latest.passages.order_by("start")[:2]]
    assert quotes == ["Nous installerons des", "logiciels libres dans les écoles."]
    second = held.latest.passages.order_by("start")[1]
    cut(client, held, second, words="les", at=str(second.quote.index("les") + second.start))
    assert held.latest.passages.order_by("start")[2].quote == "les écoles."


@pytest.mark.parametrize("words", ["", "absents", "Nous"])
def test_a_split_that_cannot_be_keeps_what_was_typed(desk, volunteer, held, words):
    one = first(held)
    before = standing(one)
    answer = cut(desk(volunteer), held, one, words=words)
    card = next(card for card in answer.context["cards"] if card.passage == one)
    assert card.problem
    assert card.cut_words == words
    assert standing(one) == before


def test_a_passage_is_merged_with_the_next(desk, volunteer, held):
    client = desk(volunteer)
    page = client.get(url("reading", held.pk))
    one, two, *_others = page.context["cards"]
    assert one.following == two.passage
    other = {"other": two.passage.ref, "other_version": two.passage.version}
    cut(client, held, one.passage, do="merge", **other)
    one.passage.refresh_from_db()
    assert one.passage.end == two.passage.end
    assert cut(client, held, one.passage, do="merge", **other).status_code == 409


def test_the_next_letter_is_the_one_that_waits_since_longest(desk, volunteer, electoral_list):
    a, b = (make_letter(electoral_list, text=f"Nous ouvrirons {n} ateliers.") for n in (1, 2))
    client = desk(volunteer)
    assert client.get(url("next")).headers["Location"] == url("reading", a.pk)
    for here, there in ((a, b), (b, a)):
        answer = client.get(url("next"), {"after": here.ref})
        assert answer.headers["Location"] == url("reading", there.pk)


def test_a_card_says_who_quotes_its_passage(desk, volunteer, electoral_list):
    from tests.factories import make_commitment

    commitment = make_commitment("draft", title="Un engagement", electoral_list=electoral_list)
    passage = commitment.quotes.get().passage
    page = desk(volunteer).get(url("reading", passage.letter_version.letter_id))
    card = next(card for card in page.context["cards"] if card.passage == passage)
    assert [label for label, _state, _address in card.quoted] == ["Un engagement"]


def test_who_was_too_late_reads_what_they_wanted_in_words(
    settings, desk, volunteer, moderator, held
):
    settings.LANGUAGE_CODE = "fr"
    one = first(held)
    desk(moderator).post(url("step", held.pk, "take_over"), {"version": held.version})
    held.refresh_from_db()
    page = desk(volunteer).get(url("reading", held.pk)).content.decode()
    assert f"jusqu’à {localtime(held.held_until):%H:%M}." in page
    kept = send(desk(volunteer), held, one, "end-wider", condition="si possible")
    typed = [words for _label, words in kept.context["typed"]]
    assert typed[:4] == ["Finir plus tard", "engagement", "ferme", "commune"]
    assert "si possible" in typed
