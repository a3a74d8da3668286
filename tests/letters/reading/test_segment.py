"""Blocks, sentences and clauses keep exact offsets."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from letters.reading.clauses import clauses
from letters.reading.segment import MAX_SENTENCE, blocks, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = "M. Fictif et Mme. Fictive viendront. Cf. l'art. 3 du pacte. A. Fictif signe."
    assert cut(text) == [
        "M. Fictif et Mme. Fictive viendront.",
        "Cf. l'art. 3 du pacte.",
        "A. Fictif signe.",
    ]


def test_a_year_ends_a_sentence_but_a_number_in_a_list_does_not() -> None:
    assert cut("Ce sera fait avant 2028. Nous publierons le bilan.") == [
        "Ce sera fait avant 2028.",
        "Nous publierons le bilan.",
    ]


def test_lines_wrapped_at_72_columns_are_one_sentence() -> None:
    text = (
        "Nous donnerons la priorité aux logiciels libres dans l'ensemble des\n"
        "services municipaux, y compris dans les écoles et la médiathèque.\n"
        "Les agents seront formés.\n"
    )
    assert len(cut(text)) == 2


def test_a_blank_line_inside_a_sentence_does_not_cut_it() -> None:
    text = (
        "Nous donnerons la priorité aux logiciels libres dans l'ensemble des\n\n"
        "services municipaux.\n\nles agents seront formés.\n"
    )
    assert len(cut(text)) == 2


def test_a_list_is_cut_at_its_bullets_without_them() -> None:
    text = "Nous proposons :\n- former les agents ;\n• publier le code.\n1) acheter moins\n"
    assert cut(text)[1:] == ["former les agents ;", "publier le code.", "acheter moins"]


def test_short_lines_stay_apart() -> None:
    assert cut("Camille Fictif\nTête de liste\n") == ["Camille Fictif", "Tête de liste"]


def test_quoted_mail_and_all_that_follows_is_one_kind() -> None:
    text = "Bonjour,\n\nLe 3 mars 2026 à 10:12, contact@example.org a écrit :\nMerci.\nAdieu.\n"
    assert [block.kind for block in blocks(text)][-1] == "quoted"
    assert "Adieu" in text[blocks(text)[-1].start : blocks(text)[-1].end]


def test_an_answer_under_quoted_lines_is_not_quoted() -> None:
    text = "Le 3 mars 2026, a@example.org a écrit :\n> Signerez-vous ?\n\nOui, nous signerons.\n"
    assert [block.kind for block in blocks(text)][-1] == "text"


def test_clauses_cut_before_a_new_subject() -> None:
    text = "Nous partageons ce constat et nous formerons les agents, mais l'État doit aider."
    spans = clauses(text, sentences(text)[0])
    assert [text[s.start : s.end].strip(" ,") for s in spans] == [
        "Nous partageons ce constat",
        "et nous formerons les agents",
        "mais l'État doit aider.",
    ]


def test_a_pronoun_before_an_infinitive_is_no_subject() -> None:
    text = "Cela doit changer et nous permettre de choisir."
    assert len(clauses(text, sentences(text)[0])) == 1


def test_text_without_punctuation_is_cut() -> None:
    assert all(len(piece) <= MAX_SENTENCE for piece in cut("mot " * 3000))


@given(st.text(alphabet=st.sampled_from("aé .!?;:,\n-•*>|1)« »’'oN\u0301\u00a0\t"), max_size=400))
def test_spans_are_ordered_inside_and_not_blank(text: str) -> None:
    previous = 0
    for span in sentences(text):
        assert previous <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
        inside = clauses(text, span)
        assert inside[0].start == span.start
        assert inside[-1].end == span.end
        assert all(a.end == b.start for a, b in itertools.pairwise(inside))
        previous = span.end
