"""Signatures and solicitations."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import holds, role_of
from communes.models import ElectoralList
from ledger.applying import start
from ledger.refusals import IllegalStep, Invalid, NotAllowed
from ledger.steps import gettext_noop
from letters.actions.filing import file_letter
from letters.enums import Channel
from letters.models import Letter, Passage
from pledges.actions._apply import take
from pledges.enums import InNameOf, Stance
from pledges.models import ArticleStance, Campaign, Signature, Solicitation
from pledges.policies import may_step
from pledges.workflow.signature import SIGNATURE, SOLICITATION

NOT_AGREEMENT = gettext_noop("This passage was not confirmed as an agreement to sign.")
OTHER_LIST = gettext_noop("This passage comes from another list's letter.")
OTHER_FILE = gettext_noop("This very file was filed for another list.")
NOT_AWAITED = gettext_noop("This document is not awaited any more.")
NAME = gettext_noop("Say who signs.")
FUTURE = gettext_noop("This day has not come yet.")
DAY = gettext_noop("Give the day of the signature.")
BEFORE = gettext_noop("This list was already contacted later than that.")
UNKNOWN = gettext_noop("This value does not exist.")
OTHER_CANDIDATE = gettext_noop("This person is not on this list.")
OTHER_PACT = gettext_noop("This article belongs to another pact.")
RESERVE = gettext_noop("Put the reserve in words.")


def announce(
    *, passage: Passage, campaign: Campaign, by, signer_name: str, capacity: str = ""
) -> Signature:
    """Record an agreement found in a letter: announced, the signed document is still awaited."""
    _allow(by)
    letter = passage.letter_version.letter
    if passage.kind != "agreement" or passage.decision != "confirmed":
        raise Invalid(NOT_AGREEMENT, errors={"passage": NOT_AGREEMENT})
    if letter.electoral_list is None:
        raise Invalid(OTHER_LIST, errors={"passage": OTHER_LIST})
    if not signer_name.strip():
        raise Invalid(NAME, errors={"signer_name": NAME})
    signature = Signature(
        campaign=campaign,
        electoral_list=letter.electoral_list,
        signer_name=signer_name.strip(),
        capacity=capacity.strip(),
        in_name_of=InNameOf.LIST,
        channel=letter.channel,
        letter=letter,
        passage=passage,
        content_by=by,
        state="announced",
        fictitious=letter.fictitious,
    )
    with transaction.atomic():
        return start(table=SIGNATURE, obj=signature, by=by, role=role_of(by), step="announce")


def record_signature(
    *,
    campaign: Campaign,
    electoral_list: ElectoralList,
    by,
    signer_name: str,
    in_name_of: str,
    signed_on: date,
    capacity: str = "",
    channel: str = "",
    candidate=None,
    document=None,
    stances: dict | None = None,
    fictitious: bool = False,
) -> Signature:
    """Record a signed document that arrived. stances: Article → (stance, reserve in words)."""
    _allow(by)
    stances = stances or {}
    signature = Signature(
        campaign=campaign,
        electoral_list=electoral_list,
        signer_name=signer_name.strip(),
        capacity=capacity.strip(),
        in_name_of=in_name_of,
        channel=channel,
        candidate=candidate,
        document=document,
        signed_on=signed_on,
        content_by=by,
        state="received",
        fictitious=fictitious or electoral_list.fictitious,
    )
    _check(signature, stances)

    def children(obj):
        for article, (stance, reserve) in stances.items():
            ArticleStance.objects.create(
                signature=obj, article=article, stance=stance, reserve=reserve
            )

    with transaction.atomic():
        return start(
            table=SIGNATURE,
            obj=signature,
            by=by,
            role=role_of(by),
            step="receive",
            children=children,
        )


def solicit(
    *, campaign: Campaign, electoral_list: ElectoralList, by, channel: str = ""
) -> Solicitation:
    """Put a list in a campaign, to be contacted."""
    decision = holds(by, Permission.MANAGE_SOLICITATION)
    if not decision:
        raise NotAllowed(decision.reason)
    with transaction.atomic():
        # Two moderators who ask at once get the same row, neither an error.
        Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
        known = Solicitation.objects.filter(campaign=campaign, electoral_list=electoral_list)
        if (existing := known.first()) is not None:
            return existing
        solicitation = Solicitation(
            campaign=campaign,
            electoral_list=electoral_list,
            channel=channel,
            state="to_contact",
            fictitious=electoral_list.fictitious,
        )
        return start(table=SOLICITATION, obj=solicitation, by=by, role=role_of(by))


def signature_step(*, step: str, ref: str, by, version: int, reason: str = "", given=None):
    """Any step of a signature; `receive` needs given["signed_on"], a date.

    given["scan"], if any, is the file of the signed document: (bytes, name). It is sniffed and
    kept before any lock is taken; should the step then be refused, it waits among the letters.
    """
    if step == "receive" and given and given.get("scan"):
        given = given | {"document": _filed(ref, by, *given["scan"])}
    return take(
        kind="signature",
        step=step,
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        given=given,
        before_write=_received if step == "receive" else None,
    )


def solicitation_step(*, step: str, ref: str, by, version: int, reason: str = "", given=None):
    """Any step of a solicitation; a list that is not solicited has a public reason.

    For `contact` and `remind`: given["channel"] says how the list was written to, kept as it was
    when it is not said; given["contacted_on"], a date, on which day, today when it is not said.
    """

    def asked(solicitation, _by, given):
        solicitation.public_reason = reason.strip() if step == "skip" else ""
        if step != "skip":
            solicitation.contacted_on = _day_of(solicitation, given.get("contacted_on"))
        channel = given.get("channel") or solicitation.channel
        if channel and channel not in Channel.values:
            raise Invalid(UNKNOWN, errors={"channel": UNKNOWN})
        solicitation.channel = channel

    return take(
        kind="solicitation",
        step=step,
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        given=given,
        before_write=asked if step in ("skip", "contact", "remind") else None,
    )


def _day_of(solicitation: Solicitation, day: date | None) -> date:
    """The day a list was written to: today unless said, never to come, never before the last."""
    day = day or timezone.localdate()
    problem = FUTURE if day > timezone.localdate() else ""
    if solicitation.contacted_on and day < solicitation.contacted_on:
        problem = BEFORE
    if problem:
        raise Invalid(problem, errors={"contacted_on": problem})
    return day


def _filed(ref: str, by, data: bytes, name: str) -> Letter:
    """The scan as a letter of the list that signed; the one known already, for the same bytes."""
    signature = Signature.objects.select_related("electoral_list__election").get(ref=ref)
    step = SIGNATURE.get("receive")
    decision = may_step(signature, step, by)
    if not decision:
        raise NotAllowed(decision.reason)
    if signature.state not in step.sources:
        raise IllegalStep(NOT_AWAITED)
    filing = file_letter(
        data=data,
        name=name,
        election=signature.electoral_list.election,
        electoral_list=signature.electoral_list,
        by=by,
        channel=signature.channel or Channel.EMAIL,
        fictitious=signature.fictitious,
    )
    if filing.letter.electoral_list_id != signature.electoral_list_id:
        raise Invalid(OTHER_FILE, errors={"scan": OTHER_FILE})
    return filing.letter


def _received(signature: Signature, by, given: dict) -> None:
    signature.signed_on = given["signed_on"]
    signature.document = given.get("document") or signature.document
    signature.content_at, signature.content_by = timezone.now(), by
    _check(signature, {})


def _check(signature: Signature, stances: dict) -> None:
    """Refuse a signature that cannot be; one sentence per field."""
    errors = {}
    if not signature.signer_name:
        errors["signer_name"] = NAME
    if not isinstance(signature.signed_on, date):
        errors["signed_on"] = DAY
    elif signature.signed_on > timezone.localdate():
        errors["signed_on"] = FUTURE
    if signature.in_name_of not in InNameOf.values:
        errors["in_name_of"] = UNKNOWN
    candidate = signature.candidate
    if candidate is not None and candidate.list_id != signature.electoral_list_id:
        errors["candidate"] = OTHER_CANDIDATE
    for problem in filter(None, (_stance_problem(signature, *one) for one in stances.items())):
        errors["stances"] = problem
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _stance_problem(signature: Signature, article, said: tuple[str, str]) -> str:
    stance, reserve = said
    if article.pact_version_id != signature.campaign.pact_version_id:
        return OTHER_PACT
    if stance not in Stance.values:
        return UNKNOWN
    return RESERVE if stance == Stance.RESERVE and not reserve.strip() else ""


def _allow(by) -> None:
    decision = holds(by, Permission.RECORD_SIGNATURE)
    if not decision:
        raise NotAllowed(decision.reason)
