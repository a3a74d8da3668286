"""The public copy of a letter: masks proposed by one person, checked by another."""

from django.db import transaction

from accounts.policies import role_of
from ledger.applying import edit, start
from ledger.refusals import STALE, Invalid, NotAllowed, Stale
from ledger.steps import gettext_noop
from letters.actions.steps import perform
from letters.models import Letter, PublicText
from letters.policies import may_file
from letters.workflow import TEXT

NO_TEXT = gettext_noop("This letter has no text yet: transcribe it first.")
OUTSIDE = gettext_noop("A mask is not inside the letter's text.")
NOT_PRIVATE = gettext_noop("Take the public text back before changing its masks.")


@transaction.atomic
def propose_public_text(*, letter: Letter, masks: list[dict], by, version: int | None = None):
    """Propose the public copy of a letter; a second person publishes it (`publish_text`).

    masks: [{"start", "end", "reason"}] in code points of the letter's latest text.
    version: the version of the public text the person saw, None when there was none.
    """
    decision = may_file(by)
    if not decision:
        raise NotAllowed(decision.reason)
    latest = letter.latest
    if latest is None or not latest.text:
        raise Invalid(NO_TEXT, errors={"masks": NO_TEXT})
    for mask in masks:
        if not 0 <= mask["start"] < mask["end"] <= len(latest.text):
            raise Invalid(OUTSIDE, errors={"masks": OUTSIDE})
    text = PublicText.objects.select_for_update(of=("self",)).filter(letter=letter).first()
    if text is None:
        text = PublicText(letter=letter, letter_version=latest, masks=masks, state="private")
        text.fictitious = letter.fictitious
        start(table=TEXT, obj=text, by=by, role=role_of(by))
    else:
        if version is not None and text.version != version:
            raise Stale(STALE, seen=version, current=text.version)
        if text.state != "private":
            raise Invalid(NOT_PRIVATE, errors={"masks": NOT_PRIVATE})
        text.letter_version, text.masks = latest, masks
        edit(kind=TEXT.kind, obj=text, by=by, role=role_of(by))
    return perform(kind=TEXT.kind, ref=text.ref, step="propose_text", by=by, version=text.version)
