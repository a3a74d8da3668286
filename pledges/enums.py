"""Names used by pacts, commitments and what follows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommitmentKind(TextChoices):
    COMMITMENT = "commitment", _("commitment")
    ACTION_DUE = "action_due", _("action due to the association")


class Fulfilment(TextChoices):
    NOT_ASSESSED = "not_assessed", _("not yet assessed")
    IN_PROGRESS = "in_progress", _("in progress")
    PAUSED = "paused", _("paused")
    PARTIALLY_KEPT = "partially_kept", _("partially kept")
    KEPT = "kept", _("kept")
    NOT_KEPT = "not_kept", _("not kept")
    ABANDONED = "abandoned", _("abandoned")
    UNVERIFIABLE = "unverifiable", _("unverifiable")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    # Lists in the minority have no power to carry out: another scale.
    CARRIED = "carried", _("carried by the list")
    NO_KNOWN_ACTION = "no_known_action", _("no known action")


MINORITY_SCALE = frozenset({Fulfilment.CARRIED, Fulfilment.NO_KNOWN_ACTION})
# What a town hall may declare: it does not judge itself "unverifiable" nor "not yet assessed".
DECLARABLE = (
    Fulfilment.IN_PROGRESS,
    Fulfilment.PAUSED,
    Fulfilment.PARTIALLY_KEPT,
    Fulfilment.KEPT,
    Fulfilment.NOT_KEPT,
    Fulfilment.ABANDONED,
    Fulfilment.NOT_APPLICABLE,
)


class InNameOf(TextChoices):
    INDIVIDUAL = "individual", pgettext_lazy("signature in the name of", "an individual")
    LIST = "list", pgettext_lazy("signature in the name of", "the list")


class Stance(TextChoices):
    ACCEPTED = "accepted", _("accepted")
    RESERVE = "reserve", _("accepted with reserve")
    REFUSED = "refused", _("refused")


class EvidenceKind(TextChoices):
    DELIBERATION = "deliberation", _("deliberation")
    BUDGET = "budget", _("budget line")
    CONTRACT = "contract", _("public contract")
    MINUTES = "minutes", _("minutes")
    PHOTO = "photo", _("photograph")
    PRESS = "press", _("press")
    OTHER = "other", _("other")


class Position(TextChoices):
    """Computed from signatures and solicitations; never stored."""

    SIGNED = "signed", _("signed")
    PARTIAL = "partial", _("signed in part")
    ANNOUNCED = "announced", _("agreement announced, document awaited")
    REFUSED = "refused", _("refused")
    NO_ANSWER = "no_answer", _("no answer")
    AWAITED = "awaited", _("answer awaited")
    NOT_SOLICITED = "not_solicited", _("not solicited")


class MailState(TextChoices):
    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    BOUNCED = "bounced", _("came back")
    CANCELLED = "cancelled", _("stopped")


class Topic(TextChoices):
    """Mails that nobody has to receive; every other one is a duty, sent at once."""

    PUBLISHED = "published", _("What the association publishes about your territory")
    ANSWERS = "answers", _("What became of your reports and corrections")
    ACCURACY = "accuracy", _("Is it still accurate? After a year without news")


class Rhythm(TextChoices):
    AT_ONCE = "at_once", _("at once")
    WEEKLY = "weekly", _("once a week, on Monday")
    MONTHLY = "monthly", _("once a month, on the first")
    NEVER = "never", _("never")


class DeliveryState(TextChoices):
    WAITING = "waiting", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")


class MandateCause(TextChoices):
    """Why a mandate does not go on as the election began it."""

    MAJORITY = "majority", _("the majority changed")
    MERGER = "merger", _("communes or intercommunalities merged")
    OTHER = "other", _("another reason")


class MandateEffect(TextChoices):
    """What becomes of the contacts and the commitments of a mandate that changed."""

    CARRIED_OVER = "carried_over", _("carried over")
    SUSPENDED = "suspended", _("suspended")
    CLOSED = "closed", _("closed")
