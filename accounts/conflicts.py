"""Pages that say why nothing was saved, and keep what the person typed."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.forms import CheckboxInput, DateField, MultiWidget
from django.http import HttpRequest, QueryDict
from django.template.response import TemplateResponse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from accounts.days import in_words
from ledger.models import Entry
from ledger.refusals import Refusal, Stale
from ledger.steps import gettext_noop

KEPT_OUT = {"csrfmiddlewaretoken", "version", "_save", "_continue", "_addanother"}
# How the page of a conflict sends back its choices: the rows it showed, and one choice for each.
ROW, KEEP, NOW = "conflict-row", "keep-", "now"
UNDECIDED = gettext_noop("Choose for each field: nothing is saved until every choice is made.")


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One field, three times: as it was opened ("" when unknown), as it is now, as typed."""

    name: str
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
    opened, present = model_admin.opened(obj, seen), model_admin.opened(obj, obj.version)
    rows = rows_of(opened, present, form_class(instance=obj), typed)
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


def decided(model_admin, request: HttpRequest, obj) -> QueryDict:
    """What was posted from the page of a conflict, with the present value where it was chosen.

    Raises Stale when a field has no choice: the page is shown again, and nothing is saved.
    """
    data = request.POST.copy()
    fresh = model_admin.get_form(request, obj, change=True)(instance=obj)
    for name in request.POST.getlist(ROW):
        choice = data.pop(f"{KEEP}{name}", [""])[-1]
        if choice not in (NOW, "typed"):
            raise Stale(UNDECIDED)
        if choice == NOW and name in fresh.fields:
            _put(data, fresh[name])
    data.pop(ROW, None)
    return data


def _put(data: QueryDict, bound) -> None:
    """Write the value of a bound field as a browser would post it."""
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.value()
    if isinstance(widget, MultiWidget):
        for suffix, part, one in zip(
            widget.widgets_names, widget.widgets, widget.decompress(value), strict=True
        ):
            data[bound.html_name + suffix] = part.format_value(one) or ""
        return
    if isinstance(widget, CheckboxInput):
        posted = ["on"] if value else []
    else:
        shown_as = widget.format_value(value)
        posted = shown_as if isinstance(shown_as, list) else ["" if shown_as is None else shown_as]
    data.setlist(bound.html_name, posted)


def rows_of(opened: dict, present: dict, fresh, typed) -> list[ConflictRow]:
    """Rows of the fields that differ between the present state and what was typed or opened."""
    rows = []
    for name, field in fresh.fields.items():
        now, mine = shown(fresh[name]), shown(typed[name])
        moved = name in opened and opened.get(name) != present.get(name)
        if not moved and now == mine:
            continue
        was = _plain(opened[name], field) if moved else (now if name in opened else "")
        rows.append(ConflictRow(name, str(field.label or name), was, now, mine))
    return rows


def typed_items(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, as (name, value) pairs that a form can send again."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in KEPT_OUT and name != ROW and not name.startswith(KEEP)
        for value in values
    ]


def snapshot_of(kind: str, ref: str, version: int) -> dict:
    entry = Entry.objects.filter(object_kind=kind, object_ref=ref, version=version).first()
    return entry.snapshot if entry else {}


def shown(bound) -> str:
    """The value of a bound field as words: labels of choices rather than their keys."""
    return _plain(bound.value(), bound.field)


def _plain(value, field) -> str:
    if value in (None, "", []):
        return ""
    if value in (True, False):
        return _("yes") if value else _("no")
    if isinstance(field, DateField) and (day := _day(value, field)):
        return in_words(day)
    values = value if isinstance(value, list | tuple | set) else [value]
    labels = _labels(field, values)
    return ", ".join(labels.get(str(item), str(item)) for item in values)


def _day(value, field: DateField):
    """The day that `value` says, typed or kept; None when it says none."""
    try:
        return field.to_python(value)
    except ValidationError:
        return None


def _labels(field, values) -> dict[str, str]:
    queryset = getattr(field, "queryset", None)
    if queryset is not None:
        keys = [item for item in values if str(item).isdigit()]
        return {str(row.pk): str(row) for row in queryset.filter(pk__in=keys)}
    choices = getattr(field, "choices", ())
    return {
        str(key): strip_tags(str(label)) for key, label in choices if not isinstance(label, list)
    }
