"""May they? The rules above the tables of pledges, on every door."""

from datetime import timedelta

from django.utils import timezone

from accounts.permissions import Permission
from accounts.policies import (
    INACTIVE,
    YES,
    Decision,
    Guard,
    OfferedStep,
    decide,
    four_eyes,
    holds,
    may_undo,
    offered,
)
from accounts.roles import permissions_of
from communes.policies import may_publish_now
from communes.queries import speaks_for
from ledger.models import Entry
from ledger.steps import Step, gettext_noop
from letters.enums import LetterKind
from letters.models import Letter
from letters.policies import CONFLICT, no_conflict
from pledges.models import Assessment, Commitment, Correction, Extension, Merge
from pledges.models.merge import Duplicated
from pledges.queries.mandates import tied_to
from pledges.validators import is_verbatim
from pledges.workflow.commitment import COMMITMENT
from pledges.workflow.table import TABLES

NOT_AUTHOR = Decision(False, gettext_noop("Only its author or a moderator may submit this."))
NOT_QUOTED = Decision(
    False, gettext_noop("A commitment quotes at least one confirmed passage, word for word.")
)
YOU_WITHDREW = Decision(False, gettext_noop("You withdrew this: someone else must restore it."))
NOTHING_NEW = Decision(False, gettext_noop("Nothing of it changed since that was decided."))
YOU_CONTESTED = Decision(
    False, gettext_noop("You proposed this: a second person must decide (four eyes).")
)
OUT_OF_SCOPE = Decision(False, gettext_noop("You do not speak for this territory today."))
NO_SOURCE = Decision(False, gettext_noop("An assessment needs at least one public source."))
REPLY_AWAITED = Decision(
    False, gettext_noop("The commune may still reply: wait for its reply or the deadline.")
)
BY_THE_NEXT = Decision(
    False, gettext_noop("An assessment is superseded by publishing the next one.")
)
TOO_LATE = Decision(False, gettext_noop("The time to reply has passed."))
NOT_NOTIFIED = Decision(False, gettext_noop("The commune was not notified of this assessment."))
CAME_LATE = Decision(False, gettext_noop("This letter came after the deadline of the reply."))
CAME_BEFORE = Decision(False, gettext_noop("This letter came before the commune was notified."))
NO_REPLY_LETTER = Decision(
    False, gettext_noop("This letter is not filed as the reply of a town hall.")
)
ALREADY_REPLIED = Decision(False, gettext_noop("The commune has already replied to these words."))
ALREADY_ASKED = Decision(False, gettext_noop("More time was already asked for."))
WITH_ITS_ASSESSMENT = Decision(False, gettext_noop("A request lapses with its assessment alone."))
NOT_A_DRAFT = Decision(False, gettext_noop("Only a draft is edited: propose a correction instead."))
OWN_ACCOUNT = Decision(False, gettext_noop("Nobody merges their own account."))
YOU_APPLIED = Decision(False, gettext_noop("You put this in force: someone else must lift it."))
ON_HOLD = Decision(False, gettext_noop("Its mandate changed: its page says what became of it."))
NOT_PUBLIC = Decision(False, gettext_noop("This commitment is not published."))
NO_WEBHOOK = Decision(False, gettext_noop("A webhook is for those who hold a role here."))


def may_hold_webhooks(user) -> Decision:
    """Whoever holds a role, programs included: a webhook tells of what is public alone."""
    if user is None or not user.is_authenticated or not user.is_active:
        return INACTIVE
    return YES if permissions_of(user.role_names) else NO_WEBHOOK


WRITTEN_SINCE = Decision(
    False, gettext_noop("Something was written about it since: it can no longer be undone.")
)


def _author_or_moderator(obj, user) -> Decision:
    own = obj.created_by_id == user.pk
    return YES if own or holds(user, Permission.REVIEW) else NOT_AUTHOR


def _quoted(commitment: Commitment, _user) -> Decision:
    """Every quote is still the confirmed passage's very words in the letter's text."""
    quotes = list(commitment.quotes.select_related("passage__letter_version__letter"))
    good = bool(quotes) and all(
        quote.passage.decision == "confirmed"
        and quote.passage.letter_version.letter.electoral_list_id == commitment.electoral_list_id
        and is_verbatim(
            quote.passage.letter_version.text, quote.passage.start, quote.passage.end, quote.text
        )
        for quote in quotes
    )
    return YES if good else NOT_QUOTED


def _about_published(obj, _user) -> Decision:
    """What is said of a commitment waits while the commitment itself is withdrawn."""
    return YES if obj.commitment.state == "published" else NOT_PUBLIC


def _sourced(assessment: Assessment, _user) -> Decision:
    return YES if assessment.sources.filter(public=True).exists() else NO_SOURCE


def _reply_or_deadline(assessment: Assessment, _user) -> Decision:
    if assessment.reply_until and assessment.reply_until <= timezone.now():
        return YES
    # A reply to an earlier wording, taken back since, is not a reply to this one.
    reply = getattr(assessment, "reply", None)
    return YES if reply and reply.changed_at >= assessment.notified_at else REPLY_AWAITED


