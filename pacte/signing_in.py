"""How one signs in, as django-allauth wants it: codes of six digits, no sign-up, no link."""

SIGN_IN = {
    "ACCOUNT_ADAPTER": "accounts.adapter.AccountAdapter",
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*", "password2*"],
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    # Without this, unknown addresses receive a mail: strangers would be written to.
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_LOGIN_BY_CODE_ENABLED": True,
    "ACCOUNT_LOGIN_BY_CODE_TIMEOUT": 600,
    "ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS": 3,
    "ACCOUNT_PREVENT_ENUMERATION": True,
    "ACCOUNT_SESSION_REMEMBER": True,
    "MFA_SUPPORTED_TYPES": ["totp", "recovery_codes"],
    "MFA_TOTP_ISSUER": "Pacte",
    "ACCOUNT_FORMS": {
        "confirm_login_code": "accounts.forms.CodeForm",
        "confirm_password_reset_code": "accounts.forms.CodeForm",
    },
    "ALLAUTH_USER_CODE_FORMAT": {"length": 6, "numeric": True, "dashed": False},
    "ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT": 600,
    # Their counts are in the memory of one worker: accounts.knocking counts for all of them.
    "ACCOUNT_RATE_LIMITS": {"login": None, "request_login_code": None, "reset_password": None},
}
