"""Filing a letter: the file kept as it came, its text, and what was proposed about it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from accounts.policies import role_of
from communes.models import Election, ElectoralList
from ledger.applying import edit, lock, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.actions.reading import suggest_for
from letters.enums import Channel, LetterKind, TextSource
from letters.models import Letter, LetterVersion
from letters.policies import may_file
from letters.queries import candidate_lists, same_file
from letters.reading.dated import date_in
from letters.reading.match import Proposal, propose
from letters.reading.text import MAX_BYTES, Extraction, extract
from letters.workflow import LETTER

# What is too large to be read is still kept, to transcribe; beyond this it is not a letter.
MOST_BYTES = 2 * MAX_BYTES
EMPTY_FILE = gettext_noop("This file holds nothing at all.")
NO_REASON = gettext_noop("Say why there is a new version of this letter.")
NO_TEXT = gettext_noop("Type the text of the letter.")
TOO_LARGE = gettext_noop("The file is larger than what can be kept.")
TRY_AGAIN = gettext_noop("The reader of files is not available now: try again in a minute.")
READ_ALREADY = gettext_noop(
    "This letter was read as this list's: take the step “Read again”, with its reason, first."
)
KNOWN_FILE = gettext_noop("This file is already filed.")


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of a file: the letter, whether it was known, the lists it may come from."""

    letter: Letter
    duplicate: bool = False
    proposals: list[Proposal] = field(default_factory=list)


def file_letter(
    *,
    data: bytes,
    name: str,
    election: Election,
    by,
    received_on: date | None = None,
    electoral_list: ElectoralList | None = None,
    list_note: str = "",
    channel: str = Channel.EMAIL,
    kind: str = LetterKind.LIST,
    brought_by: str = "",
    fictitious: bool = False,
) -> Filing:
    """Keep a file as a letter, read its text, propose lists and passages.

    `by` is None for commands run on the machine. A file already filed is said, not filed twice.
    An unreadable file is kept, "to transcribe", with the reason. Raises NotAllowed, Invalid.
    """
    _allow(by)
    _check_size(data)
    known = same_file(data)
    if known is not None:
        return Filing(known.letter, duplicate=True)
    extraction = _read(data, name)
    letter = Letter(
        election=election,
        electoral_list=electoral_list,
        list_note=list_note,
        dated=extraction.sent_on or date_in(extraction.text),
        received_on=received_on or timezone.localdate(),
        channel=channel,
        kind=kind,
        brought_by=brought_by,
        sender=extraction.sender[:300],
        subject=extraction.subject[:300],
        fictitious=fictitious,
        state="received",
    )
    with transaction.atomic():
        # One filing at a time per election: the same file sent twice at once is one letter.
        Election.objects.select_for_update().get(pk=election.pk)
        known = same_file(data)
        if known is not None:
            return Filing(known.letter, duplicate=True)
        start(table=LETTER, obj=letter, by=by, role=role_of(by), step="file")
        version = _add_version(letter, data=data, name=name, extraction=extraction, by=by)
        suggest_for(version, by=by)
    asks = electoral_list is None and kind == LetterKind.LIST
    return Filing(letter, proposals=proposals_for(letter) if asks else [])


def proposals_for(letter: Letter) -> list[Proposal]:
    """Lists the letter may come from, best first, with the reasons; never decides alone."""
    version = letter.latest
    if version is None:
        return []
    return propose(
        version.text,
        sender=letter.sender,
        subject=letter.subject,
        lists=candidate_lists(letter.election),
    )


def add_version(
    *, letter_ref: str, version: int, data: bytes, name: str, reason: str, by
) -> Letter:
    """Add another file of a known letter as version n+1, with its reason; the old one stays."""
    _allow(by)
    _check_size(data)
    if not reason.strip():
        raise Invalid(NO_REASON, errors={"reason": NO_REASON})
    if same_file(data) is not None:
        raise Invalid(KNOWN_FILE, errors={"file": KNOWN_FILE})
    extraction = _read(data, name)
    with transaction.atomic():
        letter = lock(Letter, ref=letter_ref, version=version)
        added = _add_version(
            letter, data=data, name=name, extraction=extraction, by=by, reason=reason.strip()
        )
        suggest_for(added, by=by)
        edit(kind="letter", obj=letter, by=by, role=role_of(by), step="add_version", reason=reason)
    return letter


