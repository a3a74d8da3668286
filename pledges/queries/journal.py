"""The latest public changes, read from the ledger: what is no longer public leaves the journal."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from communes.models import ElectoralList, Intercommunality
from ledger.models import Entry
from ledger.reading import standing
from letters.models import PublicText
from letters.queries import public_texts
from pledges.models import Article, Assessment, Commitment, Report, Signature
from pledges.queries import published

# Steps anyone may read about, by kind of object.
PUBLIC_STEPS = {
    "commitment": ("publish", "correct", "withdraw", "restore", "mandate", "mandate_lifted"),
    "report": ("publish",),
    "assessment": ("publish",),
    "signature": ("publish", "withdraw"),
    "letter_text": ("publish_text",),
}
# Those that take back or change what was public.
CORRECTIONS = {
    "commitment": ("correct", "withdraw", "restore"),
    "signature": ("withdraw",),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A public step and the object it is about: exactly one of the three is set."""

    entry: Entry
    commitment: Commitment | None = None
    signature: Signature | None = None
    text: PublicText | None = None

    @property
    def fictitious(self) -> bool:
        about = self.commitment or self.signature or self.text
        return bool(about.fictitious or self.entry.snapshot.get("fictitious"))


def latest(
    limit: int = 50,
    before: int | None = None,
    about=None,
    told: dict[str, tuple[str, ...]] = PUBLIC_STEPS,
) -> tuple[list[Line], int | None]:
    """Public steps, newest first, older than sequence number `before`; the number to go on from.

    told: the steps wanted, by kind; about: a commune, an intercommunality (its own level), a list,
    a commitment or an article of a pact; None for all.

    Four queries at most. A page may hold fewer than `limit` lines: steps about an object that
    is not public any more are left out, not replaced.
    """
    wanted = Q()
    for kind, steps in told.items():
        wanted |= Q(object_kind=kind, step__in=steps)
    entries = standing(Entry.objects.filter(wanted))
    if about is not None:
        entries = entries.filter(_within(about))
    if before is not None:
        entries = entries.filter(seq__lt=before)
    found = list(entries.order_by("-seq")[: limit + 1])
    older = found[limit - 1].seq if len(found) > limit else None
    return _lines(found[:limit]), older


def words_before(lines: list[Line]) -> dict[int, Entry]:
    """The public words each correction of `lines` replaced, by its sequence number. One query."""
    corrected = [line.entry for line in lines if line.entry.step == "correct"]
    public = Entry.objects.filter(
        object_kind="commitment",
        step__in=PUBLIC_STEPS["commitment"],
        object_ref__in={entry.object_ref for entry in corrected},
    )
    worded: dict[str, list[Entry]] = {}
    for entry in standing(public).order_by("seq") if corrected else ():
        worded.setdefault(entry.object_ref, []).append(entry)
    found = {}
    for entry in corrected:
        earlier = [one for one in worded[entry.object_ref] if one.seq < entry.seq]
        if earlier:
            found[entry.seq] = earlier[-1]
    return found


def _within(about) -> Q:
    """Entries of the objects of a territory (what it carries on from another too), a list or a
    commitment."""
    commitments, lists = _objects_of(about)
    refs = {
        "commitment": commitments,
        "report": Report.objects.filter(commitment__in=commitments),
        "assessment": Assessment.objects.filter(commitment__in=commitments),
        "signature": Signature.objects.filter(electoral_list__in=lists),
        "letter_text": PublicText.objects.filter(letter__electoral_list__in=lists),
    }
    within = Q()
    for kind, rows in refs.items():
        within |= Q(object_kind=kind, object_ref__in=rows.order_by().values("ref"))
    return within


def _objects_of(about) -> tuple[QuerySet[Commitment], QuerySet[ElectoralList]]:
    commitments, lists = Commitment.objects.order_by(), ElectoralList.objects.order_by()
    if isinstance(about, Commitment):
        return commitments.filter(pk=about.pk), lists.none()
    if isinstance(about, Article):
        return commitments.filter(articles=about), lists.none()
    if isinstance(about, Intercommunality):
        own = commitments.filter(intercommunality=about)
        return _either(own, commitments.filter(carried_to_group=about)), lists.none()
    if isinstance(about, ElectoralList):
        return commitments.filter(electoral_list=about), lists.filter(pk=about.pk)
    own = commitments.filter(electoral_list__commune=about)
    return _either(own, commitments.filter(carried_to=about)), lists.filter(commune=about)


def _either(*parts: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """Commitments of any of `parts`, each read from its own index: an OR would read them all."""
    first, *others = (part.values("pk") for part in parts)
    return Commitment.objects.order_by().filter(pk__in=first.union(*others))


def _lines(entries: list[Entry]) -> list[Line]:
    about = {entry.seq: _about(entry) for entry in entries}
    refs = {kind: {r for k, r in about.values() if k == kind} for kind in _READERS}
    rows = {kind: reader(refs[kind]) for kind, reader in _READERS.items() if refs[kind]}
    lines = []
    for entry in entries:
        kind, ref = about[entry.seq]
        if ref in rows[kind]:
            lines.append(Line(entry, **{kind: rows[kind][ref]}))
    return lines


def _about(entry: Entry) -> tuple[str, str]:
    """Kind and reference of what a line shows: a report is shown as its commitment's."""
    if entry.object_kind == "letter_text":
        return "text", entry.snapshot["letter"]
    if entry.object_kind == "signature":
        return "signature", entry.object_ref
    return "commitment", entry.snapshot.get("commitment", entry.object_ref)


def _commitments(refs: set[str]) -> dict[str, Commitment]:
    rows = published.public_commitments().prefetch_related(None).filter(ref__in=refs)
    return {row.ref: row for row in rows}


def _signatures(refs: set[str]) -> dict[str, Signature]:
    rows = published.public_signatures().prefetch_related(None).filter(ref__in=refs)
    return {row.ref: row for row in rows}


def _texts(refs: set[str]) -> dict[str, PublicText]:
    return {row.letter.ref: row for row in public_texts().filter(letter__ref__in=refs)}


_READERS = {"commitment": _commitments, "signature": _signatures, "text": _texts}
