"""The demonstration: the real letter brought to published commitments by fictitious people.

Real: the letter, its list and head of list, the communes, the pact. Everything else (people,
other lists, report, assessment, reply) is invented and marked so, and shows it on every page.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.actions.roles import create_user
from accounts.models import User
from communes.actions.contacts import add_contact
from communes.actions.elections import add_round, create_election
from communes.actions.lists import Person, create_list
from communes.enums import ContactQuality
from communes.models import Commune, Election, ElectoralList, Intercommunality
from communes.queries import lists_in, members_of
from letters.actions.filing import describe, file_letter
from letters.actions.reading import decide
from letters.actions.redaction import propose_public_text
from letters.actions.steps import perform as letter_step
from letters.models import Letter, Passage
from letters.queries import same_file
from pledges.actions import assessing, drafting, reporting, review, signing
from pledges.actions.evidencing import add_evidence
from pledges.actions.pacts import apply_pact, open_campaign
from pledges.importers.pact import read
from pledges.models import Campaign, Commitment, PactVersion

SAMPLE = Path(__file__).parent / "sample"
LETTER = SAMPLE / "000_781eb839799f7763.txt"
ELECTION = "municipales-2026"
SAINT_DENIS, PLAINE_COMMUNE = "93066", "200057867"
LABEL = "Ensemble, retrouvons l'espoir"
PASSWORD = "demonstration-pacte"  # noqa: S105 - printed, and only made where DEMO=1
CAST = {
    "volunteer": ("benevole@pacte.example", "Victoire Fictive"),
    "moderator": ("moderation@pacte.example", "Maxence Fictif"),
    "second": ("moderation2@pacte.example", "Mahaut Fictive"),
    "coordinator": ("coordination@pacte.example", "Coline Fictive"),
    "contact": ("mairie@pacte.example", "Camille Fictive"),
}
ROLES = {"second": "moderator"}


@dataclass(frozen=True)
class Planned:
    """A commitment to draft from the passage whose words contain `words`."""

    words: str
    title: str
    articles: tuple[str, ...] = ()
    level: str = "commune"
    kind: str = "commitment"


PLAN = (
    Planned(
        "alimentera la feuille de route",
        "Inscrire le pacte dans la feuille de route de la majorité, durant tout le mandat",
        ("1", "2"),
    ),
    Planned(
        "travail de fond",
        "Entamer un travail de fond sur les logiciels utilisés par les services de la Ville",
        ("1",),
    ),
    Planned("fracture numérique", "Réduire la fracture numérique", ("2",)),
    Planned(
        "formations au numérique",
        "Accentuer les formations au numérique pour les membres des associations",
        ("2",),
    ),
    Planned("cycles de réemploi", "Équiper les services en matériel issu du réemploi"),
    Planned(
        "en défendant les logiciels libres",
        "Défendre les logiciels libres dans la commune",
        ("1", "2"),
    ),
    Planned(
        "en défendant les logiciels libres",
        "Défendre les logiciels libres à Plaine Commune",
        ("1", "2"),
        level="intercommunality",
    ),
    Planned("en vous rencontrant", "Rencontrer l’association", kind="action_due"),
    Planned(
        "en vous rencontrant",
        "Rencontrer l’association au sujet de Plaine Commune",
        level="intercommunality",
        kind="action_due",
    ),
)


def is_done() -> bool:
    """Has the demonstration already been made in this database?"""
    return same_file(LETTER.read_bytes()) is not None


def build() -> None:
    """Make the whole demonstration; call inside one transaction, once (`is_done`)."""
    people = _people()
    election = _election()
    _lists(election)
    apply_pact(content=read(SAMPLE / "pacte-du-logiciel-libre.toml"))
    version = PactVersion.objects.get(pact__slug="pacte-du-logiciel-libre", label="2026")
    campaign = open_campaign(pact_version=version, election=election, answer_by=date(2026, 3, 14))
    letter = _letter(election, people)
    _solicitations(campaign, letter.electoral_list, people)
    _agreement(campaign, letter, people)
    commitments = _commitments(letter, version, people)
    _mandate(commitments, people)


def _people() -> dict[str, User]:
    people = {}
    for key, (email, name) in CAST.items():
        role = ROLES.get(key, key)
        people[key] = create_user(
            email=email,
            name=name,
            roles=[role],
            password=None if role == "contact" else PASSWORD,
            fictitious=True,
        )
    saint_denis = Commune.objects.get(code=SAINT_DENIS, kind="COM")
    group = Intercommunality.objects.get(siren=PLAINE_COMMUNE)
    common = {
        "user": people["contact"],
        "quality": ContactQuality.AGENT,
        "start": timezone.localdate() - timedelta(days=30),
        "fictitious": True,
    }
    add_contact(commune=saint_denis, **common)
    add_contact(intercommunality=group, **common)
    return people


def _election() -> Election:
    election = Election.objects.filter(slug=ELECTION).first()
    if election is None:
        election = create_election(slug=ELECTION, name="Élections municipales de mars 2026")
        for number, day in enumerate((date(2026, 3, 15), date(2026, 3, 22)), start=1):
            add_round(election=election, number=number, date=day)
    return election


def _lists(election: Election) -> None:
    """The real list among invented ones, so that matching has a choice to make."""
    group = Intercommunality.objects.get(siren=PLAINE_COMMUNE)
    for commune in members_of(group):
        if commune.code == SAINT_DENIS:
            head = Person(rank=1, first_name="Bally", last_name="Bagayoko", is_head=True)
            create_list(election=election, commune=commune, label=LABEL, candidates=[head])
        invented = Person(rank=1, first_name="Alix", last_name="Fictif", is_head=True)
        create_list(
            election=election,
            commune=commune,
            label=f"Liste fictive {'d’' if commune.name[0] in 'AÉ' else 'de '}{commune.name}",
            candidates=[invented],
            fictitious=True,
        )


def _letter(election: Election, people: dict[str, User]) -> Letter:
    by = people["volunteer"]
    filing = file_letter(
        data=LETTER.read_bytes(),
        name=LETTER.name,
        election=election,
        by=by,
        received_on=date(2026, 3, 9),
    )
    best = ElectoralList.objects.get(ref=filing.proposals[0].ref)
    letter = describe(
        letter_ref=filing.letter.ref, version=filing.letter.version, by=by, electoral_list=best
    )
    letter = letter_step(kind="letter", ref=letter.ref, step="claim", by=by, version=letter.version)
    for passage in letter.latest.passages.all():
        _confirm(passage, by)
    letter = letter_step(
        kind="letter", ref=letter.ref, step="finish", by=by, version=letter.version
    )
    text = propose_public_text(letter=letter, masks=[], by=by)
    letter_step(
        kind="letter_text",
        ref=text.ref,
        step="publish_text",
        by=people["moderator"],
        version=text.version,
    )
    return letter


def _confirm(passage: Passage, by: User) -> None:
    facts: dict = {}
    for planned in PLAN:
        if planned.words in passage.quote:
            facts["articles"] = list(planned.articles)
    if passage.kind == "action_due":
        # The sentence ends « dans notre commune et à Plaine commune »: both levels.
        facts["levels"] = ["commune", "intercommunality"]
    decide(ref=passage.ref, version=passage.version, decision="confirmed", by=by, **facts)


def _solicitations(campaign: Campaign, real: ElectoralList, people: dict[str, User]) -> None:
    by = people["moderator"]
    steps = {0: ("contact",), 1: ("contact", "remind"), 2: ("contact", "decline")}
    for number, electoral_list in enumerate(lists_in(campaign.election)):
        solicitation = signing.solicit(
            campaign=campaign, electoral_list=electoral_list, by=by, channel="email"
        )
        wanted = ("contact", "announce") if electoral_list == real else steps[number % 3]
        for step in wanted:
            solicitation = signing.solicitation_step(
                step=step, ref=solicitation.ref, by=by, version=solicitation.version
            )


def _agreement(campaign: Campaign, letter: Letter, people: dict[str, User]) -> None:
    passage = letter.latest.passages.get(kind="agreement")
    signing.announce(
        passage=passage,
        campaign=campaign,
        by=people["volunteer"],
        signer_name=str(letter.electoral_list.head),
        capacity="tête de liste",
    )


def _commitments(letter: Letter, version: PactVersion, people: dict[str, User]) -> list[Commitment]:
    passages = list(letter.latest.passages.all())
    group = Intercommunality.objects.get(siren=PLAINE_COMMUNE)
    articles = {article.key: article for article in version.articles.all()}
    made = []
    for planned in PLAN:
        passage = next(one for one in passages if planned.words in one.quote)
        commitment = drafting.draft_commitment(
            passages=[passage],
            pact_version=version,
            by=people["volunteer"],
            kind=planned.kind,
            title=planned.title,
            level=planned.level,
            intercommunality=group if planned.level == "intercommunality" else None,
            firmness=passage.firmness,
            condition=passage.condition,
            deadline=passage.deadline,
            articles=[articles[key] for key in planned.articles],
        )
        commitment = review.submit(
            ref=commitment.ref, by=people["volunteer"], version=commitment.version
        )
        made.append(
            review.publish(ref=commitment.ref, by=people["moderator"], version=commitment.version)
        )
    return made


def _mandate(commitments: list[Commitment], people: dict[str, User]) -> None:
    """One report, one assessment and its reply, all invented and marked so."""
    commitment = commitments[3]
    contact, moderator = people["contact"], people["moderator"]
    today = timezone.localdate()
    report = reporting.start_report(
        commitment=commitment,
        by=contact,
        declared="in_progress",
        words="[Exemple fictif] Deux ateliers ont été proposés aux associations ce trimestre.",
        as_of=today - timedelta(days=7),
        fictitious=True,
    )
    add_evidence(
        by=contact,
        report=report,
        kind="minutes",
        title="[Exemple fictif] Compte rendu d’un atelier",
        url="https://ville.example/compte-rendu",
        dated=today - timedelta(days=14),
        favourable=True,
        fictitious=True,
    )
    report = reporting.submit(ref=report.ref, by=contact, version=report.version)
    reporting.publish(ref=report.ref, by=moderator, version=report.version)
    source = add_evidence(
        by=moderator,
        commitment=commitment,
        kind="press",
        title="[Exemple fictif] Article sur les ateliers",
        url="https://presse.example/ateliers",
        dated=today - timedelta(days=10),
        fictitious=True,
    )
    assessment = assessing.draft_assessment(
        commitment=commitment,
        fulfilment="in_progress",
        words="[Exemple fictif] Les ateliers ont commencé ; leur suite n’est pas encore votée.",
        as_of=today - timedelta(days=3),
        sources=[source],
        by=moderator,
        fictitious=True,
    )
    assessment = assessing.notify(ref=assessment.ref, by=moderator, version=assessment.version)
    reporting.reply(
        assessment=assessment,
        by=contact,
        words="[Exemple fictif] La suite sera soumise au conseil municipal.",
        signed_as="Service fictif de la commune",
    )
    assessing.publish(ref=assessment.ref, by=people["second"], version=assessment.version)


def summary() -> list[str]:
    """Addresses to open and accounts to try, as lines."""
    base = settings.BASE_URL
    letter = same_file(LETTER.read_bytes()).letter
    one = Commitment.objects.filter(state="published").order_by("pk")[3]
    lines = [
        f"site        {base}/",
        f"commune     {base}/communes/93066-saint-denis/",
        f"commitment  {base}/engagements/{one.ref}/",
        f"letter      {base}/courriers/{letter.ref}/",
        f"API         {base}/api/v1/",
        f"desk        {base}/admin/",
        f"portal      {base}/espace/",
        f"Demonstration accounts (fictitious), password: {PASSWORD}",
    ]
    for key, (email, _name) in CAST.items():
        how = "signs in by a code, shown in this terminal" if key == "contact" else ""
        lines.append(f"  {key:<12}{email} {how}".rstrip())
    return lines
