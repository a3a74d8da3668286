"""Registers of French that lists write in: spoken, elliptic, formal; and what stays silent."""

import pytest

from letters.reading.suggest import suggest

COMMITS = [
    "On va se débarrasser de Google Workspace, et vite.",
    "On compte bien remettre l'école sous Linux.",
    "On veut que chaque agent ait le choix de ses outils.",
    "On souhaite mettre en place un atelier mensuel.",
    "Nous faisons le pari d'une informatique entièrement libre à l'horizon 2032.",
    "Il y aura un guichet numérique dans chaque quartier.",
    "Il y aura chaque année un bilan public.",
    "Fini les logiciels propriétaires dans les écoles.",
    "Plus aucun contrat ne sera signé sans clause de réversibilité.",
    "Nous mettons les logiciels libres au cœur de notre politique d'achat.",
    "Il nous appartiendra de revoir l'ensemble des contrats, ce que nous ferons dès 2026.",
    "Nous verrons avec les services comment avancer sur ce point.",
    "Matériel reconditionné, formation : voilà ce que nous mettrons en place dans les écoles.",
    "Objectif : zéro licence propriétaire en 2030.",
    "Le but est de donner accès à tous aux services en ligne.",
    "Nous reprenons vos trois objectifs dans notre programme.",
    "Nous répondons favorablement à votre première demande.",
    "Peut-être irons-nous jusqu'à créer une régie.",
    "Priorité aux formats ouverts dans tous les documents administratifs.",
    "Nous n'oublierons pas les écoles.",
    "Nous nous refusons à installer des caméras intelligentes.",
    "Nous refusons d'acheter des logiciels espions.",
    "Nous dirons non aux caméras à reconnaissance faciale.",
    "Nous irons plus loin en publiant les codes sources.",
    "Nous commençons dès avril par un audit.",
    "Ça se fera en deux temps : les écoles d'abord, la mairie ensuite.",
]

AGREES = [
    "C'est d'accord pour le pacte.",
    "Ce pacte, je l'ai signé le jour même.",
    "Elle a signé ce matin le document que vous trouverez ci-joint.",
    "Nous l'avons signé hier.",
    "La signature aura lieu le 4 mars.",
    "Signature du pacte le 4 mars en mairie.",
    "Ci-joint le formulaire signé.",
    "Je ne vois aucune raison de ne pas signer ce pacte.",
    "Rien ne s'oppose à ce que nous signions ce pacte.",
    "Je n'ai aucune hésitation à signer.",
    "Nous n'hésitons pas à signer votre pacte.",
    "Considérez-nous comme signataires.",
    "Vous pouvez d'ores et déjà annoncer notre ralliement au pacte.",
    "Notre engagement aux côtés des signataires est acquis.",
    "Votre pacte a reçu l'approbation de notre liste.",
    "Elle signera dans les prochains jours.",
    "La tête de liste et les trois suivants l'ont paraphé.",
    "Bon pour accord : la tête de liste.",
    "Je vous donne mon accord.",
    "Ce pacte, nous le faisons nôtre.",
    "Nous en acceptons tous les termes.",
    "Notre signature interviendra après l'assemblée générale.",
]

OWES = [
    "Je vous invite à notre réunion publique du 3 mars.",
    "N'hésitez pas à venir à notre local : nous vous y attendons jeudi.",
    "On vous rappelle après le premier tour.",
    "Je vous appelle lundi.",
    "Il vous recevrait volontiers après le scrutin.",
    "Passez quand vous voulez.",
    "Deux colistiers assisteront à votre réunion du 5 mars.",
    "Une délégation se rendra à votre assemblée générale.",
    "Nous participerons à votre débat.",
    "Notre tête de liste sera présente à votre débat.",
    "Nous serons présents à votre réunion.",
    "Nous sommes à votre disposition pour un échange de vive voix.",
    "Je me tiens à votre disposition pour en parler lors d'un rendez-vous.",
    "Nous restons disponibles pour vous rencontrer.",
    "Nous rendrons compte chaque année à votre association.",
    "Vous siégerez au comité de suivi.",
    "Votre aide nous sera précieuse et nous ferons appel à vous.",
    "Nous ferons appel à votre expertise.",
    "Nous vous invitons au conseil municipal d'installation.",
    "Je vous convie à la maison commune le 20 mars.",
    "Venez nous rencontrer au marché.",
    "Venez présenter vos outils à nos agents.",
]

