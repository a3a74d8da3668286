"""Forms about people: a forgotten password, a new account, the roles and keys someone holds."""

from allauth.account.forms import (
    BaseConfirmCodeForm,
    LoginForm,
    RequestLoginCodeForm,
    ResetPasswordForm,
)
from allauth.account.internal.flows.password_reset_by_code import PasswordResetVerificationProcess
from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.adapter import SHARED
from accounts.models import ApiToken, User
from accounts.roles import ROLES


class SharedComputer(forms.Form):
    """A trusted device keeps its session for 30 days; a shared one, until it is closed."""

    shared = forms.BooleanField(
        label=_("This is a shared computer"),
        required=False,
        help_text=_("Sign me out when the browser closes, rather than after 30 days."),
    )


class SignInForm(SharedComputer, LoginForm):
    """The password, and whether others use this computer."""

    def login(self, request, redirect_url=None):
        # Said before: a second factor may still be asked for between here and the session.
        request.session[SHARED] = self.cleaned_data["shared"]
        response = super().login(request, redirect_url)
        if self.cleaned_data["shared"]:
            request.session.set_expiry(0)
        return response


class AskForCodeForm(SharedComputer, RequestLoginCodeForm):
    """The address a code is sent to, and whether others use this computer."""


class CodeForm(BaseConfirmCodeForm):
    """The code received by mail, typed with the digits of a phone's keyboard."""

    code = forms.CharField(
        label=_("Code of six digits"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ForgottenPasswordForm(ResetPasswordForm):
    """Sends a code, never a link, and to members of the association alone.

    Contacts have no password: the same answer is shown, and nothing is sent.
    """

    def clean_email(self) -> str:
        email = super().clean_email()
        self.users = [user for user in self.users if user.is_staff]
        return email

    def save(self, request, **kwargs) -> str:
        email = self.cleaned_data["email"]
        PasswordResetVerificationProcess.initiate(
            request=request, user=self.users[0] if self.users else None, email=email
        )
        return email


def _role_label(role) -> str:
    return format_html(
        "<span><strong>{}</strong> – {}</span>", gettext(role.label), gettext(role.prose)
    )


_lazy_role_label = lazy(_role_label, str)


def roles_field() -> forms.MultipleChoiceField:
    """Check boxes, one per role, each with the prose that says who may hold it."""
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.name, _lazy_role_label(role)) for role in ROLES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class NewUserForm(forms.ModelForm):
    """An account made by a coordinator; its owner asks for a code or a password afterwards."""

    roles = roles_field()

    class Meta:
        model = User
        fields = ["email", "name"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()


class UserForm(forms.ModelForm):
    """The roles of an account, and whether it may still sign in."""

    roles = roles_field()

    class Meta:
        model = User
        fields = ["is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["roles"] = sorted(self.instance.role_names)


class ReadTokenForm(forms.Form):
    """What a new key for programs is for, and for how long."""

    name = forms.CharField(
        label=_("What is it for?"),
        max_length=100,
        help_text=_("The name of the program or machine, to know it from others."),
    )
    days = forms.IntegerField(label=_("For how many days?"), min_value=1, max_value=365)


class TokenForm(ReadTokenForm):
    """The same, and what it may do."""

    scope = forms.ChoiceField(
        label=_("What may it do?"), choices=ApiToken.Scope.choices, widget=forms.RadioSelect
    )
    field_order = ["name", "scope", "days"]
