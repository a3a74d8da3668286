"""The secret of a webhook: made, kept encrypted, opened to sign (Standard Webhooks).

Signing needs the secret itself, so a digest would not do. It is encrypted under a key drawn from
SECRET_KEY: a stolen database or backup signs nothing by itself. Whoever has both has the secret.
"""

import base64
import hashlib
import secrets
from contextlib import suppress
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from ledger.refusals import Invalid
from ledger.steps import gettext_noop
from pledges.models import Webhook

MARK = "whsec_"
LOST = gettext_noop("The secret of this webhook can no longer be read: make another one.")


def new_secret() -> str:
    """256 random bits, as every Standard Webhooks library takes them."""
    return MARK + base64.b64encode(secrets.token_bytes(32)).decode()


def sealed(secret: str) -> str:
    """The secret as it is kept."""
    return _box().encrypt(secret.encode()).decode()


def opened(kept: str) -> str:
    """The secret that was kept. Raises Invalid when SECRET_KEY is no longer the same."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        raise Invalid(LOST) from None


def signatures(webhook: Webhook, message_id: str, at: datetime, body: str) -> str:
    """The header `webhook-signature`: one by each secret in force, separated by a space."""
    secrets_in_force = [opened(webhook.secret)]
    if webhook.previous_secret and webhook.previous_until > timezone.now():
        # One that can no longer be read signs no more: that is why another was made.
        with suppress(Invalid):
            secrets_in_force.append(opened(webhook.previous_secret))
    return " ".join(Signer(one).sign(message_id, at, body) for one in secrets_in_force)


def _box() -> MultiFernet:
    """The first key seals; SECRET_KEY_FALLBACKS still open, as for Django's own signatures."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(one)) for one in keys])


def _key(secret_key: str) -> bytes:
    digest = hashlib.sha256(b"pacte webhook secrets\x00" + secret_key.encode()).digest()
    return base64.urlsafe_b64encode(digest)
