"""The table of public texts: checked by a second person, published, hidden again."""

from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_site import site
from accounts.step_admin import StepAdmin
from letters.actions.steps import perform, undo
from letters.admin.filters import TextStateFilter
from letters.models import PublicText
from letters.policies import available_steps, may_undo_step
from letters.queries import public_texts_for_desk
from letters.reading.spans import segments
from letters.workflow import TEXT


class Mask:
    """A mask with the attributes `segments` cuts by."""

    def __init__(self, mask: dict):
        self.start, self.end, self.reason = mask["start"], mask["end"], mask.get("reason", "")


@admin.register(PublicText, site=site)
class PublicTextAdmin(StepAdmin):
    """Public texts: read with what they hide, moved by their steps; masks are drawn elsewhere."""

    table = TEXT
    list_display = ["letter", "state_words", "proposed_by", "proposed_at", "masks_drawn"]
    list_filter = [TextStateFilter]
    ordering = ["-pk"]
    fields = ["letter", "proposed_by", "proposed_at", "checked_by", "checked_at"]
    change_form_template = "admin/letters/public_text_change_form.html"

    @admin.display(description=gettext_lazy("state"))
    def state_words(self, text: PublicText) -> str:
        return _(TEXT.states[text.state])

    @admin.display(description=gettext_lazy("masks"))
    def masks_drawn(self, text: PublicText) -> int:
        return len(text.masks)

    def get_queryset(self, request):
        return public_texts_for_desk()

    def available_steps(self, obj, user):
        return available_steps(obj, user)

    def may_undo(self, obj, step, entry, user):
        return may_undo_step(obj, step, entry, user)

    def undo(self, *, ref, by, version):
        return undo(kind=TEXT.kind, ref=ref, by=by, version=version)

    def perform(self, *, step, ref, by, version, reason, given):
        return perform(
            kind=TEXT.kind, ref=ref, step=step, by=by, version=version, reason=reason, given=given
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            text = obj.letter_version.text
            masks = [Mask(mask) for mask in obj.masks]
            context |= {
                "parts": [
                    (part.text, ", ".join(mask.reason for mask in part.passages) or part.passages)
                    for part in segments(text, masks)
                ],
                "masks": [(text[mask.start : mask.end], mask.reason) for mask in masks],
                "preview": obj.render(),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)
