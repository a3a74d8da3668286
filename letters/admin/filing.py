"""Filing in the desk: files dropped, the fate of each, the list a letter comes from."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.conflicts import refused_page
from communes.finding import search_lists
from communes.models import ElectoralList
from communes.queries import lists_in
from ledger.refusals import Invalid, NotAllowed
from letters.actions.filing import describe, file_letter, proposals_for
from letters.admin.forms import FilingForm
from letters.admin.pages import LetterPages, seen
from letters.admin.wording import reason_in_words
from letters.models import LetterVersion
from letters.policies import may_file
from letters.queries import election_at_hand, letters_for_desk, with_reading

FATES = "letters_filed"
SHOWN = 3


class FilingPages(LetterPages):
    """Adding letters, and saying which list each comes from."""

    def filing_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("add/one/", view(require_POST(self.one_view)), name="letters_letter_one"),
            path("filed/", view(self.filed_view), name="letters_letter_filed"),
            path("<int:pk>/list/", view(self.list_view), name="letters_letter_list"),
        ]

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """Several files at once, or a text pasted: each is filed for itself."""
        decision = may_file(request.user)
        if not decision:
            return refused_page(request, decision.reason, site=self.admin_site)
        if request.method != "POST":
            election = election_at_hand(request.user)
            form = FilingForm(initial={"election": election, "received_on": timezone.localdate()})
            return self._filing_page(request, form)
        form = FilingForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._filing_page(request, form)
        facts = form.facts() | {"by": request.user}
        request.session[FATES] = [_file(data, name, facts) for name, data in form.documents()]
        return HttpResponseRedirect(self.address("filed"))

    def one_view(self, request: HttpRequest) -> JsonResponse:
        """One document of several, sent by the filing page's script: its fate at once, as JSON.

        The first of a batch (`first`) forgets the fates of the batch before.
        """
        decision = may_file(request.user)
        if not decision:
            return JsonResponse({"detail": _(decision.reason)}, status=403)
        form = FilingForm(request.POST, request.FILES)
        if not form.is_valid():
            return JsonResponse({"errors": form.errors}, status=422)
        facts = form.facts() | {"by": request.user}
        fates = [_file(data, name, facts) for name, data in form.documents()]
        before = [] if request.POST.get("first") else request.session.get(FATES, [])
        request.session[FATES] = before + fates
        return JsonResponse({"fate": fates[-1]["fate"], "said": _said(fates[-1])})

    def _filing_page(self, request, form) -> HttpResponse:
        return self.page(
            request, "admin/letters/file.html", title=_("File letters"), form=form, media=form.media
        )

    def filed_view(self, request: HttpRequest) -> HttpResponse:
        """The fate of each document of the last filing of this person."""
        fates = request.session.get(FATES, [])
        found = with_reading(letters_for_desk()).filter(ref__in=[one["ref"] for one in fates])
        versions = LetterVersion.objects.order_by("-number")
        letters = {
            letter.ref: letter
            for letter in found.prefetch_related(Prefetch("versions", versions, to_attr="newest"))
        }
        refs = {one["ref"] for fate in fates for one in fate["proposals"]}
        lists = {one.ref: one for one in _with_commune(refs)}
        rows = [(fate, letters.get(fate["ref"]), _offers(fate, lists)) for fate in _once(fates)]
        waiting = [number for number, row in enumerate(rows, start=1) if _waits(*row[:2])]
        at = _chosen(request.GET.get("at", ""), waiting)
        return self.page(
            request,
            "admin/letters/filed.html",
            title=_("What became of each file"),
            rows=rows,
            at=at,
            following=next((number for number in waiting if number > at), 0),
            waiting=len(waiting),
            next_letter=next((row[1] for row in rows if row[1] and row[1].undecided), None),
        )

    def list_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Which list a letter comes from: proposals with their reasons, search, or unknown."""
        letter = self.letter_or_404(request, pk)
        if request.method == "POST":
            return self._choose_list(request, letter)
        q = request.GET.get("q", "").strip()
        if q:
            offers = [(one, 0, []) for one in search_lists(q, letter.election)]
        else:
            proposals = [_proposal(one) for one in proposals_for(letter)[:10]]
            lists = {one.ref: one for one in _with_commune({one["ref"] for one in proposals})}
            offers = _offers({"proposals": proposals}, lists)
        return self._list_page(request, letter, q=q, offers=offers)

    def _list_page(self, request, letter, **context) -> HttpResponse:
        return self.page(
            request,
            "admin/letters/which_list.html",
            title=_("Which list is this letter from?"),
            original=letter,
            back=self.address("change", letter.pk),
            onward=_onward(request),
            **context,
        )

    def _choose_list(self, request, letter) -> HttpResponse:
        ref, note = request.POST.get("list", ""), request.POST.get("list_note", "").strip()
        chosen = lists_in(letter.election).filter(ref=ref).first() if ref else None
        back = self.address("change", letter.pk)
        if chosen is None and (ref or not note or len(note) > 300):
            sentence = _("Choose a list of this election, or say in a note what is known.")
            return self._list_page(request, letter, q="", offers=[], error=sentence, note=note)

        def act():
            return describe(
                letter_ref=letter.ref,
                version=seen(request),
                by=request.user,
                electoral_list=chosen,
                list_note="" if chosen else note,
            )

        typed = [(_("list"), str(chosen or "")), (_("note on the list"), note)]
        now = [(_("list"), str(letter.electoral_list or "")), (_("note"), letter.list_note)]
        done, page = self.attempt(request, letter, act, back=back, typed=typed, now=now)
        if page is not None:
            return page
        self.message_user(request, _("Done: %(step)s.") % {"step": str(done)}, messages.SUCCESS)
        return HttpResponseRedirect(self.address("filed") if _onward(request) else back)


