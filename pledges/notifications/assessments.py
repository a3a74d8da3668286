"""What contacts read of what the association concludes: shapes of `_COMPOSERS`."""

from django.conf import settings
from django.utils.translation import gettext as _

from pledges.history import deadline_in_words
from pledges.notifications.people import contacts_of


def notified(assessment, _reason):
    """The words that will be published, their sources, and until when one may reply."""
    until = deadline_in_words(assessment.reply_until)
    subject = _("Assessment to come: %(title)s") % {"title": assessment.commitment}
    sources = assessment.sources.filter(public=True).order_by("pk")
    lines = [
        _("The association is about to publish this conclusion:"),
        f"{assessment.get_fulfilment_display()} – {assessment.words}",
        _("Its sources:"),
        "\n".join(f"– {one.title} {one.url}".rstrip() for one in sources),
        _("You may reply, word for word, until: %(date)s.") % {"date": until},
        f"{settings.BASE_URL}/espace/evaluations/{assessment.ref}/",
    ]
    return contacts_of(assessment.commitment), subject, lines


def taken_back(assessment, reason):
    subject = _("Assessment taken back: %(title)s") % {"title": assessment.commitment}
    lines = [_("The association took this assessment back, for this reason:"), reason]
    return contacts_of(assessment.commitment), subject, lines


def published(assessment, _reason):
    subject = _("Assessment published: %(title)s") % {"title": assessment.commitment}
    lines = [
        f"{assessment.get_fulfilment_display()} – {assessment.words}",
        f"{settings.BASE_URL}/engagements/{assessment.commitment.ref}/",
    ]
    return contacts_of(assessment.commitment), subject, lines
