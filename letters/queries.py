"""Which ones? Letters waiting, their passages, what the public may read."""

import hashlib
from collections.abc import Iterator

from django.db.models import QuerySet

from communes.models import ElectoralList
from communes.queries import lists_in
from letters.enums import PassageDecision
from letters.models import Letter, LetterVersion, Passage, PublicText
from letters.reading.match import CandidateList


def letters_for_desk() -> QuerySet[Letter]:
    """Every letter with what a list of them shows."""
    return Letter.objects.select_related("electoral_list__commune", "election", "holder")


def same_file(data: bytes) -> LetterVersion | None:
    """The version that already holds exactly these bytes, if any."""
    digest = hashlib.sha256(data).hexdigest()
    return (
        LetterVersion.objects.filter(sha256=digest).select_related("letter").order_by("pk").first()
    )


def undecided_passages(version: LetterVersion) -> QuerySet[Passage]:
    return version.passages.filter(decision=PassageDecision.PENDING)


def confirmed_passages(letter: Letter) -> QuerySet[Passage]:
    """Confirmed passages of a letter, in reading order."""
    return Passage.objects.filter(
        letter_version__letter=letter, decision=PassageDecision.CONFIRMED
    ).select_related("letter_version__letter")


def passages_to_quote(electoral_list: ElectoralList) -> QuerySet[Passage]:
    """Confirmed passages of a list's letters: what its commitments may quote."""
    return (
        Passage.objects.filter(
            letter_version__letter__electoral_list=electoral_list,
            decision=PassageDecision.CONFIRMED,
        )
        .select_related("letter_version__letter")
        .order_by("letter_version__letter__received_on", "start")
    )


def public_texts() -> QuerySet[PublicText]:
    """Texts of letters anyone may read: published ones of letters that were not set aside."""
    return (
        PublicText.objects.filter(state="public", letter__electoral_list__isnull=False)
        .exclude(letter__state="set_aside")
        .select_related(
            "letter__electoral_list__commune", "letter__election", "letter_version", "letter"
        )
        .order_by("-letter__received_on", "-pk")
    )


def candidate_lists(election) -> Iterator[CandidateList]:
    """The lists a letter of this election may come from, as the matcher wants them."""
    for electoral_list in lists_in(election).iterator(chunk_size=2000):
        yield candidate_list(electoral_list)


def candidate_list(electoral_list: ElectoralList) -> CandidateList:
    head = electoral_list.head
    return CandidateList(
        ref=electoral_list.ref,
        label=electoral_list.label,
        head_name=str(head) if head else "",
        commune_name=electoral_list.commune.name,
        commune_codes=(electoral_list.commune.code,),
    )
