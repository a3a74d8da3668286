"""What makes a row public: the filters of the site, each with the sentence that says it.

Pages filter by them and the desk explains them: what is shown and what is said cannot part ways.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from accounts.models import Invitation, User
from communes.models import (
    Commune,
    ConflictOfInterest,
    Contact,
    Department,
    Election,
    ElectoralList,
    Intercommunality,
    Mandate,
)
from ledger.models import Entry
from ledger.steps import StepTable, gettext_noop
from letters.models import Letter, Passage, PublicText
from letters.workflow import LETTER, TEXT
from pledges.models import (
    AccessRequest,
    Assessment,
    Campaign,
    Commitment,
    Correction,
    Evidence,
    Extension,
    MandateChange,
    Merge,
    OutboxMail,
    Pact,
    PactVersion,
    Quote,
    Reply,
    Report,
    ReturnReason,
    Signature,
    Solicitation,
)
from pledges.workflow.assessment import ASSESSMENT, REPLY
from pledges.workflow.commitment import COMMITMENT, CORRECTION
from pledges.workflow.mandate import MANDATE_CHANGE
from pledges.workflow.report import REPORT
from pledges.workflow.signature import SIGNATURE, SOLICITATION


@dataclass(frozen=True, slots=True)
class Condition:
    """A filter that a public row passes, and the sentence that says it.

    about: name of the related row it looks at, "" for the row itself, or how it is found; table:
    that row's steps; goals: the states of it that pass, when they are not its public ones.
    """

    sentence: str
    test: Q
    about: str | Callable[[Any], Any] = ""
    table: StepTable | None = None
    otherwise: str = ""
    goals: frozenset[str] = frozenset()


_ITSELF = gettext_noop("It is published (or withdrawn since: the withdrawal stays public).")
_OF_COMMITMENT = gettext_noop("The commitment it is about is public.")
_PUBLIC = sorted(COMMITMENT.public_states)
_ALWAYS = Q(pk__isnull=False)


def _always(sentence: str) -> tuple[Condition, ...]:
    """What everyone may read as soon as it is there."""
    return (Condition(sentence, _ALWAYS),)


def _of_text(letter: str) -> tuple[Condition, ...]:
    """What the text of a letter needs; letter: lookup of the letter, "" for the letter itself."""
    lookup = f"{letter}__" if letter else ""
    text = "" if letter else "public_text__"
    return (
        Condition(
            gettext_noop("A second person checked the masks and published the text."),
            Q(**{f"{text}state__in": sorted(TEXT.public_states)}),
            "" if letter else "public_text",
            TEXT,
        ),
        Condition(
            gettext_noop("The letter is not set aside."),
            ~Q(**{f"{lookup}state": "set_aside"}),
            letter,
            LETTER,
        ),
        Condition(
            gettext_noop("The letter was not merged into another."),
            Q(**{f"{lookup}duplicate_of__isnull": True}),
            otherwise=gettext_noop("The other letter is the one to show."),
        ),
        Condition(
            gettext_noop("The letter's list is known."),
            Q(**{f"{lookup}electoral_list__isnull": False}),
            otherwise=gettext_noop("Say on the letter's page which list it comes from."),
        ),
    )


def _quoting(passage: Passage) -> Commitment | None:
    """The commitment nearest to the site among those that quote a passage."""
    order = {state: rank for rank, state in enumerate(("published", "withdrawn", "in_review"))}
    quotes = Quote.objects.filter(passage=passage).exclude(commitment__state="dropped")
    found = [quote.commitment for quote in quotes.select_related("commitment__state_by")]
    return min(found, key=lambda one: order.get(one.state, len(order)), default=None)


_OFFICIAL = gettext_noop("Official data are public: every territory has its page.")

CONDITIONS: dict[type, tuple[Condition, ...]] = {
    Commune: _always(_OFFICIAL),
    Department: _always(_OFFICIAL),
    Intercommunality: _always(_OFFICIAL),
    Election: _always(gettext_noop("An election and its rounds are public facts.")),
    Mandate: _always(gettext_noop("Who governs a territory is a public fact.")),
    Pact: _always(gettext_noop("What lists are asked to sign is public as soon as it is filed.")),
    PactVersion: _always(gettext_noop("Every text of a pact stays readable, as it was.")),
    Campaign: _always(gettext_noop("Who is asked, and until when, is public from the start.")),
    Solicitation: (
        Condition(
            gettext_noop("Its list was asked, or the association said it would not be."),
            Q(state__in=sorted(SOLICITATION.public_states)),
            table=SOLICITATION,
        ),
        Condition(
            gettext_noop("Its list was not merged into another."),
            Q(electoral_list__duplicate_of__isnull=True),
            otherwise=gettext_noop("What was asked of the other list is what counts."),
        ),
    ),
    Correction: (
        Condition(
            gettext_noop("It was accepted: its words replaced the former ones, still readable."),
            Q(state="accepted"),
            table=CORRECTION,
            goals=frozenset({"accepted"}),
        ),
        Condition(
            gettext_noop("The commitment it corrects is public."),
            Q(commitment__state__in=_PUBLIC),
            "commitment",
            COMMITMENT,
        ),
    ),
    MandateChange: (
        Condition(
            gettext_noop("It is in effect: the pages of its territory say so, and why."),
            Q(state="in_force"),
            table=MANDATE_CHANGE,
            goals=frozenset({"in_force"}),
        ),
    ),
    Commitment: (Condition(_ITSELF, Q(state__in=_PUBLIC), table=COMMITMENT),),
    Signature: (Condition(_ITSELF, Q(state__in=sorted(SIGNATURE.public_states)), table=SIGNATURE),),
    Report: (
        Condition(
            gettext_noop("It is published, as declared."),
            Q(state__in=sorted(REPORT.public_states)),
            table=REPORT,
        ),
        Condition(_OF_COMMITMENT, Q(commitment__state__in=_PUBLIC), "commitment", COMMITMENT),
    ),
    Assessment: (
        Condition(
            gettext_noop("It is published, or was until the next one."),
            Q(state__in=sorted(ASSESSMENT.public_states)),
            table=ASSESSMENT,
        ),
        Condition(_OF_COMMITMENT, Q(commitment__state__in=_PUBLIC), "commitment", COMMITMENT),
    ),
    PublicText: _of_text("letter"),
    Letter: _of_text(""),
    Passage: (
        Condition(
            gettext_noop("A public commitment quotes it."),
            Q(pk__in=Quote.objects.filter(commitment__state__in=_PUBLIC).values("passage")),
            lambda passage: _quoting(passage),
            COMMITMENT,
            gettext_noop("Confirm it, draft a commitment from it, and have it published."),
        ),
    ),
    ElectoralList: (
        Condition(
            gettext_noop("It was not merged into another list."),
            Q(duplicate_of__isnull=True),
            otherwise=gettext_noop("The other list is the one to show: its address leads there."),
        ),
    ),
    Reply: (
        Condition(
            gettext_noop("The assessment it replies to is public."),
            Q(assessment__state__in=sorted(ASSESSMENT.public_states)),
            "assessment",
            ASSESSMENT,
        ),
        Condition(
            _OF_COMMITMENT,
            Q(assessment__commitment__state__in=_PUBLIC),
            lambda reply: reply.assessment.commitment,
            COMMITMENT,
        ),
    ),
    Evidence: (
        Condition(
            gettext_noop("It was added as public."),
            Q(public=True),
            otherwise=gettext_noop("It stays inside: add it again as public if it must show."),
        ),
        Condition(
            gettext_noop("The commitment it is about, if any, is public."),
            Q(commitment__isnull=True) | Q(commitment__state__in=_PUBLIC),
            "commitment",
            COMMITMENT,
        ),
        Condition(
            gettext_noop("The report it came with, if any, is public."),
            Q(report__isnull=True) | Q(report__state__in=sorted(REPORT.public_states)),
            "report",
            REPORT,
        ),
        Condition(
            gettext_noop("The assessment whose reply it came with, if any, is public."),
            Q(reply__isnull=True)
            | Q(reply__assessment__state__in=sorted(ASSESSMENT.public_states)),
            lambda evidence: evidence.reply and evidence.reply.assessment,
            ASSESSMENT,
        ),
        Condition(
            gettext_noop("The reply it came with, if any, is not withheld."),
            Q(reply__isnull=True) | ~Q(reply__state="withheld"),
            "reply",
            REPLY,
        ),
    ),
}


# Rows of the desk that never show, whatever happens to them, and why.
NEVER: dict[type, str] = {
    User: gettext_noop("An account is personal: it never shows on the site."),
    Invitation: gettext_noop("An invitation stays between the association and one person."),
    Contact: gettext_noop("Who speaks for a town hall is personal: it never shows on the site."),
    ConflictOfInterest: gettext_noop("A declared tie keeps decisions clean; it stays inside."),
    Entry: gettext_noop("The ledger stays inside; the public journal tells what is public in it."),
    AccessRequest: gettext_noop("It holds somebody's address: it stays inside, then is forgotten."),
    Merge: gettext_noop("It shows by its effect: the address of what is gone leads to what stays."),
    OutboxMail: gettext_noop("A mail is for the person it is written to."),
    ReturnReason: gettext_noop("Words to begin a reason with; whoever gives one signs it."),
    Extension: gettext_noop("It shows by its effect: the deadline that everyone can read."),
}


def public(model: type) -> Q:
    """The filter of what anyone may read among rows of `model`."""
    found = Q()
    for condition in CONDITIONS[model]:
        found &= condition.test
    return found
