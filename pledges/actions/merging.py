"""Merging two rows that are one, from here because imports go down only; and undoing it exactly."""

import hashlib
import json
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts.actions.merging import move_account, moves_of_account
from accounts.models import User
from accounts.policies import role_of
from communes.actions import merging as in_communes
from ledger.applying import edit, start
from ledger.moving import Move, backwards, put
from ledger.refusals import STALE, IllegalStep, Invalid, NotAllowed, Stale
from ledger.steps import gettext_noop
from letters.actions import merging as in_letters
from letters.models import Letter, PublicText
from pledges.actions._apply import take
from pledges.enums import MailState
from pledges.models import Commitment, Merge, OutboxMail, Quote, Signature, Solicitation, Webhook
from pledges.models.merge import ROWS, pair_of
from pledges.policies import may_propose_merge
from pledges.workflow.merge import MERGE

NOT_FOUND = gettext_noop("There is nothing of this kind with this reference.")
ITSELF = gettext_noop("Nothing is a duplicate of itself.")
SETTLED = gettext_noop("This pair is merged already.")
ALREADY = gettext_noop("One of the two was merged into another already.")
OTHER_PLACE = gettext_noop("They are of different communes or elections.")
JOINED = gettext_noop("One list joined the other between two rounds: they are two lists.")
OTHER_LIST = gettext_noop("They are not on the same list.")
OTHER_SENDER = gettext_noop("They come from different lists: say first which one is right.")
BEING_READ = gettext_noop("A colleague is reading one of them: wait until it is put back.")
QUOTED = gettext_noop(
    "Published commitments quote the letter to be merged: keep that one, or correct them first."
)
DRAFTED = gettext_noop(
    "A commitment quotes words that are not a confirmed passage of the letter kept."
)
SHOWN = gettext_noop("The public reads the letter to be merged and not the other: keep that one.")
CLOSED = gettext_noop("The account to be kept is closed.")
SOLICITED = gettext_noop("Its solicitation in a campaign both were asked in stays behind.")
TERRITORY = gettext_noop("Territories both speak for stay behind, closed with the account.")

STEPPED = {"commitment": Commitment, "signature": Signature, "solicitation": Solicitation}
_PLAIN = {"quote": Quote, "mail": OutboxMail, "webhook": Webhook}
_ACCOUNT = dict.fromkeys(("role", "user", "account"), User)
# What a move's `table` names, whichever app holds it.
MODELS_MOVED = {**STEPPED, **_PLAIN, **_ACCOUNT, **in_communes.MODELS, "letter": Letter}


