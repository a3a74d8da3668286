"""One sentence at a time: roundabout turns, other people's wishes, meetings, signing by the way."""

import pytest

from letters.reading.suggest import suggest

COMMITS = [
    "Les agents se verront proposer une formation.",
    "Les associations se verront ouvrir un accès gratuit à nos serveurs.",
    "C'est à l'école qu'iront les premiers ordinateurs reconditionnés.",
    "Il ouvrira en septembre si les travaux du fablab sont finis.",
    "Nos représentants tiendront la même ligne sur les logiciels libres.",
    "J'y ajouterai un volet consacré à la formation aux outils libres.",
    "Les économies réalisées sur les licences serviront à payer les formations.",
    "Il nous appartient désormais d'amplifier l'usage des logiciels libres.",
    "Votre lettre nous a convaincus de choisir un logiciel libre.",
    "J'ai également la ferme volonté de former les agents aux outils libres.",
    "Nous avons par ailleurs arrêté le principe d'un budget participatif numérique.",
    "On a décidé que la mairie n'achèterait plus de logiciels fermés.",
    "Une somme de 15 000 euros est d'ores et déjà réservée à la contribution.",
    "Celui-ci prévoit d'ouvrir un point d'accueil numérique.",
    "On y lit que la ville se dotera de sa propre infrastructure informatique.",
    "Il y est écrit que la commune publiera ses données.",
    "La direction informatique verra ses effectifs portés à dix.",
    "Ma première délibération aura pour objet de publier nos logiciels.",
    "Leur attribution tiendra compte de l'ouverture du code.",
    "Chaque direction aura à établir la liste de ses logiciels.",
    "Les directions auront jusqu'à 2027 pour quitter leurs logiciels.",
    "La préférence ira aux logiciels libres.",
    "L'inclusion numérique demeurera une priorité.",
    "Nous retenons sans hésiter la première proposition.",
    "Il entend confier ces logiciels à un adjoint.",
    "Celui-ci devra présenter une feuille de route du logiciel libre.",
    "Je m'oblige à publier mes rendez-vous.",
    "Aussi proposons-nous que la cantine passe en régie.",
    "Pas question de fermer la classe de CM1.",
    "Il n'est pas question de vendre le camping municipal.",
    "Leur mission : visiter chaque foyer deux fois par an.",
    "Sa tâche tient en peu de mots : écouter, noter, transmettre.",
    "La première étape, c'est l'isolation de la mairie.",
    "La deuxième tâche du comité : publier les comptes.",
    "La rue des Lilas on la refait cet été.",
    "Les abonnements, on les résilie.",
    "La cantine : on garde les cuisiniers.",
    "La directrice aura carte blanche.",
    "Y aura un marché de nuit tous les jeudis.",
    "Un débat annuel sur l'eau aura lieu en séance publique.",
    "Les élus montreront l'exemple.",
    "L'état civil sera ouvert le samedi.",
    "Une convention citoyenne votera le budget des parcs.",
    "Le centre de loisirs verra son système d'inscription entièrement refait.",
    "Je ferai revenir les formulaires en papier.",
    "Entre-temps, pas de nouveau rond-point.",
    "Ensuite, place aux vélos.",
    "Ne jamais signer un bail que la commune ne peut rompre.",
    "Les tarifs de la cantine baisseront.",
    "On a tranché pour une cantine en régie.",
    "Chaque classe tiendra un journal.",
    "Ce sera notre deuxième adjointe.",
    "Deux d'entre nous siégeront au conseil d'école.",
]
WISHES = [
    "Mme Martin, qui est troisième sur la liste, aimerait que la salle serve à aider les anciens.",
    "Notre colistière souhaiterait des ordinateurs reconditionnés.",
    "Nadia, qui enseigne au collège, rêve que les élèves fabriquent le site.",
    "Ce qui serait bien, c'est que l'école puisse avoir des ordinateurs récupérés.",
    "Ce qu'on voudrait, à plus long terme, c'est partager un informaticien.",
    "Je verrais bien notre ville accueillir les rencontres du logiciel libre.",
    "Je milite pour que la ville rejoigne l'Adullact.",
    "Nous tenons également à ce que les aînés apprennent à se servir de logiciels libres.",
    "Il nous plairait que les jeunes remettent en état des ordinateurs.",
    "Il souhaite en outre que la ville publie son code.",
]
STUDIES = [
    "Avant de nous prononcer, nous interrogerons les villes qui utilisent des logiciels libres.",
    "L'accueil d'un hébergeur libre est envisageable.",
    "Elle n'exclut pas, à terme, de proposer un outil libre.",
    "Nous regarderons donc ce que permet le logiciel.",
    "La formation aux logiciels libres fera l'objet d'une concertation.",
    "Nous verrons avec la région ce qu'il est possible de faire.",
    "On va voir avec le département pour le car scolaire.",
    "On attend les résultats de l'enquête publique.",
    "Pour la patinoire, on y réfléchit.",
    "L'idée d'une halle couverte mérite qu'on s'y arrête.",
    "La suite dépendra d'une étude de sol.",
    "Le dossier reviendra devant le conseil en juin.",
]
AGREES = [
    "Banco pour le pacte.",
    "Le pacte, c'est signé.",
    "Votre pacte est joint à ce courrier, signé de ma main.",
    "Vous pouvez mettre notre liste sur votre carte.",
    "La présente vaut accord sur votre pacte.",
    "Quant à signer, oui, bien volontiers.",
    "Vous pouvez tenir notre signature pour acquise.",
    "Tu peux nous mettre sur la carte des signataires.",
    "Vous avez ma signature.",
    "Vous pouvez mettre mon nom au bas de votre pacte.",
    "Le pacte a trouvé en moi une signataire.",
    "Nous ferons une exception pour la vôtre.",
    "L'union a voté à l'unanimité la signature de votre pacte.",
    "Ces formats ouverts, nous les prenons à notre compte.",
    "Votre pacte recueille, dans ces conditions, mon plein assentiment.",
    "Je n'en donne pas moins mon accord à la signature du pacte.",
    "Vous pouvez annoncer que nous sommes des vôtres.",
    "Je vous fais part de notre accord et vous redis notre adhésion.",
]
OWES = [
    "Il me serait agréable de vous recevoir en mairie.",
    "Elle sera heureuse de le faire en votre présence.",
    "Vos bénévoles y seraient naturellement associés.",
    "Un comité verra le jour, et la vôtre y sera la bienvenue.",
    "Rendez-vous le 28 février à la Bourse du travail.",
    "Passez donc à la mairie un mardi.",
    "Je demande à mon directeur de cabinet de vous recevoir.",
    "Je demeure à votre écoute pour en fixer les conditions.",
    "Vous le recevrez avant la fin de la semaine.",
    "On vous l'apporte signé à la fête du libre.",
]
DOES_NOT = [
    "Soyez certains que vos arguments seront versés au débat le moment venu.",
    "Votre contribution viendra nourrir notre réflexion.",
    "Il appartiendra aux élus issus du scrutin d'arrêter les choix de la collectivité.",
    "Je me garderai de vous annoncer un calendrier.",
    "Je tiens à rendre hommage à l'engagement de vos bénévoles.",
    "Je tiens à vous faire connaître la position de notre liste.",
    "Notre programme consacre un chapitre entier au numérique.",
    "La droite voudrait que la ville achète des logiciels fermés.",
    "Certains voudraient que tout change en un jour.",
    "Votre association aimerait que les écoles soient équipées.",
    "Merci pour ce pacte qui rejoint notre combat de toujours.",
    "Nous entendons rester fidèles à cette ligne.",
    "Deux principes guideront notre action.",
    "Vous voudriez savoir ce que nous ferons demain.",
    "Il conviendra d'attendre.",
    "Il faudra du temps pour changer de logiciel.",
    "Rendez-vous le 15 mars devant les urnes.",
]
APART = {
    "La première sera de publier le code, la deuxième de former les agents, la troisième "
    "d'aider les écoles.": 3,
    "Les ordinateurs seront sous Linux, et les enseignants qui le souhaitent se verront "
    "proposer une formation.": 2,
    "Une régie sera créée, où nos élues demanderont l'ouverture du code.": 2,
    "On fera la bascule vers LibreOffice au moment où elle le sentira.": 1,
    "La salle informatique, c'est moi qui m'en occuperai.": 1,
    "C'est d'accord, on signe le pacte.": 1,
}