SILENT = [
    "Nous espérons avoir répondu à vos attentes.",
    "Nous espérons que ces réponses vous donneront satisfaction.",
    "Nous restons à votre disposition pour tout renseignement complémentaire.",
    "Je reste à votre écoute.",
    "Nous vous remercions de votre confiance.",
    "Nous vous répondons bien volontiers.",
    "Nous vous prions de bien vouloir excuser notre retard.",
    "Nous partageons votre constat.",
    "Nous saluons votre initiative.",
    "Nous soutenons depuis longtemps les associations.",
    "La ville utilise déjà LibreOffice.",
    "Les agents ont été formés en 2022.",
    "Nous avons mis en place une plateforme libre.",
    "Nous avons toujours défendu le service public.",
    "Notre ville compte 12 000 habitants.",
    "Le département gère les collèges.",
    "L'État devra financer cette transition.",
    "Les éditeurs devront publier leurs formats.",
    "Vous devriez interpeller la région.",
    "Nous demandons à l'État de légiférer.",
    "Nous attendons du gouvernement qu'il agisse.",
    "Le numérique est un enjeu majeur pour nos territoires.",
    "Le logiciel libre est un bien commun.",
    "Nous croyons en un numérique humain.",
    "Nous pensons qu'il faut former les agents.",
    "Il faudrait que la loi évolue.",
    "L'avenir dira si nous avons raison.",
    "Les habitants jugeront.",
    "Nous ne prendrons pas cet engagement.",
    "Nous ne pouvons pas nous engager sur ce point.",
    "Nous ne souhaitons pas signer ce pacte.",
    "Nous ne sommes pas favorables à cette mesure.",
    "Il n'est pas question de supprimer Windows.",
    "Cette proposition ne nous convient pas.",
    "Nous réservons notre réponse.",
    "Nous n'avons pas encore arrêté notre position.",
    "Nous n'avons pas d'avis sur cette question.",
    "Ce sujet ne relève pas de la commune.",
    "Nous comprenons votre demande.",
    "Nous avons lu votre pacte avec intérêt.",
    "Notre liste rassemble des citoyens de tous horizons.",
    "Nous sommes des citoyens engagés.",
    "Nous sommes attachés au service public.",
    "Le pacte compte trois objectifs.",
    "Vous nous demandez de donner la priorité au logiciel libre.",
    "Vous souhaitez que la commune adopte des formats ouverts.",
    "Comme vous l'écrivez, les communes devront s'adapter.",
    "La majorité sortante n'a rien fait.",
    "Nos adversaires proposeront sans doute le contraire.",
    "La technologie changera encore beaucoup d'ici 2032.",
    "Cela coûtera cher.",
    "Le chemin sera long.",
    "Rien ne sera facile.",
    "Ce sera difficile.",
    "L'intelligence artificielle bouleversera nos métiers.",
    "Les économies réalisées seront importantes.",
    "Le scrutin aura lieu le 15 mars.",
    "Notre réunion publique se tiendra le 10 mars à la salle des fêtes.",
    "Le programme sera distribué la semaine prochaine.",
    "Notre programme sera publié fin février.",
    "Notre liste présente des candidats de tous les quartiers.",
    "Notre équipe se compose de 33 personnes.",
    "La souveraineté numérique suppose des moyens.",
    "Un logiciel libre peut être étudié, modifié et partagé.",
    "Je suis informaticien et j'utilise Linux tous les jours.",
    "Je me réjouis de votre démarche.",
    "Notre commune dépense 200 000 euros par an en licences.",
    "Vous pouvez consulter notre programme sur notre site.",
    "Vous trouverez ci-dessous nos réponses.",
    "Nous vous souhaitons une bonne campagne.",
    "À bientôt dans les urnes !",
    "Votez pour la liste Demain !",
    "Il est temps d'agir.",
    "Nous devons tous prendre nos responsabilités.",
    "La commune doit montrer l'exemple.",
    "Chacun devra faire des efforts.",
    "Les communes ne pourront pas agir seules.",
    "Nous ne pourrons rien faire sans l'agglomération.",
    "On ne peut pas tout faire.",
    "Nous n'avons pas les moyens d'une grande ville.",
    "Je ne promets rien.",
    "Nous préférons ne rien promettre.",
    "Nous aurions préféré un pacte plus court.",
    "Nous aurions souhaité davantage de temps pour répondre.",
    "Si nous avions eu le choix, nous aurions agi autrement.",
    "Le conseil municipal a voté une motion en 2021.",
    "L'ancienne équipe avait promis un audit.",
    "Nous publions déjà nos délibérations en format ouvert.",
    "Nous utilisons des outils libres pour notre campagne.",
    "Notre site de campagne est réalisé avec un logiciel libre.",
    "Nous tenons un stand au marché tous les samedis.",
    "Nous répondons ici à votre questionnaire.",
    "Nous avons bien noté votre demande.",
    "Votre courrier a retenu toute notre attention.",
    "Vos propositions rejoignent nos valeurs.",
    "Nous sommes sensibles à ces enjeux.",
    "Nous y réfléchissons depuis longtemps.",
    "La question mérite d'être posée.",
    "Cela dépendra du budget.",
    "Tout dépendra des finances de la commune.",
]

LETTER = "Madame,\n\nVoici notre position.\n\n{}\n\nCordialement"


def kinds(sentence: str) -> set[str]:
    return {found.kind for found in suggest(LETTER.format(sentence))}


@pytest.mark.parametrize("sentence", COMMITS)
def test_commits(sentence: str) -> None:
    assert "commitment" in kinds(sentence)


@pytest.mark.parametrize("sentence", AGREES)
def test_agrees(sentence: str) -> None:
    assert "agreement" in kinds(sentence)


@pytest.mark.parametrize("sentence", OWES)
def test_owes_the_association(sentence: str) -> None:
    assert "action_due" in kinds(sentence)


@pytest.mark.parametrize("sentence", SILENT)
def test_says_nothing(sentence: str) -> None:
    assert kinds(sentence) == set()
