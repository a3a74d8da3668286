"""Reporting on several commitments in one go: chosen on one page, written and sent on the next."""

from dataclasses import dataclass, field

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from ledger.refusals import Stale
from pledges.actions import reporting
from pledges.forms.portal import EvidenceForm, ReportForm, faulty
from pledges.models import Commitment, Report
from pledges.portal.gate import contacts_only
from pledges.portal.kept import drop, keep, kept_for, kept_while_typing, typed
from pledges.portal.refusals import refusals_told
from pledges.portal.storing import store
from pledges.queries import portal

# More would be a form nobody finishes on a phone.
MOST = 10


@dataclass(slots=True)
class Block:
    """One commitment of the page: its report so far, its form, a place for evidence."""

    commitment: Commitment
    report: Report | None
    form: ReportForm
    slot: EvidenceForm
    reason: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    def is_typed(self) -> bool:
        """Was anything typed: a block left blank is no report, one not sent erases nothing."""
        names = [self.form.add_prefix(name) for name in ("declared", "words")]
        said = any(self.form.data.get(name, "").strip() for name in names)
        sent = self.form.add_prefix("words") in self.form.data
        return sent and (said or bool(self.report) or self.slot.is_filled())


@require_http_methods(["GET", "HEAD", "POST"])
@contacts_only
@refusals_told()
def several(request: HttpRequest) -> HttpResponse:
    """Choose commitments, then say where each stands; each is sent, or kept with what it lacks."""
    refs = list(dict.fromkeys(request.GET.getlist("c")))[:MOST]
    if not refs:
        return _choose(request)
    if "discard" in request.POST:
        drop(request, request.path)
        return redirect(request.get_full_path())
    if "keep" in request.POST:
        return kept_while_typing(request)
    chosen = _chosen(request, refs)
    if request.method == "POST":
        return _receive(request, chosen)
    return _page(request, chosen)


def _choose(request: HttpRequest) -> HttpResponse:
    rows = portal.reportable(request.user)
    if request.method == "POST" or "choose" in request.GET:
        messages.warning(request, _("Tick at least one commitment."))
        return redirect(request.path)
    return render(request, "portal/several_choose.html", {"commitments": rows, "most": MOST})


def _chosen(request: HttpRequest, refs: list[str]) -> list[tuple[Commitment, Report | None]]:
    """The commitments asked for with the reports under way, in the order of the home page."""
    commitments = portal.commitments_among(request.user, refs)
    if len(commitments) != len(refs):
        raise Http404
    reports = portal.open_reports(request.user, commitments)
    return [(one, reports.get(one.pk)) for one in commitments]


def _blocks(chosen, data=None, files=None) -> list[Block]:
    return [
        Block(
            commitment,
            report,
            ReportForm(data, minority=reporting.is_minority(commitment), prefix=commitment.ref),
            EvidenceForm(data, files, prefix=f"{commitment.ref}-evidence"),
        )
        for commitment, report in chosen
    ]


def _page(request: HttpRequest, chosen) -> HttpResponse:
    kept = kept_for(request, request.path)
    data = None
    if kept:
        data = QueryDict(mutable=True)
        data.update(kept.values)
    blocks = _blocks(chosen, data, {} if data is not None else None)
    reasons = portal.reasons_of("report", [r for _c, r in chosen if r and r.state == "returned"])
    for block in blocks:
        _fill(block, kept)
        block.reason = reasons.get(block.report.ref, "") if block.report else ""
        if block.reason:
            block.form.describe_words(f"asked-{block.commitment.ref}")
    context = {
        "blocks": blocks,
        "kept": kept,
        "problems": faulty(*(form for one in blocks for form in (one.form, one.slot))),
    }
    return render(request, "portal/several.html", context)


def _fill(block: Block, kept) -> None:
    """Show what was typed, else what is stored, else a blank block dated today."""
    minority = reporting.is_minority(block.commitment)
    mine = kept and any(name.startswith(f"{block.commitment.ref}-") for name in kept.values)
    if mine:
        for form in (block.form, block.slot):
            form.refuse(kept.errors)
        return
    block.slot = EvidenceForm(prefix=block.slot.prefix)
    prefix = block.form.prefix
    if block.report:
        block.form = ReportForm.showing(block.report, minority=minority, prefix=prefix)
    else:
        today = {"as_of": timezone.localdate()}
        block.form = ReportForm(initial=today, minority=minority, prefix=prefix)


def _receive(request: HttpRequest, chosen) -> HttpResponse:
    blocks = [one for one in _blocks(chosen, request.POST, request.FILES) if one.is_typed()]
    sent, saved, left = 0, 0, []
    for block in blocks:
        _store(request, block)
        if block.problems:
            left.append(block)
        elif block.report and block.report.state == "submitted":
            sent += 1
        else:
            saved += 1
    if not blocks:
        messages.warning(request, _("Nothing was typed: nothing was saved."))
        return redirect(request.get_full_path())
    _say(request, sent, saved, len(left))
    if not left:
        drop(request, request.path)
        return redirect("portal:home")
    refs = [block.commitment.ref for block in left]
    values = {k: v for k, v in typed(request).items() if k.split("-")[0] in refs}
    # The version now stored is the one to save over.
    values |= {b.form.add_prefix("version"): str(b.report.version) for b in left if b.report}
    errors = {name: why for block in left for name, why in block.problems.items()}
    keep(request, request.path, values, errors=errors)
    return redirect(f"{request.path}?{'&'.join(f'c={ref}' for ref in refs)}")


def _store(request: HttpRequest, block: Block) -> None:
    try:
        done = store(request, block.commitment, block.report, block.form, [block.slot])
    except Stale:
        # Shown again under the text of the colleague's version: saved once more, it replaces it.
        now = block.report.words if block.report else ""
        said = _("A colleague saved this meanwhile: “%(words)s”. Send again to replace it.")
        block.problems = {block.form.add_prefix("words"): said % {"words": now}}
    else:
        block.report, block.problems = done.report, done.problems


def _say(request: HttpRequest, sent: int, saved: int, left: int) -> None:
    if sent:
        said = ngettext(
            "%(count)s report was sent to the association.",
            "%(count)s reports were sent to the association.",
            sent,
        )
        messages.success(request, said % {"count": sent})
    if saved:
        said = ngettext("%(count)s draft is saved.", "%(count)s drafts are saved.", saved)
        messages.success(request, said % {"count": saved})
    if left:
        said = ngettext(
            "%(count)s report is kept as you typed it and not sent: see what is missing below.",
            "%(count)s reports are kept as you typed them and not sent: see what is missing below.",
            left,
        )
        messages.warning(request, said % {"count": left})
