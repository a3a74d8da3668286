"""Which ones? Letters waiting, their passages, what the public may read."""

import hashlib
from collections.abc import Iterable, Iterator
from functools import partial

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.newest import Newest, newest_of
from accounts.searching import among, begun_by, few
from communes.finding import lists_found, telling
from communes.models import Election, ElectoralList
from communes.queries import lists_in, survivor_of
from ledger.references import may_be_ref
from letters.enums import LetterKind, PassageDecision, TextSource
from letters.models import Letter, LetterVersion, Passage, PublicText
from letters.reading.match import CandidateList

# States of a letter that waits for its reader, or has one.
OPEN = ("received", "being_read")


def letters_for_desk() -> QuerySet[Letter]:
    """Every letter with what a list of them shows."""
    return standing_letters().select_related("electoral_list__commune", "election", "holder")


def standing_letters() -> QuerySet[Letter]:
    """Every letter but those merged into the row that tells of the same letter."""
    return Letter.objects.filter(duplicate_of=None)


def letter_merged_as(ref: str) -> Letter | None:
    """The letter that a merged letter's reference leads to today; None when it was not merged."""
    row = Letter.objects.filter(ref=ref).first()
    return survivor_of(row) if row is not None and row.duplicate_of_id else None


def with_reading(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters with `text_source` of their version in force and their `undecided` passages."""
    versions = LetterVersion.objects.filter(letter=OuterRef("pk")).order_by("-number")
    pending = (
        Passage.objects.filter(
            letter_version=OuterRef("latest_id"), decision=PassageDecision.PENDING
        )
        .order_by()
        .values("letter_version")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return letters.annotate(
        latest_id=Subquery(versions.values("pk")[:1]),
        text_source=Subquery(versions.values("source")[:1]),
        undecided=Coalesce(Subquery(pending), 0),
    )


def next_to_read(after: str = "") -> Letter | None:
    """The letter with a text that waits for a reader since longest, or the one that follows the
    letter `after` (its ref) in that order, back to the first at the end."""
    waiting = to_read(Letter.objects.all()).exclude(ref=after)
    readable = with_reading(waiting).exclude(text_source=TextSource.MISSING)
    readable = readable.order_by("received_on", "pk")
    seen = Letter.objects.filter(ref=after).first()
    if seen is None:
        return readable.first()
    same_day = Q(received_on=seen.received_on, pk__gt=seen.pk)
    later = readable.filter(Q(received_on__gt=seen.received_on) | same_day)
    return later.first() or readable.first()


def to_read(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters of lists that nobody reads yet."""
    return letters.filter(state="received", kind=LetterKind.LIST)


def replies_filed(electoral_list: ElectoralList) -> QuerySet[Letter]:
    """Letters filed as the reply of a town hall: of the list's commune, or of no list; newest
    first.
    """
    place = Q(electoral_list=None) | Q(electoral_list__commune=electoral_list.commune_id)
    found = standing_letters().filter(place, kind=LetterKind.REPLY).exclude(state="set_aside")
    return found.select_related("electoral_list__commune").order_by("-received_on", "-pk")


def to_transcribe(letters: QuerySet[Letter], states: Iterable[str] = OPEN) -> QuerySet[Letter]:
    """Letters waiting or being read whose version in force has no text."""
    waiting = letters.filter(state__in=states)
    return with_reading(waiting).filter(text_source=TextSource.MISSING)


def without_list(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters of which nobody said the list, nor that it is unknown; those set aside left out."""
    return letters.filter(electoral_list=None, list_note="").exclude(state="set_aside")


def held_by(letters: QuerySet[Letter], user) -> QuerySet[Letter]:
    return letters.filter(state="being_read", holder=user)


def claims_expired(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Letters whose reader has not decided anything for longer than a claim lasts."""
    return letters.filter(state="being_read", held_until__lt=timezone.now())


def with_visibility(letters: QuerySet[Letter], state: str) -> QuerySet[Letter]:
    """Letters whose public text is in `state`; "private" takes those that have none yet."""
    if state == "private":
        return letters.filter(Q(public_text__isnull=True) | Q(public_text__state="private"))
    texts = PublicText.objects.filter(state=state)
    keys = few(texts.values_list("letter", flat=True))
    if keys is None:
        return letters.filter(Exists(texts.filter(letter=OuterRef("pk"))))
    return letters.filter(pk__in=among(keys))


def search_letters(letters: QuerySet[Letter], q: str) -> QuerySet[Letter]:
    """Letters by reference, by list (label, head, commune), by words of the sender or subject, to
    be shown newest first."""
    ref, words = Q(ref=q.strip().lower()), telling(q)
    if not words:
        return letters.filter(ref)
    lists = lists_found(q)
    told = ref | begun_by("search_words", words) | lists.at("electoral_list")
    if lists.keys is None:
        # Too many to be sorted: letters are read in their order until a page of them is found.
        return letters.filter(told)
    # By keys, each from its own index: one OR over columns would have every letter read.
    ways = [lists.at("electoral_list"), *([ref] if may_be_ref(q.strip()) else [])]
    by_words = partial(Newest.with_words, Letter, "search_words", words)
    others = (partial(Newest.of, Letter.objects.filter(way)) for way in ways)
    return newest_of(letters, told, by_words, *others)


def texts_to_check(user) -> QuerySet[PublicText]:
    """Public texts that wait for a check: by somebody else than who proposed them, `user` given."""
    texts = PublicText.objects.filter(state="proposed")
    return texts if user is None else texts.exclude(proposed_by=user)


def public_texts_for_desk() -> QuerySet[PublicText]:
    """Every public text with what a list of them shows."""
    return PublicText.objects.select_related(
        "letter__electoral_list__commune", "letter__election", "proposed_by", "state_by"
    )


def passages_of(version: LetterVersion) -> QuerySet[Passage]:
    """Every passage of a version, rejected ones included, in reading order."""
    return version.passages.select_related("decided_by").order_by("start", "end", "pk")


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


def passages_to_quote(
    electoral_list: ElectoralList, first: Letter | None = None
) -> QuerySet[Passage]:
    """Confirmed passages of a list's letters, those of `first` before the others: what its
    commitments may quote."""
    other = Case(When(letter_version__letter=first, then=0), default=1)
    return (
        Passage.objects.filter(
            letter_version__letter__electoral_list=electoral_list,
            decision=PassageDecision.CONFIRMED,
        )
        .select_related("letter_version__letter")
        .order_by(other, "letter_version__letter__received_on", "start")
    )


def public_texts() -> QuerySet[PublicText]:
    """Texts of letters anyone may read: published ones of letters that were not set aside."""
    return (
        PublicText.objects.filter(
            state="public",
            letter__electoral_list__isnull=False,
            letter__duplicate_of=None,
        )
        .exclude(letter__state="set_aside")
        .select_related(
            "letter__electoral_list__commune", "letter__election", "letter_version", "letter"
        )
        .order_by("-letter__received_on", "-pk")
    )


def election_at_hand(user) -> Election | None:
    """The election `user` filed a letter of last, else anybody, else the newest one.

    Letters come in series: a by-election made yesterday is not what today's letters are about.
    """
    filed = LetterVersion.objects.order_by("-pk").select_related("letter__election")
    last = filed.filter(created_by=user).first() or filed.first()
    return last.letter.election if last else Election.objects.order_by("-pk").first()


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
