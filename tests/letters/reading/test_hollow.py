"""What sounds like a promise and is none: nothing to do, somebody else's, or not to be done."""

import pytest

from letters.reading.suggest import suggest

NOTHING = [
    # Mottoes and titles.
    "Nous voulons reprendre la main.",
    "Nous avons prévu plusieurs mesures.",
    "Nous ouvrirons un nouveau chapitre de notre histoire.",
    "Ensemble, nous relèverons ce défi.",
    "On en parlera, on avancera.",
    "La culture irriguera nos hameaux.",
    "Nous aurons alors tenu parole.",
    # States.
    "Nous le serons avec modestie.",
    "Le marché couvert est municipal et le restera.",
    "La commune continuera d'être une terre d'accueil.",
    "Nous entendons cette inquiétude.",
    "Le bail ira à son terme.",
    "Sa situation lui permettra de prendre toute sa place.",
    # Others.
    "Ma concurrente s'engage à rouvrir la piscine.",
    "La liste d'en face promet de baisser les impôts.",
    "Nous exigeons de l'État la réouverture de la trésorerie.",
    "Nous demandons au préfet de rouvrir le guichet.",
    # Not to be done.
    "Nous avons décidé de ne pas répondre aux questionnaires.",
    "Nous avons choisi de ne pas signer de charte.",
    "Sur les impôts, je promets rien.",
    # The association's words.
    "Vous me demandez si « une élue sera chargée de l'eau ».",
    "Si « la cantine passera au bio ».",
    "Nous espérons que ces éléments répondent à votre attente.",
    "Soyez assurés que votre appel sera entendu.",
    # Another hand.
    "[rayé : Nous rouvrirons la gare.]",
]
SOMETHING = [
    "Nous avons trois buts : rouvrir le gué des Saules.",
    "Il n'est pas exclu que nous rouvrions le gué.",
    "La régie de l'eau sera créée, à supposer que le canton l'accepte.",
    "Nous voulons reprendre la main sur nos données de santé scolaire.",
    "Nous avons prévu trois mesures de soutien aux maraîchers.",
    "Nous ouvrirons un chemin piéton le long de la voie.",
    "La régie restera publique.",
    "La commune continuera d'entretenir les chemins.",
    "Nous entendons rouvrir la gare.",
    "Le produit de la vente ira à l'école.",
    "Nous demandons à nos services de rouvrir le guichet.",
    "Nous avons décidé de ne pas augmenter les impôts.",
    "Nous avons choisi de ne pas renouveler ce contrat.",
    "Je promets une cantine gratuite.",
    "La messagerie reviendra sur un serveur municipal.",
    "Ma future adjointe tiendra une permanence au marché.",
    "Il est souhaité que la cantine soit rouverte le mercredi.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_nothing_to_do(sentence: str) -> None:
    assert suggest(sentence) == []


@pytest.mark.parametrize("sentence", SOMETHING)
def test_something_to_do(sentence: str) -> None:
    assert len(suggest(sentence)) == 1
