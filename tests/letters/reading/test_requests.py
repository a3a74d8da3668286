"""What a list asks of the association, and what is only courtesy."""

import pytest

from letters.reading.suggest import suggest

ASKS = [
    "Je vous prie de bien vouloir m'adresser vos statuts avant le 5 mars.",
    "Nous vous saurions gré de nous indiquer la date de votre fête.",
    "Nous vous remercions de bien vouloir retirer mon nom de votre site.",
    "Merci de nous faire parvenir vos affiches.",
    "Veuillez me rappeler lundi matin.",
    "Dites-moi seulement à quelle adresse renvoyer le formulaire.",
    "Envoyez nous vos deux brochures.",
    "Téléphonez-nous après 18 heures.",
    "Il nous faudrait un modèle de clause, si vous en avez un.",
    "Si un de vos adhérents passe à Sète, qu'il vienne au marché.",
    "Soyez assez aimable pour m'adresser un second exemplaire.",
    "Pouvez-vous nous envoyer deux affiches ?",
    "Auriez-vous l'obligeance de nous transmettre le texte ?",
    "Auriez-vous un exemple de délibération à nous transmettre ?",
    "Y a-t-il quelqu'un de votre antenne qui pourrait passer à notre marché ?",
]
COURTESY = [
    "Veuillez agréer, Madame, mes salutations.",
    "Veuillez recevoir, Monsieur, l'assurance de mon dévouement.",
    "Veuillez nous excuser de ce retard.",
    "Je vous saurais gré de votre compréhension.",
    "Nous vous prions de croire en notre dévouement.",
    "Merci de nous avoir interrogés sur ce point.",
    "Croyez-moi, le sujet est sérieux.",
    "Permettez-moi d'ajouter un mot.",
    "Faites-nous confiance le 15 mars.",
    "Rejoignez-nous dimanche pour la victoire !",
    "Il nous faudrait des crédits que nous n'avons pas.",
    "Je vous demanderai de ne pas rappeler mes colistiers.",
    "Le sujet divise chez nous.",
]


@pytest.mark.parametrize("sentence", ASKS)
def test_a_request_is_an_action_due(sentence: str) -> None:
    assert [(one.kind, one.quote) for one in suggest(sentence)] == [("action_due", sentence)]


@pytest.mark.parametrize("sentence", COURTESY)
def test_courtesy_asks_for_nothing(sentence: str) -> None:
    assert suggest(sentence) == []
