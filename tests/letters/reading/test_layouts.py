"""How a letter is laid out decides what its sentences promise: lists, labels, lines, quotes."""

import pytest

from letters.reading.suggest import Suggestion, suggest


def found(text: str) -> list[Suggestion]:
    return sorted(suggest(text), key=lambda one: one.start)


def quotes(text: str) -> list[str]:
    return [one.quote.rstrip(".!") for one in found(text)]


def test_presents_promise_under_an_announcement() -> None:
    text = (
        "Bonjour,\n\nSi vous nous faites confiance :\n\n"
        "* nous supprimons les traceurs du site de la ville ;\n"
        "* nous créons une bourse aux ordinateurs et y associons les commerçants.\n"
    )
    assert quotes(text) == [
        "nous supprimons les traceurs du site de la ville",
        "nous créons une bourse aux ordinateurs",
        "y associons les commerçants",
    ]


def test_presents_tell_what_is_elsewhere() -> None:
    assert found("Nous retirons le courrier le matin.\n\nOn commence tôt.\n") == []


def test_headings_that_say_when_govern_their_items() -> None:
    text = (
        "NOTRE CONTRAT\n\nDans les 100 jours\n"
        "#1 Le conseil municipal est retransmis sur PeerTube.\n"
        "#2 Chaque école dispose d'un référent numérique.\n"
    )
    assert len(found(text)) == 2


def test_a_label_that_says_when_is_left_out() -> None:
    text = (
        "Bonjour,\n\nVoici notre feuille de route :\n\n"
        "Premier semestre : revue générale des contrats.\n"
        "À partir de 2027 : déploiement des solutions retenues.\n"
    )
    assert quotes(text) == [
        "revue générale des contrats",
        "déploiement des solutions retenues",
    ]


@pytest.mark.parametrize("mark", [">", "🌱", "-->", "→", "#1", "1.1", "2.1.3"])
def test_marks_of_items(mark: str) -> None:
    text = f"Bonjour,\n\nNous nous engageons à :\n{mark} ouvrir un atelier numérique libre\n"
    assert quotes(text) == ["ouvrir un atelier numérique libre"]


def test_a_quoted_list_of_the_association_is_no_list_of_ours() -> None:
    text = (
        "Bonjour,\n\nLe 3 mars 2026, l'association a écrit :\n"
        "> nous publierons vos réponses\n> nous ouvrirons un débat\n"
    )
    assert found(text) == []


def test_lines_without_full_stops_are_sentences() -> None:
    text = (
        "bonjour\n\nvoici ce qu on propose pour la commune\n"
        "on installera libreoffice sur les ordinateurs de la mairie\n"
        "le site sera refait avec un logiciel libre\n"
        "les agents auront une formation\n"
        "l ancien maire a depense beaucoup\n\nbonne journee\n"
    )
    assert quotes(text) == [
        "on installera libreoffice sur les ordinateurs de la mairie",
        "le site sera refait avec un logiciel libre",
        "les agents auront une formation",
    ]


def test_a_forwarded_letter_is_the_letter() -> None:
    text = (
        "---------- Message transféré ----------\nDe : liste <l@exemple.example>\n\n"
        "Bonjour,\n\nNous formerons les agents aux logiciels libres.\n"
    )
    assert quotes(text) == ["Nous formerons les agents aux logiciels libres"]


def test_what_follows_a_long_answer_is_quoted() -> None:
    ours = "Nous formerons les agents aux logiciels libres. " * 8
    text = f"Bonjour,\n\n{ours}\n\n-------- Message original --------\nNous ouvrirons un débat.\n"
    assert len(found(text)) == 8


def test_a_list_of_what_will_not_be_done_promises_nothing() -> None:
    text = (
        "Ce que je ne ferai pas :\n- embaucher un informaticien de plus\n"
        "- imposer un logiciel aux enseignants\n"
    )
    assert found(text) == []


def test_speaking_to_the_association_is_not_speaking_for_it() -> None:
    text = (
        "Madame,\n\nNous avons rassemblé à votre intention les engagements de notre liste :\n"
        "- la publication des budgets en format ouvert ;\n- une formation pour chaque élu.\n"
    )
    assert len(found(text)) == 2


def test_two_agreements_of_a_sentence_are_one() -> None:
    (one,) = found("Le pacte est donc adopté, il sera signé par les deux premiers de liste.")
    assert one.kind == "agreement"
    assert one.quote.startswith("Le pacte")
    assert one.quote.rstrip(".").endswith("liste")


