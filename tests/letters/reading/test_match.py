"""Which list a letter comes from: proposed, with reasons, never decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.reading.match import CandidateList, one_letter_apart, propose

LISTS = [
    CandidateList(
        "A",
        "Ensemble, retrouvons l'élan",
        "Ada FICTIVE-MARTIN",
        "Saint-Exemple",
        ("99066", "99059"),
    ),
    CandidateList("B", "Saint-Exemple demain", "Basile INVENTAIRE", "Saint-Exemple", ("99066",)),
    CandidateList("C", "Ensemble, retrouvons l'élan", "Chloé Supposée", "Autre-Ville", ("99001",)),
    CandidateList("D", "Ensemble", "Denis Factice", "Bourg-Modèle", ("99002",)),
]


def refs(text: str, **more: str) -> list[str]:
    return [proposal.ref for proposal in propose(text, lists=LISTS, **more)]


def test_label_head_and_commune_add_up() -> None:
    text = "La liste « *ENSEMBLE, RETROUVONS L’ELAN* » de St-Exemple.\n\nAda Fictive-Martin"
    first, *others = propose(text, lists=LISTS)
    assert first.ref == "A"
    assert first.reasons == (
        "label:Ensemble, retrouvons l'élan",
        "head:Ada FICTIVE-MARTIN",
        "commune:Saint-Exemple",
    )
    assert all(other.score < first.score for other in others)


def test_the_same_label_elsewhere_is_proposed_lower() -> None:
    assert refs("Ensemble, retrouvons l'élan, à Autre-Ville")[:2] == ["C", "A"]


def test_a_common_word_weighs_little() -> None:
    (proposal,) = propose("Travaillons ensemble.", lists=LISTS[3:])
    assert proposal.score < 0.4


def test_name_in_the_other_order_and_without_accents() -> None:
    assert refs("SUPPOSEE Chloe, tête de liste")[0] == "C"


@pytest.mark.parametrize("written", ["Inventoire", "Inventaires", "Inventire", "Invnetaire"])
def test_a_one_letter_slip_in_the_surname(written: str) -> None:
    exact = propose("Basile Inventaire", lists=LISTS)[0]
    slip = propose(f"Basile {written}", lists=LISTS)[0]
    assert (slip.ref, slip.reasons) == ("B", ("head-typo:Basile INVENTAIRE",))
    assert slip.score < exact.score


def test_two_slips_are_somebody_else() -> None:
    assert refs("Basile Inventoirs") == []


@pytest.mark.parametrize("code", ["99066", "99059"])
def test_codes_old_and_new(code: str) -> None:
    assert refs(f"Commune {code}")[0] == "A"


def test_the_sender_address() -> None:
    (proposal,) = propose("Bonjour", sender="contact@bourg-modele-2026.example", lists=LISTS)
    assert (proposal.ref, proposal.reasons) == ("D", ("domain:Bourg-Modèle",))


def test_the_subject_is_read() -> None:
    assert refs("Bonjour", subject="Réponse de Saint-Exemple demain")[0] == "B"


def test_nothing_known_proposes_nothing() -> None:
    assert refs("Bonjour, nous signerons le pacte.") == []


def test_a_name_inside_a_word_does_not_count() -> None:
    assert refs("Le factices denissement") == []


def test_limit_and_order_of_equals() -> None:
    text = "Saint-Exemple, Autre-Ville, Bourg-Modèle"
    assert [p.ref for p in propose(text, lists=LISTS, limit=2)] == ["A", "B"]
    assert propose(text, lists=LISTS, limit=0) == []
    assert propose(text, lists=LISTS) == propose(text, lists=reversed(LISTS))


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("martin", "martins", True),
        ("martin", "martn", True),
        ("martin", "mortin", True),
        ("martin", "matrin", True),
        ("martin", "martin", False),
        ("martin", "mortins", False),
    ],
)
def test_one_letter_apart(first: str, second: str, near: bool) -> None:
    assert one_letter_apart(first, second) is near
    assert one_letter_apart(second, first) is near


@given(st.text(max_size=120), st.text(max_size=30), st.text(max_size=30), st.text(max_size=20))
def test_never_raises_and_stays_between_0_and_1(
    text: str, label: str, head: str, commune: str
) -> None:
    lists = [CandidateList("X", label, head, commune, (commune,))]
    for proposal in propose(text, sender=head, subject=label, lists=lists):
        assert 0 < proposal.score <= 1
        assert proposal.reasons
