"""Where an action starts and ends in its sentence, and how many a sentence holds."""

import re

import pytest

from letters.reading.patterns import compiled
from letters.reading.suggest import suggest

# A sentence or two, and the passages it must give, in order, without their last full stop.
PASSAGES = [
    # A condition or a complement said first belongs to what is done.
    ("Là où la chaussée s'effondre, nous referons les trottoirs.", ["*"]),
    ("Dès 2027, si les comptes le permettent, la piscine rouvrira l'hiver.", ["*"]),
    ("Une fois les travaux finis, la rue sera rendue aux piétons.", ["*"]),
    ("Aussi longtemps que je serai maire, la cantine restera publique.", ["*"]),
    ("À moins que le préfet ne s'y oppose, le marché se tiendra place de l'Église.", ["*"]),
    (
        "Notre position est claire : quand l'eau manque, nous fermerons les piscines privées.",
        ["quand l'eau manque, nous fermerons les piscines privées"],
    ),
    ("Notre adjointe, Mme Modèle, vous recevra mardi.", ["*"]),
    # What opens the next clause is not the end of this one.
    (
        "Les écoles seront équipées ; ailleurs, nous investirons en 2028.",
        ["Les écoles seront équipées", "ailleurs, nous investirons en 2028"],
    ),
    (
        "À prix égal, nous prendrons le local ; à prix supérieur, nous consulterons le conseil.",
        [
            "À prix égal, nous prendrons le local",
            "à prix supérieur, nous consulterons le conseil",
        ],
    ),
    # « Que… et que… » announces as many things.
    (
        "Nous demanderons à ce que le bus passe le dimanche et à ce que l'arrêt soit abrité.",
        [
            "Nous demanderons à ce que le bus passe le dimanche",
            "à ce que l'arrêt soit abrité",
        ],
    ),
    (
        "Nous ferons en sorte que l'eau soit moins chère et qu'elle soit meilleure.",
        ["Nous ferons en sorte que l'eau soit moins chère", "qu'elle soit meilleure"],
    ),
    (
        "Nous veillerons à ce que chaque club, qu'il soit petit ou grand, dispose d'un créneau.",
        ["*"],
    ),
    # The preposition of the verb said again, but neither purposes nor short pairs.
    (
        "La rénovation passera par l'isolation des toits, par le changement des fenêtres.",
        ["La rénovation passera par l'isolation des toits", "par le changement des fenêtres"],
    ),
    ("Nous travaillerons pour former les agents et pour aider les écoles.", ["*"]),
    ("Nous ouvrirons un guichet pour les familles et pour les aînés.", ["*"]),
    (
        "On y apprendra à se servir d'un ordinateur, mais aussi à protéger ses données.",
        ["On y apprendra à se servir d'un ordinateur", "à protéger ses données"],
    ),
    # The thing first, then what is done to it.
    (
        "Le parking on le laisse gratuit, le cinéma on le rachète.",
        ["Le parking on le laisse gratuit", "le cinéma on le rachète"],
    ),
    ("Alors oui, votre pacte, je le signe.", ["votre pacte, je le signe"]),
    ("Le pacte me convient et nous le signons.", ["*"]),
    # Who does it, or when, said first with « c'est ».
    ("C'est le conseil municipal des enfants qui en décidera.", ["*"]),
    ("C'est à ce moment que nous déciderons.", ["*"]),
    # An aside in the middle ends nothing; one at the end is left out.
    ("La première est de confier à un élu, et non à un bureau, la conduite des achats.", ["*"]),
    ("Nous rénoverons le gymnase, malgré son coût.", ["Nous rénoverons le gymnase"]),
    # An adverbial between « que » and what is promised.
    ("Je vous promets que chaque été, la piscine sera gratuite.", ["*"]),
    # A sentence without a verb goes on with the one before.
    (
        "La salle des fêtes sera isolée. L'école aussi, avec l'aide de la région.",
        ["La salle des fêtes sera isolée", "L'école aussi"],
    ),
    ("Nous avons refait le pont. La route aussi.", []),
    ("Le bus sera gratuit. Moi aussi je le prends.", ["Le bus sera gratuit"]),
    # Articles in the present, but not what they only tell.
    (
        "Article 1. La commune entretient les chemins ruraux.\n"
        "Article 2. Toute coupe d'arbre est compensée.\n"
        "Article 3. La ville compte 12 000 habitants.",
        ["La commune entretient les chemins ruraux", "Toute coupe d'arbre est compensée"],
    ),
    # A yes, then what it covers.
    (
        "Soutiendrez-vous les clubs ?\nOui : prêt de salles, achat de matériel, transport gratuit.",
        ["prêt de salles", "achat de matériel", "transport gratuit"],
    ),
    # A row of a table: the answer, with its label when it is short beside it.
    (
        "Thème\tRéponse\tPrécisions\nÉcoles\tÀ voir\tConcertation avec l'inspection",
        ["À voir\tConcertation avec l'inspection"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_the_passages_of_a_sentence(text: str, expected: list[str]) -> None:
    found = sorted(suggest(text), key=lambda suggestion: suggestion.start)
    whole = [text.rstrip(".") if quote == "*" else quote for quote in expected]
    assert [suggestion.quote.rstrip(".") for suggestion in found] == whole


def test_a_forwarded_answer_is_read() -> None:
    text = (
        "Objet : TR: pacte\n\nBonjour,\nVous trouverez ci-dessous la réponse de Mme Fictive.\n\n"
        "-----Message d'origine-----\nDe : Claire Fictive\n\nUn conseiller à l'eau sera nommé.\n"
    )
    assert [found.quote for found in suggest(text)] == ["Un conseiller à l'eau sera nommé."]


def test_short_lines_without_full_stops_stand_alone() -> None:
    text = (
        "salut\non a lu ton mail\nles tablettes seront remplacees par des pc d'occasion\n"
        "pr la mairie on sait pas encore\nle bulletin sera imprimé dans la commune sur du papier\n"
        "passez boire un cafe samedi\nbises\nLéa\n"
    )
    quotes = [found.quote for found in suggest(text)]
    assert "les tablettes seront remplacees par des pc d'occasion" in quotes
    assert "passez boire un cafe samedi" in quotes


@pytest.mark.parametrize(
    "pattern",
    [r"\bun\b|\bune (?:\|b|c)|^de", r"[|\b(]x|\bmot\b", r"(?:a|\bb)c|\bd[)|]e"],
)
def test_gathered_alternatives_match_the_same(pattern: str) -> None:
    for said in (
        "un",
        "une c",
        "une |b",
        "de",
        "aune",
        "|x",
        "(x",
        "mot",
        "bc",
        "ac",
        "d|e",
        "d)e",
    ):
        assert bool(compiled(pattern).search(said)) == bool(re.search(pattern, said)), said


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Nous rouvrirons le gué, mais le pont dépend du canton.", "Nous rouvrirons le gué"),
        ("Nous rouvrirons le gué parce que le pont est loin.", "Nous rouvrirons le gué"),
        ("Nous rouvrirons le gué, étant entendu que le canton paie.", "Nous rouvrirons le gué"),
        ("Nous rouvrirons le gué, n'en déplaise au syndicat.", "Nous rouvrirons le gué"),
        ("Nous rouvrirons le gué, quoi qu'en pense le syndicat.", "Nous rouvrirons le gué"),
        ("Nous rouvrirons le gué, le fils du maire il sait faire.", "Nous rouvrirons le gué"),
        ("Puisque le pont est loin, nous rouvrirons le gué.", "nous rouvrirons le gué."),
        (
            "Comme le pont est bien loin, et parce que l'hiver est long, nous rouvrirons le gué.",
            "nous rouvrirons le gué.",
        ),
        (
            "Au canton, si notre groupe y siège, nous demanderons un nouveau pont.",
            "Au canton, si notre groupe y siège, nous demanderons un nouveau pont.",
        ),
        (
            "Pour le gué, qui gêne les tracteurs, un devis sera demandé avant l'hiver.",
            "Pour le gué, qui gêne les tracteurs, un devis sera demandé avant l'hiver.",
        ),
        ("Le maire me charge de vous dire qu'il signera le pacte.", "il signera le pacte."),
        (
            "Nous souhaitons, en outre, que la commune rouvre le gué.",
            "Nous souhaitons, en outre, que la commune rouvre le gué.",
        ),
    ],
)
def test_motives_and_comments_are_no_part(text: str, quote: str) -> None:
    assert [one.quote for one in suggest(text)] == [quote]


def test_and_for_opens_another_passage() -> None:
    found = suggest("On rouvrira le gué, et pour le pont on verra avec le canton.")
    assert [one.quote for one in sorted(found, key=lambda one: one.start)] == [
        "On rouvrira le gué",
        "pour le pont on verra avec le canton.",
    ]


def test_small_letters_after_a_full_stop_open_a_sentence() -> None:
    found = suggest("le pont est fermé depuis l'hiver. ma future adjointe fera rouvrir le gué.")
    assert [one.quote for one in found] == ["ma future adjointe fera rouvrir le gué."]
