import pytest

from accounts.spelling import normalise


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Saint-Denis", "saint denis"),
        ("SAINT DENIS", "saint denis"),
        ("st-denis", "saint denis"),
        ("St. Denis", "saint denis"),
        ("Ste-Marie", "sainte marie"),
        ("Saint Étien", "saint etien"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ  les Roses ", "l hay les roses"),
        ("Œuilly", "oeuilly"),
        ("Bœurs-en-Othe", "boeurs en othe"),
        ("Cœur d’Ostrevent", "coeur d ostrevent"),
        ("« Ensemble, retrouvons l'espoir »", "ensemble retrouvons l espoir"),
        ("e\u0301cole", "ecole"),
        ("100%_libre", "100 libre"),
        ("est", "est"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_spellings_meet(typed, expected):
    assert normalise(typed) == expected


def test_normal_spelling_is_its_own_normal_spelling():
    assert normalise(normalise("Ste-Foy-lès-Œuilly")) == normalise("Ste-Foy-lès-Œuilly")
