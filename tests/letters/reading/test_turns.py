"""Turns of phrase beyond the usual ones: subjects, negations, nouns, presents with a date."""

import pytest

from letters.reading.evaluate import overlap
from letters.reading.suggest import suggest

COMMITS = [
    "Notre équipe mettra un point d'honneur à privilégier les logiciels libres.",
    "Nous aurons le souci constant d'ouvrir nos données.",
    "Soyez assurés de notre détermination à faire progresser le logiciel libre dans nos services.",
    "Vous pouvez compter sur nous pour porter ces sujets au conseil municipal.",
    "Nous nous évertuerons à réduire notre dépendance.",
    "Nous nous attellerons à la migration du parc.",
    "Il sera mis fin aux contrats les plus coûteux.",
    "Il sera créé une commission numérique.",
    "Nous tenons à vous assurer de notre volonté de mettre en place des outils libres.",
    "Notre engagement : former tous les agents aux outils libres.",
    "Notre objectif : 100 % de logiciels libres en 2030.",
    "La mise en place d'un cloud local fait partie de nos priorités.",
    "La formation des agents figure parmi nos priorités.",
    "La souveraineté numérique sera au cœur de notre action.",
    "Nous portons la création d'une régie publique du numérique.",
    "À ce titre, seront privilégiées les solutions libres.",
    "Nous n'excluons pas de migrer la messagerie.",
    "Nous ne nous interdisons pas d'aller plus loin avec un système libre.",
    "Nous ne transigerons pas sur la protection des données.",
    "Nos élus auront pour mission de veiller à l'application du pacte.",
    "Mandat sera donné à la DSI d'étudier les alternatives.",
    "Nous nous sommes fixé pour objectif de libérer la moitié du parc.",
    "Nous avons intégré à notre programme la création d'un fablab.",
    "L'une de nos premières décisions sera de nommer un adjoint au numérique.",
    "Notre première mesure sera la publication des dépenses informatiques.",
    "Le premier acte de notre mandat sera de dénoncer ce contrat.",
    "Le recours aux logiciels libres constituera le principe.",
    "Tout achat de logiciel propriétaire devra être justifié devant le conseil.",
    "À terme, l'objectif est de quitter Windows.",
    "Une rencontre pourra être organisée avec votre association après l'élection.",
    "Nous solliciterons votre expertise dès avril.",
    "Nous prendrons contact avec vous après les élections.",
    "Nous serions ravis d'échanger avec vous sur ces questions.",
    "Votre association aura toute sa place dans ce comité.",
    "Chaque école disposera d'une salle informatique équipée de logiciels libres.",
    "Les agents bénéficieront d'un accompagnement personnalisé.",
    "Les habitants pourront suivre des ateliers gratuits à la médiathèque.",
    "Les usagers auront toujours la possibilité d'obtenir un formulaire papier.",
    "Des ateliers seront organisés chaque mois dans les quartiers.",
    "Un appel à projets permettra de financer les initiatives libres locales.",
    "La charte informatique intégrera la question des formats ouverts.",
    "Sous notre mandature, la ville cessera d'utiliser Google Analytics.",
    "Durant le prochain mandat, la commune ouvrira ses données.",
    "Si les électeurs nous accordent leur confiance, la ville rejoindra l'ADULLACT.",
    "Nous ferons nôtre cette exigence de transparence.",
    "Cette exigence, nous la ferons inscrire dans le règlement intérieur.",
    "Ce sera l'une de nos priorités dès le début du mandat.",
    "Ces formations, ouvertes à tous, seront dispensées dans les maisons de quartier.",
    "Nous envisagerons favorablement toute proposition de mutualisation.",
    "L'accent sera mis sur la formation des seniors.",
    "Une délibération viendra consacrer cette orientation.",
    "Les bibliothèques municipales deviendront des lieux de découverte du logiciel libre.",
    "Toute nouvelle application devra reposer sur un code ouvert.",
    "Nous demandons dès à présent à nos futurs élus de porter ce sujet.",
    "Nous confierons à une association locale l'animation d'ateliers.",
    "La ville, si nous la dirigeons, n'imposera plus aucun logiciel propriétaire à ses usagers.",
    "Nous passerons nos postes sous Linux au rythme de leur renouvellement.",
    "Il nous tient à cœur de rendre l'informatique accessible à tous.",
    "Nous mettrons tout en œuvre pour respecter le pacte.",
    "Notre politique d'achat donnera la préférence aux solutions libres.",
    "Cette politique passera par la formation des agents.",
    "Cela passera par la création d'un poste dédié.",
    "Nous y consacrerons un budget annuel de 20 000 euros.",
    "Nous l'inscrirons dans notre agenda 2030.",
    "Pour cela, nous nous appuierons sur un réseau de bénévoles.",
    "Avec nos partenaires de l'agglomération, il s'agira de bâtir une offre commune.",
    "Je ferai de ce sujet un marqueur de mon mandat.",
    "Je suis personnellement favorable à une telle démarche et la soutiendrai.",
    "Nous avons bien l'intention de poursuivre dans cette voie en équipant les écoles.",
    "Nous sommes prêts à étudier un calendrier de migration avec vous.",
    "Nous proposerons une charte, qui sera soumise au vote.",
    "Enfin, la sensibilisation du public passera par des conférences et des ateliers.",
    "Nous prévoirons une ligne budgétaire dédiée.",
    "Le site internet de la mairie sera refait sous un CMS libre.",
    "Nous nous inscrivons pleinement dans cette démarche et la poursuivrons.",
    "Nous rejoindrons le réseau des villes engagées.",
    "Nous pensons organiser une journée annuelle du logiciel libre.",
    "Nous réaffirmons notre engagement à utiliser des formats ouverts.",
    "Notre équipe reste déterminée à faire avancer le logiciel libre.",
    "Nous avons retenu le principe d'une migration en trois ans.",
    "Le principe d'une migration en trois ans est retenu.",
    "Les futurs contrats prévoiront une clause de réversibilité.",
    "Nous renforcerons, développerons et pérenniserons les ateliers numériques.",
    "Nous vous garantissons un accès régulier aux élus.",
    "Nous répondons favorablement à votre pacte.",
    "Nous faisons nôtres les objectifs du pacte.",
    "Nous apportons notre soutien au Pacte du logiciel libre.",
    "Je vous informe que notre liste a décidé de signer votre pacte.",
    "C'est donc bien volontiers que nous apposons notre signature.",
    "Vous trouverez notre signature en pièce jointe.",
    "Nous sommes heureux de rejoindre les signataires du pacte.",
    "Nous partageons les objectifs du pacte et acceptons d'en être signataires.",
    "Je vous confirme mon accord pour signer le pacte.",
    "La liste signe le pacte.",
    "Notre tête de liste a signé le pacte ce matin.",
    "Nous donnons un avis favorable à votre pacte.",
    "Nous apposerons notre signature au bas de votre pacte.",
    "Notre équipe vous recontactera au lendemain du scrutin.",
    "Une réponse détaillée vous sera adressée avant le 12 mars.",
    "Nous vous tiendrons informés des suites.",
    "Nous aurons plaisir à vous accueillir en mairie.",
    "Je vous propose de nous rencontrer à la permanence.",
    "Nous organiserons une rencontre avec votre association.",
    "Nous travaillerons main dans la main avec les associations comme la vôtre.",
]

