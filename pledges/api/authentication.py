"""Who is calling: a token (`Authorization: Bearer …`), or the session of somebody signed in."""

from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions

from accounts import second_factor
from accounts.actions.tokens import note_use, token_in_force
from accounts.policies import may_enter_desk
from ledger.steps import gettext_noop

BAD_TOKEN = gettext_noop("This token is unknown, expired or revoked.")
READ_ONLY = gettext_noop("This token may not do this: make one of another kind for it.")
SHOW_FACTOR = gettext_noop("Show your second factor on your account page first.")
ACTING = frozenset({"session", "workflow"})
REALM = 'Bearer realm="api"'


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer TOKEN`. A wrong token is said (401), never taken for nobody."""

    def authenticate(self, request):
        scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        row = token_in_force(token.strip())
        if row is None:
            raise exceptions.AuthenticationFailed(BAD_TOKEN)
        note_use(row)
        return row.user, row

    def authenticate_header(self, request) -> str:
        return REALM


class SessionAuthentication(authentication.SessionAuthentication):
    """The site's own session, CSRF enforced; as at the desk, staff show a second factor."""

    def authenticate(self, request):
        signed_in = super().authenticate(request)
        if signed_in is None:
            return None
        user, _auth = signed_in
        if may_enter_desk(user) and second_factor.missing_in(request._request):
            raise exceptions.PermissionDenied(SHOW_FACTOR)
        return signed_in


class SignedIn(permissions.BasePermission):
    """Somebody is calling, with a token of a scope the view is open to (`scopes`).

    A read token does not see or do what its owner may.
    """

    def has_permission(self, request, view) -> bool:
        if not request.user.is_authenticated:
            return False
        if scope_of(request) not in getattr(view, "scopes", ACTING):
            raise exceptions.PermissionDenied(_(READ_ONLY))
        return True


def scope_of(request) -> str:
    """ "session", or the scope of the token, for those signed in; "" for the others."""
    if not request.user.is_authenticated:
        return ""
    return request.auth.scope if request.auth is not None else "session"


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = TokenAuthentication
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = SessionAuthentication
    name = "session"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
