"""What changed since the last visit, as sentences that lead to the page that tells more."""

from django.urls import reverse
from django.utils.translation import gettext as _

from ledger.steps import gettext_noop
from pledges.queries.news import News

# (kind, step) → what happened, and the page of the portal that shows it.
SAID = {
    ("commitment", "publish"): gettext_noop("A commitment was published"),
    ("commitment", "correct"): gettext_noop("The words of a commitment were corrected"),
    ("commitment", "withdraw"): gettext_noop("A commitment was withdrawn from the site"),
    ("commitment", "restore"): gettext_noop("A commitment was published again"),
    ("commitment", "mandate"): gettext_noop("The mandate changed, and the page says so"),
    ("commitment", "mandate_lifted"): gettext_noop("The mandate is as before"),
    ("report", "submit"): gettext_noop("A colleague sent a report"),
    ("report", "return"): gettext_noop("The association asks you to complete a report"),
    ("report", "publish"): gettext_noop("The association published a report"),
    ("report", "decline"): gettext_noop("The association did not publish a report, and says why"),
    ("report", "cancel"): gettext_noop("A colleague cancelled a report"),
    ("assessment", "notify"): gettext_noop(
        "The association sent you an assessment before publishing it"
    ),
    ("assessment", "publish"): gettext_noop("The association published an assessment"),
}
PAGES = {"commitment": "followed", "report": "report", "assessment": "assessment"}


def told(news: list[News]) -> list[dict]:
    """For the template: the day, the sentence, the commitment, the address."""
    return [
        {
            "at": one.at,
            "what": _(SAID[one.kind, one.step]),
            "commitment": one.commitment,
            "url": _address(one),
        }
        for one in news
    ]


def _address(news: News) -> str:
    if news.kind == "commitment" and news.commitment.state == "withdrawn":
        # Followed no more; its public page says when and why.
        return reverse("public:commitment", args=[news.ref])
    return reverse(f"portal:{PAGES[news.kind]}", args=[news.ref])
