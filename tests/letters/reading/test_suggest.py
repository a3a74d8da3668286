"""What a suggestion says, and that it never lies about where it comes from."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letters.reading.suggest import Suggestion, suggest

LETTER = """Madame, Monsieur,

Nous vous remercions pour votre sollicitation et votre engagement pour la cause centrale du \
logiciel libre au vu de l'importance des technologies numériques dans notre quotidien.

L'équipe a conscience du manque de souveraineté numérique. Outre l'importante économie que la \
transformation logicielle pourrait représenter, nous aspirons à gagner à devenir numériquement \
indépendant de ces entreprises dont les intérêts divergent de l'intérêt général. Sensibles aux \
libertés fondamentales, la collecte et la marchandisation des données personnelles nous \
alertent et toute démarche résistante à cette dynamique trouve notre soutien.

Le Pacte de Logiciel libre alimentera la feuille de route de la majorité municipale de la \
liste « *Exemple, retrouvons la fiction* » durant tout le mandat. Ainsi, nous tâcherons \
d'entamer un travail de fond sur l'utilisation des logiciels par les services de la Ville en \
lien avec les services tout en garantissant la qualité du service public rendu. Si nous \
souhaitons lancer un changement, il nous faudra travailler avec les organisations syndicales et \
les agents pour le mettre en place.

Plusieurs de vos revendications se retrouvent dans les mesures de notre programme qui vise \
entre autres à réduire la fracture numérique auprès de publics en demande et à accentuer les \
formations au numérique en direction des membres des associations de la Ville. Dans une \
perspective écologique, nous aspirons à ce qu'une majeure partie du matériel (mobilier et \
informatique) des services de la Ville soit issu des cycles de réemploi sans dégrader les \
conditions de travail.

C'est pourquoi, nous souhaitons signer le pacte et travailler, y compris en vous rencontrant, \
en défendant les logiciels libres dans notre commune et à Plaine commune.