DOES_NOT = [
    "Nous sommes attachés à la liberté des citoyens.",
    "Le logiciel libre est un enjeu majeur.",
    "La dépendance aux éditeurs américains coûtera de plus en plus cher.",
    "Cela ne sera pas simple.",
    "Les citoyens jugeront sur pièces.",
    "L'intelligence artificielle bouleversera nos métiers dans les prochaines années.",
    "L'État devra prendre ses responsabilités.",
    "La région financera la moitié de ce projet.",
    "Il faudra du temps et de la pédagogie.",
    "Vous l'aurez compris, ce sujet nous passionne.",
    "Vous trouverez ci-dessous nos réponses.",
    "Comme vous le verrez, notre programme en parle peu.",
    "Nous avons migré la messagerie en 2019.",
    "La ville utilise LibreOffice depuis dix ans.",
    "Nous avons pris connaissance de votre pacte avec intérêt.",
    "Nous ne signerons pas votre pacte.",
    "Notre liste ne souhaite pas signer de pacte.",
    "Nous avions signé le pacte en 2014.",
    "Le maire sortant avait signé le pacte sans rien faire.",
    "Nos adversaires signeront n'importe quoi.",
    "Microsoft augmentera encore ses tarifs.",
    "Les prix continueront d'augmenter.",
    "Vous nous demandez de signer le pacte.",
    "Vous souhaitez que nous donnions la priorité au logiciel libre.",
    "La question de la souveraineté se posera tôt ou tard.",
    "Nous espérons que ces réponses vous satisferont.",
    "Nous restons à votre disposition pour tout complément.",
    "Nous vous souhaitons une bonne continuation.",
    "Nous vous remercions de l'intérêt que vous portez à notre commune.",
    "C'est une question qui mérite débat.",
    "Les élections auront lieu les 15 et 22 mars.",
    "Une migration brutale désorganiserait les services.",
    "Je n'ai pas d'avis sur la question.",
    "Ce sera aux habitants de décider.",
    "Le logiciel libre n'est pas toujours adapté aux besoins des services.",
    "Nous ne pouvons nous engager à ce stade.",
    "La mairie dispose déjà d'un service informatique compétent.",
    "On ne change pas de logiciel comme de chemise.",
    "Le temps nous dira si ces choix étaient bons.",
    "Nous regrettons que le gouvernement n'ait pas tenu ses promesses.",
    "Les logiciels libres permettront de faire des économies.",
    "Le législateur imposera tôt ou tard ces formats.",
    "Les agents sont formés chaque année aux outils bureautiques.",
    "Nous saluons votre engagement.",
    "Le conseil départemental équipera les collèges.",
    "La suite appartiendra aux électeurs.",
]


