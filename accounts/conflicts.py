"""Pages that say why nothing was saved, and keep what the person typed."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from ledger.models import Entry
from ledger.refusals import Refusal

KEPT_OUT = {"csrfmiddlewaretoken", "version", "_save", "_continue", "_addanother"}


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field, three times: as it was opened ("" when unknown), as it is now, as typed."""

    label: str
    opened: str
    now: str
    typed: str


def refused_page(request: HttpRequest, reason: str, *, site=None, back: str = ""):
    """403: the sentence that says why, on a page of the site (of the desk when `site` is given)."""
    context = {"reason": _(str(reason)), "back": back, "title": _("This is not open to you")}
    template = "accounts/refused.html"
    if site is not None and site.has_permission(request):
        context |= site.each_context(request)
        template = "admin/refused.html"
    return TemplateResponse(request, template, context, status=403)


def conflict_page(model_admin, request: HttpRequest, obj, refusal: Refusal):
    """409: what you opened, what is there now, what you typed; nothing was saved."""
    form_class = model_admin.get_form(request, obj, change=True)
    typed = form_class(request.POST, request.FILES, instance=obj)
    seen = model_admin.seen_version(request)
    rows = rows_of(model_admin.kind, obj, seen, form_class(instance=obj), typed)
    return model_admin.page(
        request,
        "admin/conflict.html",
        status=409,
        title=_("Someone else changed this in the meantime"),
        reason=_(str(refusal.reason)),
        original=obj,
        rows=rows,
        typed=typed_items(request),
        current_version=obj.version,
        back=request.path,
    )


def rows_of(kind: str, obj, seen: int, fresh, typed) -> list[ConflictRow]:
    """Rows of the fields that differ between the present state and what was typed or opened."""
    opened = _snapshot(kind, obj, seen)
    present = _snapshot(kind, obj, obj.version)
    rows = []
    for name, field in fresh.fields.items():
        now, mine = shown(fresh[name]), shown(typed[name])
        moved = name in opened and opened.get(name) != present.get(name)
        if not moved and now == mine:
            continue
        was = _plain(opened[name], field) if moved else (now if name in opened else "")
        rows.append(ConflictRow(str(field.label or name), was, now, mine))
    return rows


def typed_items(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, as (name, value) pairs that a form can send again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in KEPT_OUT
        for value in values
    ]


def _snapshot(kind: str, obj, version: int) -> dict:
    entry = Entry.objects.filter(object_kind=kind, object_ref=obj.ref, version=version).first()
    return entry.snapshot if entry else {}


def shown(bound) -> str:
    """The value of a bound field as words: labels of choices rather than their keys."""
    return _plain(bound.value(), bound.field)


def _plain(value, field) -> str:
    if value in (None, "", []):
        return ""
    if value in (True, False):
        return _("yes") if value else _("no")
    values = value if isinstance(value, list | tuple | set) else [value]
    labels = _labels(field, values)
    return ", ".join(labels.get(str(item), str(item)) for item in values)


def _labels(field, values) -> dict[str, str]:
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        keys = [item for item in values if str(item).isdigit()]
        return {str(row.pk): str(row) for row in queryset.filter(pk__in=keys)}
    choices = getattr(field, "choices", ())
    return {
        str(key): strip_tags(str(label)) for key, label in choices if not isinstance(label, list)
    }
