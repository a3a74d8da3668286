"""Tables of letters: each cell by itself, under the label of its row and the head of its column."""

import pytest

from letters.reading.suggest import suggest


def quotes(text: str) -> list[str]:
    return [one.quote.rstrip(".") for one in sorted(suggest(text), key=lambda one: one.start)]


@pytest.mark.parametrize("apart", [" | ", "\t"])
def test_answers_in_cells_are_read_under_their_label(apart: str) -> None:
    rows = [
        ("Vos questions", "Nos réponses"),
        ("Chemins ruraux", "Nous rouvrirons les six sentiers fermés."),
        ("Cantine", "Deux repas végétariens par semaine."),
        ("Maison de santé", "Oui. Achat du terrain de la gare en 2027, à l'issue du bail actuel."),
        ("Piscine", "Pas de projet."),
        ("Police municipale", "Déjà armée."),
        ("Abattoir", "Sans objet, la commune n'en a plus."),
    ]
    assert quotes("\n".join(map(apart.join, rows))) == [
        "Nous rouvrirons les six sentiers fermés",
        "Deux repas végétariens par semaine",
        "Achat du terrain de la gare en 2027, à l'issue du bail actuel",
    ]


def test_a_legend_says_what_codes_mean() -> None:
    text = (
        "Légende : A = acté ; B = à l'étude ; S = souhaité ; X = refusé\n\n"
        "| N° | Demande            | Statut | Échéance | Remarque             |\n"
        "|----|--------------------|--------|----------|----------------------|\n"
        "| 1  | Cantine bio        | A      | 2028     | fournisseur trouvé   |\n"
        "| 2  | Navette gratuite   | B      | -        | selon budget         |\n"
        "| 3  | Vidéosurveillance  | X      | -        | matériel trop cher   |\n"
        "| 4  | Logiciel libre     | S      | 2030     | avec l'agglomération |\n"
    )
    found = sorted(suggest(text), key=lambda one: one.start)
    assert [(one.quote, one.firmness, one.deadline) for one in found] == [
        ("Cantine bio", "firm", ""),
        ("Navette gratuite", "to_study", ""),
        ("Logiciel libre", "aspiration", ""),
    ]


def test_a_table_of_our_own_measures_has_no_answers() -> None:
    text = (
        "Nos mesures\tCalendrier\tCoût\n"
        "Plantation de 400 arbres\t2027\t30 000 €\n"
        "Éclairage éteint à minuit\t2026\t0 €\n"
    )
    assert quotes(text) == ["Plantation de 400 arbres", "Éclairage éteint à minuit"]


@pytest.mark.parametrize(
    "text",
    [
        "Objet :\tvotre courrier\nNos réf. :\t12-B\n",
        "Jeudi 5 mars | Salle des fêtes | 20 h\n",
        "| Question | Réponse |\n| Fermerez-vous l'abattoir ? | Non. |\n",
    ],
)
def test_rows_that_promise_nothing(text: str) -> None:
    assert quotes(text) == []