def test_a_question_about_the_answer_asks_for_no_promise() -> None:
    asked = "Acceptez-vous que vos réponses soient publiées ?\n"
    assert found(f"{asked}Oui\n") == []
    assert [one.kind for one in found("Nous recevrez-vous une fois par an ?\nOui.\n")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        (
            "À la métropole, nous défendrons les formats ouverts. "
            "Nous y demanderons un moratoire sur les licences.",
            ("intercommunality",),
        ),
        (
            "Les formats ouverts seront la règle en mairie. "
            "Nous demanderons un moratoire sur les licences.",
            ("commune",),
        ),
        (
            "Sur l'échelon intercommunal, rien n'est joué. "
            "Nous ouvrirons la discussion sur les logiciels libres.",
            ("intercommunality",),
        ),
        ("Nous créerons une direction informatique commune.", ("commune",)),
        (
            "Nous mutualiserons l'hébergement avec les communes de l'agglomération.",
            ("commune",),
        ),
    ],
)
def test_levels_come_from_around(text: str, levels: tuple[str, ...]) -> None:
    assert found(text)[-1].levels == levels


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (
            "S'agissant de la formation des agents, un module sera consacré aux outils libres.",
            "un module sera consacré aux outils libres",
        ),
        (
            "Nous étendrons l'usage des logiciels libres, en commençant par l'état civil.",
            "Nous étendrons l'usage des logiciels libres",
        ),
        (
            "Nous soutiendrons les filières locales de réemploi, qui créent des emplois durables.",
            "Nous soutiendrons les filières locales de réemploi",
        ),
        (
            "Elle précise que la mairie publiera les codes sources.",
            "la mairie publiera les codes sources",
        ),
        (
            "Ces machines ne seront plus détruites, mais confiées à des associations.",
            "Ces machines ne seront plus détruites, mais confiées à des associations",
        ),
    ],
)
def test_edges(text: str, quote: str) -> None:
    assert quotes(text) == [quote]


@pytest.mark.parametrize(
    ("text", "firmness"),
    [
        ("Tout marché comportera une analyse des solutions libres.", "firm"),
        ("Nous lancerons une étude sur les logiciels libres.", "to_study"),
        ("Les habitants pourront s'inscrire à des ateliers numériques.", "firm"),
        ("La ville pourrait héberger des services libres.", "conditional"),
        ("Nous serions favorables à un essai des logiciels libres.", "conditional"),
        ("On rêve d'un tiers-lieu numérique.", "aspiration"),
        ("Si leur coût est inférieur, nous choisirons les logiciels libres.", "conditional"),
    ],
)
def test_firmness(text: str, firmness: str) -> None:
    assert found(text)[0].firmness == firmness


def test_items_among_measures_are_measures() -> None:
    text = (
        "- Créer un poste de garde champêtre\n"
        "- Rouvrir le gué des Saules\n"
        "- Haies : plantation de deux kilomètres par an\n"
        "- Marché : place gratuite pour les producteurs du canton\n"
    )
    assert len(found(text)) == 4


def test_a_list_of_complaints_is_none_of_measures() -> None:
    text = (
        "Ce que nous avons trouvé\n"
        "- Augmentation des tarifs de l'eau\n"
        "- Fermeture de la perception\n"
        "- Un garde champêtre à mi-temps\n"
    )
    assert found(text) == []


def test_headings_under_an_announcement_govern_their_items() -> None:
    text = (
        "Merci de votre lettre. Nos propositions sont les suivantes.\n\n"
        "Voirie\n- Allongement à sept mètres du pont\n\n"
        "Eau\n- Compteur unique pour les trois hameaux, relevé par la commune\n"
    )
    assert len(found(text)) == 2


def test_unwrapped_lines_apart_are_apart() -> None:
    text = (
        "bonjour\n\nmerci de la lettre\n\n"
        "on va refaire le pont des saules avec les gens du hameau et la coop\n\n"
        "tout les fossés serons curés au printemps par la commune et les riverains volontaires\n\n"
        "bonne continuation\n\nle bureau de la liste\n"
    )
    assert len(found(text)) == 2


def test_a_page_number_stands_in_no_sentence_s_way() -> None:
    text = (
        "Nous vous répondons volontiers, et le pont des Saules, qui menace ruine depuis deux\n"
        "hivers, sera rouvert aux piétons, puis aux voitures, après les travaux de conforte-\n\n"
        "RÉPONSE DE LA LISTE                    2 / 3\n\n"
        "ment que le conseil votera en avril.\n"
    )
    (one,) = found(text)
    assert one.quote.endswith("ment que le conseil votera en avril.")