@pytest.mark.parametrize("sentence", COMMITS)
def test_commits(sentence: str) -> None:
    spans = [(found.start, found.end) for found in suggest(sentence)]
    assert max((overlap(span, (0, len(sentence))) for span in spans), default=0.0) >= 0.5


@pytest.mark.parametrize("sentence", DOES_NOT)
def test_does_not_commit(sentence: str) -> None:
    assert suggest(sentence) == []


def test_a_promise_reported_starts_at_the_promise() -> None:
    text = (
        "Sur la question de l'école, la colistière chargée de l'éducation annonce que "
        "les classes seront progressivement passées sous un système libre."
    )
    assert [found.quote[:11] for found in suggest(text)] == ["les classes"]


def test_a_subject_keeps_its_apposition() -> None:
    text = "Un centre de ressources, animé par des agents volontaires, sera ouvert dès 2027."
    assert [found.quote for found in suggest(text)] == [text]


def test_an_inline_list_gives_one_suggestion_for_each_action() -> None:
    text = "Trois engagements donc : ouvrir nos données, former nos agents, publier nos codes."
    assert len(suggest(text)) == 3


def test_numbered_titles_are_not_actions() -> None:
    text = "NOTRE PROJET\n\n1. Une mairie qui maîtrise ses outils\n\n→ Renégocier les contrats\n"
    assert [found.quote for found in suggest(text)] == ["Renégocier les contrats"]


def test_a_question_that_goes_on_in_a_list_gives_nothing() -> None:
    text = (
        "QUESTION 2\nLa commune agira-t-elle ? Par exemple :\n- former les animateurs jeunesse\n"
        "- soutenir les associations locales\n\nNOTRE RÉPONSE\nCela dépendra du budget.\n"
    )
    assert suggest(text) == []


def test_the_past_under_a_noun_of_intent_gives_nothing() -> None:
    text = "Nous avons tenu nos engagements : suppression des licences, formation des agents."
    assert suggest(text) == []
