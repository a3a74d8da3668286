"""Adding evidence: a link or a file, sniffed and limited."""

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
from pledges.enums import EvidenceKind
from pledges.models import Commitment, Evidence, Report
from pledges.policies import may_add_evidence, may_edit_report
from pledges.validators import EVIDENCE_MAX_BYTES, evidence_type

TITLE = gettext_noop("Give a title.")
KIND = gettext_noop("Choose what kind of evidence this is.")
LINK_OR_FILE = gettext_noop("Give a link or a file.")
BAD_LINK = gettext_noop("This is not a web address (https://…).")
TOO_LARGE = gettext_noop("This file is too large: 15 MB at most.")
BAD_TYPE = gettext_noop("Send a PDF, a JPEG or a PNG.")


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
    commune=None,
    intercommunality=None,
    fictitious: bool = False,
) -> Evidence:
    """Attach evidence to a commitment, a report (draft of one's own territory) or a territory.

    data, name: the file and its name from outside; PDF, JPEG or PNG, 15 MB at most.
    """
    if report is not None:
        decision = may_edit_report(report, by)
        commitment = report.commitment
    else:
        decision = may_add_evidence(commitment, by, public=public)
    if not decision:
        raise NotAllowed(decision.reason)
    _check(kind, title, url, data)
    about = commitment or report
    evidence = Evidence(
        commitment=commitment,
        report=report,
        commune=commune,
        intercommunality=intercommunality,
        kind=kind,
        title=title.strip(),
        url=url,
        dated=dated,
        favourable=favourable,
        public=public,
        fictitious=fictitious or bool(about and about.fictitious),
        created_by=by,
        changed_by=by,
    )
    with transaction.atomic():
        if data:
            evidence.original_name = clean_name(name)
            evidence.sha256 = hashlib.sha256(data).hexdigest()
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
    return evidence


def _check(kind: str, title: str, url: str, data: bytes) -> None:
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
        errors["file"] = BAD_TYPE
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