Nos salutations solidaires,
"""


def in_order(text: str) -> list[Suggestion]:
    return sorted(suggest(text), key=lambda found: found.start)


def only(text: str) -> Suggestion:
    found = suggest(text)
    assert len(found) == 1, found
    return found[0]


def test_a_whole_letter() -> None:
    found = in_order(LETTER)
    assert [(s.kind, s.firmness, s.levels, s.articles) for s in found] == [
        ("commitment", "firm", ("commune",), ("1", "2")),
        ("commitment", "conditional", ("commune",), ("1",)),
        ("commitment", "firm", ("commune",), ("2",)),
        ("commitment", "firm", ("commune",), ("2",)),
        ("commitment", "aspiration", ("commune",), ()),
        ("agreement", "aspiration", ("commune",), ("1", "2")),
        ("action_due", "aspiration", ("commune",), ()),
        ("commitment", "aspiration", ("commune", "intercommunality"), ("1", "2")),
    ]
    assert found[0].deadline == "durant tout le mandat"
    assert found[1].condition == "tout en garantissant la qualité du service public rendu"
    assert found[2].quote.endswith("réduire la fracture numérique auprès de publics en demande")
    assert found[3].quote.startswith("à accentuer les formations")
    assert found[4].condition == "sans dégrader les conditions de travail"
    assert found[6].quote == "y compris en vous rencontrant"


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "Nous nous engageons à former les agents municipaux et à publier le code source.",
            ["Nous nous engageons à former les agents municipaux", "à publier le code source."],
        ),
        (
            "Nous formerons les agents de la mairie, équiperons les écoles et "
            "ouvrirons les données.",
            [
                "Nous formerons les agents de la mairie",
                "équiperons les écoles",
                "ouvrirons les données.",
            ],
        ),
        (
            "Nous avons déjà migré les écoles et nous migrerons les services de la mairie.",
            ["nous migrerons les services de la mairie."],
        ),
        (
            "Nous formerons les agents, mais nous ne pourrons pas migrer la messagerie.",
            ["Nous formerons les agents"],
        ),
        (
            "Nous donnerons la priorité au logiciel libre à l'école, mais nous ne promettons rien.",
            ["Nous donnerons la priorité au logiciel libre à l'école"],
        ),
        (
            "Nous nous engageons à ouvrir un atelier pour aider chacun et réduire les écarts.",
            ["Nous nous engageons à ouvrir un atelier pour aider chacun et réduire les écarts."],
        ),
        (
            "Nous nous engageons à sensibiliser et à former les agents.",
            ["Nous nous engageons à sensibiliser et à former les agents."],
        ),
        (
            "Nous ouvrirons des ateliers pour aider chacun et réduire la fracture numérique.",
            ["Nous ouvrirons des ateliers pour aider chacun et réduire la fracture numérique."],
        ),
        (
            "Notre programme prévoit la création d'un atelier et la formation des agents.",
            ["Notre programme prévoit la création d'un atelier", "la formation des agents."],
        ),
    ],
)
def test_one_action_for_each_suggestion(text: str, quotes: list[str]) -> None:
    assert [found.quote for found in in_order(text)] == quotes


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("Nous utiliserons des logiciels libres.", "firm"),
        ("Si nous sommes élus, nous utiliserons des logiciels libres.", "firm"),
        ("Nous utiliserons des logiciels libres si le budget le permet.", "conditional"),
        ("Dans la mesure du possible, nous utiliserons des logiciels libres.", "conditional"),
        ("Nous tâcherons d'utiliser des logiciels libres.", "conditional"),
        ("Nous souhaitons utiliser des logiciels libres.", "aspiration"),
        ("Nous aimerions utiliser des logiciels libres.", "aspiration"),
        ("Nous étudierons l'usage de logiciels libres.", "to_study"),
        ("Une étude des logiciels sera menée.", "to_study"),
        ("Un audit des logiciels sera mené.", "firm"),
    ],
)
def test_firmness(text: str, firmness: str) -> None:
    assert only(text).firmness == firmness


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Nous utiliserons des logiciels libres.", ("commune",)),
        ("Nous défendrons le logiciel libre à l'agglomération.", ("intercommunality",)),
        (
            "Nous défendrons le logiciel libre dans la commune et au conseil communautaire.",
            ("commune", "intercommunality"),
        ),
        (
            "À la communauté de communes, nous défendrons les formats ouverts.",
            ("intercommunality",),
        ),
        ("Nous adopterons des logiciels communautaires.", ("commune",)),
    ],
)
def test_levels(text: str, levels: tuple[str, ...]) -> None:
    assert only(text).levels == levels


@pytest.mark.parametrize(
    ("text", "deadline", "condition"),
    [
        ("Nous migrerons les postes avant fin 2027.", "avant fin 2027", ""),
        ("Si nous sommes élus, nous migrerons les postes.", "", ""),
        ("D'ici 2030, nous migrerons les postes.", "D'ici 2030", ""),
        ("Dès la première année, nous migrerons les postes.", "Dès la première année", ""),
        ("Nous voterons ce texte dans les 100 premiers jours.", "dans les 100 premiers jours", ""),
        ("Nous migrerons les postes avant la fin du mandat.", "avant la fin du mandat", ""),
        (
            "Si le budget le permet, nous migrerons les postes.",
            "",
            "Si le budget le permet",
        ),
        (
            "Nous migrerons les postes sous réserve de l'accord des agents.",
            "",
            "sous réserve de l'accord des agents",
        ),
    ],
)
def test_deadline_and_condition_are_verbatim(text: str, deadline: str, condition: str) -> None:
    found = only(text)
    assert (found.deadline, found.condition) == (deadline, condition)


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("Nous imposerons les formats ouverts.", ("1",)),
        ("Nous formerons le public aux outils numériques.", ("2",)),
        ("Nous achèterons du mobilier issu du réemploi.", ()),
        ("Objectif 2 : oui", ("2",)),
        ("Le pacte guidera notre équipe municipale.", ("1", "2")),
    ],
)
def test_articles(text: str, articles: tuple[str, ...]) -> None:
    assert only(text).articles == articles


def test_items_inherit_from_their_introduction() -> None:
    text = (
        "Dans les 100 jours, à l'agglomération, nous nous engageons à :\n"
        "- former les agents ;\n- des formats ouverts partout.\n\n"
        "Nous avons déjà :\n- acheté un serveur.\n"
    )
    found = in_order(text)
    assert [s.quote for s in found] == ["former les agents", "des formats ouverts partout."]
    assert {s.levels for s in found} == {("intercommunality",)}
    assert {s.deadline for s in found} == {"Dans les 100 jours"}


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Formerez-vous les agents ?\nOui.\n", ["Oui."]),
        ("Formerez-vous les agents ?\nNon.\n", []),
        (
            "Formerez-vous les agents ?\nOui. Nous formerons tout le monde.\n",
            ["Nous formerons tout le monde."],
        ),
        ("Question 2 : formation des agents\nOui, bien sûr.\n", ["Oui, bien sûr."]),
        ("> Formerez-vous les agents ?\nOui, sans réserve.\n", ["Oui, sans réserve."]),
        ("[x] Former les agents\n[ ] Publier le code\n", ["Former les agents"]),
        ("| Formez-vous les agents ? | Oui |\n| Le code ? | Non |\n", ["Oui"]),
        ("Formation des agents : oui\nPublication du code : non\n", ["Formation des agents : oui"]),
    ],
)
def test_answers(text: str, quotes: list[str]) -> None:
    assert [found.quote for found in in_order(text)] == quotes


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_typography_changes_nothing(form: str, apostrophe: str) -> None:
    changed = unicodedata.normalize(form, LETTER.replace("'", apostrophe))
    found = in_order(changed)
    assert [(s.kind, s.firmness) for s in found] == [(s.kind, s.firmness) for s in in_order(LETTER)]
    assert all(changed[s.start : s.end] == s.quote for s in found)


def test_best_first() -> None:
    found = suggest(LETTER)
    assert [(-s.score, s.start) for s in found] == sorted((-s.score, s.start) for s in found)


WORDS = [
    "nous",
    "notre",
    "liste",
    "la",
    "ville",
    "s'engage",
    "engageons",
    "à",
    "de",
    "d'",
    "former",
    "formerons",
    "et",
    "les",
    "agents",
    "logiciels",
    "libres",
    "si",
    "oui",
    "non",
    "?",
    ".",
    ":",
    ";",
    ",",
    "-",
    "•",
    ">",
    "|",
    "\n",
    "\n\n",
    "Question",
    "1",
    "vous",
    "l'État",
    "devra",
    "sera",
    "formée",
    "en",
    "vous",
    "rencontrant",
    "pacte",
    "signer",
    "«",
    "»",
    "*",
    "É",
    "é",
    "·",
    "2027",
    "avant",
    "ne",
    "pas",
    "plus",
    "[x]",
    "[",
    "]",
    "a",
    "écrit",
    "😀",
    "\xa0",
    "ﬁ",
]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
)
def test_any_text_gives_exact_and_stable_spans(text: str) -> None:
    found = suggest(text)
    assert found == suggest(text)
    previous = 0
    for s in sorted(found, key=lambda s: s.start):
        assert previous <= s.start < s.end <= len(text)
        assert s.quote == text[s.start : s.end]
        assert s.levels
        assert set(s.levels) <= {"commune", "intercommunality"}
        assert s.kind in {"commitment", "agreement", "action_due"}
        assert s.firmness in {"firm", "conditional", "aspiration", "to_study"}
        assert s.condition in s.quote
        assert s.deadline in text
        assert 0 <= s.score <= 1
        assert s.reason
        previous = s.end


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        ".",
        "'",
        "-\n",
        "a·",
        "e\u0301",
        "nous ",
        "formerons ",
        "et de former ",
        "1. ",
        "| a | oui |\n",
    ],
)
def test_monotonous_text_is_read_to_the_end(piece: str) -> None:
    """A pattern that backtracks over the whole text would never come back from these."""
    _is_read(piece * (40_000 // len(piece)))


def test_answers_alone_are_read_to_the_end() -> None:
    """What explains each is looked for near it, not in the whole of the rest."""
    _is_read("Oui. " * 2000)


def _is_read(text: str) -> None:
    assert all(text[s.start : s.end] == s.quote for s in suggest(text))
