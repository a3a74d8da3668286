"""Who governs a territory, who speaks for one, who is tied to one: people in the desk."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin_site import DeskAdmin, site
from accounts.permissions import Permission
from communes.actions.contacts import (
    declare_conflict,
    end_conflict,
    end_contact,
    invite_contact,
)
from communes.actions.councils import add_mandate, end_mandate
from communes.finding import search_communes
from communes.models import ConflictOfInterest, Contact, Mandate
from communes.queries import conflicts_for


class InvitationForm(forms.ModelForm):
    """A contact by e-mail: the account is made when there is none."""

    email = forms.EmailField(label=_("e-mail"))
    name = forms.CharField(label=_("name"), max_length=150)

    class Meta:
        model = Contact
        fields = ["commune", "intercommunality", "quality", "start", "end"]


def asking_for(form, name: str, help_text: str):
    """`form` with its last day asked for: saved empty, a page would end somebody without a word."""
    if name in form.base_fields:
        form.base_fields[name].required = True
        form.base_fields[name].help_text = help_text
    return form


@admin.register(Contact, site=site)
class ContactAdmin(DeskAdmin):
    """Who speaks for which territory, from when until when."""

    add_permission = change_permission = Permission.INVITE_CONTACT
    kind = "contact"
    list_display = ["user", "commune", "intercommunality", "quality", "start", "end", "fictitious"]
    list_select_related = ["user", "commune", "intercommunality"]
    autocomplete_fields = ["commune", "intercommunality"]
    ordering = ["-pk"]

    def get_fields(self, request, obj=None):
        if obj is None:
            return ["email", "name", "commune", "intercommunality", "quality", "start", "end"]
        return ["user", "commune", "intercommunality", "quality", "start", "end"]

    def get_readonly_fields(self, request, obj=None):
        return ["user", "commune", "intercommunality", "quality", "start"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = InvitationForm
            return super().get_form(request, obj, change=change, **kwargs)
        form = super().get_form(request, obj, change=change, **kwargs)
        words = _("The last day on which this person speaks for this territory.")
        return asking_for(form, "end", words)

    def save_model(self, request, obj, form, change):
        if change:
            end_contact(
                contact_id=obj.pk,
                version=self.seen_version(request),
                on=obj.end,
                by=request.user,
            )
            return
        typed = form.cleaned_data
        made = invite_contact(
            email=typed["email"],
            name=typed["name"],
            commune=obj.commune,
            intercommunality=obj.intercommunality,
            quality=obj.quality,
            start=obj.start,
            end=obj.end,
            by=request.user,
        )
        obj.pk, obj.user = made.pk, made.user


@admin.register(Mandate, site=site)
class MandateAdmin(DeskAdmin):
    """Who governs a territory. Mayors also come from the national register (`import_rne`)."""

    add_permission = change_permission = Permission.MANAGE_ELECTION
    kind = "mandate"
    list_display = ["title", "commune", "intercommunality", "start", "end", "fictitious"]
    list_display_links = ["title"]
    list_select_related = ["electoral_list", "commune", "intercommunality"]
    autocomplete_fields = ["commune", "intercommunality", "electoral_list"]
    fields = ["commune", "intercommunality", "person_name", "electoral_list", "start", "end"]
    ordering = ["-pk"]
    search_fields = ["commune"]
    search_help_text = _("A commune, by its name or code.")

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        communes = search_communes(search_term, limit=100)
        return queryset.filter(commune__in=[commune.pk for commune in communes]), False

    @admin.display(description=_("held by"))
    def title(self, mandate: Mandate) -> str:
        return mandate.person_name or str(mandate.electoral_list)

    def get_readonly_fields(self, request, obj=None):
        return self.fields[:-1] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return asking_for(form, "end", _("The last day of this mandate.")) if obj else form

    def save_model(self, request, obj, form, change):
        if change:
            end_mandate(
                mandate_id=obj.pk,
                version=self.seen_version(request),
                on=obj.end,
                by=request.user,
            )
            return
        facts = {name: getattr(obj, name) for name in self.fields}
        obj.pk = add_mandate(**facts, by=request.user).pk


@admin.register(ConflictOfInterest, site=site)
class ConflictAdmin(DeskAdmin):
    """Ties declared by members of the team; each refuses decisions on that commune."""

    add_permission = Permission.SEE_DESK
    kind = "conflict"
    list_display = ["user", "commune", "electoral_list", "declared_on", "ended_on"]
    list_select_related = ["user", "commune", "electoral_list"]
    autocomplete_fields = ["commune", "electoral_list"]
    fields = ["commune", "electoral_list", "reason"]
    change_permission = Permission.MANAGE_ROLES

    def get_queryset(self, request):
        return conflicts_for(request.user)

    def get_fields(self, request, obj=None):
        return ["user", *self.fields, "declared_on", "ended_on"] if obj else self.fields

    def get_readonly_fields(self, request, obj=None):
        return ["user", *self.fields, "declared_on"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return (
            asking_for(form, "ended_on", _("The last day on which this tie holds."))
            if obj
            else form
        )

    def save_model(self, request, obj, form, change):
        if change:
            end_conflict(
                conflict_id=obj.pk,
                version=self.seen_version(request),
                on=obj.ended_on,
                by=request.user,
            )
            return
        made = declare_conflict(
            user=request.user,
            commune=obj.commune,
            electoral_list=obj.electoral_list,
            reason=obj.reason,
            by=request.user,
        )
        obj.pk, obj.user = made.pk, made.user
