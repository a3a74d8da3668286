"""One's own account, and the few sign-in pages allauth does not make as we need them."""

from allauth.account.views import PasswordResetView
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import second_factor
from accounts.forms import ForgottenPasswordForm
from accounts.policies import may_enter_desk
from accounts.queries import roles_held


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
            "device_registered": second_factor.device_registered(request.user),
            "second_factor_shown": second_factor.shown_in_session(request),
        },
    )


class ForgottenPassword(PasswordResetView):
    """Asks for an address; the page that follows is the same whoever it belongs to."""

    form_class = ForgottenPasswordForm
    success_url = reverse_lazy("account_confirm_password_reset_code")

    def get_success_url(self) -> str:
        return str(self.success_url)


password_reset = ForgottenPassword.as_view()