def _is_open(extension: Extension) -> bool:
    """Is its assessment still notified as it was, with time to reply left?"""
    assessment = extension.assessment
    same = assessment.state == "notified" and assessment.notified_at == extension.notification
    until = assessment.reply_until
    return same and until is not None and until > timezone.now()


def _no_silence(obj, _user) -> Decision:
    """A thing of no list (two accounts of one person) waits for every silence to end."""
    electoral_list = obj.electoral_list
    return may_publish_now(electoral_list.election if electoral_list else None)


# Who answers for what is merged: letters are a moderator's, the rest a coordinator's.
_HOMES = {
    "list": Permission.MANAGE_ELECTION,
    "candidate": Permission.MANAGE_ELECTION,
    "person": Permission.MANAGE_ROLES,
    "letter": Permission.SET_ASIDE_LETTER,
}


def _home(merge: Merge, user) -> Decision:
    decision = holds(user, _HOMES[merge.kind])
    if decision and merge.kind == "person" and user.ref in (merge.kept_ref, merge.gone_ref):
        return OWN_ACCOUNT
    return decision


GUARDS: dict[str, Guard] = {
    "four_eyes": four_eyes,
    "conflict": no_conflict,
    # A tie to a commune, or the one that carries on, forbids saying who speaks for it.
    "territory_conflict": lambda asked, user: CONFLICT if tied_to(user, asked) else YES,
    "freeze": _no_silence,
    "home": _home,
    "kind": lambda merge, user: may_propose_merge(user, merge.kind),
    "author": lambda obj, user: YES if obj.created_by_id == user.pk else OUT_OF_SCOPE,
    "author_or_moderator": _author_or_moderator,
    "quoted": _quoted,
    "not_who_withdrew": lambda obj, user: YOU_WITHDREW if obj.state_by_id == user.pk else YES,
    "not_who_contested": lambda obj, user: YOU_CONTESTED if obj.state_by_id == user.pk else YES,
    "changed_since": lambda obj, _user: YES if obj.changed_at > obj.state_at else NOTHING_NEW,
    "not_who_applied": lambda obj, user: YOU_APPLIED if obj.state_by_id == user.pk else YES,
    "scope": lambda obj, user: YES if speaks_for(user, obj.commitment.territory) else OUT_OF_SCOPE,
    "sourced": _sourced,
    "about_published": _about_published,
    "reply_or_deadline": _reply_or_deadline,
    "still_time": lambda extension, _user: YES if _is_open(extension) else TOO_LATE,
    "with_its_assessment": lambda _obj, _user: WITH_ITS_ASSESSMENT,
    "by_the_next": lambda _obj, _user: BY_THE_NEXT,
}


def may_step(obj, step: Step, user) -> Decision:
    """May `user` take `step` on `obj`, now?"""
    return decide(obj, step, user, GUARDS)


def available_steps(kind: str, obj, user) -> list[OfferedStep]:
    """Steps from the object's state with their decisions; what every button is drawn from."""
    return offered(TABLES[kind], obj, user, GUARDS)


# Guards as sentences that hold when they let pass.
CHECKED = {
    "four_eyes": gettext_noop("Somebody other than its author decides."),
    "conflict": gettext_noop("Who decides declared no tie with the list or its territory."),
    "freeze": gettext_noop("No silence of an election runs."),
    "quoted": gettext_noop("Each quote is a confirmed passage, word for word as in its letter."),
    "not_who_withdrew": gettext_noop("Somebody other than who withdrew it restores it."),
}


def checks_of(obj, step: Step, user) -> list[tuple[str, Decision]]:
    """Each check of `step`, as a sentence, with what it decides for `user` now."""
    return [(CHECKED[name], GUARDS[name](obj, user)) for name in step.guards]


def may_undo_step(obj, step: Step, entry: Entry, user) -> Decision:
    """May `user` take back the decision told by `entry`, and does nothing hang on it yet?"""
    table = TABLES[entry.object_kind]
    back_to = entry.from_state
    decision = may_undo(obj, step, entry.actor_ref, back_to, user, table, GUARDS)
    return WRITTEN_SINCE if decision and _written_since(obj, entry) else decision


def _written_since(obj, entry: Entry) -> bool:
    """Did somebody write on the strength of a decision: a report, a correction, a reply?"""
    if isinstance(obj, Commitment) and entry.step == "publish":
        return any(rows.exists() for rows in (obj.reports, obj.assessments, obj.corrections))
    if isinstance(obj, Assessment):
        reply = getattr(obj, "reply", None)
        asked = obj.extensions.filter(created_at__gt=entry.at).exists()
        return asked or (reply is not None and reply.changed_at > entry.at)
    if isinstance(obj, Correction):
        # Its source is public already, a row of its own that no undo would take back.
        return "source" in obj.changes and entry.step == "accept"
    return False