def _onward(request: HttpRequest) -> str:
    """ "filed" for who came from the page of fates, and goes back to it."""
    came_from = request.POST.get("onward") or request.GET.get("onward")
    return "filed" if came_from == "filed" else ""


def _file(data: bytes, name: str, facts: dict) -> dict:
    """File one document; its fate in words that a session can keep."""
    fate = {"name": name, "ref": "", "fate": "refused", "reason": "", "proposals": []}
    try:
        filing = file_letter(data=data, name=name, **facts)
    except (Invalid, NotAllowed) as refusal:
        return fate | {"reason": _(str(refusal.reason))}
    return fate | {
        "ref": filing.letter.ref,
        "fate": "duplicate" if filing.duplicate else "filed",
        "proposals": [_proposal(one) for one in filing.proposals[:SHOWN]],
    }


def _once(fates: list[dict]) -> list[dict]:
    """Every fate, those of a letter named above marked `again`: its list is asked a single time."""
    above: set[str] = set()
    told = []
    for fate in fates:
        told.append(fate | {"again": fate["ref"] in above})
        above |= {fate["ref"]} - {""}
    return told


def _said(fate: dict) -> str:
    """A fate in one sentence, for who watches the files go."""
    if fate["fate"] == "refused":
        return _("Not filed.") + " " + fate["reason"]
    letter = with_reading(letters_for_desk()).get(ref=fate["ref"])
    if fate["fate"] == "duplicate":
        return _("Already filed: %(letter)s (%(ref)s).") % {"letter": letter, "ref": letter.ref}
    newest = letter.latest
    if newest.unreadable_reason:
        return _("Filed, to transcribe.") + " " + newest.get_unreadable_reason_display()
    passages = ngettext("%(n)s passage to decide.", "%(n)s passages to decide.", letter.undecided)
    return _("Filed.") + " " + passages % {"n": letter.undecided}


def _waits(fate: dict, letter) -> bool:
    """Does somebody still have to say which list this letter is from?"""
    return bool(letter and not fate["again"] and not letter.electoral_list and not letter.list_note)


def _chosen(asked: str, waiting: list[int]) -> int:
    """The file whose list is asked now: the one of the address, else the first; 0 for none."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    return number if number in waiting else next(iter(waiting), 0)


def _proposal(proposal) -> dict:
    return {"ref": proposal.ref, "score": proposal.score, "reasons": list(proposal.reasons)}


def _offers(fate: dict, lists: dict) -> list[tuple]:
    """(list, score, reasons in words) of each proposal whose list is still there."""
    return [
        (lists[one["ref"]], one["score"], [reason_in_words(reason) for reason in one["reasons"]])
        for one in fate["proposals"]
        if one["ref"] in lists
    ]


def _with_commune(refs):
    return ElectoralList.objects.filter(ref__in=refs).select_related("commune")
