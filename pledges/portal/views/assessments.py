"""The contradictory phase: reading an assessment before anyone else, and replying to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ledger.refusals import Invalid
from pledges.actions import extending, reporting
from pledges.forms.portal import ExtensionForm, ReplyForm, evidence_slots, faulty
from pledges.history import deadline_in_words
from pledges.models import Assessment, Reply
from pledges.policies import may_ask_for_time, may_reply
from pledges.portal.gate import contacts_only, found
from pledges.portal.icalendar import calendar_file, reply_event
from pledges.portal.kept import drop, keep, kept_for, kept_while_typing, typed
from pledges.portal.refusals import Conflict, refusals_told, sentences
from pledges.queries import portal


def _reply_of(assessment: Assessment) -> Reply | None:
    return getattr(assessment, "reply", None)


def _both_texts(request: HttpRequest, ref: str) -> Conflict:
    assessment = found(portal.assessment_of(request.user, ref))
    reply = _reply_of(assessment)
    now = [(_("Your reply"), reply.words), (_("Signed"), reply.signed_as)] if reply else []
    if not may_reply(assessment, request.user):
        return Conflict(now)
    data = request.POST.copy()
    data["version"] = str(reply.version if reply else 0)
    slots = [slot for slot in evidence_slots(data, {}) if slot.is_filled()]
    return Conflict(now, [ReplyForm(data), *slots])


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told(_both_texts)
def one(request: HttpRequest, ref: str) -> HttpResponse:
    """The words that will be published, their sources, and the reply until its deadline."""
    assessment = found(portal.assessment_of(request.user, ref))
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST and may_reply(assessment, request.user):
        return kept_while_typing(request)
    if request.method == "POST":
        return _receive(request, assessment)
    kept = kept_for(request, request.path)
    form, reply = _form(assessment, kept), _reply_of(assessment)
    slots = evidence_slots(kept.values, {}) if kept else evidence_slots()
    for slot in slots if kept else ():
        slot.refuse(kept.errors)
    context = {
        "assessment": assessment,
        "reply": reply,
        "given": reply.evidence.all() if reply else (),
        "answered": portal.is_answered(assessment),
        "deadline": deadline_in_words(assessment.reply_until),
        "may_reply": bool(may_reply(assessment, request.user)),
        "may_ask": bool(may_ask_for_time(assessment, request.user)),
        **_more_time_of(assessment),
        "kept": kept,
        "form": form,
        "slots": slots,
        "problems": faulty(form, *slots),
        "sources": [source for source in assessment.sources.all() if source.public],
    }
    return render(request, "portal/assessment.html", context)


def _form(assessment: Assessment, kept) -> ReplyForm:
    reply = _reply_of(assessment)
    if kept:
        form = ReplyForm(kept.values)
        form.refuse(kept.errors)
        return form
    if reply is None:
        return ReplyForm(initial={"version": 0})
    stored = {"words": reply.words, "signed_as": reply.signed_as, "version": reply.version}
    return ReplyForm(initial=stored)


def _receive(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Record the words, then what goes with them: a bad file never costs the reply."""
    form, slots = ReplyForm(request.POST), evidence_slots(request.POST, request.FILES)
    reply, problems = _record(assessment, form, request.user)
    said = _("Your reply is not recorded yet: see what is missing below.")
    values = typed(request)
    if reply:
        said = _("Your words are recorded. What goes with them is not: see below.")
        filled = [slot for slot in slots if slot.is_filled()]
        left = [(slot, slot.attach(reply=reply, by=request.user)) for slot in filled]
        names = [slot.add_prefix("") for slot, why in left if why]
        problems = {name: why for _slot, found in left for name, why in found.items()}
        values = {
            name: value
            for name, value in values.items()
            if not name.startswith("evidence-") or any(name.startswith(one) for one in names)
        }
        reply.refresh_from_db()
        values["version"] = str(reply.version)
    if problems:
        keep(request, request.path, values, errors=problems)
        messages.warning(request, said)
    else:
        drop(request, request.path)
        messages.success(
            request,
            _("Your reply is recorded word for word. You can change it until %(deadline)s.")
            % {"deadline": deadline_in_words(assessment.reply_until)},
        )
    return redirect(request.path)


def _record(assessment: Assessment, form: ReplyForm, by) -> tuple[Reply | None, dict[str, str]]:
    """The reply as it is now written, or None and what is missing, by field."""
    if not form.is_valid():
        return None, form.problems()
    try:
        reply = reporting.reply(
            assessment=assessment,
            by=by,
            words=form.cleaned_data["words"],
            signed_as=form.cleaned_data["signed_as"],
            version=form.seen,
        )
    except Invalid as refusal:
        return None, sentences(refusal)
    return reply, {}


def _more_time_of(assessment: Assessment) -> dict:
    """What the page says of more time: the request, its answer, the deadline before it."""
    asked = portal.extension_of(assessment)
    before = assessment.extended_from
    return {
        "extension": asked,
        "extension_reason": portal.reasons_of("extension", [asked])[asked.ref] if asked else "",
        "extended_from": deadline_in_words(before) if before else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told()
def more_time(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask for more time to reply; a moderator decides."""
    assessment = found(portal.assessment_of(request.user, ref))
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.path)
    if "keep" in request.POST and may_ask_for_time(assessment, request.user):
        return kept_while_typing(request)
    if request.method == "POST":
        return _ask(request, assessment)
    if not may_ask_for_time(assessment, request.user):
        return redirect("portal:assessment", ref=ref)
    kept = kept_for(request, request.path)
    form = ExtensionForm(kept.values) if kept else ExtensionForm()
    if kept:
        form.refuse(kept.errors)
    context = {
        "assessment": assessment,
        "deadline": deadline_in_words(assessment.reply_until),
        "form": form,
        "kept": kept,
        "problems": faulty(form),
    }
    return render(request, "portal/more_time.html", context)


def _ask(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    form = ExtensionForm(request.POST)
    problems = {} if form.is_valid() else form.problems()
    if not problems:
        try:
            extending.ask_for_time(
                assessment=assessment,
                by=request.user,
                days=form.cleaned_data["days"],
                reason=form.cleaned_data["reason"],
            )
        except Invalid as refusal:
            problems = sentences(refusal)
    if problems:
        keep(request, request.path, typed(request), errors=problems)
        messages.warning(request, _("Your request is not sent yet: see what is missing below."))
        return redirect(request.path)
    drop(request, request.path)
    messages.success(request, _("Your request was sent: the association will answer you."))
    return redirect("portal:assessment", ref=assessment.ref)


@require_safe
@contacts_only
def calendar(request: HttpRequest, ref: str) -> HttpResponse:
    """The deadline of a reply as an iCalendar file (RFC 5545), to put in one's own diary."""
    assessment = found(portal.assessment_of(request.user, ref))
    return calendar_file([reply_event(request, assessment)], f"pacte-{assessment.ref}")