def may_propose_merge(user, kind: str) -> Decision:
    """May they say that two rows may be the same? Accounts are a coordinator's business."""
    decision = holds(user, Permission.MERGE)
    if decision and kind == Duplicated.PERSON:
        return holds(user, Permission.MANAGE_ROLES)
    return decision


def may_prepare_mandate_change(user) -> Decision:
    """May they prepare what becomes of a mandate that changed before its end?"""
    return holds(user, Permission.MANAGE_ELECTION)


def may_draft(user) -> Decision:
    return holds(user, Permission.DRAFT_COMMITMENT)


def may_edit_draft(commitment: Commitment, user) -> Decision:
    """Drafts are edited by whoever drafts; published words change by correction alone."""
    decision = holds(user, Permission.DRAFT_COMMITMENT)
    return NOT_A_DRAFT if decision and commitment.state != "draft" else decision


def may_report_on(commitment: Commitment, user) -> Decision:
    """May they declare progress, attest, reply: a contact, inside their territories and dates."""
    decision = holds(user, Permission.REPORT)
    if not decision:
        return decision
    if not speaks_for(user, commitment.territory):
        return OUT_OF_SCOPE
    if commitment.state != "published":
        return NOT_PUBLIC
    return ON_HOLD if commitment.on_hold else YES


def may_attest(commitment: Commitment, user) -> Decision:
    """May they say "still accurate"? It shows on the site at once: not during a silence."""
    decision = may_report_on(commitment, user)
    return may_publish_now(commitment.electoral_list.election) if decision else decision


def may_propose_correction(commitment: Commitment, user) -> Decision:
    """May they propose other words: the team anywhere, a contact inside their territories."""
    decision = holds(user, Permission.PROPOSE_CORRECTION)
    if not decision or holds(user, Permission.DRAFT_COMMITMENT):
        return decision
    return YES if speaks_for(user, commitment.territory) else OUT_OF_SCOPE


def may_add_evidence(commitment: Commitment | None, user, *, public: bool) -> Decision:
    """May they add evidence? Not during a silence, when it would show at once."""
    decision = holds(user, Permission.ADD_EVIDENCE)
    shows = commitment is None or commitment.state in COMMITMENT.public_states
    if decision and public and shows:
        return may_publish_now(commitment and commitment.electoral_list.election)
    return decision


def may_edit_report(report, user) -> Decision:
    """A report is edited by its territory's contacts until it is sent, or when it came back."""
    decision = may_report_on(report.commitment, user)
    if decision and report.state not in ("draft", "returned"):
        return Decision(False, gettext_noop("This report was already sent."))
    return decision


def may_reply(assessment: Assessment, user) -> Decision:
    """A reply is written and edited until its deadline, once the assessment is notified.

    An assessment published early, because a reply had come, leaves it editable; then what is
    written shows at once, so not during a silence.
    """
    decision = may_report_on(assessment.commitment, user)
    if not decision:
        return decision
    if assessment.state not in ("notified", "published") or (
        assessment.reply_until is None or assessment.reply_until <= timezone.now()
    ):
        return TOO_LATE
    if assessment.state == "published":
        return may_publish_now(assessment.electoral_list.election)
    return YES


def may_record_reply(assessment: Assessment, letter: Letter, user) -> Decision:
    """May they put the words of a letter beside the assessment, as the commune's reply?

    A letter that came in time counts, however late it is filed; what stands beside a published
    assessment shows at once, so not during a silence.
    """
    decision = holds(user, Permission.ASSESS)
    if decision:
        decision = no_conflict(assessment, user)
    if not decision:
        return decision
    if assessment.commitment.state != "published":
        return NOT_PUBLIC
    until, notified = assessment.reply_until, assessment.notified_at
    if assessment.state not in ("notified", "published") or until is None or notified is None:
        return NOT_NOTIFIED
    last = timezone.localtime(until - timedelta(microseconds=1), timezone.get_default_timezone())
    if letter.received_on > last.date():
        return CAME_LATE
    if letter.received_on < timezone.localdate(notified, timezone.get_default_timezone()):
        return CAME_BEFORE
    if letter.kind != LetterKind.REPLY or letter.state == "set_aside" or letter.duplicate_of_id:
        return NO_REPLY_LETTER
    reply = getattr(assessment, "reply", None)
    if reply is not None and reply.changed_at >= notified:
        return ALREADY_REPLIED
    if assessment.state == "published":
        return may_publish_now(assessment.electoral_list.election)
    return YES


def may_ask_for_time(assessment: Assessment, user) -> Decision:
    """More time is asked for before publication, inside the time to reply, once a notification."""
    decision = may_reply(assessment, user)
    if not decision:
        return decision
    if assessment.state != "notified" or assessment.notified_at is None:
        return TOO_LATE
    asked = assessment.extensions.filter(notification=assessment.notified_at)
    return ALREADY_ASKED if asked.exists() else YES
