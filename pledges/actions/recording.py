"""A reply that came by letter or mail: its words as they stand in the letter filed."""

from django.db import transaction

from accounts.policies import role_of
from ledger.applying import edit, start
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.models import Letter
from pledges.actions._apply import queue_mails
from pledges.actions.reporting import EMPTY_REPLY, WHO
from pledges.models import Assessment, Reply
from pledges.policies import may_record_reply
from pledges.validators import NOT_VERBATIM, is_verbatim
from pledges.workflow.assessment import REPLY

NO_TEXT = gettext_noop("This letter has no text yet: transcribe it first.")


@transaction.atomic
def record_reply(
    *, assessment: Assessment, letter: Letter, words: str, signed_as: str, by
) -> Reply:
    """Put `words`, which the letter must hold word for word, beside the assessment.

    Raises NotAllowed (who, when, which letter) or Invalid, by field. The commune's contacts, if
    there are any, are told.
    """
    assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    decision = may_record_reply(assessment, letter, by)
    if not decision:
        raise NotAllowed(decision.reason)
    version, words = letter.latest, words.replace("\r\n", "\n").replace("\r", "\n").strip()
    errors = {} if words else {"words": EMPTY_REPLY}
    if version is None or not version.text:
        errors["words"] = NO_TEXT
    start_at = version.text.find(words) if version and words else -1
    if not errors and not is_verbatim(version.text, start_at, start_at + len(words), words):
        errors["words"] = NOT_VERBATIM
    if not signed_as.strip():
        errors["signed_as"] = WHO
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)
    # One to an earlier wording, taken back since, gives way to this one.
    reply = Reply.objects.select_for_update(of=("self",)).filter(assessment=assessment).first()
    known = reply is not None
    reply = reply or Reply(assessment=assessment, state="given", fictitious=assessment.fictitious)
    reply.words, reply.signed_as, reply.letter_version = words, signed_as.strip(), version
    reply.start, reply.end = start_at, start_at + len(words)
    if known:
        edit(kind="reply", obj=reply, by=by, role=role_of(by), step="record")
    else:
        start(table=REPLY, obj=reply, by=by, role=role_of(by), step="record")
    queue_mails("reply", "record", reply, by=by, reason="")
    return reply
