"""One's own account, and the few sign-in pages allauth does not make as we need them."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.views import (
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
    PasswordResetView,
    RequestLoginCodeView,
)
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.generic import FormView

from accounts import second_factor
from accounts.actions.sessions import end_other_sessions, end_session
from accounts.actions.tokens import DAYS, make_token, revoke_token
from accounts.adapter import SHARED, one_thread_for_each
from accounts.admin_site import show_errors
from accounts.conflicts import refused_page
from accounts.forms import AskForCodeForm, ForgottenPasswordForm, SignInForm, TokenForm
from accounts.knocking import knock, may_try, may_use
from accounts.models import ApiToken
from accounts.permissions import Permission
from accounts.policies import holds, may_enter_desk, may_make_token
from accounts.queries import roles_held, sessions_of, tokens_of
from ledger.refusals import Invalid, NotAllowed
from ledger.steps import gettext_noop

SHOW_FACTOR = gettext_noop("Show your second factor first: a token acts without it.")


@require_safe
@never_cache
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Who am I here, what may I do, how do I sign in."""
    return TemplateResponse(
        request,
        "accounts/home.html",
        {
            "roles": roles_held(request.user),
            "may_enter_desk": bool(may_enter_desk(request.user)),
            "may_report": bool(holds(request.user, Permission.REPORT)),
            "device_registered": second_factor.device_registered(request.user),
            "second_factor_shown": second_factor.shown_in_session(request),
        },
    )


class SignIn(LoginView):
    """The password, for members of the association."""

    form_class = SignInForm

    def post(self, request, *args, **kwargs) -> HttpResponse:
        refused = knock(request, request.POST.get("login", ""))
        return refused or super().post(request, *args, **kwargs)


sign_in = SignIn.as_view()


class AskForCode(RequestLoginCodeView):
    """Asks for an address; remembers, for the session to come, whether others use the computer."""

    form_class = AskForCodeForm

    def post(self, request, *args, **kwargs) -> HttpResponse:
        refused = knock(request, request.POST.get("email", ""))
        return refused or super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        with one_thread_for_each():
            response = super().form_valid(form)
        self.request.session[SHARED] = form.cleaned_data["shared"]
        return response


ask_for_code = AskForCode.as_view()


class ForgottenPassword(PasswordResetView):
    """Asks for an address; the page that follows is the same whoever it belongs to."""

    form_class = ForgottenPasswordForm
    success_url = reverse_lazy("account_confirm_password_reset_code")

    def post(self, request, *args, **kwargs) -> HttpResponse:
        refused = knock(request, request.POST.get("email", ""))
        return refused or super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        with one_thread_for_each():
            return super().form_valid(form)

    def get_success_url(self) -> str:
        return str(self.success_url)


password_reset = ForgottenPassword.as_view()


class TriedCode(FormView):
    """Counts tries in the database: those kept in the session, parallel posts would overwrite.

    A code belongs to one session and one moment; posts that run at once share both.
    """

    again = ""
    _process: AbstractCodeVerificationProcess

    def post(self, request, *args, **kwargs) -> HttpResponse:
        if not may_try(self.code_name, self._process.state["at"]):
            return self.ended()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        if not may_use(self.code_name, self._process.state["at"]):
            return self.ended()
        return super().form_valid(form)

    @property
    def code_name(self) -> str:
        state = self._process.state
        return f"{self.request.session.session_key} {state['at']} {state['email']}"

    def ended(self) -> HttpResponse:
        """As after the last wrong try: another code must be asked for."""
        self._process.abort()
        adapter = get_adapter(self.request)
        text = adapter.error_messages["too_many_login_attempts"]
        adapter.add_message(self.request, messages.ERROR, message=text)
        return redirect(self.again)


class EnterCode(TriedCode, ConfirmLoginCodeView):
    """The code received by mail: six digits, three tries, ten minutes, once."""

    again = "account_request_login_code"


enter_code = EnterCode.as_view()


class EnterResetCode(TriedCode, ConfirmPasswordResetCodeView):
    """The code that lets a member of the association choose a password."""

    again = "account_login"


enter_reset_code = EnterResetCode.as_view()


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """My keys for programs; a new one is shown on the answer to the form, and never again."""
    form, made, secret = TokenForm(request.POST or None, initial={"days": DAYS}), None, ""
    status = 200
    if request.method == "POST":
        # A token outlives the session: whoever may enter the desk proves themselves first.
        if may_enter_desk(request.user) and second_factor.missing_in(request):
            return refused_page(request, SHOW_FACTOR, back=reverse("mfa_index"))
        try:
            if form.is_valid():
                made, secret = make_token(user=request.user, by=request.user, **form.cleaned_data)
                form = TokenForm(initial={"days": DAYS})
        except NotAllowed as refusal:
            return refused_page(request, refusal.reason, back=request.path)
        except Invalid as refusal:
            show_errors(form, refusal)
        status = 200 if made else 400
    context = {
        "form": form,
        "made": made,
        "secret": secret,
        "tokens": tokens_of(request.user),
        "decision": may_make_token(request.user, request.user, "read"),
    }
    return TemplateResponse(request, "accounts/tokens.html", context, status=status)


@require_POST
@never_cache
@login_required
def revoke(request: HttpRequest, ref: str) -> HttpResponse:
    """End one of my tokens; somebody else's is a 404, like one that never was."""
    if not tokens_of(request.user).filter(ref=ref).exists():
        raise Http404
    token: ApiToken = revoke_token(ref=ref, by=request.user)
    messages.success(request, _("Revoked: %(name)s.") % {"name": token.name})
    return redirect("accounts:tokens")


@require_safe
@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Where my account is open, with a button to close each."""
    context = {"sessions": sessions_of(request.user, request.session.session_key or "")}
    return TemplateResponse(request, "accounts/sessions.html", context)


@require_POST
@never_cache
@login_required
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of my sessions; somebody else's is a 404, like one that never was."""
    try:
        end_session(pk=pk, by=request.user)
    except UserSession.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("This session is ended."))
    return redirect("accounts:sessions")


@require_POST
@never_cache
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """End all my sessions but this one."""
    end_other_sessions(current_key=request.session.session_key or "", by=request.user)
    messages.success(request, _("Every other session is ended."))
    return redirect("accounts:sessions")