def transcribe(*, letter_ref: str, version: int, text: str, reason: str, by) -> Letter:
    """Keep the text a person typed as a new version of the same file."""
    _allow(by)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not text.strip():
        raise Invalid(NO_TEXT, errors={"text": NO_TEXT})
    if not reason.strip():
        raise Invalid(NO_REASON, errors={"reason": NO_REASON})
    with transaction.atomic():
        letter = lock(Letter, ref=letter_ref, version=version)
        last = letter.latest
        added = LetterVersion.objects.create(
            letter=letter,
            number=last.number + 1,
            file=last.file.name,
            original_name=last.original_name,
            sha256=last.sha256,
            size=last.size,
            media_type=last.media_type,
            text=text,
            source=TextSource.TRANSCRIBED,
            reason=reason.strip(),
            created_by=by,
        )
        suggest_for(added, by=by)
        edit(kind="letter", obj=letter, by=by, role=role_of(by), step="transcribe", reason=reason)
    return letter


def describe(
    *,
    letter_ref: str,
    version: int,
    by,
    electoral_list: ElectoralList | None,
    list_note: str = "",
    **fields,
) -> Letter:
    """Say which list a letter comes from (or that it is unknown, with a note) and its facts.

    fields: any of dated, received_on, channel, brought_by.
    """
    _allow(by)
    unknown = fields.keys() - {"dated", "received_on", "channel", "brought_by"}
    if unknown:
        raise TypeError(f"describe() cannot set {sorted(unknown)}")
    with transaction.atomic():
        letter = lock(Letter, ref=letter_ref, version=version)
        if letter.state == "read" and letter.electoral_list not in (None, electoral_list):
            # Commitments may already quote it as this list's words.
            raise Invalid(READ_ALREADY, errors={"electoral_list": READ_ALREADY})
        letter.electoral_list, letter.list_note = electoral_list, list_note
        for name, value in fields.items():
            setattr(letter, name, value)
        edit(kind="letter", obj=letter, by=by, role=role_of(by), step="describe")
    return letter


def _read(data: bytes, name: str) -> Extraction:
    """Read a file in a child process, before any lock is taken.

    A reader that could not run says nothing of the file: refused, to be tried again.
    """
    extraction = extract(data, name, seconds=settings.LETTER_READER_SECONDS)
    if extraction.unreadable_reason == "unavailable":
        raise Invalid(TRY_AGAIN, errors={"file": TRY_AGAIN})
    return extraction


def _check_size(data: bytes) -> None:
    if not data:
        raise Invalid(EMPTY_FILE, errors={"file": EMPTY_FILE})
    if len(data) > MOST_BYTES:
        raise Invalid(TOO_LARGE, errors={"file": TOO_LARGE})


def _allow(by) -> None:
    decision = may_file(by) if by is not None else True
    if not decision:
        raise NotAllowed(decision.reason)


def _add_version(
    letter: Letter, *, data: bytes, name: str, extraction: Extraction, by, reason: str = ""
) -> LetterVersion:
    last = letter.latest
    version = LetterVersion(
        letter=letter,
        number=last.number + 1 if last else 1,
        original_name=clean_name(name),
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        media_type=extraction.media_type,
        text=extraction.text,
        source=TextSource.EXTRACTED if extraction.text else TextSource.MISSING,
        unreadable_reason="" if extraction.text else extraction.unreadable_reason or "empty",
        reason=reason,
        created_by=by,
    )
    path = version._meta.get_field("file").generate_filename(version, "")
    # Same digest, same bytes: a file already kept is not written again.
    if default_storage.exists(path):
        version.file = path
    else:
        version.file.save("", ContentFile(data), save=False)
    version.save(force_insert=True)
    return version


def clean_name(name: str) -> str:
    """The last part of a file name from outside, without controls or direction marks."""
    last = PurePath(name.replace("\\", "/")).name
    return "".join(c for c in last if c.isprintable())[:255] or "letter"
