"""Adding evidence: a link or a file, sniffed, limited and made safe; removing it from a draft."""

import hashlib
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.validators import URLValidator
from django.db import transaction

from accounts.policies import role_of
from ledger.recording import record
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.actions.filing import clean_name
from pledges.actions.withholding import save_changed
from pledges.enums import EvidenceKind
from pledges.files.cleaning import cleaned
from pledges.models import Assessment, Commitment, Evidence, Reply, Report
from pledges.policies import may_add_evidence, may_edit_report, may_reply
from pledges.validators import EVIDENCE_MAX_BYTES, evidence_type, evidence_type_refused

TITLE = gettext_noop("Give a title.")
KIND = gettext_noop("Choose what kind of evidence this is.")
LINK_OR_FILE = gettext_noop("Give a link or a file.")
BAD_LINK = gettext_noop("This is not a web address (https://…).")
TOO_LARGE = gettext_noop("This file is too large: 15 MB at most.")
BAD_TYPE = gettext_noop("Send a PDF, a JPEG or a PNG.")
TYPES_REFUSED = {
    "office": gettext_noop(
        "Office documents may hold programs: export this one to PDF, then send the PDF."
    ),
    "active": gettext_noop(
        "Web pages and SVG drawings may hold programs: print this one to PDF, then send the PDF."
    ),
    "heic": gettext_noop("This picture is in a format few can open: export it to JPEG first."),
}
FILES_REFUSED = {
    "damaged": gettext_noop("This file cannot be opened: it may be damaged or incomplete."),
    "locked": gettext_noop(
        "This PDF is locked by a password: remove it, then send the file again."
    ),
    "acts": gettext_noop(
        "This PDF holds a program, an attached file or a form that sends itself: print it to PDF,"
        " then send the new one."
    ),
    "too_big": gettext_noop("This picture has too many pixels: make it smaller, then send it."),
    "hostile": gettext_noop("This file could not be checked: print or export it again as a PDF."),
    "unavailable": gettext_noop("Files cannot be checked just now: try again in a few minutes."),
}
IS_SOURCE = gettext_noop("An assessment rests on this evidence: it cannot be removed.")
NOT_ITS_OWN = gettext_noop(
    "Only evidence of a report or a reply that can still be written is removed."
)


def add_evidence(
    *,
    by,
    kind: str,
    title: str,
    url: str = "",
    data: bytes = b"",
    name: str = "",
    dated: date | None = None,
    favourable: bool | None = None,
    public: bool = True,
    commitment: Commitment | None = None,
    report: Report | None = None,
    reply: Reply | None = None,
    commune=None,
    intercommunality=None,
    fictitious: bool = False,
) -> Evidence:
    """Attach evidence to a commitment, a report (draft of one's own territory), a reply (until its
    deadline) or a territory.

    data, name: the file and its name from outside; PDF, JPEG or PNG, 15 MB at most. What is kept
    is made safe first: a picture without its metadata, a PDF in which nothing acts. The same link
    or file sent again with a report or a reply is the evidence already there.
    """
    if report is not None:
        decision = may_edit_report(report, by)
        commitment = report.commitment
    elif reply is not None:
        decision = may_reply(reply.assessment, by)
        commitment = reply.assessment.commitment
    else:
        decision = may_add_evidence(commitment, by, public=public)
    if not decision:
        raise NotAllowed(decision.reason)
    check_evidence(kind, title, url, data)
    data = _safe(data)
    digest = hashlib.sha256(data).hexdigest() if data else ""
    paper = report or reply
    if paper is not None and (there := paper.evidence.filter(url=url, sha256=digest).first()):
        return there
    about = commitment or report or reply
    evidence = Evidence(
        commitment=commitment,
        report=report,
        reply=reply,
        commune=commune,
        intercommunality=intercommunality,
        kind=kind,
        title=title.strip(),
        url=url,
        dated=dated,
        favourable=favourable,
        public=public,
        fictitious=fictitious or by.fictitious or bool(about and about.fictitious),
        created_by=by,
        changed_by=by,
    )
    with transaction.atomic():
        if reply is not None:
            # Making a file safe takes seconds: the deadline may have passed meanwhile.
            reply = _open_reply(reply, by)
        if data:
            evidence.original_name = clean_name(name)
            evidence.sha256 = digest
            evidence.file.save("", ContentFile(data), save=False)
        evidence.save(force_insert=True)
        record(
            kind="evidence",
            ref=evidence.ref,
            version=1,
            step="add",
            by=by,
            role=role_of(by),
            snapshot={"title": evidence.title, "url": url, "sha256": evidence.sha256},
        )
        if reply is not None:
            save_changed(reply, by=by)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by) -> None:
    """Take a link or a file away from a report or a reply that can still be written; the file is
    deleted.
    """
    reply = _open_reply(evidence.reply, by) if evidence.reply else None
    if reply is None:
        _open_report(evidence.report, by)
    if Assessment.objects.filter(sources=evidence).exists():
        raise NotAllowed(IS_SOURCE)
    record(
        kind="evidence",
        ref=evidence.ref,
        version=2,
        step="remove",
        by=by,
        role=role_of(by),
        snapshot={"title": evidence.title, "url": evidence.url, "sha256": evidence.sha256},
    )
    storage, name = evidence.file.storage, evidence.file.name
    evidence.delete()
    if reply is not None:
        save_changed(reply, by=by)
    if name:
        # After the row is gone for good: a file without its row harms nobody, the reverse does.
        transaction.on_commit(lambda: storage.delete(name))


def _open_report(report: Report | None, by) -> None:
    if report is None:
        raise NotAllowed(NOT_ITS_OWN)
    report = Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    decision = may_edit_report(report, by)
    if not decision:
        raise NotAllowed(decision.reason)


def _open_reply(reply: Reply, by) -> Reply:
    """The reply, locked behind its assessment as whoever writes it locks them."""
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=reply.assessment_id)
    decision = may_reply(assessment, by)
    if not decision:
        raise NotAllowed(decision.reason)
    return Reply.objects.select_for_update(of=("self",)).get(pk=reply.pk)


def _safe(data: bytes) -> bytes:
    """The bytes to keep; raises Invalid with what to do about those that are not kept."""
    if not data:
        return b""
    made = cleaned(data, evidence_type(data), most=EVIDENCE_MAX_BYTES)
    if made.reason:
        why = FILES_REFUSED[made.reason]
        raise Invalid(why, errors={"file": why})
    return made.data


def check_evidence(kind: str, title: str, url: str, data: bytes) -> None:
    """Raise Invalid, by field, unless this can be kept as evidence."""
    errors = {}
    if kind not in EvidenceKind.values:
        errors["kind"] = KIND
    if not title.strip() or len(title) > 200:
        errors["title"] = TITLE
    if not url and not data:
        errors["url"] = LINK_OR_FILE
    if url:
        try:
            URLValidator(schemes=["http", "https"])(url)
        except ValidationError:
            errors["url"] = BAD_LINK
    if len(data) > EVIDENCE_MAX_BYTES:
        errors["file"] = TOO_LARGE
    elif data and not evidence_type(data):
        errors["file"] = TYPES_REFUSED.get(evidence_type_refused(data), BAD_TYPE)
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
