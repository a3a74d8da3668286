"""One sentence at a time: measures named without a verb, presents that promise, shared verbs."""

import pytest

from letters.reading.suggest import Suggestion, suggest


def found(sentence: str) -> list[Suggestion]:
    letter = f"Madame, Monsieur,\n\nVoici notre position sur les logiciels libres. {sentence}"
    return sorted(suggest(f"{letter}\n\nCordialement"), key=lambda one: one.start)


NAMED = [
    "LibreOffice sur tous les postes avant l'été.",
    "Nextcloud à la place de Dropbox.",
    "École : 12 ordinateurs sous Linux à la rentrée.",
    "Formation : ateliers mensuels pour les agents.",
    "Bureautique : bascule vers LibreOffice, service par service.",
    "Une journée annuelle du logiciel libre à la salle polyvalente.",
    "En réorientant les crédits de licences vers la formation.",
    "Adieu les fichiers Word sur le site de la mairie.",
    "Avec nous, fini les licences à gogo.",
    "Remplacement de la suite bureautique en 2027.",
    "Oui à la formation aux logiciels libres.",
    "Adopter un plan ambitieux de sortie des logiciels fermés, doté d'un budget.",
]
PRESENTS = [
    "On met LibreOffice partout.",
    "On vire les licences qui ne servent à rien.",
    "Si la maîtresse est d'accord, on installe Linux dans la classe.",
]
TURNS = [
    "Il est hors de question que les données des élèves partent chez Google.",
    "Ce sera l'une de nos premières délibérations sur le logiciel libre.",
    "Nous en ferons un critère d'attribution des marchés de logiciels.",
    "Le logiciel libre deviendra la règle dans nos services.",
    "Nous n'aurons de cesse de réclamer l'ouverture du code.",
    "Nous disons oui à l'ouverture des données publiques.",
    "Nous ne laisserons personne seul devant un logiciel.",
    "Nous ne déciderons rien sans les agents sur les logiciels.",
    "On ne verra plus de formulaires Word sur le site.",
    "Aucun enfant n'aura besoin d'un compte Google.",
    "Celui qui voudra travailler avec nous devra livrer son code source.",
    "Une expérimentation de Linux serait menée dans deux services.",
    "Le changement de système d'exploitation demande une étude préalable.",
    "Nous avons opté pour une bascule progressive vers LibreOffice.",
    "Il a été décidé que les postes passeraient sous Linux.",
    "Notre liste promet aussi de généraliser les logiciels libres.",
    "Il lui reviendra de présenter un plan de sortie des logiciels propriétaires.",
    "Pas un euro n'ira à un logiciel fermé.",
    "Il devra aussi documenter ses logiciels.",
    "À lui de proposer des solutions libres.",
    "Les logiciels libres y auront toute leur place.",
    "Le second est d'améliorer l'accès aux logiciels.",
    "Témoin en Commun prévoit de créer des ateliers de logiciels libres.",
    "Libérons nos écoles des logiciels fermés !",
    "La ville doit reprendre la maîtrise de ses logiciels.",
    "La première chose, c'est rouvrir un lieu avec des ordinateurs libres.",
]
SILENT = [
    "Nous publions nos données depuis 2019.",
    "On change de logiciel tous les trois ans.",
    "Nous passons trop de temps devant des logiciels mal conçus.",
    "On donne nos données à Microsoft sans y penser.",
    "Une dépense de 200 000 euros par an pour des licences.",
    "Un habitant sur cinq renonce à une démarche en ligne.",
    "Une belle initiative pour le logiciel libre.",
    "Objet : migration vers les logiciels libres.",
    "En utilisant Word, on enferme les gens.",
    "La migration serait vécue comme une contrainte par les agents.",
    "Il n'est pas question de signer un pacte.",
    "Aviez-vous déjà proposé ce logiciel ?",
    "L'État doit reprendre la maîtrise de ses logiciels.",
    "Saluons le travail des développeurs de logiciels libres !",
    "La liste sortante promet des logiciels souverains.",
    "Votre association sollicite la signature de notre liste.",
    "Je lis toujours ce que je signe.",
    "Chaque citoyen pourra se déterminer sur le logiciel libre.",
    "On nous traitera de rêveurs du logiciel libre.",
    "La formation.",
    "Des écoles libérées.",
    "Aucun agent ne sera laissé au bord du chemin.",
    "Promouvoir le logiciel libre suppose de convaincre les agents.",
]
SHARED = [
    ("Nos agents seront formés, nos données ouvertes, notre code publié.", 3),
    ("Le site sera refait, puis les formulaires convertis en formats ouverts.", 2),
    ("Cela passera par la formation des agents, par l'ouverture des données libres.", 2),
    ("Nous avons trois priorités. Former les agents. Ouvrir les données. Publier le code.", 3),
    ("Former les agents, ouvrir les données, publier le code : voilà nos priorités.", 3),
    ("Nous agirons sur deux fronts : les écoles, avec Linux ; les services, avec Debian.", 2),
    ("Chaque migration sera précédée d'un pilote et suivie d'un bilan des logiciels.", 2),
    ("Nous changerons d'outils libres : en associant les agents, en publiant nos choix.", 3),
    ("Nous signons le pacte et restons à votre disposition pour échanger.", 2),
    ("Je signe le pacte et m'engage à publier nos logiciels.", 2),
    (
        "Notre programme est en ligne. Il prévoit la création d'un poste, l'ouverture des données.",
        2,
    ),
    ("Les résultats sont là.La bureautique sera libre.", 1),
    ("Pour les écoles, des postes sous Linux ; pour les services, LibreOffice.", 2),
]


@pytest.mark.parametrize("sentence", NAMED + PRESENTS + TURNS)
def test_it_is_offered_whole(sentence: str) -> None:
    (only,) = found(sentence)
    assert only.kind == "commitment"
    assert len(only.quote) > 0.6 * len(sentence)


@pytest.mark.parametrize("sentence", NAMED + PRESENTS[:2])
def test_what_says_less_is_less_sure_than_a_future(sentence: str) -> None:
    sure = found("Nous installerons LibreOffice sur tous les postes avant l'été.")
    assert found(sentence)[0].score < sure[0].score


@pytest.mark.parametrize("sentence", SILENT)
def test_it_is_not_offered(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(("sentence", "number"), SHARED)
def test_one_action_for_each_passage(sentence: str, number: int) -> None:
    assert len(found(sentence)) == number


def test_a_list_of_what_was_decided() -> None:
    letter = (
        "L'assemblée a retenu les propositions suivantes :\n"
        "que la plateforme de la ville soit libre ;\n"
        "que les agents soient associés au choix des outils.\n"
    )
    assert len(suggest(letter)) == 2


def test_a_question_that_invites() -> None:
    (only,) = found("Seriez-vous disponible pour en parler avant le 8 mars ?")
    assert only.kind == "action_due"


def test_the_reason_can_be_read() -> None:
    assert found("Nextcloud à la place de Dropbox.")[0].reason == "names a measure, without a verb"
