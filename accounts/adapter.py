"""How allauth behaves here: no open sign-up; staff sign in with a password, contacts by code."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation alone."""

    def is_open_for_signup(self, request) -> bool:
        return False
