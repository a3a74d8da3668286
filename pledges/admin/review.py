"""The review screen: a commitment as it will be read, its words compared, and the decision."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.differences import differences
from accounts.histories import history_lines
from accounts.policies import OfferedStep
from accounts.step_admin import StepForm
from ledger.reading import history_of
from letters.reading.spans import around
from pledges.models import Commitment
from pledges.policies import checks_of, may_propose_correction
from pledges.queries.review import (
    corrections_of,
    last_decided,
    next_to_review,
    reason_offered,
    reasons_offered,
)
from pledges.queries.visibility import why
from pledges.workflow.commitment import COMMITMENT

# What is decided here; submitting stays on the commitment's own page.
DECISIONS = ("publish", "return", "drop", "withdraw", "restore")
# Steps about what is public: they lead back to it, not to the next to review.
OF_PUBLIC = ("withdraw", "restore")


@dataclass(frozen=True, slots=True)
class Decision:
    """One step of the review with its form, or the reason it is refused."""

    offer: OfferedStep
    form: StepForm
    address: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote between the words around it, and the page of its letter."""

    before: str
    text: str
    after: str
    letter: object


def review_url(commitment: Commitment) -> str:
    return reverse("admin:pledges_commitment_review", args=[commitment.pk])


def review_page(model_admin, request: HttpRequest, pk: int, typed=None) -> HttpResponse:
    """What the reviewer reads; decides nothing. typed: what they had begun to write, by step."""
    commitment = _seen(model_admin, request, pk)
    entries = list(history_of(COMMITMENT.kind, commitment.ref))
    decided = last_decided(entries)
    following = next_to_review(request.user, commitment)
    return model_admin.page(
        request,
        "admin/pledges/review.html",
        title=_("Review"),
        subtitle=str(commitment),
        original=commitment,
        quotes=quotes_of(commitment),
        decided=decided,
        changes=differences(Commitment, decided.snapshot, entries[-1].snapshot) if decided else [],
        decisions=_decisions(model_admin, request, commitment, typed or {}),
        reasons=list(reasons_offered()),
        corrections=list(corrections_of(commitment)),
        may_correct=commitment.state == "published"
        and may_propose_correction(commitment, request.user),
        checks=_checks(commitment, request.user),
        visibility=why(commitment),
        history=history_lines(
            COMMITMENT, COMMITMENT.kind, commitment.ref, model_admin.field_changes
        ),
        back=reverse("admin:pledges_commitment_change", args=[pk]),
        queue=reverse("admin:pledges_commitment_changelist") + "?state=in_review",
        following=following and review_url(following),
        **model_admin.standing(commitment),
        **model_admin.presence(request, commitment),
    )


def decide(model_admin, request: HttpRequest, pk: int, step_name: str) -> HttpResponse:
    """Take the step that was posted, then show what waits next; refusals keep what was typed."""
    commitment = _seen(model_admin, request, pk)
    if step_name not in DECISIONS:
        raise Http404
    if request.method != "POST":
        return HttpResponseRedirect(review_url(commitment))
    if step_name == "return" and "insert" in request.POST:
        return review_page(model_admin, request, pk, {step_name: _inserted(request)})
    following = next_to_review(request.user, commitment)
    answer = model_admin.step_view(request, str(pk), step_name)
    if answer.status_code != 302:
        return answer
    if step_name in OF_PUBLIC:
        return HttpResponseRedirect(review_url(commitment))
    if following is None:
        return HttpResponseRedirect(reverse("admin:index"))
    return HttpResponseRedirect(review_url(following))


def quotes_of(commitment: Commitment) -> list[Quoted]:
    """Each quote in its letter, in the order it was quoted."""
    rows = []
    for quote in commitment.quotes.select_related("passage__letter_version__letter"):
        passage = quote.passage
        before, after = around(passage.letter_version.text, passage.start, passage.end, reach=400)
        rows.append(Quoted(before, quote.text, after, passage.letter_version.letter))
    return rows


def _checks(commitment: Commitment, user) -> list:
    """What must hold before this shows on the site, met or not by `user` now."""
    towards = {"in_review": "publish", "draft": "publish", "withdrawn": "restore"}
    step = towards.get(commitment.state)
    return checks_of(commitment, COMMITMENT.get(step), user) if step else []


def _inserted(request) -> dict:
    """What was typed in the form of a step, with the words chosen under it."""
    chosen = reason_offered(request.POST["insert"])
    parts = [request.POST.get("reason", "").rstrip(), chosen.words if chosen else ""]
    reason = "\n".join(part for part in parts if part)
    return {"version": request.POST.get("version", ""), "reason": reason}


def _decisions(model_admin, request, commitment, typed: dict) -> list[Decision]:
    found = []
    for offer in model_admin.available_steps(commitment, request.user):
        step = offer.step
        if step.name not in DECISIONS:
            continue
        # Words inserted in a form keep the version it was opened with: it may be stale by now.
        initial = {"version": commitment.version} | typed.get(step.name, {})
        form = StepForm(initial=initial, step=step, auto_id=f"id_{step.name}_%s")
        address = reverse("admin:pledges_commitment_decide", args=[commitment.pk, step.name])
        found.append(Decision(offer, form, address))
    return found


def _seen(model_admin, request, pk: int) -> Commitment:
    commitment = model_admin.get_object(request, str(pk))
    if commitment is None or not model_admin.has_view_permission(request, commitment):
        raise Http404
    return commitment
