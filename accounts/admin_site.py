"""The desk's frame: who enters, its first page, what every table shares."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite, ModelAdmin, ShowFacets
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import LogoutView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts import second_factor
from accounts.changelist import OrderedChangeList
from accounts.conflicts import ROW, conflict_page, decided, refused_page, snapshot_of
from accounts.differences import differences
from accounts.histories import HistoryLine, history_lines
from accounts.paging import BoundedPaginator, is_small
from accounts.permissions import Permission
from accounts.policies import holds, may_enter_desk
from accounts.queueing import (
    TURNS,
    WHICH,
    Asked,
    first_steps,
    notices_for,
    returned_to,
    work_queue,
)
from accounts.visibility import explained, explainer
from ledger.refusals import IllegalStep, Invalid, NotAllowed, Stale


class DeskSite(AdminSite):
    """The admin site: entered by role and second factor, without any deletion."""

    site_header = "Pacte"
    site_title = "Pacte"
    index_title = gettext_lazy("What is waiting")
    enable_nav_sidebar = False
    index_template = "admin/index.html"

    def has_permission(self, request: HttpRequest) -> bool:
        """By role, then by a second factor shown in this session (settings may lift it)."""
        return bool(may_enter_desk(request.user)) and not second_factor.missing_in(request)

    def each_context(self, request: HttpRequest) -> dict:
        return super().each_context(request) | {
            "second_factor_required": settings.STAFF_SECOND_FACTOR_REQUIRED
        }

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        asked = Asked.of(request.GET)
        lines = [line for line in work_queue(request.user, asked) if self._may_see(request, line)]
        context = {
            "asked": asked,
            "groups": [
                (_(label), [one for one in lines if one.turn == turn])
                for turn, label in TURNS.items()
            ],
            "kinds": self._kinds(request),
            "which": [(key, _(label)) for key, label in WHICH.items()],
            "beginning": first_steps(request.user),
            "notices": notices_for(request.user),
            "returned": [] if asked else returned_to(request.user),
        }
        return super().index(request, context | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """Made when it is shown, on few pages: each table is asked what one may do there."""
        return SimpleLazyObject(lambda: super(DeskSite, self).get_app_list(request, app_label))

    def app_index(self, request, app_label, extra_context=None):
        """Django's page, called by the name of the app and no more."""
        config = apps.app_configs.get(app_label)
        title = {"title": config.verbose_name} if config else {}
        return super().app_index(request, app_label, title | (extra_context or {}))

    def get_urls(self):
        view = self.admin_view(self.why_view)
        return [path("why/<slug:kind>/<slug:ref>/", view, name="why"), *super().get_urls()]

    def why_view(self, request: HttpRequest, kind: str, ref: str) -> HttpResponse:
        """Why a row shows on the site, or not; for rows that have no page of their own too."""
        known = explainer(kind)
        table = self._registry.get(known.shown_by) if known else None
        if table is None or not table.has_view_permission(request):
            raise Http404
        if not hasattr(known.model, "ref"):
            raise Http404  # Its own page says it.
        row = get_object_or_404(known.model, ref=ref)
        context = self.each_context(request) | {
            "title": _("On the site, or not"),
            "original": row,
            "visibility": known.explain(row),
        }
        return TemplateResponse(request, "admin/why.html", context)

    def _may_see(self, request: HttpRequest, line) -> bool:
        table = self._registry.get(line.model)
        return table is None or table.has_view_permission(request)

    def _kinds(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Kinds of things with a workflow that `request` may see, for the filter."""
        tables = [one for one in self._registry.values() if getattr(one, "table", None)]
        seen = [one.opts for one in tables if one.has_view_permission(request)]
        return sorted(
            ((opts.model_name, str(opts.verbose_name_plural)) for opts in seen),
            key=lambda kind: kind[1],
        )

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """Send to the site's own sign-in, then to what is missing; never ask for a password."""
        target = self._next(request)
        if self.has_permission(request):
            return HttpResponseRedirect(target)
        if not request.user.is_authenticated:
            return _onward(reverse(settings.LOGIN_URL), target)
        decision = may_enter_desk(request.user)
        if not decision:
            return refused_page(request, decision.reason)
        if second_factor.device_registered(request.user):
            return _onward(reverse("mfa_reauthenticate"), target)
        return _onward(reverse("mfa_activate_totp"), target)

    def _next(self, request: HttpRequest) -> str:
        target = request.GET.get(REDIRECT_FIELD_NAME, "")
        safe = url_has_allowed_host_and_scheme(
            target, {request.get_host()}, require_https=request.is_secure()
        )
        return target if safe else reverse("admin:index", current_app=self.name)

    def logout(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        return LogoutView.as_view(next_page=resolve_url(settings.LOGOUT_REDIRECT_URL))(request)

    def password_change(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        return HttpResponseRedirect(reverse("accounts:home"))


def _onward(address: str, target: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{address}?{urlencode({REDIRECT_FIELD_NAME: target})}")


site = DeskSite(name="admin")
# Nothing is deleted here: things are withdrawn, set aside, closed or erased by their actions.
site.disable_action("delete_selected")


class NamedAutocomplete(AutocompleteSelect):
    """A search box that screen readers can name while it is empty; Django's has no name then."""

    def __init__(self, *args, prompt: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.prompt = prompt

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-placeholder": self.prompt}


class DeskAdmin(ModelAdmin):
    """A table of the desk. Permissions are named, asked of the roles, and never deletion.

    view_permission, add_permission, change_permission: a Permission, None for nobody.
    Subclasses write through actions in `save_model`; a Refusal raised there is shown as the page
    it deserves, and nothing typed is lost.
    """

    view_permission: Permission | None = Permission.SEE_DESK
    add_permission: Permission | None = None
    change_permission: Permission | None = None
    # The kind under which the ledger keeps these objects, "" when it keeps none, and the field
    # it knows them by.
    kind = ""
    ledger_key = "ref"
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    paginator = BoundedPaginator
    change_form_template = "admin/desk_change_form.html"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request) and "widget" not in kwargs:
            prompt = _("Search: %(what)s") % {"what": db_field.verbose_name}
            kwargs["widget"] = NamedAutocomplete(db_field, self.admin_site, prompt=prompt)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj=None) -> bool:
        return _holds(request, self.view_permission) or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _holds(request, self.add_permission)

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return _holds(request, self.change_permission)

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def save_model(self, request, obj, form, change):
        """Writes go through actions: a table that is written says which."""
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        """Nothing: the actions write related rows, or they would escape the ledger."""

    # The ledger says who changed what; Django's own log would be a second, erasable truth.
    def log_addition(self, request, obj, message):
        return None

    def log_change(self, request, obj, message):
        return None

    def get_changelist(self, request, **kwargs):
        return OrderedChangeList

    def get_sortable_by(self, request):
        """Any column while the table is small; a large one is read in the order of an index: by
        another it would be sorted, whole, and what common words find is its newest rows only."""
        return super().get_sortable_by(request) if is_small(self.model) else ()

    def history_view(self, request, object_id, extra_context=None):
        """The object's page shows its history; Django's page would be empty."""
        return HttpResponseRedirect("../change/")

    def opened(self, obj, version: int) -> dict:
        """The content of `obj` at `version`, by field, as far as it is known."""
        return snapshot_of(self.kind, getattr(obj, self.ledger_key), version)

    def seen_version(self, request: HttpRequest) -> int:
        """The version the person had before their eyes, as the form carried it; 0 without one."""
        value = request.POST.get("version", "")
        return int(value) if value.isascii() and value.isdigit() else 0

    def get_form(self, request, obj=None, change=False, **kwargs):
        form_class = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "desk_refusal", None)
        return form_class if refusal is None else _refusing(form_class, refusal)

    def _merged_into(self, object_id: str | None) -> int | None:
        """The row that a merged one leads to; asked of the tables whose rows may be merged."""
        may_be = any(field.name == "duplicate_of" for field in self.opts.fields)
        if not may_be or not (object_id or "").isdigit():
            return None
        merged = self.model._default_manager.filter(pk=object_id, duplicate_of__isnull=False)
        return merged.values_list("duplicate_of", flat=True).first()

    def changelist_view(self, request, extra_context=None):
        """Django's page, called by what it lists: its own title asks to choose one."""
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Django's view, with each Refusal of an action translated once."""
        kept = self._merged_into(object_id)
        if kept and self.has_view_permission(request):
            words = _("This was merged: here is what was kept. The merge can be undone.")
            self.message_user(request, words, messages.WARNING)
            name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
            return HttpResponseRedirect(reverse(name, args=[kept]))
        name = self.opts.verbose_name
        title = capfirst(name) if object_id else _("Add: %(what)s") % {"what": name}
        extra_context = {"title": title} | (extra_context or {})
        try:
            if request.method == "POST" and object_id and ROW in request.POST:
                request.POST = decided(self, request, self.get_object(request, object_id))
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Invalid as refusal:
            # Nothing was written: the same request again, by a form that carries the errors.
            request.desk_refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (Stale, IllegalStep) as refusal:
            return conflict_page(self, request, self.get_object(request, object_id), refusal)
        except NotAllowed as refusal:
            return refused_page(request, refusal.reason, site=self.admin_site)

    def field_changes(self, before: dict, after: dict) -> Iterable:
        """Fields that differ between two snapshots of the ledger, word by word."""
        return differences(self.model, before, after)

    def history_of(self, obj) -> list[HistoryLine]:
        """What happened to `obj`, newest first; nothing for what the ledger does not keep."""
        if not self.kind:
            return []
        ref = str(getattr(obj, self.ledger_key))
        return history_lines(getattr(self, "table", None), self.kind, ref, self.field_changes)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context["history"] = self.history_of(obj)
            context["visibility"] = explained(obj)
        if obj is not None and hasattr(obj, "version"):
            seen = self.seen_version(request) if request.method == "POST" else obj.version
            context["seen_version"] = seen
        return super().render_change_form(request, context, add, change, form_url, obj)

    def frame(self, request: HttpRequest, **context) -> dict:
        """Context shared by the pages a subclass adds: site, model, and what is given."""
        return {**self.admin_site.each_context(request), "opts": self.opts, **context}

    def page(self, request: HttpRequest, template: str, *, status: int = 200, **context):
        """Answer a page of the desk made from `template`."""
        request.current_app = self.admin_site.name
        return TemplateResponse(request, template, self.frame(request, **context), status=status)


def _holds(request: HttpRequest, permission: Permission | None) -> bool:
    return permission is not None and bool(holds(request.user, permission))


def _refusing(form_class: type, refusal: Invalid) -> type:
    """The same form, which never validates and shows the refusal beside its fields."""

    class RefusedForm(form_class):
        def _post_clean(self):
            super()._post_clean()
            show_errors(self, refusal)

    return RefusedForm


def show_errors(form, refusal: Invalid) -> None:
    """Put each sentence of `refusal` beside its field, or on top when there is no such field."""
    for name, sentence in (refusal.errors or {None: refusal.reason}).items():
        form.add_error(name if name in form.fields else None, _(str(sentence)))
