"""What a mail provider tells of mails that came back, read by django-anymail.

Served only where a provider and its secret are configured: without the secret anybody could say
of an address that it refuses its mails.
"""

from anymail.signals import tracking
from django.conf import settings
from django.urls import URLPattern, path

from pledges.actions.outbox import came_back

# The words of anymail for a mail that will not arrive; a deferral is the provider's to try again.
GONE = {"bounced", "rejected", "failed", "complained"}


def routes() -> list[URLPattern]:
    """The provider's address, or none: /courriels/PROVIDER/."""
    provider = settings.ANYMAIL_PROVIDER
    if not provider or not settings.ANYMAIL.get("WEBHOOK_SECRET"):
        return []
    from anymail.urls import urlpatterns

    name = f"{provider}_tracking_webhook"
    view = next((one.callback for one in urlpatterns if one.name == name), None)
    tracking.connect(heard, dispatch_uid="pledges.api.bounces")
    return [path(f"courriels/{provider}/", view, name="mail_tracking")] if view else []


def heard(sender, event, esp_name, **_others) -> None:
    """Receiver of anymail's signal."""
    if event.event_type in GONE:
        why = event.description or event.mta_response or event.reject_reason or event.event_type
        came_back(message_id=str(event.message_id or ""), why=f"{esp_name}: {why}")
