"""Mail through a provider: what the variables say, as django-anymail wants it."""

from django.core.exceptions import ImproperlyConfigured


def provider_settings(provider: str, given: str, secret: str) -> dict:
    """Settings of a provider, from its name, `NAME=value,NAME=value` and its webhooks' secret."""
    if not provider:
        return {"ANYMAIL_PROVIDER": ""}
    pairs = [one.partition("=") for one in given.split(",") if one.strip()]
    if any(not sign or not name.strip() for name, sign, _value in pairs):
        raise ImproperlyConfigured("ANYMAIL_SETTINGS must be NAME=value,NAME=value.")
    if secret and (":" not in secret or len(secret) < 20):
        raise ImproperlyConfigured(
            "ANYMAIL_WEBHOOK_SECRET must be name:password, 20 characters at least."
        )
    found = {name.strip(): value.strip() for name, _sign, value in pairs}
    return {
        "ANYMAIL_PROVIDER": provider,
        "ANYMAIL": found | ({"WEBHOOK_SECRET": secret} if secret else {}),
        "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
    }
