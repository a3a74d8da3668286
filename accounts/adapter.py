"""How allauth behaves here: no open sign-up; staff sign in with a password, contacts by code."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import EmailMessage
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.actions.inviting import accept_invitation
from accounts.permissions import Permission
from accounts.policies import holds, may_enter_desk
from accounts.queries import invitation_expired

SHARED = "shared_computer"
logger = logging.getLogger(__name__)
POSTING = "sign-in-mail"
# Seconds before a mail is made: beside its answer, a thread slows it by a sixth.
AFTER = 0.5
_held: ContextVar[list[Callable[[], EmailMessage]] | None] = ContextVar("mails held", default=None)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation alone; codes leave without delaying the answer."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # Of a code tried too often or used already, and of a wrong password.
        "too_many_login_attempts": _(
            "Too many attempts. Ask for another code, or try again in a few minutes."
        ),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def get_login_redirect_url(self, request) -> str:
        """Where one works: the desk for the team, the portal for municipal contacts."""
        if may_enter_desk(request.user):
            return resolve_url("admin:index")
        if holds(request.user, Permission.REPORT):
            return resolve_url("portal:home")
        return super().get_login_redirect_url(request)

    def pre_login(self, request, user, **kwargs):
        """An invitation that expired opens nothing, even before its account is closed."""
        if invitation_expired(user):
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, **kwargs):
        """On a computer that others use, the session ends with the browser."""
        if request.session.pop(SHARED, False):
            request.session.set_expiry(0)
        accept_invitation(user)
        return super().post_login(request, user, **kwargs)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.ASSOCIATION_NAME} – {subject.strip()}"

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Make and post it from a thread, once the answer is gone: the time it takes would tell
        known addresses apart. Where an address is asked for, see `one_thread_for_each`."""
        context = context | {
            "association_name": settings.ASSOCIATION_NAME,
            "base_url": settings.BASE_URL,
        }
        make = partial(self.render_mail, template_prefix, email, context)
        held = _held.get()
        if held is None:
            _post_later([make])
        else:
            held.append(make)


@contextmanager
def one_thread_for_each() -> Iterator[None]:
    """Start one thread, whether the answer that is made inside has a mail to post or none:
    starting one takes longer than all else that is done for a known address alone."""
    held: list[Callable[[], EmailMessage]] = []
    token = _held.set(held)
    try:
        yield
    finally:
        _held.reset(token)
        _post_later(held)


def _post_later(mails: list[Callable[[], EmailMessage]]) -> None:
    posting = threading.Timer(AFTER, _post, [mails, get_language()])
    posting.name = POSTING
    posting.start()


def _post(mails: list[Callable[[], EmailMessage]], language: str | None) -> None:
    try:
        with translation.override(language):
            for make in mails:
                make().send()
    except OSError:
        # The person will ask for another code; whoever runs the site must learn of it.
        logger.exception("A sign-in mail could not be sent.")
