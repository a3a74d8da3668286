"""The table of letters: found, described, and the pages that do the work."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.permissions import Permission
from accounts.step_admin import StepAdmin
from communes.queries import lists_in
from letters.actions.filing import describe
from letters.actions.steps import perform, undo
from letters.admin.filing import FilingPages
from letters.admin.filters import NeedFilter, TableStateFilter, VisibilityFilter
from letters.admin.masking import MaskPages
from letters.admin.originals import OriginalPages
from letters.admin.reading import ReadingPages
from letters.admin.versions import VersionPages
from letters.models import Letter, PublicText
from letters.policies import available_steps, may_file, may_undo_step
from letters.queries import letters_for_desk, search_letters, with_reading
from letters.workflow import LETTER, TEXT

FACTS = ["electoral_list", "list_note", "dated", "received_on", "channel", "brought_by"]
KNOWN = ["ref", "election", "kind", "sender", "subject", "fictitious"]
# After these steps one wants to read, or to draft what was read, not to look at the letter's facts.
OPENING = ("claim", "take_over", "reread", "finish")


@admin.register(Letter, site=site)
class LetterAdmin(FilingPages, VersionPages, OriginalPages, ReadingPages, MaskPages, StepAdmin):
    """Letters: filed, described, read, set aside. Nothing is written but through actions."""

    table = LETTER
    add_permission = change_permission = Permission.FILE_LETTER
    list_display = ["named", "commune", "received_on", "state_words", "holder", "undecided"]
    list_filter = [TableStateFilter, "kind", VisibilityFilter, NeedFilter]
    search_fields = ["ref"]
    search_help_text = gettext_lazy(
        "Words of the sender and subject, or of the list, each from its beginning; its head or its"
        " commune; a reference."
    )
    ordering = ["-pk"]
    autocomplete_fields = ["electoral_list"]
    fields = [*KNOWN, *FACTS]
    readonly_fields = KNOWN
    change_form_template = "admin/letters/letter_change_form.html"

    @admin.display(description=gettext_lazy("letter"))
    def named(self, letter: Letter) -> str:
        who = letter.electoral_list or letter.list_note or letter.sender or _("unknown list")
        return f"{who} ({letter.ref})"

    @admin.display(description=gettext_lazy("commune"))
    def commune(self, letter: Letter) -> str:
        return letter.electoral_list.commune.name if letter.electoral_list else "–"

    @admin.display(description=gettext_lazy("state"))
    def state_words(self, letter: Letter) -> str:
        return _(LETTER.states[letter.state])

    @admin.display(description=gettext_lazy("passages to decide"))
    def undecided(self, letter: Letter) -> str:
        return _("to transcribe") if letter.text_source == "missing" else letter.undecided

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        letters = letters_for_desk().select_related("state_by", "electoral_list__commune")
        return with_reading(letters) if _is_list(request) else letters

    def get_search_results(self, request, queryset, search_term):
        found = search_letters(queryset, search_term) if search_term.strip() else queryset
        return found, False

    def get_urls(self):
        return [
            *self.filing_urls(),
            *self.version_urls(),
            *self.original_urls(),
            *self.reading_urls(),
            *self.mask_urls(),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_file(request.user))

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return bool(may_file(request.user))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        if obj is not None and "electoral_list" in form_class.base_fields:
            form_class.base_fields["electoral_list"].queryset = lists_in(obj.election)
        return form_class

    def save_model(self, request, obj, form, change):
        facts = {name: form.cleaned_data[name] for name in FACTS}
        saved = describe(
            letter_ref=obj.ref, version=self.seen_version(request), by=request.user, **facts
        )
        obj.version = saved.version

    def available_steps(self, obj, user):
        return available_steps(obj, user)

    def may_undo(self, obj, step, entry, user):
        return may_undo_step(obj, step, entry, user)

    def undo(self, *, ref, by, version):
        return undo(kind=LETTER.kind, ref=ref, by=by, version=version)

    def perform(self, *, step, ref, by, version, reason, given):
        return perform(
            kind=LETTER.kind, ref=ref, step=step, by=by, version=version, reason=reason, given=given
        )

    def step_view(self, request: HttpRequest, object_id: str, step_name: str) -> HttpResponse:
        """The step's page; a letter just claimed opens on its reading screen."""
        answer = super().step_view(request, object_id, step_name)
        if answer.status_code == 302 and step_name in OPENING:
            return HttpResponseRedirect(self.address("reading", object_id))
        return answer

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            text = PublicText.objects.filter(letter=obj).first()
            versions = obj.versions.select_related("created_by").defer("text")
            context |= {
                "versions": list(versions.order_by("-number")),
                "public_text": text,
                "public_text_state": _(TEXT.states[text.state]) if text else "",
            }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _is_list(request: HttpRequest) -> bool:
    """What a list shows of each row is computed for lists alone."""
    match = request.resolver_match
    return match is not None and match.url_name == "letters_letter_changelist"