@dataclass
class Plan:
    """What a merge would move, why it cannot be (blocked), and what it leaves behind (notes)."""

    moves: list[Move] = field(default_factory=list)
    blocked: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """16 hex digits that change with what would move: what one looked at is what is done."""
        said = json.dumps([move.as_json() for move in self.moves], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def propose_merge(*, kind: str, kept_ref: str, gone_ref: str, by) -> Merge:
    """Say that two rows may be one; somebody else merges. The pair known already is turned round.

    Raises NotAllowed, Invalid (unknown reference, merged already).
    """
    decision = may_propose_merge(by, kind)
    if not decision:
        raise NotAllowed(decision.reason)
    _check_references(kind, kept_ref, gone_ref)
    with transaction.atomic():
        known = Merge.objects.select_for_update(of=("self",)).filter(
            kind=kind, pair=pair_of(kept_ref, gone_ref)
        )
        merge = known.first()
        if merge is None:
            return _new(kind, kept_ref, gone_ref, by)
        if merge.state == "merged":
            raise IllegalStep(SETTLED)
        if merge.state == "proposed" and merge.kept_ref != kept_ref:
            merge.kept_ref, merge.gone_ref = kept_ref, gone_ref
            merge.content_at, merge.content_by = timezone.now(), by
            edit(kind=MERGE.kind, obj=merge, by=by, role=role_of(by))
        return merge


@transaction.atomic
def dismiss_pair(*, kind: str, kept_ref: str, gone_ref: str, by) -> Merge:
    """Remember that two rows are not the same: they are not suggested again."""
    merge = propose_merge(kind=kind, kept_ref=kept_ref, gone_ref=gone_ref, by=by)
    if merge.state in ("dismissed", "undone"):
        return merge
    return merge_step(step="dismiss", ref=merge.ref, by=by, version=merge.version)


def merge_step(*, step: str, ref: str, by, version: int, reason: str = "", given=None) -> Merge:
    """Any step of a merge. given["plan"], if any, is the digest of what the person looked at."""
    before_write = {"merge": _merge, "unmerge": _undo, "reconsider": _again}.get(step)

    def write(merge, by, given):
        if before_write:
            before_write(merge, by, given, reason)

    return take(
        kind="merge",
        step=step,
        ref=ref,
        by=by,
        version=version,
        reason=reason,
        given=given,
        before_write=write,
    )


def plan_of(merge: Merge) -> Plan:
    """What would move now, before anything does."""
    return {
        "list": _plan_list,
        "person": _plan_person,
        "candidate": _plan_candidate,
        "letter": _plan_letter,
    }[merge.kind](merge.gone, merge.kept)


def _check_references(kind: str, kept_ref: str, gone_ref: str) -> None:
    if kind not in ROWS:
        raise Invalid(NOT_FOUND, errors={"kind": NOT_FOUND})
    model, key = ROWS[kind]
    errors = {}
    for name, ref in (("kept_ref", kept_ref), ("gone_ref", gone_ref)):
        sound = ref.isascii() and (key != "pk" or (ref.isdigit() and len(ref) < 19))
        if not sound or not model._default_manager.filter(**{key: ref}).exists():
            errors[name] = NOT_FOUND
    if not errors and kept_ref == gone_ref:
        errors["gone_ref"] = ITSELF
    if errors:
        raise Invalid(next(iter(errors.values())), errors=errors)


def _new(kind: str, kept_ref: str, gone_ref: str, by) -> Merge:
    merge = Merge(
        kind=kind,
        kept_ref=kept_ref,
        gone_ref=gone_ref,
        pair=pair_of(kept_ref, gone_ref),
        content_by=by,
    )
    merge.fictitious = bool(merge.gone.fictitious)
    return start(table=MERGE, obj=merge, by=by, role=role_of(by), step="propose")


def _merge(merge: Merge, by, given: dict, reason: str) -> None:
    plan = plan_of(merge)
    if plan.blocked:
        raise Invalid(plan.blocked[0])
    if given.get("plan") not in (None, "", plan.digest):
        raise Stale(STALE)
    for move in plan.moves:
        _make(move, by=by, step=_name(move, "move"), reason=reason)
    _tell(merge, by, "absorb", reason)
    merge.moved = [move.as_json() for move in plan.moves]


def _undo(merge: Merge, by, _given: dict, reason: str) -> None:
    for move in backwards(Move.from_json(kept) for kept in merge.moved):
        _make(move, by=by, step=_name(move, "move_back"), reason=reason)
    _tell(merge, by, "give_back", reason)
    merge.moved = []


def _again(merge: Merge, by, _given: dict, _reason: str) -> None:
    """Who proposes again wrote it: somebody else must merge."""
    merge.content_at, merge.content_by = timezone.now(), by


def _name(move: Move, step: str) -> str:
    """What the moved row's history says: the pointer is the merge itself."""
    if "duplicate_of_id" in move.columns:
        return "merge_away" if step == "move" else "unmerge"
    return step


def _tell(merge: Merge, by, step: str, reason: str) -> None:
    if merge.kind in ("list", "candidate"):
        row = merge.kept if merge.kind == "list" else merge.kept.list
        in_communes.tell_list(row.pk, by=by, step=step, reason=reason)


def _make(move: Move, *, by, step: str, reason: str) -> None:
    """One move, by the hands of the app that holds the row."""
    said = {"by": by, "step": step, "reason": reason}
    if move.table in _ACCOUNT:
        move_account(move, **said)
    elif move.table in in_communes.MODELS:
        in_communes.move_row(move, **said)
    elif move.table == "letter":
        in_letters.move_letter(move, **said)
    else:
        _move_here(move, **said)


def _move_here(move: Move, *, by, step: str, reason: str) -> None:
    model = (STEPPED | _PLAIN)[move.table]
    row = model._default_manager.select_for_update(of=("self",)).get(pk=move.key)
    put(row, move)
    if move.table in _PLAIN:
        row.save(update_fields=list(move.columns))
    else:
        edit(kind=move.table, obj=row, by=by, role=role_of(by), step=step, reason=reason)


def _plan_list(gone, kept) -> Plan:
    plan = Plan()
    if gone.duplicate_of_id or kept.duplicate_of_id:
        plan.blocked.append(ALREADY)
    if (gone.election_id, gone.commune_id) != (kept.election_id, kept.commune_id):
        plan.blocked.append(OTHER_PLACE)
    if gone.merged_into_id == kept.pk or kept.merged_into_id == gone.pk:
        plan.blocked.append(JOINED)
    here = {"electoral_list_id": (gone.pk, kept.pk)}
    same = in_communes.same_candidates(gone, kept)
    asked = Solicitation.objects.filter(electoral_list=kept).values("campaign")
    solicitations = Solicitation.objects.filter(electoral_list=gone)
    if solicitations.filter(campaign__in=asked).exists():
        plan.notes.append(SOLICITED)
    others = solicitations.exclude(campaign__in=asked).order_by("pk")
    plan.moves = [
        *in_letters.moves_of_list(gone.pk, kept.pk),
        *(_of(Commitment, "commitment", here, electoral_list=gone)),
        *(
            Move("signature", row.pk, here | _signer(row, same))
            for row in Signature.objects.filter(electoral_list=gone).order_by("pk")
        ),
        *(Move("solicitation", row.pk, here) for row in others),
        *(_of(Webhook, "webhook", here, electoral_list=gone)),
        *in_communes.moves_of_list(gone, kept),
    ]
    return plan


def _of(model, table: str, columns: dict, **where) -> list[Move]:
    keys = model._default_manager.filter(**where).order_by("pk").values_list("pk", flat=True)
    return [Move(table, key, columns) for key in keys]


def _signer(signature: Signature, same: dict[int, int]) -> dict:
    other = same.get(signature.candidate_id or 0)
    return {"candidate_id": (signature.candidate_id, other)} if other else {}


def _plan_person(gone, kept) -> Plan:
    plan = Plan()
    if gone.duplicate_of_id or kept.duplicate_of_id:
        plan.blocked.append(ALREADY)
    if not kept.is_active:
        plan.blocked.append(CLOSED)
    told = OutboxMail.objects.filter(recipient=kept)
    known = set(told.values_list("object_kind", "object_ref", "object_version"))
    waiting = OutboxMail.objects.filter(recipient=gone, state=MailState.WAITING).order_by("pk")
    moves = in_communes.moves_of_person(gone, kept)
    if len([one for one in moves if one.table == "contact"]) < in_communes.territories_held(gone):
        plan.notes.append(TERRITORY)
    plan.moves = [
        *moves,
        *(
            Move("mail", mail.pk, {"recipient_id": (gone.pk, kept.pk)})
            for mail in waiting
            if (mail.object_kind, mail.object_ref, mail.object_version) not in known
        ),
        *moves_of_account(gone, kept),
    ]
    return plan


def _plan_candidate(gone, kept) -> Plan:
    plan = Plan()
    if gone.list_id != kept.list_id:
        plan.blocked.append(OTHER_LIST)
    signed = {"candidate_id": (gone.pk, kept.pk)}
    plan.moves = [
        *_of(Signature, "signature", signed, candidate=gone),
        *in_communes.moves_of_candidate(gone, kept),
    ]
    return plan


def _plan_letter(gone, kept) -> Plan:
    plan = Plan()
    if gone.duplicate_of_id or kept.duplicate_of_id:
        plan.blocked.append(ALREADY)
    if gone.election_id != kept.election_id:
        plan.blocked.append(OTHER_PLACE)
    if gone.electoral_list_id and gone.electoral_list_id != kept.electoral_list_id:
        plan.blocked.append(OTHER_SENDER)
    if "being_read" in (gone.state, kept.state):
        plan.blocked.append(BEING_READ)
    shown = PublicText.objects.filter(state="public")
    if shown.filter(letter=gone).exists() and not shown.filter(letter=kept).exists():
        plan.blocked.append(SHOWN)
    quotes, problem = _quotes(gone, kept)
    plan.blocked += [problem] if problem else []
    plan.moves = [
        *_of(Signature, "signature", {"letter_id": (gone.pk, kept.pk)}, letter=gone),
        *_of(Signature, "signature", {"document_id": (gone.pk, kept.pk)}, document=gone),
        *quotes,
        *in_letters.moves_of_letter(gone, kept),
    ]
    return plan


def _quotes(gone, kept) -> tuple[list[Move], str]:
    """Quotes of unpublished commitments, led to the same words of the letter kept."""
    rows = Quote.objects.filter(passage__letter_version__letter=gone).exclude(
        commitment__state="dropped"
    )
    rows = rows.select_related("commitment", "passage").order_by("pk")
    if any(row.commitment.published_at for row in rows):
        return [], QUOTED
    moves = []
    for row in rows:
        same = in_letters.same_passage(kept, row.passage)
        if same is None:
            return [], DRAFTED
        moves.append(Move("quote", row.pk, {"passage_id": (row.passage_id, same.pk)}))
    return moves, ""
