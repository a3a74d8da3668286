"""Letters filed for real, read passage by passage, and their public texts."""

from datetime import date
from itertools import count

from accounts.models import User
from communes.models import ElectoralList
from letters.actions.filing import add_version, file_letter
from letters.actions.reading import decide as decide_passage
from letters.actions.reading import mark
from letters.actions.redaction import propose_public_text
from letters.actions.steps import perform
from letters.models import Letter, Passage, PublicText
from tests.factories.people import anyone
from tests.factories.places import make_list

SENTENCE = "Nous installerons des logiciels libres dans les écoles."
# Every file must be another one: bytes already filed are not filed twice.
TEXT = """Courrier inventé numéro {number}

Madame, Monsieur,

Bonjour. {sentence} Nous formerons les agents de la commune avant 2028.

Cordialement.
"""
LETTER_STATES = ("received", "being_read", "read", "set_aside")
_numbers = count(1)


def make_letter(
    electoral_list: ElectoralList | None = None,
    *,
    text: str = "",
    by: User | None = None,
    state: str = "received",
    channel: str = "email",
) -> Letter:
    """File a letter of `electoral_list` and bring it to `state`; its reader is `by`."""
    by = by or anyone("volunteer")
    electoral_list = electoral_list or make_list()
    number = next(_numbers)
    text = text or TEXT.format(number=number, sentence=SENTENCE)
    filing = file_letter(
        data=text.encode(),
        name=f"courrier-{number}.txt",
        election=electoral_list.election,
        electoral_list=electoral_list,
        by=by,
        received_on=date(2026, 3, 9),
        channel=channel,
        fictitious=True,
    )
    letter = filing.letter
    if state in ("being_read", "read"):
        letter = _step(letter, "claim", by)
    if state == "read":
        for passage in letter.latest.passages.filter(decision="pending"):
            decide(passage, "rejected", by=by)
        letter = _step(letter, "finish", by)
    if state == "set_aside":
        letter = _step(letter, "set_aside", anyone("moderator"), reason="Ce n’est pas pour nous.")
    return letter


def make_version(letter: Letter, *, data: bytes = b"", by: User | None = None) -> Letter:
    """Another file of `letter`, as a new version with its reason."""
    data = data or f"Nouvelle version {next(_numbers)}. {SENTENCE}".encode()
    return add_version(
        letter_ref=letter.ref,
        version=letter.version,
        data=data,
        name="version.txt",
        reason="Fichier complété par la liste.",
        by=by or anyone("volunteer"),
    )


def confirmed_passage(
    letter: Letter | None = None,
    *,
    words: str = SENTENCE,
    electoral_list: ElectoralList | None = None,
    by: User | None = None,
    kind: str = "commitment",
    **facts,
) -> Passage:
    """The passage of `letter` that says `words`, confirmed by its reader, who puts it back.

    The words are the reader's suggestion when it found exactly them, marked by hand otherwise.
    """
    by = by or anyone("volunteer")
    letter = _hold(letter, by) if letter else make_letter(electoral_list, by=by, state="being_read")
    version = letter.latest
    start = version.text.index(words)
    known = version.passages.filter(start=start, end=start + len(words), kind=kind).first()
    if known is None:
        passage = mark(
            letter_version=version, start=start, end=start + len(words), by=by, kind=kind, **facts
        )
    else:
        passage = decide(known, "confirmed", by=by, **facts)
    _step(letter, "release", by)
    # Read again: the letter seen from the passage must not be the one held a moment ago.
    return Passage.objects.select_related("letter_version__letter__electoral_list").get(
        pk=passage.pk
    )


def decide(passage: Passage, decision: str, *, by: User, **facts) -> Passage:
    """Confirm, reject or put back `passage`, by the reader who holds its letter."""
    return decide_passage(
        ref=passage.ref, version=passage.version, decision=decision, by=by, **facts
    )


def make_public_text(
    state: str = "public",
    *,
    letter: Letter | None = None,
    masks: list[dict] | None = None,
    by: User | None = None,
    checker: User | None = None,
) -> PublicText:
    """The public copy of a letter, proposed by `by` and, to be public, checked by `checker`."""
    letter = letter or make_letter(by=by)
    text = propose_public_text(letter=letter, masks=masks or [], by=by or anyone("volunteer"))
    if state == "private":
        text = _step(text, "take_back_text", by or anyone("volunteer"))
    if state == "public":
        text = _step(text, "publish_text", checker or anyone("moderator"))
    return text


def _hold(letter: Letter, by: User) -> Letter:
    letter.refresh_from_db()
    if letter.state == "read":
        return _step(letter, "reread", by, reason="Relecture.")
    if letter.state == "being_read":
        return letter if letter.holder_id == by.pk else _step(letter, "take_over", by)
    return _step(letter, "claim", by)


def _step(obj, step: str, by: User, reason: str = ""):
    kind = "letter" if isinstance(obj, Letter) else "letter_text"
    return perform(kind=kind, ref=obj.ref, step=step, by=by, version=obj.version, reason=reason)
