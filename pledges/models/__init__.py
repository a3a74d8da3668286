"""Rows of pledges."""

from pledges.models.access import AccessRequest
from pledges.models.agenda import CalendarFeed
from pledges.models.assessment import Assessment, Reply
from pledges.models.commitment import Commitment, Correction, Quote
from pledges.models.copies import CommitmentCopy
from pledges.models.evidence import Attestation, Evidence
from pledges.models.extension import Extension
from pledges.models.idempotency import IdempotencyKey
from pledges.models.mail import MailRhythm, MailWording, OutboxMail
from pledges.models.mandate import MandateChange
from pledges.models.merge import Merge
from pledges.models.pact import Article, Campaign, Pact, PactVersion
from pledges.models.reason import ReturnReason
from pledges.models.report import Report
from pledges.models.signature import ArticleStance, Signature, Solicitation
from pledges.models.typed import Typed
from pledges.models.visit import Visit
from pledges.models.webhook import Webhook, WebhookDelivery

__all__ = [
    "AccessRequest",
    "Article",
    "ArticleStance",
    "Assessment",
    "Attestation",
    "CalendarFeed",
    "Campaign",
    "Commitment",
    "CommitmentCopy",
    "Correction",
    "Evidence",
    "Extension",
    "IdempotencyKey",
    "MailRhythm",
    "MailWording",
    "MandateChange",
    "Merge",
    "OutboxMail",
    "Pact",
    "PactVersion",
    "Quote",
    "Reply",
    "Report",
    "ReturnReason",
    "Signature",
    "Solicitation",
    "Typed",
    "Visit",
    "Webhook",
    "WebhookDelivery",
]
