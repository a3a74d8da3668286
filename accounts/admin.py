"""People in the desk: who has an account, with which roles; and the ledger, to be read."""

from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.actions.inviting import INVITING, invite, resend_invitation, revoke_invitation
from accounts.actions.people import close_account, hold_account, reopen_account
from accounts.actions.roles import create_user, set_roles
from accounts.actions.sessions import end_sessions_of
from accounts.admin_site import DeskAdmin, site
from accounts.forms import NewUserForm, UserForm
from accounts.histories import HistoryLine, history_lines
from accounts.journal import JournalAdmin as JournalAdmin
from accounts.models import Invitation, User
from accounts.permissions import Permission
from accounts.queries import (
    in_invitation_state,
    invitations_for,
    of_people,
    people,
    roles_held,
    version_of,
    with_role,
)
from accounts.roles import ROLES
from accounts.searching import rows_with, words_in
from accounts.tokens_of_others import TokensOfOthers
from ledger.refusals import Refusal


class RoleFilter(admin.SimpleListFilter):
    """People by role; the choices are the table's, not whatever groups exist."""

    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request, model_admin):
        return [(role.name, _(role.label)) for role in ROLES]

    def queryset(self, request, queryset):
        return with_role(queryset, self.value()) if self.value() else queryset


@admin.register(User, site=site)
class UserAdmin(TokensOfOthers, DeskAdmin):
    """Accounts: made, given roles, closed. Passwords and devices are their owners' affair."""

    view_permission = add_permission = change_permission = Permission.MANAGE_ROLES
    kind = "user"
    list_display = ["name", "email", "roles_in_words", "is_active", "fictitious"]
    list_filter = [RoleFilter, "is_active"]
    search_fields = ["search_words"]
    search_help_text = gettext_lazy("Words of the name or address, each from its beginning.")
    ordering = ["name", "pk"]
    change_form_template = "admin/accounts/user_change_form.html"
    readonly_fields = ["ref", "email", "name", "fictitious", "created_at", "last_login"]

    @admin.display(description=gettext_lazy("roles"))
    def roles_in_words(self, user: User) -> str:
        return ", ".join(_(role.label) for role in roles_held(user)) or "–"

    def get_queryset(self, request):
        return people()

    def get_search_results(self, request, queryset, search_term):
        return rows_with(queryset, "search_words", words_in(search_term)), False

    def get_object(self, request, object_id, from_field=None):
        user = super().get_object(request, object_id, from_field)
        if user is not None:
            user.version = version_of(user)
        return user

    def opened(self, obj, version: int) -> dict:
        told = super().opened(obj, version)
        return {"roles": told["roles"], "is_active": told.get("active", True)} if told else {}

    def get_readonly_fields(self, request, obj=None):
        return [*self.readonly_fields, *self._trouble(obj)] if obj else []

    def _trouble(self, obj) -> list[str]:
        """Shown only to tell of it: an address that takes its mails has nothing to say."""
        refused = obj is not None and obj.mail_refused_on
        return ["mail_refused_on", "mail_refused_why"] if refused else []

    def get_fields(self, request, obj=None):
        shown = [*self.readonly_fields, *self._trouble(obj), "is_active", "roles"]
        return shown if obj else ["email", "name", "roles"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = UserForm if obj else NewUserForm
        return super().get_form(request, obj, change=change, **{"form": form} | kwargs)

    def save_model(self, request, obj, form, change):
        roles = form.cleaned_data["roles"]
        if not change:
            with transaction.atomic():
                made = create_user(email=obj.email, name=obj.name, roles=roles, by=request.user)
                invite(user=made, by=request.user)
            obj.pk, obj.ref = made.pk, made.ref
            return
        with transaction.atomic():
            hold_account(user_id=obj.pk, version=self.seen_version(request))
            if "roles" in form.changed_data:
                set_roles(user_id=obj.pk, roles=roles, by=request.user)
            if "is_active" in form.changed_data:
                switch = reopen_account if obj.is_active else close_account
                switch(user_id=obj.pk, by=request.user)

    def get_urls(self):
        view = self.admin_site.admin_view(self.end_sessions_view)
        name = "accounts_user_end_sessions"
        return [path("<int:pk>/end-sessions/", view, name=name), *super().get_urls()]

    def end_sessions_view(self, request, pk: int):
        """POST ends every session of somebody; GET goes back to their page."""
        back = reverse("admin:accounts_user_change", args=[pk])
        if not self.has_change_permission(request) or not people().filter(pk=pk).exists():
            raise Http404
        if request.method == "POST":
            number = end_sessions_of(user_id=pk, by=request.user)
            words = ngettext("%(n)s session ended.", "%(n)s sessions ended.", number)
            self.message_user(request, words % {"n": number}, messages.SUCCESS)
        return HttpResponseRedirect(back)


INVITATION_STATES = {
    "waiting": gettext_lazy("no answer yet"),
    "accepted": gettext_lazy("invitation accepted"),
    "expired": gettext_lazy("invitation expired"),
    "revoked": gettext_lazy("revoked"),
}


class InvitationFilter(admin.SimpleListFilter):
    """Invitations by what became of them."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return list(INVITATION_STATES.items())

    def queryset(self, request, queryset):
        return in_invitation_state(queryset, self.value() or "")


@admin.register(Invitation, site=site)
class InvitationAdmin(DeskAdmin):
    """Who was asked to come in, and has or has not; sent again, or revoked."""

    view_permission = Permission.INVITE_CONTACT
    list_display = ["invited", "roles_in_words", "state_words", "inviter", "sent_on", "expires_on"]
    list_filter = [InvitationFilter]
    search_fields = ["user"]
    search_help_text = gettext_lazy("Words of the name or address, each from its beginning.")
    ordering = ["-pk"]
    fields = ["invited", "roles_in_words", "inviter", "created_at", "sent_on", "expires_on"]
    readonly_fields = fields
    change_form_template = "admin/accounts/invitation_change_form.html"

    def history_of(self, invitation: Invitation) -> list[HistoryLine]:
        """What became of it alone: the rest of the account's history is a coordinator's to read."""
        return history_lines(None, "user", invitation.user.ref, steps=INVITING)

    @admin.display(description=gettext_lazy("person invited"))
    def invited(self, invitation: Invitation) -> str:
        return f"{invitation.user} ({invitation.user.email})"

    @admin.display(description=gettext_lazy("invited by"))
    def inviter(self, invitation: Invitation) -> str:
        return str(invitation.created_by or "–")

    @admin.display(description=gettext_lazy("roles"))
    def roles_in_words(self, invitation: Invitation) -> str:
        return ", ".join(_(role.label) for role in roles_held(invitation.user)) or "–"

    @admin.display(description=gettext_lazy("state"))
    def state_words(self, invitation: Invitation) -> str:
        return INVITATION_STATES[invitation.state]

    def get_queryset(self, request):
        return invitations_for(request.user)

    def get_search_results(self, request, queryset, search_term):
        return of_people(queryset, words_in(search_term)), False

    def get_urls(self):
        view = self.admin_site.admin_view(self.answer_view)
        name = "accounts_invitation_answer"
        return [path("<int:pk>/answer/<slug:answer>/", view, name=name), *super().get_urls()]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            context |= {
                "state_label": self.state_words(obj),
                "open": obj.state != "accepted" and obj.user.last_login is None,
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def answer_view(self, request, pk: int, answer: str):
        """POST sends an invitation again, or revokes it; GET goes back to its page."""
        invitation = self.get_queryset(request).filter(pk=pk).first()
        act = {"resend": resend_invitation, "revoke": revoke_invitation}.get(answer)
        if not self.has_view_permission(request) or invitation is None or act is None:
            raise Http404
        if request.method == "POST":
            try:
                act(ref=invitation.ref, by=request.user)
                self.message_user(request, _("Done."), messages.SUCCESS)
            except Refusal as refusal:
                self.message_user(request, _(str(refusal.reason)), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:accounts_invitation_change", args=[pk]))