def found(sentence: str, kind: str = "commitment", firmness: str = "") -> bool:
    return any(
        one.kind == kind and firmness in ("", one.firmness) for one in suggest(f"{sentence}\n")
    )


@pytest.mark.parametrize("sentence", COMMITS)
def test_a_commitment(sentence: str) -> None:
    assert found(sentence)


@pytest.mark.parametrize("sentence", WISHES)
def test_a_wish(sentence: str) -> None:
    assert found(sentence, firmness="aspiration")


@pytest.mark.parametrize("sentence", STUDIES)
def test_something_to_study(sentence: str) -> None:
    assert found(sentence, firmness="to_study")


@pytest.mark.parametrize("sentence", AGREES)
def test_an_agreement(sentence: str) -> None:
    assert found(sentence, "agreement")


@pytest.mark.parametrize("sentence", OWES)
def test_something_owed_to_the_association(sentence: str) -> None:
    assert found(sentence, "action_due")


@pytest.mark.parametrize("sentence", DOES_NOT)
def test_nothing(sentence: str) -> None:
    assert suggest(f"{sentence}\n") == []


@pytest.mark.parametrize(("sentence", "number"), APART.items())
def test_as_many_passages_as_actions(sentence: str, number: int) -> None:
    assert len(suggest(f"{sentence}\n")) == number
