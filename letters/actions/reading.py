"""Reading a letter: suggestions kept as passages, decided or marked by a person."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from ledger.applying import lock
from ledger.reading import history_of
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.actions.steps import CLAIM
from letters.enums import Firmness, Kind, LetterKind, Level, Origin, PassageDecision
from letters.models import LetterVersion, Passage
from letters.policies import may_read
from letters.reading.spans import trimmed

CONTEXT = 32
# Forty pages: no letter is longer, and a hostile text must not hold the person who files it.
READ_CHARACTERS = 100_000
EDITABLE = ("kind", "firmness", "levels", "articles", "condition", "deadline")
OUTSIDE = gettext_noop("This span is not inside the letter's text.")
ALREADY = gettext_noop("This passage is already marked.")
UNKNOWN = gettext_noop("This value does not exist.")
PUT_BACK_FIRST = gettext_noop("This passage was rejected: put it back before moving its ends.")
NOT_INSIDE = gettext_noop("A passage is cut before one of its words, not its first.")
NOT_BESIDE = gettext_noop("There is no such other passage in this letter.")
EXPIRY_MARGIN = timedelta(minutes=5)


def suggest_for(version: LetterVersion, *, by) -> list[Passage]:
    """Keep what the reader suggests in `version` as passages to be decided.

    Nothing for the reply of a town hall to an assessment: it is no list's word.
    """
    if version.letter.kind == LetterKind.REPLY:
        return []
    # Four hundred patterns to compile: a quarter of a second that commands which read no letter,
    # and workers that start, need not wait for.
    from letters.reading.suggest import suggest

    suggestions = suggest(version.text[:READ_CHARACTERS]) if version.text else []
    passages = []
    for found in sorted(suggestions, key=lambda s: (s.start, s.end)):
        passages.append(
            _passage(
                version,
                start=found.start,
                end=found.end,
                by=by,
                kind=found.kind,
                firmness=found.firmness,
                levels=list(found.levels),
                articles=list(found.articles),
                condition=found.condition[:500],
                deadline=found.deadline[:200],
                origin=Origin.SUGGESTED,
                reason=found.reason[:300],
                score=found.score,
            )
        )
    for passage in passages:
        passage.save(force_insert=True)
        _record(passage, step="suggest", by=by)
    return passages


@transaction.atomic
def mark(*, letter_version: LetterVersion, start: int, end: int, by, **fields) -> Passage:
    """Mark a span by hand; it is confirmed at once by who marks it.

    start, end: code points in the version's text. fields: those of `EDITABLE`.
    """
    _allow(by, letter_version)
    return _make(letter_version, start, end, by=by, decision=PassageDecision.CONFIRMED, **fields)


@transaction.atomic
def decide(*, ref: str, version: int, decision: str, by, **fields) -> Passage:
    """Confirm, reject or put back a passage, setting its facts (those of `EDITABLE`) on the way."""
    passage = lock(Passage, ref=ref, version=version)
    _allow(by, passage.letter_version)
    if decision not in PassageDecision.values:
        raise Invalid(UNKNOWN, errors={"decision": UNKNOWN})
    _check(fields)
    before = passage.decision
    for name, value in fields.items():
        setattr(passage, name, value)
    passage.decision = decision
    pending = decision == PassageDecision.PENDING
    passage.decided_at, passage.decided_by = (None, None) if pending else (timezone.now(), by)
    passage.changed_at, passage.changed_by = timezone.now(), by
    passage.version += 1
    passage.save()
    _record(passage, step=decision, by=by, before=before)
    _renew(passage.letter_version)
    return passage


@transaction.atomic
def respan(*, ref: str, version: int, start: int, end: int, by, **fields) -> Passage:
    """Move the ends of a passage, setting its facts on the way; return what now holds the span.

    A passage never confirmed moves in place, and the ledger keeps each of its spans. One that was
    confirmed may be quoted by a commitment: its words stay, it is rejected, and the new span is
    marked instead. Raises Stale, NotAllowed, Invalid.
    """
    passage = lock(Passage, ref=ref, version=version)
    letter_version = passage.letter_version
    _allow(by, letter_version)
    _check(fields)
    if passage.decision == PassageDecision.REJECTED:
        raise Invalid(PUT_BACK_FIRST, errors={"decision": PUT_BACK_FIRST})
    if history_of("passage", ref).filter(to_state=PassageDecision.CONFIRMED).exists():
        facts = {name: getattr(passage, name) for name in EDITABLE} | fields
        made = mark(letter_version=letter_version, start=start, end=end, by=by, **facts)
        decide(ref=ref, version=version, decision=PassageDecision.REJECTED, by=by)
        return made
    _check_span(letter_version, start, end, kind=fields.get("kind", passage.kind), but=passage)
    for name, value in (fields | _words(letter_version.text, start, end)).items():
        setattr(passage, name, value)
    passage.changed_at, passage.changed_by = timezone.now(), by
    passage.version += 1
    passage.save()
    _record(passage, step="respan", by=by, before=passage.decision)
    _renew(letter_version)
    return passage


@transaction.atomic
def split(*, ref: str, version: int, at: int, by) -> tuple[Passage, Passage]:
    """Cut a passage in two before the code point `at` of the text; both keep its decision.

    A condition or a deadline said in one half alone stays with it. Raises as `respan` does.
    """
    passage = lock(Passage, ref=ref, version=version)
    letter_version, text = passage.letter_version, passage.letter_version.text
    _allow(by, letter_version)
    end, decision = passage.end, passage.decision
    halves = (
        (passage.start, trimmed(text, passage.start, at)[1]),
        (trimmed(text, at, end)[0], end),
    )
    if not passage.start < at < end or any(start >= stop for start, stop in halves):
        raise Invalid(NOT_INSIDE, errors={"at": NOT_INSIDE})
    facts = {name: getattr(passage, name) for name in EDITABLE}
    said = [_said_in(passage, text[slice(*half)]) for half in halves]
    # The passage itself changes below: what it said is read above.
    first = respan(
        ref=ref, version=version, start=halves[0][0], end=halves[0][1], by=by, **facts | said[0]
    )
    return first, _make(letter_version, *halves[1], by=by, decision=decision, **facts | said[1])


@transaction.atomic
def merge(*, ref: str, version: int, other_ref: str, other_version: int, by) -> Passage:
    """One passage from the first to the last word of two, with the facts of the first named.

    The other one is rejected. Raises as `respan` does, Stale for either.
    """
    passage = lock(Passage, ref=ref, version=version)
    _allow(by, passage.letter_version)
    beside = Passage.objects.filter(letter_version=passage.letter_version).exclude(pk=passage.pk)
    if not beside.filter(ref=other_ref).exists():
        raise Invalid(NOT_BESIDE, errors={"other": NOT_BESIDE})
    decision = passage.decision
    other = decide(ref=other_ref, version=other_version, decision=PassageDecision.REJECTED, by=by)
    start, end = min(passage.start, other.start), max(passage.end, other.end)
    # These very words may have been a passage before it was cut: that one is put back.
    known = beside.filter(start=start, end=end, kind=passage.kind).first()
    if known is None:
        return respan(ref=ref, version=version, start=start, end=end, by=by)
    decide(ref=ref, version=version, decision=PassageDecision.REJECTED, by=by)
    return decide(ref=known.ref, version=known.version, decision=decision, by=by)


def _said_in(passage: Passage, half: str) -> dict:
    """The condition and the deadline of a half: emptied when only the other half says them."""
    said = {"condition": passage.condition, "deadline": passage.deadline}
    away = [name for name, words in said.items() if words in passage.quote and words not in half]
    return dict.fromkeys(away, "")


def _make(
    letter_version: LetterVersion, start: int, end: int, *, by, decision: str, **fields
) -> Passage:
    """A passage marked by hand, decided (or not yet) by who marks it."""
    kind = fields.get("kind", Kind.COMMITMENT)
    _check_span(letter_version, start, end, kind=kind)
    values = {"kind": kind, "firmness": Firmness.FIRM, "levels": [Level.COMMUNE]} | fields
    _check(values)
    passage = _passage(letter_version, start=start, end=end, by=by, origin=Origin.MARKED, **values)
    passage.decision = decision
    if decision != PassageDecision.PENDING:
        passage.decided_at, passage.decided_by = timezone.now(), by
    passage.save(force_insert=True)
    _record(passage, step="mark", by=by)
    _renew(letter_version)
    return passage


def _check_span(
    version: LetterVersion, start: int, end: int, *, kind: str, but: Passage | None = None
) -> None:
    """Refuse a span outside the text, or that another passage of this kind already is."""
    if not 0 <= start < end <= len(version.text):
        raise Invalid(OUTSIDE, errors={"start": OUTSIDE})
    same = Passage.objects.filter(letter_version=version, start=start, end=end, kind=kind)
    if same.exclude(pk=but.pk if but else None).exists():
        raise Invalid(ALREADY, errors={"start": ALREADY})


def _words(text: str, start: int, end: int) -> dict:
    return {
        "start": start,
        "end": end,
        "quote": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


def _passage(version: LetterVersion, *, start: int, end: int, by, **fields) -> Passage:
    return Passage(
        letter_version=version,
        **_words(version.text, start, end),
        created_by=by,
        changed_by=by,
        **fields,
    )


def _check(fields: dict) -> None:
    """Refuse values outside the vocabulary; names the field."""
    if fields.keys() - set(EDITABLE):
        raise TypeError(f"a passage has no {sorted(fields.keys() - set(EDITABLE))}")
    errors = {}
    if fields.get("kind", Kind.COMMITMENT) not in Kind.values:
        errors["kind"] = UNKNOWN
    if fields.get("firmness", Firmness.FIRM) not in Firmness.values:
        errors["firmness"] = UNKNOWN
    levels = fields.get("levels", [Level.COMMUNE])
    if not levels or set(levels) - set(Level.values):
        errors["levels"] = UNKNOWN
    if errors:
        raise Invalid(UNKNOWN, errors=errors)


def _allow(by, version: LetterVersion) -> None:
    decision = may_read(by, version.letter)
    if not decision:
        raise NotAllowed(decision.reason)


def _renew(version: LetterVersion) -> None:
    """A reader at work keeps the letter: the claim is renewed when it is about to end."""
    letter = version.letter
    if letter.held_until and letter.held_until - timezone.now() < CLAIM - EXPIRY_MARGIN:
        type(letter).objects.filter(pk=letter.pk).update(held_until=timezone.now() + CLAIM)


def _record(passage: Passage, *, step: str, by, before: str = "") -> None:
    record(
        kind="passage",
        ref=passage.ref,
        version=passage.version,
        step=step,
        before=before,
        after=passage.decision,
        by=by,
        role=role_of(by),
        snapshot=passage.snapshot(),
    )
