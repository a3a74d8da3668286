"""The second factor: is a device registered, and was it shown in this very session?"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings


def device_registered(user) -> bool:
    """Does the user own an authenticator app that can answer a challenge?"""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP])


def shown_in_session(request) -> bool:
    """Was a second factor given in this session, by the person now signed in?

    Read from the session's own records: a device registered since, or shown in another
    browser, proves nothing about who holds this one.
    """
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def missing_in(request) -> bool:
    """True when the desk must stay shut until a second factor is shown."""
    return settings.STAFF_SECOND_FACTOR_REQUIRED and not shown_in_session(request)
